import type { CastMember, Scene, SceneLine } from '../../schemas/source/breakdown.ts';
import { type Deed, Reader, type Sentence } from './reading/discourse.ts';
import { type Manner, mannerOf } from './reading/parentheticals.ts';
import type { Names } from './reading/tokens.ts';

/** A line of the scene, read. */
export type ReadLine =
  | {
      kind: 'speech';
      line: SceneLine;
      speaker: string;
      visible: boolean;
      manner: Manner;
      vocatives: readonly string[];
    }
  | { kind: 'action'; line: SceneLine; sentences: readonly Sentence[] }
  | { kind: 'shot'; line: SceneLine; sentences: readonly Sentence[] }
  | { kind: 'title'; line: SceneLine }
  | { kind: 'transition'; line: SceneLine };

const unseen = /V\.?\s?O|O\.?\s?S|O\.?\s?C|VOICE|OFF|PRE-?LAP|FILTER|PHONE|RADIO|TV|INTERCOM|RECORD|SPEAKER/i;

/** Reads a scene's lines in order. */
export function readScene(scene: Scene, cast: ReadonlyMap<string, CastMember>, names: Names): ReadLine[] {
  const reader = new Reader(names, cast, scene);
  return scene.lines.map((line): ReadLine => {
    if (line.kind === 'transition') return { kind: 'transition', line };
    if (line.kind === 'centered') return { kind: 'title', line };
    if ((line.kind === 'dialogue' || line.kind === 'lyrics') && line.speaker !== undefined) {
      const { speaker } = line;
      const manner = mannerOf(line.parenthetical, speaker, reader);
      reader.mention(speaker);
      const visible = !(line.extensions ?? []).some((e) => unseen.test(e));
      const vocatives = reader.people(line.text).filter((id) => id !== speaker);
      return { kind: 'speech', line, speaker, visible, manner, vocatives };
    }
    const sentences = reader.read(line.text);
    return { kind: line.kind === 'shot' ? 'shot' : 'action', line, sentences };
  });
}

/** What a line says of action: its own sentences, or those in the brackets of a speech. */
export function sentencesOf(read: ReadLine): readonly Sentence[] {
  if (read.kind === 'action' || read.kind === 'shot') return read.sentences;
  return read.kind === 'speech' ? read.manner.sentences : [];
}

/** How somebody is first met in a scene. */
export interface Presence {
  /** `start`: there from the first frame; `enters`: comes in later; `heard`: a voice alone. */
  how: 'start' | 'enters' | 'heard';
  /** What they are doing when the scene begins, if its words say so. */
  state?: Deed;
  /** What one must be doing to do what they do first: one who sits down stands, one who gets up sits. */
  posture?: 'sit' | 'stand';
}

const entering = new Set<Deed['kind']>(['enter', 'knock']);
const comingUp = /^(?:walk|run|step|hurry|come|rush) up|^approach|^catch up/;
const states = new Set<Deed['kind']>([
  'sitting',
  'standing',
  'be',
  'lie',
  'kneel',
  'drive',
  'lean',
  'type',
  'write',
  'read',
  'work',
  'eat',
  'drink',
  'phoneUp',
  'hold',
  'think',
  'look',
  'listen',
]);
const changes =
  /^(?:lie down|kneel down|crouch down|squat down|drop|collapse|pass out|faint|stretch out|bend|get on|take cover|duck|pick up|answer|grab|lift|put phone|knit brow)/;

/** Who is there when the scene begins, and how; by cast id, in the scene's order. */
export function presences(scene: Scene, lines: readonly ReadLine[]): Map<string, Presence> {
  const outdoors = scene.setting === 'EXT';
  const first = new Map<string, Presence>();
  const mentioned = new Set<string>();
  const heard = new Set<string>();
  for (const read of lines) {
    if (read.kind === 'speech') {
      if (!read.visible) heard.add(read.speaker);
      else if (!first.has(read.speaker)) first.set(read.speaker, { how: 'start' });
      for (const sentence of read.manner.sentences) meet(sentence, first, mentioned, outdoors);
    } else if (read.kind === 'action' || read.kind === 'shot')
      for (const sentence of read.sentences) meet(sentence, first, mentioned, outdoors);
  }
  const postures = firstPostures(lines);
  return new Map(
    scene.cast.map((id): [string, Presence] => {
      const met: Presence = first.get(id) ?? { how: heard.has(id) && !mentioned.has(id) ? 'heard' : 'start' };
      const posture = postures.get(id);
      return [id, posture ? { ...met, posture } : met];
    }),
  );
}

function firstPostures(lines: readonly ReadLine[]): Map<string, 'sit' | 'stand'> {
  const postures = new Map<string, 'sit' | 'stand'>();
  const stands = new Set<Deed['kind']>([
    'sit',
    'kneel',
    'go',
    'approach',
    'exit',
    'retreat',
    'turn',
    'hug',
    'dance',
    'fall',
    'jump',
    'standing',
  ]);
  let spoken = false;
  for (const read of lines) {
    if (read.kind === 'speech') spoken = true;
    for (const deed of sentencesOf(read).flatMap((s) => s.deeds))
      for (const who of deed.who) {
        if (postures.has(who)) continue;
        // "Sam stands." in the midst of a talk is getting up; "Sam stands at the door." is being there.
        const getsUp = spoken && deed.verb === 'stand' && deed.places.length === 0;
        if (deed.kind === 'rise' || getsUp) postures.set(who, 'sit');
        else if (stands.has(deed.kind)) postures.set(who, 'stand');
      }
  }
  return postures;
}

/** Out of doors, one who walks to those who are there comes from elsewhere. */
const comesTowards = (deed: Deed): boolean =>
  deed.kind === 'go' &&
  deed.places.some((p) => /^(?:to|towards?)$/.test(p.preposition) && p.what.actors.length > 0);

function meet(
  sentence: Sentence,
  first: Map<string, Presence>,
  mentioned: Set<string>,
  outdoors: boolean,
): void {
  for (const deed of sentence.deeds)
    for (const who of deed.who) {
      if (first.has(who)) continue;
      const leader = deed.objects.flatMap((o) => o.actors)[0];
      const follows = deed.kind === 'follow' && leader !== undefined && first.get(leader)?.how === 'enters';
      const carries =
        deed.kind === 'hold' && sentence.deeds.some((d) => entering.has(d.kind) && d.who.includes(who));
      if (
        entering.has(deed.kind) ||
        (outdoors && first.size > 0 && comesTowards(deed)) ||
        follows ||
        carries ||
        (deed.kind === 'approach' && comingUp.test(deed.verb))
      )
        first.set(who, { how: 'enters' });
      else if (states.has(deed.kind) && !changes.test(deed.verb))
        first.set(who, { how: 'start', state: deed });
      else first.set(who, { how: 'start' });
    }
  for (const id of sentence.mentions) mentioned.add(id);
}
