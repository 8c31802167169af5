import { describe, expect, it } from 'vitest';
import { block } from '../../../extension/blocking/block.ts';
import { estimatedSeconds, gapAfter } from '../../../extension/blocking/speak.ts';
import { feelingIn, lineHeat, tensionAt } from '../../../extension/blocking/tension.ts';
import type { Beat, Blocking } from '../../../schemas/source/blocking.ts';
import { film, type Parts, settings } from './film.ts';

const parts: Parts = {
  cast: { VERA: 'female', SAM: 'male', IVO: 'male' },
  props: { key: 'key', map: 'map', phone: 'phone' },
  kinds: { ROOM: 'living' },
};
const plan = (script: string, more: Partial<Parts> = {}) => {
  const made = film(script, { ...parts, ...more });
  return { ...made, ...block(made.breakdown, made.sets, made.voices, settings) };
};
const beatsOf = (blocking: Blocking): Beat[] => blocking.scenes.flatMap((s) => s.beats);
const spoken = (blocking: Blocking, text: string): Beat => {
  const beat = beatsOf(blocking).find((b) => b.kind === 'line' && b.text.startsWith(text));
  if (!beat) throw new Error(`no beat says ${text}`);
  return beat;
};
const talk = `INT. ROOM - DAY

VERA
One two three.

SAM
Four five six?

VERA
Seven eight--

SAM
Nine ten...

VERA
(beat)
Eleven.
`;

describe('the clock of a scene', () => {
  it('is as long as the sounds and the pauses between them', () => {
    const { blocking } = plan(talk);
    const pauseAfter = (text: string) => {
      const { frames, speech } = spoken(blocking, text);
      return frames - (speech?.start ?? 0) - (speech?.frames ?? 0);
    };
    expect(spoken(blocking, 'One').speech).toEqual({ start: 0, frames: 24, visible: true });
    expect(['One', 'Four', 'Seven', 'Nine'].map(pauseAfter)).toEqual([5, 7, -2, 17]);
    expect(spoken(blocking, 'Eleven').speech?.start).toBe(24);
    const scene = blocking.scenes[0];
    const [open, close] = [scene?.beats[0]?.frames ?? 0, scene?.beats.at(-1)?.frames ?? 0];
    expect(open / 24).toBeGreaterThanOrEqual(0.79);
    expect(open / 24).toBeLessThanOrEqual(1.52);
    expect(close / 24).toBeGreaterThanOrEqual(0.58);
    expect(close / 24).toBeLessThanOrEqual(1.22);
  });

  it('estimates a line that no voice has said', () => {
    const { breakdown, sets } = film(talk, parts);
    const { blocking } = block(breakdown, sets, { version: 1, lines: [], warnings: [] }, settings);
    expect(spoken(blocking, 'Eleven').speech?.frames).toBe(Math.round(24 * estimatedSeconds('Eleven.')));
    expect(estimatedSeconds('')).toBeGreaterThan(0);
    expect(estimatedSeconds('One, two. Three.')).toBeGreaterThan(estimatedSeconds('One two three.') + 1);
    expect(gapAfter('"What?"')).toBe(0.3);
  });

  it('starts dual dialogue with the speech it is spoken over', () => {
    const { blocking } = plan(
      `INT. ROOM - DAY\n\nVERA\nGet out of here now!\n\nSAM ^\nNo! Never!\n(shouting)\nNever ever!`,
    );
    const first = spoken(blocking, 'Get out');
    const second = spoken(blocking, 'No!');
    const third = spoken(blocking, 'Never ever');
    expect(second.start + (second.speech?.start ?? 0)).toBe(first.start + (first.speech?.start ?? 0));
    expect(third.start + (third.speech?.start ?? 0)).toBe(
      second.start + (second.speech?.start ?? 0) + (second.speech?.frames ?? 0),
    );
  });

  it('changes one beat alone when one line changes: the others keep their length and what is done in them', () => {
    const before = beatsOf(plan(talk).blocking);
    plan('INT. ROOM - DAY\n\nVERA\nForget.');
    const after = beatsOf(
      plan(talk.replace('Four five six?', 'Four five six, and seven and eight?')).blocking,
    );
    expect(after.length).toBe(before.length);
    const visible = ({ start: _, ...beat }: Beat) => beat;
    for (const [n, beat] of before.entries()) {
      const other = after[n];
      if (!other) throw new Error('a beat is missing');
      if (beat.text.startsWith('Four')) expect(other.frames).toBeGreaterThan(beat.frames);
      else expect(visible(other)).toEqual(visible(beat));
    }
  });

  it('plans the same with and without the memory of the call before, and moves it down the script', () => {
    const once = plan(talk);
    plan('INT. ROOM - DAY\n\nVERA\nForget.');
    expect(JSON.stringify(plan(talk).blocking)).toBe(JSON.stringify(once.blocking));
    const lower = plan(`\n\n\n${talk}\n\nSam wibbles.`);
    const again = plan(`\n${talk}\n\nSam wibbles.`);
    expect(again.findings[0]?.line).toBe((lower.findings[0]?.line ?? 0) - 2);
    expect(again.blocking.scenes[0]?.beats[1]?.span.first).toBe(
      (lower.blocking.scenes[0]?.beats[1]?.span.first ?? 0) - 2,
    );
  });

  it('plans another film from another seed', () => {
    const { breakdown, sets, voices } = film(talk, parts);
    const a = block(breakdown, sets, voices, settings).blocking;
    const b = block(breakdown, sets, voices, { ...settings, seed: 2 }).blocking;
    expect(JSON.stringify(a)).not.toBe(JSON.stringify(b));
  });

  it('needs nobody and nothing', () => {
    for (const script of [
      '',
      'INT. ROOM - DAY',
      'INT. ROOM - DAY\n\nDust.',
      'INT. ROOM - DAY\n\nVERA (V.O.)\nI was born here.',
    ]) {
      const { blocking } = plan(script);
      for (const scene of blocking.scenes) expect(scene.cast).toEqual([]);
    }
  });
});

describe('camera words, titles and transitions', () => {
  it('reach the beat they are about', () => {
    const { blocking } = plan(
      `INT. ROOM - DAY\n\nFADE IN:\n\nINT. ROOM - NIGHT\n\nCLOSE ON VERA\n\nVERA\nNow.\n\nINSERT - THE KEY\n\nWe see Sam nod.\n\n> LATER <\n\nSMASH CUT TO:`,
    );
    expect(spoken(blocking, 'Now').direction).toEqual({ kind: 'closeOn', on: 'vera' });
    const beats = blocking.scenes[1]?.beats ?? [];
    expect(beats.find((b) => b.direction?.kind === 'insert')).toMatchObject({ prop: 'prop-key', frames: 36 });
    expect(beats.find((b) => b.direction?.kind === 'angleOn')?.actions.map((a) => a.do)).toContain('nod');
    expect(beats.find((b) => b.kind === 'pause')?.text).toBe('> LATER <');
    expect(blocking.scenes[1]?.transitionOut).toBe('smash');
    expect(blocking.scenes[0]?.transitionIn).toBe('fade');
  });

  it.each([
    ['DISSOLVE TO:', 'dissolve'],
    ['MATCH CUT TO:', 'match'],
    ['WIPE TO:', 'wipe'],
    ['FADE OUT.', 'fade'],
    ['CUT TO:', 'cut'],
  ])('%s', (text, transition) => {
    expect(plan(`INT. ROOM - DAY\n\nVera nods.\n\n${text}`).blocking.scenes[0]?.transitionOut).toBe(
      transition,
    );
  });
});

describe('tension', () => {
  it('rises to the turn of the scene and falls after it', () => {
    expect(tensionAt(0, 0)).toBeLessThan(tensionAt(0.4, 0));
    expect(tensionAt(0.4, 0)).toBeLessThan(tensionAt(0.78, 0));
    expect(tensionAt(1, 0)).toBeLessThan(tensionAt(0.78, 0));
    expect(tensionAt(0.78, 9)).toBe(1);
  });
  it('rises with what is said and how', () => {
    const calm = lineHeat('I bought some bread this morning.', 'usual');
    for (const text of [
      'I bought some bread this morning!',
      'I bought some bread this--',
      'You lied to all of us again.',
      'I love you more than bread.',
      'Bread.',
      'I bought some STUPID BREAD today.',
    ])
      expect(lineHeat(text, 'usual')).toBeGreaterThan(calm);
    expect(lineHeat('I bought some bread this morning.', 'shout')).toBeGreaterThan(
      lineHeat('I bought some bread this morning.', 'whisper'),
    );
  });
  it('finds a feeling in the words', () => {
    const found = [
      'I hate this.',
      "I'm so sorry.",
      'Run! Hide!',
      'Thank you.',
      'I love you darling.',
      'He did it?!',
      'Tell me!',
      'Yes, we won!',
      'Bread.',
    ].map((t) => feelingIn(t)?.feeling);
    expect(found).toEqual([
      'angry',
      'sad',
      'afraid',
      'happy',
      'tender',
      'surprised',
      'angry',
      'happy',
      undefined,
    ]);
  });
});

describe('what a person edited', () => {
  const script = `INT. ROOM - DAY\n\nVera stands by the window.\n\nVERA\nOne two three.\n\nVera walks to the door.\n\nSAM\nWait for me.\n\nVera nods.`;
  it('keeps a scene whole', () => {
    const { blocking, ...made } = plan(script);
    const edited: Blocking = {
      ...blocking,
      scenes: blocking.scenes.map((s) => ({ ...s, origin: 'edited', frames: 7 })),
    };
    expect(block(made.breakdown, made.sets, made.voices, settings, edited).blocking.scenes[0]?.frames).toBe(
      7,
    );
  });

  it('keeps a beat, moved along with its neighbours, and goes on from where it left people', () => {
    const { blocking, breakdown, sets, voices } = plan(script);
    const scene = blocking.scenes[0];
    const beats = scene?.beats.map((beat): Beat => {
      if (beat.text.startsWith('Vera walks'))
        return {
          ...beat,
          origin: 'edited',
          frames: 99,
          actions: beat.actions.map((a) =>
            a.do === 'walk'
              ? {
                  ...a,
                  path: [
                    [0, 0],
                    [0.5, -0.5],
                  ],
                }
              : a,
          ),
        };
      return beat.text.startsWith('One') ? { ...beat, origin: 'edited', tension: 0.99 } : beat;
    });
    const added: Beat = {
      id: 'mine',
      kind: 'pause',
      span: { first: 0, last: 0 },
      start: 5,
      frames: 12,
      text: 'my pause',
      tension: 0,
      subjects: [],
      understood: true,
      actions: [],
      origin: 'edited',
    };
    beats?.splice(2, 0, added);
    const longer = {
      ...voices,
      lines: voices.lines.map((l) => (l.line.includes('One') ? { ...l, seconds: 5 } : l)),
    };
    const after = block(breakdown, sets, longer, settings, {
      ...blocking,
      scenes: scene && beats ? [{ ...scene, beats }] : [],
    }).blocking;
    expect(spoken(after, 'One')).toMatchObject({ origin: 'edited', tension: 0.99, speech: { frames: 120 } });
    const walk = beatsOf(after).find((b) => b.text.startsWith('Vera walks'));
    expect(walk?.frames).toBe(99);
    expect(walk?.actions.find((a) => a.do === 'walk')?.path?.at(-1)).toEqual([0.5, -0.5]);
    expect(beatsOf(after).map((b) => b.id)).toContain('mine');
    let now = 0;
    for (const beat of beatsOf(after)) {
      expect(beat.start).toBe(now);
      now += beat.frames;
    }
  });

  it('carries out every kind of edited action', () => {
    const { blocking, breakdown, sets, voices } = plan(
      `INT. ROOM - DAY\n\nVera picks up the key.\n\nSam nods.\n\nVera gives Sam the key.\n\nVera walks to the window.`,
    );
    const scene = blocking.scenes[0];
    const seat = sets.sets[0]?.seats[0]?.id ?? '';
    const acts: Beat['actions'] = [
      { actor: 'vera', do: 'turn', start: 0, frames: 5, facing: 1 },
      { actor: 'vera', do: 'kneel', start: 5, frames: 5 },
      { actor: 'vera', do: 'rise', start: 10, frames: 5 },
      { actor: 'sam', do: 'sit', start: 0, frames: 5, seat },
      { actor: 'sam', do: 'rise', start: 10, frames: 5 },
      { actor: 'vera', do: 'pickUp', start: 15, frames: 5, prop: 'prop-key', hand: 'left' },
      { actor: 'vera', do: 'putDown', start: 20, frames: 5, prop: 'prop-key', place: [0, 0, 0] },
      { actor: 'sam', do: 'take', start: 25, frames: 5, prop: 'prop-key' },
      { actor: 'sam', do: 'give', start: 30, frames: 5, prop: 'prop-key', to: 'vera' },
      {
        actor: 'vera',
        do: 'walk',
        start: 40,
        frames: 10,
        path: [
          [9, 9],
          [1, 0],
        ],
      },
      { actor: 'ghost', do: 'nod', start: 0, frames: 5 },
      { actor: 'vera', do: 'nod', start: 0, frames: 5 },
    ];
    const beats = scene?.beats.map(
      (b): Beat => (b.text.startsWith('Sam nods') ? { ...b, origin: 'edited', actions: acts } : b),
    );
    const after = block(breakdown, sets, voices, settings, {
      ...blocking,
      scenes: scene && beats ? [{ ...scene, beats }] : [],
    }).blocking;
    const give = beatsOf(after).find((b) => b.text.startsWith('Vera gives'));
    expect(give?.actions.filter((a) => a.do === 'pickUp')).toEqual([]);
    expect(give?.actions.find((a) => a.do === 'give')?.hand).toBe('right');
  });
});

describe('findings', () => {
  it('name a place without a floor plan, and a car with too few seats', () => {
    const { breakdown, sets, voices } = film(talk, parts);
    expect(block(breakdown, { ...sets, sets: [] }, voices, settings)).toMatchObject({
      blocking: { scenes: [] },
      findings: [{ rule: 'no-floor-plan' }],
    });
    const crowd: Parts = {
      cast: { A1: 'male', B1: 'male', C1: 'male', D1: 'male', E1: 'female' },
      kinds: { CAR: 'car' },
    };
    const made = film('INT. CAR - DAY\n\nA1, B1, C1, D1 and E1 laugh.', crowd);
    const { findings, blocking } = block(made.breakdown, made.sets, made.voices, settings);
    expect(findings.map((f) => f.rule)).toEqual(['no-seat']);
    expect(blocking.scenes[0]?.cast.length).toBe(4);
    expect(blocking.scenes[0]?.beats[0]?.actions.some((a) => a.do === 'drive')).toBe(true);
  });

  it('say on which line an action was not understood; it is played all the same', () => {
    const { findings, blocking } = plan('INT. ROOM - DAY\n\nVera nods.\n\nVera flibbers the key.');
    expect(findings).toMatchObject([{ line: 4, rule: 'action-not-understood', severity: 'info' }]);
    const beat = beatsOf(blocking).find((b) => b.text.includes('flibbers'));
    expect(beat).toMatchObject({ understood: false, prop: 'prop-key' });
    expect(beat?.actions.map((a) => a.do)).toContain('look');
  });
});
