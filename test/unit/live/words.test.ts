import { describe, expect, it } from 'vitest';
import type { Change, SceneChange } from '../../../extension/live/diff.ts';
import { wordsOf } from '../../../extension/live/events.ts';
import { labelOf, summaryOf } from '../../../extension/live/words.ts';

const scene = (number: string, made: string[], removed: string[] = []): SceneChange => ({
  number,
  made,
  removed,
  commands: [],
  entry: { scene: number, keys: {} },
});
const change = (...scenes: SceneChange[]): Change => ({ first: [], gone: [], scenes });

describe('the name of an undo step', () => {
  it('tells scene and line, as people count them', () => {
    expect(labelOf(change(scene('2', [])), { line: 13 })).toBe('Photoplay: scene 2 · line 14');
    expect(labelOf(change(scene('2', []), scene('3', [])), { file: 'sets.json' })).toBe(
      'Photoplay: 2 scenes · sets.json',
    );
    expect(labelOf(change(scene('2', [])), undefined)).toBe('Photoplay: scene 2');
    expect(labelOf({ ...change(), gone: ['4'] }, undefined)).toBe('Photoplay: scenes removed');
  });
});

describe('what was restaged, in words', () => {
  it('names a few of a kind and counts more', () => {
    const cameras = ['2.01', '2.02', '2.03', '2.04'].map((id) => `camera/${id}`);
    expect(summaryOf(change(scene('2', ['set', 'perform/mary', 'perform/john', ...cameras])))).toBe(
      'scene 2: set, performances mary, john, 4 cameras',
    );
  });

  it('tells what went, and what is no thing', () => {
    expect(summaryOf(change(scene('2', [], ['actor/john', 'perform/john', 'camera/2.04'])))).toBe(
      'scene 2: body john removed, camera 2.04 removed',
    );
    expect(summaryOf(change(scene('2', ['scene'])))).toBe('scene 2: its format');
  });
});

describe('an event on a terminal', () => {
  it('is one line, with what helps below', () => {
    expect(
      wordsOf({
        event: 'staged',
        label: 'Photoplay: scene 2 · line 14',
        summary: 'scene 2: camera 2.01',
        milliseconds: 412,
        planning: 200,
        staging: 212,
      }),
    ).toBe('scene 2 · line 14 — scene 2: camera 2.01 (412 ms)');
    expect(wordsOf({ event: 'problem', code: 'x', message: 'No.', hint: 'Do this.' })).toBe(
      'No.\n  Do this.',
    );
    expect(wordsOf({ event: 'playing', scene: '2', shot: '', frame: 3, line: 13, text: 'Hello.' })).toBe(
      '▸ scene 2  line 14  Hello.',
    );
  });
});
