import { describe, expect, it } from 'vitest';
import type { LlmErrorCode } from '../../../../extension/llm/errors.ts';
import type { Reply } from '../../../llm/faultServer.ts';
import { sse } from '../../../llm/streams.ts';
import { errorOf, textOf } from '../router/scriptedModels.ts';
import { dialects } from './dialects.ts';
import { benchOf, run } from './harness.ts';

describe.each(dialects)('$name', (dialect) => {
  const bench = benchOf(dialect);
  const frames = dialect.stream('One two three four five six.');
  /** Bytes up to the middle of the answer: some of it has been said. */
  const middle = frames.slice(0, -3).join('').length;

  const breaks: readonly [string, () => Reply, LlmErrorCode][] = [
    ['is reset before it answers', () => ({ noHeaders: true, end: 'reset' }), 'network'],
    ['is closed before it answers', () => ({ noHeaders: true, end: 'destroy' }), 'network'],
    ['is reset before the first word', () => sse([], { end: 'reset' }), 'network'],
    ['ends before the first word', () => sse([]), 'truncated'],
    ['says nothing, not even a header', () => ({ wait: Infinity }), 'stalled'],
    ['says nothing after the headers', () => sse([], { end: 'stall' }), 'stalled'],
    ['says a byte at a time, far too slowly', () => sse(frames, { bytesPerWrite: 1, pause: 40 }), 'stalled'],
    [
      'says that it is compressed, and is not',
      () => sse([Buffer.from('not gzip at all'.repeat(9))], { headers: { 'content-encoding': 'gzip' } }),
      'server',
    ],
    [
      'answers with a web page',
      () => ({ headers: { 'content-type': 'text/html' }, body: '<html>Hi</html>' }),
      'server',
    ],
    [
      'answers with a web page and an error',
      () => ({ status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad gateway</html>' }),
      'server',
    ],
    ['answers with JSON that is none', () => sse([dialect.rawDelta('"oh')]), 'server'],
    [
      'says in mid-stream, before a word, that it has too much to do',
      () => sse([dialect.overloadedEvent]),
      'overloaded',
    ],
  ];

  describe('a connection that', () => {
    it.each(breaks)('%s is a coded error', async (_, reply, code) => {
      bench.server.next(reply());
      const error = errorOf(await run([await bench.first()], { limits: { retries: 0 } }));
      expect(error).toMatchObject({ code, details: { phase: 'before' } });
    });

    it.each(breaks)('%s gives way to a retry, or to another model', async (_, reply, code) => {
      bench.server.next(reply(), bench.good());
      const events = await run([await bench.first(), await bench.second()]);
      expect(textOf(events)).toBe(code === 'stalled' ? 'From another.' : 'All is well.');
    });

    it.each<[string, Reply, LlmErrorCode]>([
      ['is reset', sse(frames, { afterBytes: middle, end: 'reset' }), 'network'],
      ['is closed', sse(frames, { afterBytes: middle, end: 'destroy' }), 'network'],
      ['ends cleanly, too soon,', sse(frames, { afterBytes: middle }), 'truncated'],
      ['falls silent', sse(frames, { afterBytes: middle, end: 'stall' }), 'stalled'],
      ['sends what is no JSON', sse([frames.slice(0, -3).join(''), 20, dialect.rawDelta('"oh')]), 'server'],
      [
        'says that it has too much to do',
        sse([frames.slice(0, -3).join(''), dialect.overloadedEvent]),
        'overloaded',
      ],
    ])('%s in the middle keeps what was said, and nobody else is asked', async (_, reply, code) => {
      bench.server.next(reply);
      const events = await run([await bench.first(), await bench.second()]);
      expect(errorOf(events)).toMatchObject({ code, details: { phase: 'mid' } });
      expect('One two three four five six.'.startsWith(textOf(events))).toBe(true);
      expect(textOf(events)).toMatch(/^One two/);
      expect([bench.server.seen.length, bench.other.seen.length]).toEqual([1, 0]);
    });

    it('takes longer than allowed is stopped, and keeps what was said', async () => {
      const slow = frames.flatMap((frame) => [frame, 160]);
      bench.server.next(sse(slow));
      const events = await run([await bench.first()], {
        limits: { firstTokenMs: 900, idleMs: 900, totalMs: 800 },
      });
      expect(errorOf(events)).toMatchObject({ code: 'timeout', details: { phase: 'mid' } });
      expect(textOf(events)).toMatch(/^One/);
    });
  });
});
