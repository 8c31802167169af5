import type { EditSources, Take } from '../../../extension/edit/sources.ts';
import type { SceneBlocking } from '../../../schemas/source/blocking.ts';
import type { Breakdown, Place, SceneLine } from '../../../schemas/source/breakdown.ts';
import type { FloorPlan } from '../../../schemas/source/sets.ts';
import type { Shot } from '../../../schemas/source/shotList.ts';
import type { SpokenLine, Voices } from '../../../schemas/source/voices.ts';
import { beatOf, standing } from '../../fixtures/scene.ts';
import { part, script } from '../../fixtures/script.ts';

export const fps = 24;

/** What a test says of a scene: its lines (with where they start) and where its shots are cut. */
export interface SceneSketch {
  place?: Partial<Place>;
  lines: (Partial<SceneLine> & {
    text: string;
    at: number;
    seconds?: number;
    treatment?: SpokenLine['treatment'];
  })[];
  /** Frames on the scene's clock: [in, out] of each shot. */
  shots: [number, number][];
  into?: Shot['transition'];
  blocking?: Partial<SceneBlocking>;
}

const room = (id: string, more: Partial<FloorPlan> = {}): FloorPlan => ({
  id,
  kind: 'living',
  exterior: false,
  size: [5, 4, 2.6],
  style: { wall: 'plain', floor: 'wood' },
  palette: {},
  openings: [],
  pieces: [],
  marks: [],
  seats: [],
  surfaces: [],
  wildWalls: [],
  master: { from: 'S' },
  seed: 1,
  origin: 'planned',
  ...more,
});

/** Documents of a small film: Vera in the east and Sam in the west of each place, the camera in the south. */
export function documents(
  sketches: SceneSketch[],
  settings: Partial<EditSources['settings']> = {},
): EditSources {
  const cast = [part('vera', { sex: 'female' }), part('sam', { sex: 'male' })];
  const places = sketches.map(
    (sketch, n): Place => ({
      id: `place${n + 1}`,
      name: `PLACE ${n + 1}`,
      kind: 'living',
      setting: 'INT',
      words: [],
      scenes: [`s${n + 1}`],
      mentions: [],
      origin: 'planned',
      ...sketch.place,
    }),
  );
  const one = script(cast, []);
  const scenes = sketches.flatMap((sketch, n) =>
    script(
      cast,
      sketch.lines.map(({ at: _at, seconds: _s, treatment: _t, ...line }) => line),
    ).scenes.map((scene) => ({
      ...scene,
      id: `s${n + 1}`,
      number: String(n + 1),
      place: `place${n + 1}`,
      setting: places[n]?.setting ?? 'INT',
      lines: scene.lines.map((line) => ({ ...line, id: `${n + 1}-${line.id}` })),
    })),
  );
  const breakdown: Breakdown = {
    ...one,
    title: 'The Test',
    credits: [
      { key: 'Title', values: ['The *Test*'] },
      { key: 'Author', values: ['A. Writer'] },
      { key: 'Copyright', values: ['(c) 2026'] },
    ],
    scenes,
    places,
  };
  return {
    breakdown,
    sets: {
      version: 1,
      sets: places.map((place) => room(place.id, { kind: place.kind, exterior: place.setting === 'EXT' })),
    },
    blocking: { version: 1, fps, scenes: sketches.map(sceneOf) },
    shots: {
      version: 1,
      fps,
      scenes: sketches.map((sketch, n) => ({
        id: `s${n + 1}`,
        number: String(n + 1),
        shots: sketch.shots.map(([from, to], i) =>
          shotOf(`${n + 1}.0${i + 1}`, from, to, i === 0 ? sketch.into : undefined),
        ),
      })),
    },
    voices: voicesOf(sketches),
    settings: { fps, size: { width: 320, height: 180 }, captions: true, titles: false, ...settings },
  };
}

function sceneOf(sketch: SceneSketch, n: number): SceneBlocking {
  const frames = Math.max(...sketch.shots.map(([, out]) => out));
  return {
    id: `s${n + 1}`,
    number: String(n + 1),
    set: `place${n + 1}`,
    frames,
    cast: [
      { actor: 'vera', start: standing(1, 0) },
      { actor: 'sam', start: standing(-1, 0) },
    ],
    props: [],
    beats: sketch.lines.map((line, i) =>
      beatOf(`${n + 1}-b${i + 1}`, line.at, fps, [], {
        kind: 'line',
        line: `${n + 1}-l${i + 1}`,
        speaker: line.speaker ?? 'vera',
        speech: {
          start: 0,
          frames: Math.round((line.seconds ?? 1) * fps),
          visible: line.treatment !== 'voice-over',
        },
      }),
    ),
    transitionOut: 'cut',
    transitionIn: 'cut',
    origin: 'planned',
    ...sketch.blocking,
  };
}

function shotOf(id: string, from: number, to: number, transition?: Shot['transition']): Shot {
  return {
    id,
    kind: 'single',
    size: 'MS',
    angle: 'eye',
    move: 'static',
    subjects: ['vera'],
    camera: [{ frame: from, position: [0, -4, 1.5], target: [0, 0, 1.5], lens: 35 }],
    sensor: { width: 36, height: 20.25 },
    in: from,
    out: to,
    beats: [],
    lines: [],
    span: { first: 1, last: 2 },
    transition: transition ?? { type: 'cut', frames: 0 },
    hides: [],
    rule: 'test',
    reason: 'for a test',
    origin: 'planned',
  };
}

/** Words spread evenly over each line's length. */
function voicesOf(sketches: SceneSketch[]): Voices {
  const lines = sketches.flatMap((sketch, n) =>
    sketch.lines.map((line, i): SpokenLine => {
      const seconds = line.seconds ?? 1;
      const texts = line.text.split(' ');
      return {
        line: `${n + 1}-l${i + 1}`,
        speaker: line.speaker ?? 'vera',
        key: `k${n}${i}`,
        file: `voices/k${n}${i}.wav`,
        seconds,
        levelDb: 0,
        treatment: line.treatment ?? 'room',
        engine: 'flite',
        estimated: false,
        words: texts.map((text, w) => ({
          text,
          start: (w * seconds) / texts.length,
          end: ((w + 1) * seconds) / texts.length,
        })),
        phonemes: [],
      };
    }),
  );
  return { version: 1, lines, warnings: [] };
}

/** A take for every shot, as long as its window. */
export const takesFor = (sources: EditSources): Take[] =>
  sources.shots.scenes.flatMap((scene) =>
    scene.shots.map((shot) => ({
      shotId: shot.id,
      file: `/takes/${shot.id}.mp4`,
      frames: shot.out - shot.in,
    })),
  );
