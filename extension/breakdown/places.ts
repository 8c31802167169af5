import type { Place, Scene } from '../../schemas/source/breakdown.ts';
import { type Heading, readHeading } from './headings.ts';
import { isOutdoors, kindIn, placeKind } from './placeKinds.ts';
import type { RawScene } from './rawScenes.ts';
import { foldedWords, Ids, slug, words } from './text.ts';
import { resolveTime } from './times.ts';

/** Where and when a scene plays. */
export interface Setting {
  place: string;
  setting: Scene['setting'];
  time: Scene['time'];
  timeWord?: string;
}

/** Words that say nothing about how a place looks. */
const dull = words(
  `the a an and or of in on at to with from into his her their its he she they it is are was were by for as that this
   there up down out over under behind through across who sits stands walks enters looks day night later continuous`,
);
/** So many words of a first action colour a place. */
const colouring = 40;

const firstAction = (scene: RawScene): string =>
  scene.lines.find((line) => line.kind === 'action')?.text ?? '';

function colourWords(name: string, action: string, isPersonal: (word: string) => boolean): string[] {
  const said = foldedWords(action.slice(0, 600).replace(/\([^()]*\)/g, ' ')).slice(0, colouring);
  const found = [
    ...foldedWords(name),
    ...said.filter((word) => !isPersonal(word) && !/[^\p{Script=Latin}\p{Script=Cyrillic}'-]/u.test(word)),
  ];
  return [...new Set(found.filter((word) => word.length > 2 && !dull.has(word)))];
}

/** A place before it has an id. */
interface Site {
  name: string;
  parent?: string;
  kind: Place['kind'];
  setting: Scene['setting'];
  key: string;
}

/** The kind of place that an action says it happens in: `A man walks into a bar`. */
function kindSaidIn(action: string): Place['kind'] | undefined {
  for (const [, phrase = ''] of action.matchAll(
    /\b(?:in|into|inside|at|on|through|along|across)\s+(?:an?|the|his|her)\s+((?:\p{L}+ ?){1,2})/giu,
  )) {
    const kind = kindIn(phrase);
    if (kind) return kind;
  }
  return undefined;
}

/** KITCHEN inside and KITCHEN outside are two places; a car is one, from whichever side. */
function siteOf({ parts, setting }: Heading, scene: RawScene): Site {
  const action = firstAction(scene);
  const kind =
    parts.length === 0
      ? (kindSaidIn(action) ?? placeKind(parts, setting, action))
      : placeKind(parts, setting, action);
  const where = setting ?? (isOutdoors(kind) ? 'EXT' : 'INT');
  const name =
    parts.join(' - ') || (kindSaidIn(action) ?? (where === 'EXT' ? 'outside' : 'room')).toUpperCase();
  const usual = isOutdoors(parts.map(kindIn).findLast((each) => each !== undefined) ?? kind) ? 'EXT' : 'INT';
  const side = where === 'INT/EXT' || where === usual ? '' : `-${where.toLowerCase()}`;
  const parent = parts.length > 1 ? parts[0] : undefined;
  return {
    name,
    ...(parent === undefined ? {} : { parent }),
    kind,
    setting: where,
    key: (slug(name) || 'place') + side,
  };
}

/** Reads all headings: the places of the film, and the place and time of each scene. Ids of scenes are given. */
export class Places {
  readonly places: Place[] = [];
  readonly settings: Setting[] = [];
  private readonly byKey = new Map<string, Place>();
  private readonly ids = new Ids();

  private readonly isPersonal: (word: string) => boolean;

  /** `isPersonal` tells words that name and describe people, which do not colour a place. */
  constructor(scenes: readonly RawScene[], ids: readonly string[], isPersonal: (word: string) => boolean) {
    this.isPersonal = isPersonal;
    scenes.forEach((scene, index) => {
      const heading = readHeading(scene.heading);
      const before = this.settings.at(-1);
      const stays = heading.parts.length === 0 && heading.setting === undefined && before !== undefined;
      const known = stays ? this.places.find(({ id }) => id === before.place) : undefined;
      const place = known ?? this.place(siteOf(heading, scene), scene);
      place.scenes.push(ids[index] ?? '');
      place.mentions.push(scene.span.first);
      this.settings.push({
        place: place.id,
        setting: heading.setting ?? (stays ? before.setting : place.setting),
        time: resolveTime(heading.timeWord, firstAction(scene), before),
        ...(heading.timeWord === undefined ? {} : { timeWord: heading.timeWord }),
      });
    });
  }

  private place({ key, name, parent, kind, setting }: Site, scene: RawScene): Place {
    const known = this.byKey.get(key);
    if (known) {
      if (known.setting !== setting) known.setting = 'INT/EXT';
      return known;
    }
    const place: Place = {
      id: this.ids.take(key),
      name,
      ...(parent === undefined ? {} : { parent }),
      kind,
      setting,
      words: colourWords(name, firstAction(scene), this.isPersonal),
      scenes: [],
      mentions: [],
      origin: 'planned',
    };
    this.byKey.set(key, place);
    this.places.push(place);
    return place;
  }
}
