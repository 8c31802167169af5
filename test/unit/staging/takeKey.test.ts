import { describe, expect, it } from 'vitest';
import { stageScene } from '../../../extension/staging/commands.ts';
import type { SceneBlocking } from '../../../schemas/source/blocking.ts';
import type { Breakdown } from '../../../schemas/source/breakdown.ts';
import type { SceneShots, Shot } from '../../../schemas/source/shotList.ts';
import type { Voices } from '../../../schemas/source/voices.ts';
import { adult, beatOf, planOf, sceneOf, standing } from '../../fixtures/scene.ts';
import { part } from '../../fixtures/script.ts';

const breakdown: Breakdown = {
  version: 1,
  title: 'T',
  credits: [],
  language: 'en',
  cast: [part('ada'), part('ben')],
  places: [],
  props: [],
  scenes: [
    {
      id: 'scene-1',
      number: '1',
      heading: 'INT. ROOM - DAY',
      span: { first: 0, last: 9 },
      place: 'room',
      setting: 'INT',
      time: 'DAY',
      mood: 'high',
      weather: 'clear',
      cast: ['ada', 'ben'],
      props: [],
      lines: [],
      origin: 'planned',
    },
  ],
};
const shot = (id: string, start: number, end: number): Shot => ({
  id,
  kind: 'single',
  size: 'MS',
  angle: 'eye',
  move: 'static',
  subjects: ['ada'],
  camera: [{ frame: start, position: [0, -2, 1.5], target: [0, 0, 1.4], lens: 50 }],
  sensor: { width: 36, height: 20.25 },
  in: start,
  out: end,
  beats: [],
  lines: [],
  span: { first: 0, last: 0 },
  transition: { type: 'cut', frames: 0 },
  hides: [],
  rule: 'r',
  reason: 'r',
  origin: 'planned',
});
const spoken = (line: string, speaker: string, seconds: number): Voices['lines'][number] => ({
  line,
  speaker,
  key: line,
  file: `${line}.wav`,
  seconds,
  levelDb: 0,
  treatment: 'room',
  engine: 'flite',
  estimated: false,
  words: [{ text: 'hello', start: 0, end: seconds }],
  phonemes: [
    { symbol: 'hh', start: 0, end: 0.1 },
    { symbol: 'ow', start: 0.1, end: seconds },
  ],
});

/** Three lines of 48 frames; the middle one may be longer, and moves what follows. */
function film(middle = 48, look = adult) {
  const line = (id: string, speaker: string, start: number, frames: number) =>
    beatOf(
      id,
      start,
      frames,
      [
        { actor: speaker === 'ada' ? 'ben' : 'ada', do: 'look', start: 0, frames: 8, at: { actor: speaker } },
        { actor: 'ben', do: 'nod', start: 10, frames: 16 },
      ],
      {
        kind: 'line',
        line: id,
        speaker,
        speech: { start: 2, frames: frames - 6, visible: true },
      },
    );
  const scene: SceneBlocking = sceneOf({
    frames: 96 + middle,
    cast: [
      { actor: 'ada', start: standing(0, 0) },
      { actor: 'ben', start: standing(0, 1.2, Math.PI) },
    ],
    beats: [line('l1', 'ada', 0, 48), line('l2', 'ben', 48, middle), line('l3', 'ada', 48 + middle, 48)],
  });
  const shots: SceneShots = {
    id: 'scene-1',
    number: '1',
    shots: [shot('1.01', 0, 48), shot('1.02', 48, 48 + middle), shot('1.03', 48 + middle, 96 + middle)],
  };
  const voices: Voices = {
    version: 1,
    warnings: [],
    lines: [spoken('l1', 'ada', 1.7), spoken('l2', 'ben', (middle - 6) / 24), spoken('l3', 'ada', 1.7)],
  };
  const cast = breakdown.cast.map((m) => (m.id === 'ben' ? { ...m, look } : m));
  return stageScene(
    {
      breakdown: { ...breakdown, cast },
      sets: new Map([['room', planOf()]]),
      voices,
      settings: { fps: 24, size: { width: 480, height: 270 } },
      quality: 'draft',
      kitVersion: 'k',
    },
    scene,
    shots,
  );
}
const keys = (staged: ReturnType<typeof film>) => staged.shots.map(({ key }) => key);

describe('the key of a take', () => {
  it('stays when a change elsewhere only moves its window along the clock', () => {
    const before = keys(film());
    const after = keys(film(60));
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(after[2]).toBe(before[2]);
  });

  it('changes for every shot in which someone looks different', () => {
    const before = keys(film());
    const after = keys(film(48, { ...adult, topColour: '#aa0000' }));
    expect(after.every((key, i) => key !== before[i])).toBe(true);
  });

  it('is the same for the same film, and differs between shots', () => {
    expect(keys(film())).toEqual(keys(film()));
    expect(new Set(keys(film())).size).toBe(3);
  });
});

describe('the commands of a scene', () => {
  it('come in an order in which each finds what it needs', () => {
    expect(film().commands.map(({ type }) => type)).toEqual([
      'scene.create',
      'set.build',
      'actor.build',
      'actor.build',
      'actor.perform',
      'actor.perform',
      'camera.add',
      'camera.add',
      'camera.add',
      'light.finish',
    ]);
  });

  it('throw with the name of what is missing', () => {
    expect(() =>
      stageScene(
        {
          breakdown,
          sets: new Map(),
          voices: { version: 1, lines: [], warnings: [] },
          settings: { fps: 24, size: { width: 480, height: 270 } },
          quality: 'draft',
          kitVersion: 'k',
        },
        sceneOf({}),
        { id: 'scene-1', number: '1', shots: [] },
      ),
    ).toThrow('set room');
  });
});

describe('the key of a window of a performance', () => {
  const windows = (staged: ReturnType<typeof film>, actor: string) =>
    staged.commands.flatMap((command) =>
      command.type === 'actor.perform' && command.id === actor ? command.windows : [],
    );

  it('stays when its window only moves along the clock, so that its poses need not be made again', () => {
    const before = windows(film(), 'ada');
    const after = windows(film(60), 'ada');
    expect(after.map(({ start }) => start)).toEqual([0, 48, 108]);
    expect(after.map(({ key }, i) => key === before[i]?.key)).toEqual([true, false, true]);
  });

  it('is not that of somebody else, nor that of another window', () => {
    const all = ['ada', 'ben'].flatMap((actor) => windows(film(), actor).map(({ key }) => key));
    expect(new Set(all).size).toBe(6);
  });
});
