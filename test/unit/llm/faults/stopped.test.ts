import { describe, expect, it } from 'vitest';
import type { RouteEvent } from '../../../../extension/llm/router/events.ts';
import { route } from '../../../../extension/llm/router/route.ts';
import type { Reply } from '../../../llm/faultServer.ts';
import { sse } from '../../../llm/streams.ts';
import { errorOf, request } from '../router/scriptedModels.ts';
import { dialects } from './dialects.ts';
import { benchOf, run } from './harness.ts';

describe.each(dialects)('$name', (dialect) => {
  const bench = benchOf(dialect);
  const frames = dialect.stream('One two three four five six.');
  /** Bytes up to the middle of the answer: some of it has been said. */
  const middle = frames.slice(0, -3).join('').length;

  describe('stopped', () => {
    it.each<[string, Reply, (event: RouteEvent) => boolean, number]>([
      ['before the headers', { wait: Infinity }, ({ type }) => type === 'attempt', 0],
      ['after the headers', sse([], { end: 'stall' }), ({ type }) => type === 'attempt', 60],
      ['in the middle', sse(frames, { afterBytes: middle, end: 'stall' }), ({ type }) => type === 'text', 0],
      ['in a slow answer', sse(frames, { bytesPerWrite: 25, pause: 1 }), ({ type }) => type === 'text', 0],
    ])('%s closes the connection at once', async (_, reply, isTime, later) => {
      bench.server.next(reply);
      const stop = new AbortController();
      let stopped = 0;
      const halt = async () => {
        await bench.server.arrived(1);
        if (later) await new Promise((resolve) => setTimeout(resolve, later));
        stopped = performance.now();
        stop.abort();
      };
      let halting: Promise<void> | undefined;
      const events: RouteEvent[] = [];
      const asked = { ...request, signal: stop.signal };
      for await (const event of route([await bench.first(), await bench.second()], asked)) {
        events.push(event);
        if (isTime(event)) halting ??= halt();
      }
      const ended = performance.now();
      await halting;
      expect(errorOf(events).code).toBe('aborted');
      // About 1 ms; a machine that is busy with other tests takes longer.
      expect(ended - stopped).toBeLessThan(300);
      expect((await bench.server.quiet()) - stopped).toBeLessThan(300);
      expect(bench.other.seen).toEqual([]);
    });

    it('before it began asks nobody', async () => {
      const events = await run([await bench.first()], {}, { ...request, signal: AbortSignal.abort() });
      expect(errorOf(events).code).toBe('aborted');
      expect(bench.server.seen).toEqual([]);
    });

    it('between two tries asks no more', async () => {
      bench.server.always(dialect.errors.overloaded());
      const stop = new AbortController();
      const events: RouteEvent[] = [];
      for await (const event of route([await bench.first()], { ...request, signal: stop.signal })) {
        events.push(event);
        if (event.type === 'wait') setTimeout(() => stop.abort(), 20);
      }
      expect(errorOf(events).code).toBe('aborted');
      expect(bench.server.seen).toHaveLength(1);
    });

    it('by leaving the loop closes the connection', async () => {
      bench.server.next(sse(frames, { afterBytes: middle, end: 'stall' }));
      for await (const event of route([await bench.first()], request)) if (event.type === 'text') break;
      await bench.server.quiet(200);
    });
  });
});
