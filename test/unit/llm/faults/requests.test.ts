import { describe, expect, it } from 'vitest';
import { route } from '../../../../extension/llm/router/route.ts';
import type { LlmRequest, Part } from '../../../../extension/llm/types.ts';
import { all, request, textOf } from '../router/scriptedModels.ts';
import { dialects, secretKey } from './dialects.ts';
import { benchOf, run } from './harness.ts';

const saying = (...parts: Part[]): LlmRequest => ({ ...request, messages: [{ role: 'user', parts }] });

describe.each(dialects)('$name: a request', (dialect) => {
  const bench = benchOf(dialect);
  const sent = async (asked: LlmRequest) => {
    bench.server.next(bench.good());
    expect(textOf(await run([await bench.first()], { limits: { firstTokenMs: 2500 } }, asked))).toBe(
      'All is well.',
    );
    const [seen] = bench.server.seen;
    if (!seen) throw new Error('Nothing arrived.');
    return seen;
  };

  it('of ten megabytes is sent whole', async () => {
    const { body } = await sent(saying({ type: 'text', text: 'é'.repeat(5_000_000) }));
    expect(body.match(/é/g)).toHaveLength(5_000_000);
  });

  it('with nothing in it is sent as JSON', async () => {
    for (const asked of [saying(), saying({ type: 'text', text: '' })]) {
      bench.server.reset();
      expect(JSON.parse((await sent(asked)).body)).toBeTypeOf('object');
    }
  });

  it('with half a character is sent without it', async () => {
    const { body } = await sent(saying({ type: 'text', text: 'Cut \ud83c here, 🎬 there' }));
    expect(body).toContain('🎬');
    expect(body).not.toMatch(/\\ud8/i);
  });

  it('has the key in a header, and nowhere else', async () => {
    const { headers, body, path } = await sent(request);
    expect(Object.values(headers).filter((value) => String(value).includes(secretKey))).toHaveLength(1);
    expect(body + path).not.toContain(secretKey);
  });

  it('among fifty at once is answered, each by its own answer', async () => {
    const candidate = await bench.first();
    bench.server.always((seen) => bench.good(/Number \d+/.exec(seen.body)?.[0]));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        all(route([candidate], saying({ type: 'text', text: `Number ${at}.` }))),
      ),
    );
    expect(answers.map(textOf)).toEqual(Array.from({ length: 50 }, (_, at) => `Number ${at}`));
  });

  it('that fails again and again leaves no connection behind', async () => {
    const candidate = await bench.first();
    const limits = { firstTokenMs: 15, retries: 0 };
    const { openSockets } = bench.server;
    for (let count = 0; count < 20; count++) {
      bench.server.next({ wait: Infinity });
      await run([candidate], { limits });
    }
    await bench.server.quiet();
    await new Promise((resolve) => setTimeout(resolve, 20));
    // Those that were idle may have been used up; none is added.
    expect(bench.server.openSockets).toBeLessThanOrEqual(openSockets);
  });
});
