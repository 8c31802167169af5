import { planSets } from '../../../extension/sets/plan.ts';
import type {
  Breakdown,
  CastMember,
  Place,
  Prop,
  Scene,
  SceneLine,
  SetKind,
} from '../../../schemas/source/breakdown.ts';
import type { Sets } from '../../../schemas/source/sets.ts';
import type { Voices } from '../../../schemas/source/voices.ts';

/** Cast, props and kinds of places of a small film for tests; the script follows in a few Fountain rules. */
export interface Parts {
  cast: Readonly<Record<string, 'female' | 'male' | 'unknown'>>;
  props?: Readonly<Record<string, Prop['kind']>>;
  kinds?: Readonly<Record<string, SetKind>>;
}

const look: CastMember['look'] = {
  heightM: 1.72,
  build: 'average',
  age: 'adult',
  figure: 0.5,
  skin: '#c68a63',
  hairStyle: 'short',
  hairColour: '#332211',
  eyeColour: '#332211',
  outfit: 'shirt',
  topColour: '#335577',
  bottomColour: '#222222',
  shoesColour: '#111111',
  glasses: false,
  beard: 'none',
  hat: 'none',
};

const member = (name: string, sex: CastMember['sex']): CastMember => ({
  id: name.toLowerCase().replaceAll(' ', '-'),
  name,
  aliases: [],
  speaking: true,
  extra: false,
  sex,
  traits: [],
  description: '',
  look: sex === 'female' ? { ...look, heightM: 1.66, figure: 1 } : look,
  scenes: [],
  mentions: [],
  origin: 'planned',
});

/** Reads a script: headings, cues in capitals (with extensions, `^` for dual), parentheticals, transitions, action. */
export function film(script: string, parts: Parts): { breakdown: Breakdown; sets: Sets; voices: Voices } {
  const cast = Object.entries(parts.cast).map(([name, sex]) => member(name, sex));
  const props = Object.entries(parts.props ?? {}).map(
    ([name, kind]): Prop => ({
      id: `prop-${name.replaceAll(' ', '-')}`,
      name,
      kind,
      scenes: [],
      mentions: [],
      origin: 'planned',
    }),
  );
  const scenes: Scene[] = [];
  const places = new Map<string, Place>();
  const rows = script.split('\n');
  let at = 0;
  while (at < rows.length) {
    const row = (rows[at] ?? '').trim();
    const heading = /^(INT|EXT)\. (.+?)(?: - (\w+))?$/.exec(row);
    if (heading) {
      const [, setting = 'INT', name = 'ROOM', time = 'DAY'] = heading;
      const id = name.toLowerCase().replaceAll(' ', '-');
      const kind = parts.kinds?.[name] ?? 'living';
      if (!places.has(id))
        places.set(id, {
          id,
          name,
          kind,
          setting: setting as 'INT',
          words: [],
          scenes: [],
          mentions: [],
          origin: 'planned',
        });
      const number = String(scenes.length + 1);
      scenes.push({
        id: `s${number}`,
        number,
        heading: row,
        span: { first: at, last: at },
        place: id,
        setting: setting as 'INT',
        time: /NIGHT/.test(time) ? 'NIGHT' : 'DAY',
        timeWord: time,
        mood: 'high',
        weather: 'clear',
        cast: [],
        props: [],
        lines: [],
        origin: 'planned',
      });
      at++;
    } else if (row) at = block(rows, at, scenes.at(-1));
    else at++;
  }
  for (const scene of scenes) {
    const text = scene.lines
      .map((l) => `${l.speaker ?? ''} ${l.text} ${l.parenthetical ?? ''}`)
      .join(' ')
      .toLowerCase();
    scene.cast = cast
      .filter((m) => text.includes(m.id) || new RegExp(`\\b${m.name}\\b`, 'i').test(text))
      .map((m) => m.id);
    scene.props = props.filter((p) => text.includes(p.name.split(' ').at(-1) ?? p.name)).map((p) => p.id);
  }
  const breakdown: Breakdown = {
    version: 1,
    title: 'Test',
    credits: [],
    language: 'en',
    scenes,
    cast,
    places: [...places.values()],
    props,
  };
  return { breakdown, sets: planSets(breakdown, undefined, { seed: 1 }), voices: voicesFor(breakdown) };
}

function block(rows: readonly string[], from: number, scene: Scene | undefined): number {
  let at = from;
  const next = (): string => (rows[at] ?? '').trim();
  const add = (line: Omit<SceneLine, 'id' | 'span'>, first: number) => {
    const same = scene?.lines.filter((l) => l.text.slice(0, 40) === line.text.slice(0, 40)).length ?? 0;
    scene?.lines.push({
      id: `${scene.id}:${line.text.slice(0, 40)}${same > 0 ? `~${same}` : ''}`,
      span: { first, last: at },
      ...line,
    });
    if (scene) scene.span.last = at;
  };
  const row = next();
  const cue = /^([A-Z][A-Z0-9 ]*?)\s*((?:\([^)]*\)\s*)*)(\^?)$/.exec(row);
  if (/TO:$|^FADE OUT\.$|^FADE IN:$/.test(row)) {
    add({ kind: 'transition', text: row }, at);
    return at + 1;
  }
  if (cue && (rows[at + 1] ?? '').trim()) {
    const extensions = [...(cue[2] ?? '').matchAll(/\(([^)]*)\)/g)].map((m) => m[1] ?? '');
    let parenthetical: string | undefined;
    for (at++; next(); at++) {
      if (/^\(.*\)$/.test(next())) parenthetical = next();
      else
        add(
          {
            kind: 'dialogue',
            text: next(),
            speaker: (cue[1] ?? '').toLowerCase().replaceAll(' ', '-'),
            ...(extensions.length > 0 ? { extensions } : {}),
            ...(parenthetical ? { parenthetical } : {}),
            ...(cue[3] ? { dual: true } : {}),
          },
          at,
        );
    }
    return at;
  }
  const first = at;
  const text: string[] = [];
  for (; next(); at++) text.push(next());
  at--;
  add({ kind: /^>.*<$/.test(row) ? 'centered' : 'action', text: text.join(' ') }, first);
  return at + 1;
}

/** Sounds as long as their words: a third of a second each. */
function voicesFor(breakdown: Breakdown): Voices {
  const lines = breakdown.scenes.flatMap((scene) =>
    scene.lines.flatMap((line): Voices['lines'] => {
      if (line.speaker === undefined) return [];
      const words = line.text
        .split(/\s+/)
        .map((text, n) => ({ text, start: n / 3, end: (n + 1) / 3 - 0.02 }));
      return [
        {
          line: line.id,
          speaker: line.speaker,
          key: line.id,
          file: `${line.id}.wav`,
          seconds: words.length / 3,
          levelDb: 0,
          treatment: 'room',
          engine: 'test',
          estimated: false,
          words,
          phonemes: [],
        },
      ];
    }),
  );
  return { version: 1, lines, warnings: [] };
}

export const settings = { fps: 24, seed: 1 };
