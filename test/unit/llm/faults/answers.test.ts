import { describe, expect, it, vi } from 'vitest';
import type { RouteEvent } from '../../../../extension/llm/router/events.ts';
import { route } from '../../../../extension/llm/router/route.ts';
import { sse } from '../../../llm/streams.ts';
import { all, errorOf, ofType, request, textOf } from '../router/scriptedModels.ts';
import { type Dialect, dialects } from './dialects.ts';
import { benchOf, limits, run } from './harness.ts';

describe.each(dialects)('$name', (dialect) => {
  const bench = benchOf(dialect);
  const frames = dialect.stream('One two three four five six.');

  describe('an answer', () => {
    it('that comes a byte at a time is whole, whatever characters that splits', async () => {
      const text = 'Café — 東京, 🎬 cut.';
      bench.server.next(sse(dialect.stream(text), { bytesPerWrite: 1 }));
      expect(textOf(await run([await bench.first()], { limits: { firstTokenMs: 2500, idleMs: 2500 } }))).toBe(
        text,
      );
    });

    it('whose tool calls come in the middle of characters has their input whole', async () => {
      const calls = [
        { id: 'call_1', name: 'look', json: ['{"at":"ca', 'fé 東', '京 🎬"', '}'] },
        { id: 'call_2', name: 'go', json: ['{"to":[1,', '2]}'] },
      ];
      bench.server.next(sse(dialect.stream('', { toolCalls: calls }), { bytesPerWrite: 7 }));
      const events = await run([await bench.first()], { limits: { firstTokenMs: 2500, idleMs: 2500 } });
      expect(ofType(events, 'toolCall').map(({ name, input }) => [name, input])).toEqual([
        ['look', { at: 'café 東京 🎬' }],
        ['go', { to: [1, 2] }],
      ]);
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'toolCalls' });
    });

    it('with a character cut into two pieces, or only half of one, still ends well', async () => {
      const [head, tail] = aroundText(dialect, '\\ud83c\\udfac \\ud83c');
      bench.server.next(
        sse([...head, dialect.rawDelta('"\\ud83c"'), dialect.rawDelta('"\\udfac \\ud83c"'), ...tail]),
      );
      const events = await run([await bench.first()]);
      expect(events.at(-1)).toMatchObject({ type: 'finish' });
      expect(textOf(events)).toContain('🎬');
    });

    it('of ten megabytes arrives', async () => {
      const text = 'x'.repeat(1_000_000);
      bench.server.next(
        sse(dialect.stream(text.repeat(10), { pieces: Array.from({ length: 10 }, () => text) })),
      );
      const events = await all(route([await bench.first()], request));
      expect(textOf(events)).toHaveLength(10_000_000);
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    });

    it('of nothing is an end', async () => {
      bench.server.next(sse(dialect.stream('')));
      const events = await run([await bench.first()]);
      expect(textOf(events)).toBe('');
      expect(events.at(-1)).toEqual({ type: 'finish', reason: 'stop' });
    });

    it('among events that nobody knows is whole', async () => {
      const strange = dialect.stream('All is well.').flatMap((frame) => [dialect.unknownEvent, frame]);
      bench.server.next(sse(strange));
      expect(textOf(await run([await bench.first()]))).toBe('All is well.');
    });

    it.each<[string, (all: readonly string[]) => readonly string[]]>([
      ['twice', (list) => list.flatMap((frame) => [frame, frame])],
      ['backwards', (list) => [...list].reverse()],
      ['with its first event last', ([head = '', ...rest]) => [...rest, head]],
      ['without its first events', (list) => list.slice(3)],
    ])('told %s ends once, well or with a coded error', async (_, disorder) => {
      const calls = [{ id: 'call_1', name: 'look', json: ['{"at":', '1}'] }];
      bench.server.always(sse(disorder(dialect.stream('One two.', { toolCalls: calls }))));
      const events = await run([await bench.first()]);
      for (const { input } of ofType(events, 'toolCall')) expect(input).toBeTypeOf('object');
      if (events.at(-1)?.type === 'error')
        expect(errorOf(events).code).toMatch(/^(truncated|server|invalid_output|tool_input)$/);
    });

    it('that is refused says so, and no other model is asked', async () => {
      bench.server.next(sse(dialect.stream('', { finish: dialect.refusal })));
      const events = await run([await bench.first(), await bench.second()]);
      const last = events.at(-1);
      expect(last?.type === 'finish' ? last.reason : errorOf(events).code).toBe('refusal');
      expect(bench.other.seen).toEqual([]);
    });

    it('is not harmed when somebody sets the clock', async () => {
      const jump = vi.spyOn(Date, 'now');
      try {
        bench.server.next(sse(frames.flatMap((frame) => [frame, 5])));
        const events: RouteEvent[] = [];
        for await (const event of route([await bench.first()], request, { limits })) {
          events.push(event);
          jump.mockReturnValue(events.length % 2 ? 0 : 4e12);
        }
        expect(textOf(events)).toBe('One two three four five six.');
        expect(ofType(events, 'attempted')[0]?.attempt.totalMs).toBeLessThan(1000);
      } finally {
        jump.mockRestore();
      }
    });
  });
});

/** The events of a stream before and after its text, which is this, as JSON has it. */
function aroundText(dialect: Dialect, text: string): [string[], string[]] {
  const list = dialect.stream('@@mark');
  const at = list.findIndex((frame) => frame.includes('@@mark'));
  return [list.slice(0, at), list.slice(at + 1).map((frame) => frame.replaceAll('@@mark', text))];
}
