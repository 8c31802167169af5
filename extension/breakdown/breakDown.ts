import type { Breakdown, Place, Prop, Scene } from '../../schemas/source/breakdown.ts';
import type { Screenplay } from '../../schemas/source/screenplay.ts';
import { type Appearances, castOf } from './cast.ts';
import { assignIds, type SceneIds } from './ids.ts';
import { guessLanguage } from './language.ts';
import { moodOf, weatherOf } from './moods.ts';
import { People } from './people.ts';
import { Places, type Setting } from './places.ts';
import { PropShelf } from './props.ts';
import { propKindOf } from './propWords.ts';
import { type RawScene, readScenes } from './rawScenes.ts';
import { type CastScene, castScene, speakersOf } from './sceneLines.ts';
import { foldedWords, plainText } from './text.ts';

export interface BreakdownOptions {
  /** The film's title where the script has no title page. */
  title: string;
  /** Seeds what the script leaves open; the same seed gives the same film. */
  seed: number;
}

/** Scene numbers: the script's own, else the position; a letter behind one that is taken. */
function sceneNumbers(scenes: readonly RawScene[]): string[] {
  const own = new Set(scenes.flatMap(({ number }) => number ?? []));
  const used = new Set<string>();
  return scenes.map(({ number }, index) => {
    const wish = number ?? String(index + 1);
    let free = wish;
    for (let letter = 0; used.has(free) || (number === undefined && own.has(free)); letter++)
      free = letter < 26 ? wish + String.fromCharCode(65 + letter) : `${wish}-${letter}`;
    used.add(free);
    return free;
  });
}

/** A scene as the script has it now; what a person set in it stays. */
function sceneOf(
  raw: RawScene,
  number: string,
  ids: SceneIds,
  where: Setting,
  filled: CastScene,
  weatherBefore: Scene['weather'] | undefined,
): Scene {
  const texts = raw.lines.filter(({ kind }) => kind === 'action').map(({ text }) => text);
  const carried = /^(?:continuous|same)/i.test(where.timeWord ?? '') ? weatherBefore : undefined;
  const planned: Scene = {
    id: ids.id,
    number,
    heading: raw.heading,
    span: raw.span,
    place: where.place,
    setting: where.setting,
    time: where.time,
    ...(where.timeWord === undefined ? {} : { timeWord: where.timeWord }),
    mood: moodOf(where.time, [raw.heading, ...texts]),
    weather: weatherOf([raw.heading, ...texts]) ?? carried ?? 'clear',
    ...(raw.synopsis.length > 0 ? { synopsis: raw.synopsis.join(' ') } : {}),
    cast: filled.cast,
    props: filled.props,
    lines: filled.lines,
    origin: 'planned',
  };
  const { previous } = ids;
  if (previous?.origin !== 'edited') return planned;
  const { heading, span, lines } = planned;
  return { ...previous, number, heading, span, lines };
}

/** Planned items of now, with what a person edited in place of its planned self, and what only the person knows. */
function withEdited<T extends Place | Prop>(now: readonly T[], previous: readonly T[]): T[] {
  const edited = new Map(previous.filter(({ origin }) => origin === 'edited').map((item) => [item.id, item]));
  const merged = now.map((item): T => {
    const mine = edited.get(item.id);
    return mine ? { ...mine, scenes: item.scenes, mentions: item.mentions } : item;
  });
  const ids = new Set(now.map(({ id }) => id));
  const kept = [...edited.values()].filter(({ id }) => !ids.has(id));
  return [...merged, ...kept.map((item): T => ({ ...item, scenes: [], mentions: [] }))];
}

/** Who is never in a scene with a proper part: they carry it, whatever they are called. */
function alone(scenes: readonly CastScene[], people: People): Set<string> {
  const background = new Set(people.persons.filter((person) => person.background).map(({ id }) => id));
  const carrying = new Set<string>();
  for (const { cast } of scenes)
    if (cast.every((id) => background.has(id))) for (const id of cast) carrying.add(id);
  return carrying;
}

/**
 * Breaks a screenplay down into scenes, cast, places and props, each with the script lines it came from. Ids and
 * looks of `previous` stay where the script goes on; values a person edited stay always. Any screenplay has a
 * breakdown: without headings it is one scene, without anything to play it has none. Nothing throws.
 */
export function breakDown(
  screenplay: Screenplay,
  previous: Breakdown | undefined,
  { title, seed }: BreakdownOptions,
): Breakdown {
  const raw = readScenes(screenplay.elements);
  const people = new People(raw, (word) => propKindOf(word) !== undefined);
  const speakers = new Map(
    raw.flatMap((scene) => speakersOf(scene, people).map((ids, i) => [scene.lines[i], ids[0]] as const)),
  );
  const ids = assignIds(raw, previous, (line) => speakers.get(line));
  const personal = new Set(
    people.persons.flatMap(({ name, descriptions }) => foldedWords([name, ...descriptions].join(' '))),
  );
  const where = new Places(
    raw,
    ids.map(({ id }) => id),
    (word) => personal.has(word.replace(/'s$/, '')),
  );
  const numbers = sceneNumbers(raw);

  const shelf = new PropShelf(people.persons.map(({ id }) => id));
  const appearances = new Map<string, Appearances>();
  const filled = raw.map((scene, i) => castScene(scene, ids[i] ?? emptyIds, people, shelf, appearances));
  const scenes: Scene[] = [];
  raw.forEach((scene, i) => {
    const setting = where.settings[i];
    const content = filled[i];
    if (!setting || !content) return;
    scenes.push(
      sceneOf(
        scene,
        numbers[i] ?? String(i + 1),
        ids[i] ?? emptyIds,
        setting,
        content,
        scenes.at(-1)?.weather,
      ),
    );
  });

  const titlePage = screenplay.titlePage.map(({ key, values }) => ({ key, values: values.map(plainText) }));
  const written = titlePage
    .find(({ key }) => /^(?:title|titre|titel|t[ií]tulo|titolo)$/i.test(key))
    ?.values.join(' ');
  return {
    version: 1,
    title: written || title,
    credits: titlePage,
    language: guessLanguage(raw.flatMap(({ lines }) => lines.map(({ text }) => text))),
    scenes,
    cast: castOf(people, raw, appearances, alone(filled, people), previous?.cast ?? [], seed),
    places: withEdited(where.places, previous?.places ?? []),
    props: withEdited(shelf.props, previous?.props ?? []),
  };
}

const emptyIds: SceneIds = { id: 'scene', lines: [], previous: undefined };
