import type { SceneLine } from '../../schemas/source/breakdown.ts';
import type { Appearances } from './cast.ts';
import type { SceneIds } from './ids.ts';
import { meansEverybody } from './names.ts';
import type { People } from './people.ts';
import type { PropShelf } from './props.ts';
import type { RawLine, RawScene } from './rawScenes.ts';

/** A scene's lines with everybody and everything in them. */
export interface CastScene {
  lines: SceneLine[];
  cast: string[];
  props: string[];
}

/** Who is spoken by a voice alone: V.O., and off-screen. */
const unseen =
  /^(?:v\.? ?o\.?|voice.?over|o\.? ?s\.?|o\.? ?c\.?|off|off.?screen|filtered|(?:on|over|into) (?:the )?(?:phone|radio|tv|intercom|speaker).*|phone|radio)$/i;

/** The speakers of each line, in the scene's order; BOTH and ALL are who was last heard or seen. */
export function speakersOf(scene: RawScene, people: People): (readonly string[])[] {
  let recent: string[] = [];
  const meet = (ids: readonly string[]) => {
    recent = [...new Set([...ids, ...recent])].slice(0, 4);
  };
  const isAsked = scene.lines.some(({ cue }) => cue && meansEverybody(cue.name));
  return scene.lines.map(({ cue, kind, text }) => {
    if (cue) {
      const speakers = people.speakers(cue, recent);
      meet(speakers);
      return speakers;
    }
    if (isAsked && kind === 'action') meet(people.index.find(text).flatMap(({ ids }) => [...ids]));
    return [];
  });
}

function note(appearances: Map<string, Appearances>, id: string, scene: string, line: number): void {
  const known = appearances.get(id) ?? { scenes: [], lines: [] };
  if (known.scenes.at(-1) !== scene) known.scenes.push(scene);
  if (known.lines.at(-1) !== line) known.lines.push(line);
  appearances.set(id, known);
}

function spoken(raw: RawLine, id: string, speakers: readonly string[]): SceneLine {
  const [speaker, ...others] = speakers;
  return {
    id,
    kind: raw.kind,
    text: raw.text,
    span: raw.span,
    ...(speaker === undefined ? {} : { speaker }),
    ...(raw.cue && raw.cue.extensions.length > 0 ? { extensions: raw.cue.extensions } : {}),
    ...(raw.parenthetical === undefined ? {} : { parenthetical: raw.parenthetical }),
    ...(raw.cue?.dual ? { dual: true } : {}),
    ...(others.length > 0 ? { mentions: others } : {}),
  };
}

/** Fills a scene's lines: speakers, and the people and props that action lines name. */
export function castScene(
  scene: RawScene,
  ids: SceneIds,
  people: People,
  shelf: PropShelf,
  appearances: Map<string, Appearances>,
): CastScene {
  const cast = new Set<string>();
  const props = new Set<string>();
  const speakers = speakersOf(scene, people);
  const lines = scene.lines.map((raw, index): SceneLine => {
    const id = ids.lines[index] ?? '';
    const own = speakers[index] ?? [];
    if (raw.cue) {
      for (const each of own) {
        note(appearances, each, ids.id, raw.span.first);
        if (!raw.cue.extensions.some((extension) => unseen.test(extension.trim()))) cast.add(each);
      }
      return spoken(raw, id, own);
    }
    if (raw.kind !== 'action' && raw.kind !== 'shot')
      return { id, kind: raw.kind, text: raw.text, span: raw.span };
    const found = people.index.find(raw.text);
    const here = found.filter(({ owner }) => !owner).flatMap((mention) => [...mention.ids]);
    for (const each of here) cast.add(each);
    const named = [...new Set(found.flatMap((mention) => [...mention.ids]))];
    for (const each of named) note(appearances, each, ids.id, raw.span.first);
    const things = shelf.note(raw.text, ids.id, raw.span.first);
    for (const each of things) props.add(each);
    const mentions = [...named, ...things];
    return {
      id,
      kind: raw.kind,
      text: raw.text,
      span: raw.span,
      ...(mentions.length > 0 ? { mentions } : {}),
    };
  });
  return { lines, cast: [...cast], props: [...props] };
}
