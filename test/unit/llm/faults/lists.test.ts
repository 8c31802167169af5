import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { LlmError } from '../../../../extension/llm/errors.ts';
import type { Reply } from '../../../llm/faultServer.ts';
import { dialects, secretKey } from './dialects.ts';
import { benchOf } from './harness.ts';

describe.each(dialects)('$name: the list of models', (dialect) => {
  const bench = benchOf(dialect);
  const list = async (signal = AbortSignal.timeout(3000)) => {
    const { provider } = await bench.first();
    if (!provider.list) throw new Error(`${dialect.name} lists nothing.`);
    return provider.list(signal);
  };
  const fault = async (listing: Promise<unknown>): Promise<LlmError> => {
    const error = await listing.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(secretKey);
    if (!(error instanceof LlmError)) throw new Error(`Not a coded error: ${inspect(error)}`);
    return error;
  };

  it('comes whole, also a byte at a time', async () => {
    bench.server.next({ ...dialect.models(['small', 'large']), bytesPerWrite: 9 });
    expect(await list()).toEqual(['small', 'large']);
  });

  it('may be empty', async () => {
    bench.server.next(dialect.models([]));
    expect(await list()).toEqual([]);
  });

  it.each<[string, Reply, string]>([
    ['a key that is refused', dialect.errors.auth(), 'auth'],
    ['a server that fails', dialect.errors.server(), 'server'],
    ['too many requests', dialect.errors.rate_limit(), 'rate_limit'],
    ['a connection that is reset', { noHeaders: true, end: 'reset' }, 'network'],
    [
      'an answer that breaks off',
      { ...dialect.models(['small']), afterBytes: 20, end: 'destroy' },
      'network',
    ],
  ])('is a coded error after %s', async (_, reply, code) => {
    bench.server.next(reply);
    expect(await fault(list())).toMatchObject({ code, details: { provider: `${dialect.kind}-test` } });
    expect(bench.server.seen).toHaveLength(1);
  });

  it.each<[string, Reply]>([
    ['a web page', { headers: { 'content-type': 'text/html' }, body: '<html>Hi</html>' }],
    ['JSON that is none', { headers: { 'content-type': 'application/json' }, body: '{"data": [{"id' }],
    ['JSON of another kind', { headers: { 'content-type': 'application/json' }, body: '[1, "two", null]' }],
  ])('never throws anything else at %s', async (_, reply) => {
    bench.server.next(reply);
    const listed = await list().catch((thrown: unknown) => thrown);
    if (!Array.isArray(listed)) expect(listed).toBeInstanceOf(LlmError);
  });

  it('is stopped at once, and its connection closed', async () => {
    bench.server.next({ wait: Infinity });
    const stop = new AbortController();
    const listing = fault(list(stop.signal));
    await bench.server.arrived(1);
    stop.abort();
    expect((await listing).code).toBe('aborted');
    await bench.server.quiet(200);
  });
});
