import type { CastMember, Look } from '../../schemas/source/breakdown.ts';
import { makeLook } from './looks.ts';
import type { People, Person } from './people.ts';
import type { RawScene } from './rawScenes.ts';
import { pronounScores, sexOf } from './sexes.ts';
import { fold } from './text.ts';
import { readTraits, type Traits } from './traits.ts';

/** Where somebody is met: the scenes they are in or heard in, and the script lines. */
export interface Appearances {
  scenes: string[];
  lines: number[];
}

/** A member of the cast, all but the look. */
interface Described {
  member: Omit<CastMember, 'look'>;
  traits: Traits;
}

/** Splits a description into its traits: `60s, red coat, glasses` → red coat, glasses. */
function traitWords(description: string): string[] {
  const parts = description.split(/[,;]\s*/).map((part) => part.trim());
  return [
    ...new Set(parts.filter((part) => part !== '' && !/^(?:(?:early|mid|late)[ -])?\d+['’]?s?$/i.test(part))),
  ];
}

function describe(person: Person, appearances: Appearances, score: number, alone: boolean): Described {
  const description = person.descriptions[0] ?? '';
  const ofName = readTraits(person.name);
  const told = readTraits(description);
  const traits: Traits = { ...ofName, ...told, look: { ...ofName.look, ...told.look } };
  const member: Described['member'] = {
    id: person.id,
    name: person.name,
    aliases: person.aliases,
    speaking: person.speaking,
    extra: person.background && !alone,
    sex: sexOf(person.name, traits.sex, score),
    ...(traits.years === undefined ? {} : { years: traits.years }),
    traits: traitWords(description),
    description,
    scenes: appearances.scenes,
    mentions: appearances.lines,
    origin: 'planned',
  };
  return { member, traits };
}

/** What a look depends on; while it stays, the look stays, whoever else comes to the cast. */
const basis = ({ name, sex, years, description }: Omit<CastMember, 'look'>): string =>
  JSON.stringify([name, sex, years, description]);

/** What a person's edit holds on to, and what the script goes on to say. */
function keepEdited(edited: CastMember, now: Described['member'] | undefined): CastMember {
  return { ...edited, scenes: now?.scenes ?? [], mentions: now?.mentions ?? [] };
}

/**
 * The cast in order of appearance, each with a look. Edited members stay as they are, also when the script no longer
 * has them; others keep their look while what the script says of them stays.
 */
export function castOf(
  people: People,
  scenes: readonly RawScene[],
  appearances: ReadonlyMap<string, Appearances>,
  aloneIn: ReadonlySet<string>,
  previous: readonly CastMember[],
  seed: number,
): CastMember[] {
  const before = new Map(previous.map((member) => [member.id, member]));
  const scores = pronounScores(scenes, people);
  const described = people.persons.map((person) =>
    describe(
      person,
      appearances.get(person.id) ?? { scenes: [], lines: [] },
      scores.get(person.id) ?? 0,
      aloneIn.has(person.id),
    ),
  );
  const done = new Map<string, CastMember>();
  for (const { member } of described) {
    const old = before.get(member.id);
    if (old?.origin === 'edited') done.set(member.id, keepEdited(old, member));
    else if (old && basis(old) === basis(member)) done.set(member.id, { ...member, look: old.look });
  }
  const taken: Look[] = [...done.values()].map(({ look }) => look);
  for (const { member, traits } of described) {
    if (done.has(member.id)) continue;
    const { id, name, sex, years, description } = member;
    const look = makeLook(
      { id, name: fold(name), sex, ...(years === undefined ? {} : { years }), description, traits },
      taken,
      seed,
    );
    taken.push(look);
    done.set(id, { ...member, look });
  }
  const now = described.flatMap(({ member }) => done.get(member.id) ?? []);
  const kept = previous.filter(({ id, origin }) => origin === 'edited' && !done.has(id));
  return [...now, ...kept.map((member) => keepEdited(member, undefined))];
}
