import { describe, expect, it } from 'vitest';
import { collect } from '../../../../extension/llm/fold.ts';
import type { ProviderSettings } from '../../../../extension/llm/providers/registry.ts';
import type { Provider } from '../../../../extension/llm/types.ts';
import { type FaultServer, faultServer, refusedUrl } from '../../../llm/faultServer.ts';
import { sse } from '../../../llm/streams.ts';
import { asking, settingsAt } from './asking.ts';

/** A provider, and the beginning of an answer of its server with a first piece of text. */
export interface Kind {
  make(settings: ProviderSettings): Promise<Provider>;
  model: string;
  beginning: readonly string[];
  server: FaultServer;
}

/** What holds for every provider, whatever language its server speaks. */
export function holdsToTheContract({ make, model, beginning, server }: Kind): void {
  const request = asking(model);
  const here = () => make(settingsAt(server.url));
  const errorAt = async (url: string) => (await collect((await make(settingsAt(url))).stream(request))).error;

  describe('a server', () => {
    it('that nobody reaches is an error of the network', async () => {
      expect(await errorAt(await refusedUrl())).toMatchObject({ code: 'network', retryable: true });
      expect((await errorAt('http://nowhere.invalid'))?.code).toBe('network');
      expect((await errorAt('no address'))?.code).toBe('bad_request');
      const tls = await faultServer({ tls: true });
      expect((await errorAt(tls.url))?.message).toContain('secure');
      await tls.close();
    });

    it('does not carry the key to another address', async () => {
      const other = await faultServer();
      for (const status of [302, 307]) {
        server.next({ status, headers: { location: `${other.url}/elsewhere` } });
        const error = await errorAt(server.url);
        expect(error).toMatchObject({ code: 'bad_request', details: { status } });
        expect(error?.details.hint).toContain('base URL');
      }
      expect(other.seen).toEqual([]);
      await other.close();
    });
  });

  describe('stopping', () => {
    it('ends the call before it is sent, before it is answered, and in the middle of the answer', async () => {
      const provider = await here();
      const early = await collect(provider.stream({ ...request, signal: AbortSignal.abort() }));
      expect(early.error?.code).toBe('aborted');

      server.next({ wait: Infinity });
      const waiting = new AbortController();
      const unanswered = collect(provider.stream({ ...request, signal: waiting.signal }));
      await server.arrived(1);
      waiting.abort();
      expect((await unanswered).error).toMatchObject({ code: 'aborted', details: { phase: 'before' } });

      server.next(sse(beginning, { end: 'stall' }));
      const talking = new AbortController();
      const said: string[] = [];
      for await (const event of provider.stream({ ...request, signal: talking.signal })) {
        said.push(event.type === 'error' ? event.error.code : event.type);
        if (event.type === 'text') talking.abort();
      }
      expect(said).toEqual(['start', 'text', 'aborted']);
      await server.quiet();
    });

    it('by no longer reading closes the connection', async () => {
      server.next(sse(beginning, { end: 'stall' }));
      const provider = await here();
      for await (const event of provider.stream(request)) if (event.type === 'text') break;
      await server.quiet();
    });

    it('ends a question that is no stream', async () => {
      await expect((await here()).list?.(AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
    });
  });
}
