import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { stopping, untilStopped } from '../../../../extension/llm/stopping.ts';
import { merged, type Work } from '../../../../extension/llm/tools/merged.ts';
import { defineTool } from '../../../../extension/llm/tools/tool.ts';
import { toolbox } from '../../../../extension/llm/tools/toolbox.ts';
import {
  transcriptOf,
  withAnswer,
  withStarted,
  withUser,
} from '../../../../extension/llm/tools/transcript.ts';
import { fresh, noteTool, resultsIn, user } from './desk.ts';

const named = (...names: string[]) => toolbox(names.map((name) => noteTool(name, 'read', () => '')));

describe('a tool', () => {
  it('is refused where it is defined when a provider could not take it', () => {
    const bad = (name: string, input: z.ZodType) => () =>
      defineTool({ name, description: '', risk: 'read', input, output: z.string(), run: () => '' });
    expect(bad('move', z.object({ to: z.string().optional() }))).toThrow(/move: to may be left out/);
    expect(bad('a.b', z.object({}))).toThrow(LlmError);
  });

  it('runs beside others when it only reads, or says so', () => {
    const parallel = (risk: 'read' | 'money', said?: boolean) => noteTool('t', risk, () => '', said).parallel;
    expect([parallel('read'), parallel('money'), parallel('read', false), parallel('money', true)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});

describe('a toolbox', () => {
  it('refuses two tools of one name', () => {
    expect(() => named('a', 'b', 'a')).toThrow('Two tools are called a');
  });

  it('knows which tool was meant', () => {
    const box = named('scene_read', 'scene_write', 'film_render');
    expect(box.unknown('SceneRead')).toBe('There is no tool called SceneRead. Did you mean scene_read?');
    expect(box.unknown('scene-wrte')).toContain('scene_write');
    expect(box.unknown('scene_wread')).toContain('scene_read or scene_write');
    expect(box.unknown('weather')).toContain('There are: scene_read, scene_write, film_render.');
    expect(named().unknown('x'.repeat(999))).toBe(
      `There is no tool called ${'x'.repeat(80)}. There are no tools.`,
    );
  });

  it('knows it whatever letter is wrong', () => {
    const box = named('render_the_scene');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), fc.constantFrom('', 'x', 'xy'), (at, put) => {
        const wrong = `render_the_scene`.slice(0, at) + put + `render_the_scene`.slice(at + 1);
        expect(box.unknown(wrong)).toContain('Did you mean render_the_scene?');
      }),
    );
  });
});

describe('a transcript', () => {
  const call = (id: string) => ({ type: 'toolCall' as const, id, name: 'edit', input: {} });

  it('takes a word of the person at any point, and gives up what was open', () => {
    const asked = withAnswer(fresh(), [call('a'), call('b')]);
    const spoken = withUser(withStarted(asked, ['a']), [{ type: 'text', text: 'Stop.' }]);
    expect(resultsIn(spoken).map(({ text }) => text)).toEqual([
      expect.stringContaining('may or may not'),
      expect.stringContaining('nothing was done'),
    ]);
    expect(spoken.messages.at(-1)?.parts).toHaveLength(3);
    expect(spoken.started).toEqual([]);
  });

  it('leaves a pinned message as it is, and adds to another of the person', () => {
    const parts = [{ type: 'text' as const, text: 'Hm.' }];
    expect(withUser(fresh(), parts).messages).toHaveLength(1);
    expect(withUser(transcriptOf([{ ...user('The script.'), pinned: true }]), parts).messages).toHaveLength(
      2,
    );
    expect(withUser(transcriptOf([]), parts).messages).toHaveLength(1);
  });

  it('keeps what a model reasoned, and no text without words', () => {
    const reasoning = { type: 'reasoning' as const, text: '', opaque: { signature: 's' } };
    const said = withAnswer(fresh(), [reasoning, { type: 'text', text: '\n' }, call('a')]);
    expect(said.messages.at(-1)?.parts).toEqual([reasoning, call('a')]);
  });
});

describe('works beside each other', () => {
  it('tell what they tell in the order in which it happens', async () => {
    const work =
      (name: string, ...waits: number[]): Work<string> =>
      async (tell) => {
        for (const wait of waits) {
          await new Promise((resolve) => setTimeout(resolve, wait));
          tell(`${name}${wait}`);
        }
      };
    const told: string[] = [];
    for await (const event of merged([work('a', 5, 200), work('b', 40), work('c', 1)], 2)) told.push(event);
    expect(told).toEqual(['a5', 'b40', 'c1', 'a200']);
    for await (const event of merged<string>([], 2)) told.push(event);
    expect(told).toHaveLength(4);
  });

  it('fail as the first that fails, after what was told', async () => {
    const fail: Work<string> = async (tell) => {
      tell('before');
      throw new Error('first');
    };
    const later: Work<string> = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      throw new Error('second');
    };
    const told: string[] = [];
    const all = async () => {
      for await (const event of merged([fail, later, fail], 2)) {
        told.push(event);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    await expect(all()).rejects.toThrow('first');
    expect(told).toEqual(['before']);
  });
});

describe('a stop', () => {
  it('ends waiting, and leaves no listener behind', async () => {
    const { signal } = new AbortController();
    expect(await untilStopped(3, undefined)).toBe(3);
    expect(await untilStopped(Promise.resolve(4), signal)).toBe(4);
    await expect(untilStopped(new Promise(() => {}), AbortSignal.abort())).rejects.toThrow('stopped');
    const reason = new LlmError('budget', 'Spent');
    await expect(untilStopped(1, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('ends a stream that cannot be ended, also one that fails in its end', async () => {
    const stubborn = (end?: () => Promise<never>): AsyncIterable<number> => ({
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), ...(end && { return: end }) }),
    });
    for (const stream of [stubborn(), stubborn(() => Promise.reject(new Error('deaf')))]) {
      const all = stopping(stream, AbortSignal.timeout(5)).next();
      await expect(all).rejects.toMatchObject({ code: 'aborted' });
    }
  });
});
