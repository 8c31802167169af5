import { describe, expect, it } from 'vitest';
import { ambienceLayers } from '../../../extension/edit/ambience.ts';
import { roomSound } from '../../../extension/edit/placement.ts';
import { planEdit } from '../../../extension/edit/plan.ts';
import { edit as editSchema } from '../../../schemas/source/edit.ts';
import { planOf } from '../../fixtures/scene.ts';
import { documents, fps, type SceneSketch, takesFor } from './documents.ts';

const talk: SceneSketch = {
  lines: [
    { text: 'One two three.', at: 10 },
    { text: 'Four five six.', at: 50, speaker: 'sam' },
  ],
  shots: [
    [0, 40],
    [40, 90],
  ],
};
const plan = (sketches: SceneSketch[], settings = {}) => {
  const sources = documents(sketches, settings);
  return planEdit(sources, takesFor(sources));
};

describe('the cut', () => {
  it('lays takes end to end and puts each line where the clock of its scene says', () => {
    const edit = plan([talk, talk]);
    expect(editSchema.parse(edit)).toEqual(edit);
    expect(edit.frames).toBe(180);
    expect(edit.picture.map((clip) => clip.start)).toEqual([0, 40, 90, 130]);
    expect(edit.dialogue.map((clip) => Math.round(clip.start * fps))).toEqual([10, 50, 100, 140]);
    expect(edit.captions[0]).toMatchObject({ start: 10, lines: ['One two three.'] });
  });

  it('keeps the sound running over cuts inside a scene', () => {
    const over = { ...talk, lines: [{ text: 'Said over the cut.', at: 30, seconds: 1 }] };
    const [line] = plan([over]).dialogue;
    expect(line).toMatchObject({ start: 30 / fps, from: 0, seconds: 1 });
  });

  it('overlaps a dissolve and a wipe with the shot before, and fades through black without overlap', () => {
    for (const type of ['dissolve', 'wipe'] as const) {
      const edit = plan([talk, { ...talk, into: { type, frames: 12 } }]);
      expect(edit.frames).toBe(168);
      expect(edit.picture[2]).toMatchObject({ start: 78, into: { type, frames: 12 } });
      expect(Math.round((edit.dialogue[2]?.start ?? 0) * fps)).toBe(88);
    }
    const faded = plan([talk, { ...talk, into: { type: 'fade', frames: 10 } }]);
    expect(faded.frames).toBe(180);
    expect(faded.picture[1]?.fadeOut).toBe(10);
    expect(faded.picture[2]?.into).toEqual({ type: 'fade', frames: 10 });
  });

  it('cuts hard on smash, match and plain cuts, and where there is nothing to dissolve from', () => {
    for (const type of ['smash', 'match', 'cut'] as const)
      expect(plan([talk, { ...talk, into: { type, frames: 12 } }]).picture[2]?.into.type).toBe('cut');
    expect(plan([{ ...talk, into: { type: 'dissolve', frames: 12 } }]).picture[0]?.into.type).toBe('cut');
  });

  it('gives a transition its usual length, and at most half of either shot', () => {
    const usual = plan([talk, { ...talk, into: { type: 'dissolve', frames: 0 } }]);
    expect(usual.picture[2]?.into.frames).toBe(18);
    const short = plan([
      { ...talk, shots: [[0, 10]] },
      { ...talk, into: { type: 'dissolve', frames: 24 } },
    ]);
    expect(short.picture[1]?.into.frames).toBe(5);
    const single = plan([
      { ...talk, shots: [[0, 1]] },
      { ...talk, into: { type: 'wipe', frames: 24 } },
    ]);
    expect(single.picture[1]?.into.type).toBe('cut');
  });

  it('dissolves inside a scene as a jump in time', () => {
    const sources = documents([talk]);
    const second = sources.shots.scenes[0]?.shots[1];
    if (second) second.transition = { type: 'dissolve', frames: 10 };
    const edit = planEdit(sources, takesFor(sources));
    expect(edit.frames).toBe(80);
    expect(Math.round((edit.dialogue[1]?.start ?? 0) * fps)).toBe(40);
  });

  it('fades in and out where the script says so', () => {
    const edit = plan([{ ...talk, blocking: { transitionIn: 'fade', transitionOut: 'fade' } }]);
    expect(edit.picture[0]?.into.type).toBe('fade');
    expect(edit.picture.at(-1)?.fadeOut).toBe(25);
  });

  it('takes the shots it has: the clock jumps over the others, and lines are cut with their window', () => {
    const sources = documents([
      {
        ...talk,
        shots: [
          [0, 20],
          [20, 60],
          [60, 90],
        ],
      },
    ]);
    const takes = takesFor(sources).filter((take) => take.shotId !== '1.02');
    const edit = planEdit(sources, takes);
    expect(edit.frames).toBe(50);
    expect(
      edit.dialogue.map(({ line, from, seconds }) => [
        line,
        Math.round(from * fps),
        Math.round(seconds * fps),
      ]),
    ).toEqual([
      ['1-l1', 0, 10],
      ['1-l2', 10, 14],
    ]);
  });

  it('is an error without a single take, and when a take is not as long as its shot', () => {
    const sources = documents([talk]);
    expect(() => planEdit(sources, [])).toThrow(/nothing to cut/);
    const takes = takesFor(sources).map((take) => ({ ...take, frames: take.frames + 1 }));
    expect(() => planEdit(sources, takes)).toThrow(/41 frames long, its window 40/);
  });

  it('opens with the title and closes with cast and source, and moves everything else along', () => {
    const edit = plan([talk], { titles: true });
    const texts = edit.picture.map(({ content }) =>
      content.kind === 'title' ? content.lines.map((l) => l.text) : content.shot,
    );
    expect(texts).toEqual([
      ['THE TEST', 'written by', 'A. WRITER'],
      '1.01',
      '1.02',
      ['cast', 'VERA', 'SAM'],
      ['screenplay', 'A. WRITER', '(c) 2026'],
    ]);
    const first = edit.picture[1]?.start ?? 0;
    expect(Math.round((edit.dialogue[0]?.start ?? 0) * fps)).toBe(first + 10);
    expect(edit.ambience[0]?.start).toBeLessThan(first / fps);
    expect(edit.picture.at(-1)).toMatchObject({ into: { type: 'fade' } });
  });

  it('titles a film without a title page by its name alone', () => {
    const sources = documents([talk], { titles: true });
    const edit = planEdit(
      { ...sources, breakdown: { ...sources.breakdown, credits: [], cast: [] } },
      takesFor(sources),
    );
    expect(edit.picture.map((clip) => clip.id)).toEqual(['title', '1.01', '1.02']);
    expect(edit.picture[0]?.content).toMatchObject({ lines: [{ text: 'THE TEST' }] });
  });

  it('has no captions when the film wants none', () => {
    expect(plan([talk], { captions: false }).captions).toEqual([]);
  });

  it('takes its poster from the closest face', () => {
    const sources = documents([talk]);
    const [wide, close] = sources.shots.scenes[0]?.shots ?? [];
    if (wide) wide.size = 'EWS';
    if (close) close.size = 'CU';
    expect(planEdit(sources, takesFor(sources)).poster).toEqual({ file: '/takes/1.02.mp4', frame: 25 });
  });

  it('leaves out what a document does not know: a scene without blocking, a line without a voice, a place without a plan', () => {
    const sources = documents([talk, talk]);
    sources.blocking.scenes.pop();
    sources.voices.lines.shift();
    sources.sets.sets = [];
    sources.breakdown.places = [];
    const edit = planEdit(sources, takesFor(sources));
    expect(edit.frames).toBe(90);
    expect(edit.dialogue.map((clip) => [clip.line, clip.pan, clip.room.taps])).toEqual([['1-l2', 0, []]]);
    expect(edit.ambience).toEqual([]);
  });
});

describe('where a voice is heard', () => {
  it('is on the side the picture shows it, near the middle', () => {
    const [vera, sam] = plan([talk]).dialogue;
    expect(vera?.pan).toBeGreaterThan(0.1);
    expect(vera?.pan).toBeLessThanOrEqual(0.4);
    expect(sam?.pan).toBeCloseTo(-(vera?.pan ?? 0), 3);
  });

  it('is the middle over the picture, from behind the camera, and off the stage', () => {
    const over = { ...talk, lines: [{ text: 'From elsewhere.', at: 10, treatment: 'voice-over' as const }] };
    expect(plan([over]).dialogue[0]?.pan).toBe(0);
    const behind = documents([talk]);
    for (const shot of behind.shots.scenes[0]?.shots ?? [])
      shot.camera = [{ frame: 0, position: [0, 4, 1.5], target: [0, 8, 1.5], lens: 35 }];
    expect(planEdit(behind, takesFor(behind)).dialogue[0]?.pan).toBe(0);
    const gone = documents([talk]);
    for (const { start } of gone.blocking.scenes[0]?.cast ?? []) start.onStage = false;
    expect(planEdit(gone, takesFor(gone)).dialogue[0]?.pan).toBe(0);
    const nobody = documents([talk]);
    if (nobody.blocking.scenes[0]) nobody.blocking.scenes[0].cast = [];
    expect(planEdit(nobody, takesFor(nobody)).dialogue[0]?.pan).toBe(0);
  });

  it('comes back from walls: more in a corridor than in a bedroom, hardly outdoors', () => {
    const energy = (kind: 'corridor' | 'bedroom' | 'field' | 'street' | 'office') =>
      roomSound(planOf({ kind, exterior: kind === 'field' || kind === 'street' })).taps.reduce(
        (sum, tap) => sum + tap.gain ** 2,
        0,
      );
    expect(energy('corridor')).toBeGreaterThan(energy('office'));
    expect(energy('office')).toBeGreaterThan(energy('bedroom'));
    expect(energy('bedroom')).toBeGreaterThan(energy('street'));
    expect(energy('street')).toBeGreaterThan(energy('field'));
  });
});

describe('what else is heard', () => {
  const kinds = (layers: { kind: string }[]) => layers.map((layer) => layer.kind).sort();

  it('is the sound of the place, by day, by night and in its weather', () => {
    const day = { time: 'DAY', weather: 'clear', setting: 'EXT' } as const;
    expect(kinds(ambienceLayers(day, 'forest'))).toEqual(['birds', 'wind']);
    expect(kinds(ambienceLayers({ ...day, time: 'NIGHT' }, 'forest'))).toEqual(['crickets', 'wind']);
    expect(kinds(ambienceLayers({ ...day, weather: 'rain' }, 'park'))).toEqual(['rain', 'traffic', 'wind']);
    expect(kinds(ambienceLayers({ ...day, weather: 'snow' }, 'yard'))).toEqual(['wind']);
    expect(kinds(ambienceLayers({ ...day, weather: 'rain' }, 'car'))).toContain('rainInside');
    expect(kinds(ambienceLayers({ time: 'DAY', weather: 'snow', setting: 'INT' }, 'bedroom'))).toEqual([
      'room',
      'wind',
    ]);
    const loud = (weather: 'wind' | 'clear') =>
      ambienceLayers({ ...day, weather }, 'street').find((l) => l.kind === 'wind')?.gainDb ?? 0;
    expect(loud('wind')).toBeGreaterThan(loud('clear'));
    const traffic = (time: 'DAY' | 'NIGHT') =>
      ambienceLayers({ ...day, time }, 'street').find((l) => l.kind === 'traffic')?.gainDb ?? 0;
    expect(traffic('NIGHT')).toBeLessThan(traffic('DAY'));
  });

  it('crossfades between places, quickly on a smash cut, as long as a dissolve', () => {
    const [first, second] = plan([talk, talk]).ambience;
    expect((first?.start ?? 0) + (first?.seconds ?? 0)).toBeGreaterThan(second?.start ?? 0);
    const smash = plan([talk, { ...talk, into: { type: 'smash', frames: 0 } }]).ambience[1];
    expect(smash?.fadeIn).toBeLessThan(0.05);
    expect(plan([talk, { ...talk, into: { type: 'dissolve', frames: 12 } }]).ambience[1]?.fadeIn).toBeCloseTo(
      0.5,
    );
  });

  it('steps with those who walk, and doors and things that are put down, as far as they are shown', () => {
    const sources = documents([{ ...talk, place: { setting: 'EXT', kind: 'street' } }]);
    const beat = sources.blocking.scenes[0]?.beats[0];
    beat?.actions.push(
      {
        actor: 'vera',
        do: 'walk',
        start: 0,
        frames: 48,
        path: [
          [1, 0],
          [1, 2],
        ],
      },
      {
        actor: 'sam',
        do: 'walk',
        start: 0,
        frames: 24,
        path: [
          [-1, 0],
          [-1, 4],
        ],
        gait: 'run',
      },
      { actor: 'sam', do: 'walk', start: 0, frames: 24 },
      { actor: 'sam', do: 'closeDoor', start: 20, frames: 20 },
      { actor: 'sam', do: 'putDown', start: 400, frames: 20 },
    );
    const edit = planEdit(sources, takesFor(sources));
    const count = (kind: string) => edit.effects.filter((effect) => effect.kind === kind).length;
    expect(count('stepOutside')).toBe(4 + 3);
    expect(count('doorClose')).toBe(1);
    expect(count('put')).toBe(0);
    expect(edit.effects.find((e) => e.kind === 'doorClose')?.start).toBeCloseTo((10 + 20 + 15) / fps);
  });
});
