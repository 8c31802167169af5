import { describe, expect, it } from 'vitest';
import { route } from '../../../../extension/llm/router/route.ts';
import { faultServer, refusedUrl } from '../../../llm/faultServer.ts';
import { errorOf, ofType, request, textOf } from '../router/scriptedModels.ts';
import { candidateAt, dialects } from './dialects.ts';
import { benchOf, run } from './harness.ts';

describe.each(dialects)('$name', (dialect) => {
  const bench = benchOf(dialect);

  describe('refused', () => {
    it.each(Object.entries(dialect.errors))('with %s is that error', async (code, refusal) => {
      bench.server.next(refusal());
      const error = errorOf(await run([await bench.first()], { limits: { retries: 0 } }));
      expect(error.code).toBe(code);
      expect(error.details).toMatchObject({ provider: `${dialect.kind}-test`, model: 'm', phase: 'before' });
      expect(bench.server.seen).toHaveLength(1);
    });

    it.each(['auth', 'permission', 'no_model', 'quota'] as const)(
      'with %s goes on with another model and asks once',
      async (code) => {
        bench.server.next(dialect.errors[code]());
        expect(textOf(await run([await bench.first(), await bench.second()]))).toBe('From another.');
        expect(bench.server.seen).toHaveLength(1);
      },
    );

    it.each(['server', 'overloaded'] as const)('with %s is asked again, and answers', async (code) => {
      bench.server.next(dialect.errors[code](), dialect.errors[code](), bench.good());
      const events = await run([await bench.first(), await bench.second()]);
      expect(textOf(events)).toBe('All is well.');
      expect(ofType(events, 'wait').map((wait) => wait.code)).toEqual([code, code]);
    });

    it.each(['server', 'overloaded'] as const)(
      'with %s again and again goes on with another',
      async (code) => {
        bench.server.always(dialect.errors[code]());
        expect(textOf(await run([await bench.first(), await bench.second()]))).toBe('From another.');
        expect(bench.server.seen).toHaveLength(3);
      },
    );

    it('with too long a request goes on with a model that reads more', async () => {
      bench.server.next(dialect.errors.context_overflow());
      const small = await bench.second();
      const large = { ...small, capabilities: { ...small.capabilities, context: 200_000 } };
      expect(textOf(await run([await bench.first(), small, large]))).toBe('From another.');
      expect(bench.other.seen).toHaveLength(1);
    });

    it.each<[string, () => string, number, number]>([
      ['in seconds', () => '1', 1000, 1000],
      ['as a date', () => new Date(Date.now() + 3000).toUTCString(), 1500, 3000],
      ['in 90 seconds', () => '90', 90_000, 90_000],
    ])('with a time to come back %s knows it', async (_, header, least, most) => {
      bench.server.next(dialect.errors.rate_limit({ headers: { 'retry-after': header() } }));
      const error = errorOf(await run([await bench.first()], { limits: { retries: 0 } }));
      expect(error.code).toBe('rate_limit');
      expect(error.details.retryAfterMs).toBeGreaterThanOrEqual(least);
      expect(error.details.retryAfterMs).toBeLessThanOrEqual(most);
    });

    it('with a short time to come back comes back then; with a long one goes on with another', async () => {
      bench.server.next(dialect.errors.rate_limit({ headers: { 'retry-after': '1' } }), bench.good());
      const started = performance.now();
      expect(textOf(await run([await bench.first(), await bench.second()]))).toBe('All is well.');
      expect(performance.now() - started).toBeGreaterThan(990);
      bench.server.next(dialect.errors.rate_limit({ headers: { 'retry-after': '90' } }));
      const events = await run([await bench.first(), await bench.second()]);
      expect(textOf(events)).toBe('From another.');
      expect(ofType(events, 'cooldown')).toMatchObject([{ ms: 90_000 }]);
    });
  });

  describe('not reached', () => {
    it.each<[string, () => Promise<string>]>([
      ['because nobody listens', refusedUrl],
      ['because the name is unknown', async () => 'http://no-such-host.invalid'],
    ])('%s is a network error, or another model at once', async (_, urlOf) => {
      const url = await urlOf();
      const error = errorOf(await run([await candidateAt(dialect, url)], { limits: { retries: 0 } }));
      expect(error).toMatchObject({ code: 'network', details: { phase: 'before' } });
      const events = await run([await candidateAt(dialect, url), await bench.second()]);
      expect(textOf(events)).toBe('From another.');
      expect(ofType(events, 'wait')).toEqual([]);
    });

    it('goes on within 50 ms after a refused connection', async () => {
      const candidates = [await candidateAt(dialect, await refusedUrl()), await bench.second()];
      await run(candidates);
      const times: number[] = [];
      for (let count = 0; count < 5; count++) {
        const started = performance.now();
        for await (const event of route(candidates, request)) {
          if (event.type === 'attempt' && event.model === 'n') times.push(performance.now() - started);
        }
      }
      expect(times.sort((a, b) => a - b)[2]).toBeLessThanOrEqual(50);
    });

    it('because its certificate is not trusted is a network error, and it gets no key', async () => {
      const secure = await faultServer({ tls: true });
      const events = await run([await candidateAt(dialect, secure.url), await bench.second()]);
      expect(ofType(events, 'fallback')).toMatchObject([{ code: 'network' }]);
      expect(textOf(events)).toBe('From another.');
      expect(secure.seen).toEqual([]);
      await secure.close();
    });
  });
});
