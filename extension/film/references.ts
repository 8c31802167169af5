import { existsSync, readFileSync } from 'node:fs';
import type { Beat, Blocking } from '../../schemas/source/blocking.ts';
import type { Breakdown } from '../../schemas/source/breakdown.ts';
import type { Sets } from '../../schemas/source/sets.ts';
import type { Shot, ShotList } from '../../schemas/source/shotList.ts';
import { PhotoplayError } from '../runtime/errors.ts';

interface Named {
  id: string;
}

/** Throws PhotoplayError, with file and line, for the first name in a document that nothing in the film has. */
function demand(file: string, what: string, ids: readonly string[], known: readonly Named[]): void {
  const names = new Set(known.map(({ id }) => id));
  const stranger = ids.find((id) => !names.has(id));
  if (stranger === undefined) return;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const at = Math.max(0, text.indexOf(JSON.stringify(stranger)));
  const line = text.slice(0, at).split('\n').length - 1;
  throw new PhotoplayError(
    'document',
    `${file}:${line + 1} names the ${what} "${stranger}", which is nowhere.`,
    {
      file,
      line,
      hint: `Mend that line; there ${names.size === 0 ? 'is none' : `is ${[...names].slice(0, 20).join(', ')}`}.`,
    },
  );
}

/** A breakdown whose edited scenes name people, places and props that it has. */
export function demandBreakdown(file: string, { scenes, cast, places, props }: Breakdown): void {
  const all = <T>(read: (scene: Breakdown['scenes'][number]) => T[]) => scenes.flatMap(read);
  demand(
    file,
    'place',
    scenes.map(({ place }) => place),
    places,
  );
  demand(
    file,
    'part',
    all((scene) => scene.cast),
    cast,
  );
  demand(
    file,
    'prop',
    all((scene) => scene.props),
    props,
  );
}

const actorsOf = ({ speaker, addressee, actions }: Beat): (string | undefined)[] => [
  speaker,
  addressee,
  ...actions.flatMap(({ actor, to, at }) => [actor, to, at && 'actor' in at ? at.actor : undefined]),
];

/** Blocking whose edited beats are played by people of the film, on its sets. */
export function demandBlocking(
  file: string,
  { scenes }: Blocking,
  { cast }: Breakdown,
  { sets }: Sets,
): void {
  demand(
    file,
    'set',
    scenes.map(({ set }) => set),
    sets,
  );
  const actors = scenes.flatMap((scene) => [
    ...scene.cast.map(({ actor }) => actor),
    ...scene.beats.flatMap(actorsOf),
  ]);
  demand(
    file,
    'part',
    actors.filter((id) => id !== undefined),
    cast,
  );
}

/** Shots whose subject may be a thing. */
const ofThings = new Set<Shot['kind']>(['insert', 'cutaway', 'pov']);

/** Shots whose edited subjects are people of the film. */
export function demandShots(file: string, { scenes }: ShotList, { cast }: Breakdown): void {
  const people = scenes
    .flatMap(({ shots }) => shots)
    .filter(({ kind }) => !ofThings.has(kind))
    .flatMap(({ subjects, foreground }) => [...subjects, foreground]);
  demand(
    file,
    'part',
    people.filter((id) => id !== undefined),
    cast,
  );
}
