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

function colourWords(name: string, action: string, isName: (word: string) => boolean): string[] {
  const said = foldedWords(action.replace(/\([^()]*\)/g, ' ')).slice(0, colouring);
  const found = [...foldedWords(name), ...said.filter((word) => !isName(word))];
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

/** KITCHEN inside and KITCHEN outside are two places; a car is one, from whichever side. */
function siteOf({ parts, setting }: Heading, scene: RawScene): Site {
  const action = firstAction(scene);
  const kind = placeKind(parts, setting, action);
  const where = setting ?? (isOutdoors(kind) ? 'EXT' : 'INT');
  const name = parts.join(' - ') || (where === 'EXT' ? 'OUTSIDE' : 'ROOM');
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

  private readonly isName: (word: string) => boolean;

  /** `isName` tells the names of people, which do not colour a place. */
  constructor(scenes: readonly RawScene[], ids: readonly string[], isName: (word: string) => boolean) {
    this.isName = isName;
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
      words: colourWords(name, firstAction(scene), this.isName),
      scenes: [],
      mentions: [],
      origin: 'planned',
    };
    this.byKey.set(key, place);
    this.places.push(place);
    return place;
  }
}
