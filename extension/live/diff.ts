import type { Result } from '../../schemas/source/blenderProtocol.ts';
import type { StageCommand } from '../../schemas/source/stageCommand.ts';
import type { Part, WantedScene } from './parts.ts';

/** What is staged in a Blender scene: the keys of its parts by name, the scene's id in the documents as `id`, its film. */
export type StagedEntry = Result<'stage/staged'>['scenes'][number];

/** What one scene of the film needs to be as it is wanted. */
export interface SceneChange {
  number: string;
  /** Names of the parts that are made, or made anew. */
  made: string[];
  /** Names of the parts that go. */
  removed: string[];
  commands: StageCommand[];
  /** What is staged there afterwards. */
  entry: StagedEntry;
}

export interface Change {
  /** Scenes that go and scenes that get another number, to be done before all else. */
  first: StageCommand[];
  gone: string[];
  /** Scenes that differ, in the film's order. */
  scenes: SceneChange[];
}

/** Names among a scene's keys that are no parts. */
const notes = new Set(['id', 'film']);

/** The least that brings what is staged to what is wanted. `film` is kept among each scene's keys. */
export function diff(
  staged: readonly StagedEntry[],
  wanted: readonly WantedScene[],
  { film }: { film: string },
): Change {
  const matches = matched(staged, wanted);
  const used = new Set(matches.values());
  const gone = staged.filter((entry) => !used.has(entry)).map(({ scene }) => scene);
  const renames = new Map(
    [...matches].flatMap(([scene, entry]) =>
      entry.scene === scene.number ? [] : [[entry.scene, scene.number] as const],
    ),
  );
  return {
    first: [
      ...gone.map((scene): StageCommand => ({ type: 'scene.remove', scene })),
      ...renamed(renames, new Set([...used].map(({ scene }) => scene))),
    ],
    gone,
    scenes: wanted.flatMap((scene) => {
      const entry = matches.get(scene);
      const change = sceneChange(scene, entry, film);
      const renewed = entry?.scene !== scene.number || entry.keys.film !== film;
      return change.commands.length > 0 || renewed ? [change] : [];
    }),
  };
}

/** Which staged scene becomes which: by the document's id, else by number. */
function matched(
  staged: readonly StagedEntry[],
  wanted: readonly WantedScene[],
): Map<WantedScene, StagedEntry> {
  const ids = new Set(wanted.map(({ id }) => id));
  const found = new Map<WantedScene, StagedEntry>();
  for (const scene of wanted) {
    const entry =
      staged.find(({ keys }) => keys.id === scene.id) ??
      staged.find(({ scene: number, keys }) => number === scene.number && !ids.has(keys.id ?? ''));
    if (entry) found.set(scene, entry);
  }
  return found;
}

/** Renames in an order in which no name is taken; a ring of names is opened by a name for the moment. */
function renamed(wishes: ReadonlyMap<string, string>, taken: Set<string>): StageCommand[] {
  const open = new Map(wishes);
  const commands: StageCommand[] = [];
  const rename = (scene: string, id: string) => {
    commands.push({ type: 'scene.rename', scene, id });
    taken.delete(scene);
    taken.add(id);
  };
  while (open.size > 0) {
    const free = [...open].find(([, to]) => !taken.has(to));
    const [from, to] = free ?? [...open][0] ?? ['', ''];
    open.delete(from);
    if (free) rename(from, to);
    else {
      const aside = `${from} (moving)`;
      rename(from, aside);
      open.set(aside, to);
    }
  }
  return commands;
}

function sceneChange(scene: WantedScene, staged: StagedEntry | undefined, film: string): SceneChange {
  const keys = staged?.keys ?? {};
  const made = new Set<string>();
  for (const { name, key, needs } of scene.parts)
    if (keys[name] !== key || needs.some((need) => made.has(need))) made.add(name);
  const names = new Set(scene.parts.map(({ name }) => name));
  const removed = Object.keys(keys).filter((name) => !notes.has(name) && !names.has(name));
  const chosen = scene.parts.filter(({ name }) => made.has(name));
  const command = ({ command }: Part) => command;
  const setting = (part: Part) => part.name === 'scene' || part.name === 'set';
  return {
    number: scene.number,
    made: [...made],
    removed,
    commands: [
      ...chosen.filter(setting).map(command),
      ...removed.flatMap((name) => removal(scene.number, name, made.has('set'))),
      ...chosen.filter((part) => !setting(part)).map(command),
    ],
    entry: {
      scene: scene.number,
      keys: { id: scene.id, film, ...Object.fromEntries(scene.parts.map(({ name, key }) => [name, key])) },
    },
  };
}

/** A performance goes with its actor; the doors of a set that is built anew are shut. */
function removal(scene: string, name: string, newSet: boolean): StageCommand[] {
  const at = name.indexOf('/');
  const kind = name.slice(0, at);
  const id = name.slice(at + 1);
  if (
    kind === 'actor' ||
    kind === 'prop' ||
    kind === 'camera' ||
    kind === 'object' ||
    (kind === 'door' && !newSet)
  )
    return [{ type: 'thing.remove', scene, id, kind }];
  return [];
}
