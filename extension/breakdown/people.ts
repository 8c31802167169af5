import { capitalNames, type Introduction, properNames, smallNames } from './introductions.ts';
import { NameIndex } from './nameIndex.ts';
import {
  endWords,
  isRoleName,
  mayBeSame,
  meansEverybody,
  nameKey,
  namesTogether,
  tidyName,
  whoseVoice,
} from './names.ts';
import { distinguishing, personNoun } from './personWords.ts';
import type { RawCue, RawScene } from './rawScenes.ts';
import { addTo, fold, foldedWords, Ids, slug } from './text.ts';

/** Somebody of the script, with all that names and describes them. */
export interface Person {
  id: string;
  name: string;
  aliases: string[];
  speaking: boolean;
  /** One of several of a kind, or a passer-by. */
  background: boolean;
  descriptions: string[];
}

/** A person while names are still being gathered. */
interface Draft {
  name: string;
  forms: Set<string>;
  cues: number;
  order: number;
  introductions: Introduction[];
  group: boolean;
}

/** So many bodies stand for a group that no number is given of; and at most so many are made. */
/** So many names that share a word are looked at; a film has fewer, noise may have more. */
const mostAlike = 40;
const groupSize = { usual: 3, crowd: 4, most: 6 };
const irregular: Record<string, string> = {
  MEN: 'MAN',
  WOMEN: 'WOMAN',
  CHILDREN: 'CHILD',
  PEOPLE: 'PERSON',
  LADIES: 'LADY',
  POLICE: 'POLICEMAN',
};

function singular(name: string): string {
  const cut = name.lastIndexOf(' ') + 1;
  const noun = name.slice(cut);
  const one =
    irregular[noun] ?? (/(?:MEN)$/.test(noun) ? noun.replace(/MEN$/, 'MAN') : noun.replace(/(?<!S)S$/, ''));
  return name.slice(0, cut) + one;
}

function groupCount({ name, count }: Introduction): number {
  if (count > 1) return Math.min(count, groupSize.most);
  const head = foldedWords(name).at(-1) ?? '';
  if (!personNoun(head)?.many) return 1;
  return /^(?:crowd|mob|audience|people|spectators)$/.test(head) ? groupSize.crowd : groupSize.usual;
}

/** Everybody of a script, and who is meant by a cue or a name. */
export class People {
  readonly persons: Person[] = [];
  private readonly drafts = new Map<string, Draft>();
  /** By the last word of the name. */
  private readonly byHead = new Map<string, Draft[]>();
  private readonly groups = new Map<string, string[]>();
  private readonly idByKey = new Map<string, string>();
  private readonly mergedInto = new Map<string, string>();
  readonly index: NameIndex;

  constructor(scenes: readonly RawScene[], isThing: (word: string) => boolean) {
    this.readCues(scenes);
    this.readActions(scenes, isThing);
    this.mergeForms();
    const ids = new Ids();
    for (const [key, draft] of [...this.drafts].sort(([, a], [, b]) => a.order - b.order)) {
      const id = ids.take(slug(draft.name) || 'part');
      this.idByKey.set(key, id);
      this.persons.push(toPerson(id, draft));
    }
    this.index = new NameIndex(this.indexEntries());
  }

  /** Who speaks by a cue. `recent` are those last met in the scene, latest first: BOTH means them. */
  speakers(cue: RawCue, recent: readonly string[]): string[] {
    const name = whoseVoice(tidyName(cue.name));
    const own = this.idOf(name);
    if (own !== undefined) return [own];
    if (meansEverybody(name))
      return recent.length > 0 ? [...recent] : this.persons.slice(0, 1).map(({ id }) => id);
    return namesTogether(name).flatMap((part) => this.idOf(part) ?? []);
  }

  private idOf(name: string): string | undefined {
    const key = nameKey(name);
    return this.idByKey.get(this.mergedInto.get(key) ?? key);
  }

  private draft(name: string, order: number): Draft {
    const key = nameKey(name);
    const known = this.drafts.get(key);
    if (known) {
      known.order = Math.min(known.order, order);
      return known;
    }
    const made: Draft = { name, forms: new Set(), cues: 0, order, introductions: [], group: false };
    this.drafts.set(key, made);
    addTo(this.byHead, foldedWords(name).at(-1) ?? '', made);
    return made;
  }

  private readCues(scenes: readonly RawScene[]): void {
    const together: { name: string; order: number }[] = [];
    const everybody: { name: string; order: number }[] = [];
    for (const { lines } of scenes)
      for (const { cue, span } of lines) {
        if (!cue) continue;
        const written = tidyName(cue.name);
        const name = whoseVoice(written);
        if (meansEverybody(name)) {
          everybody.push({ name, order: span.first });
          continue;
        }
        if (namesTogether(name).length > 1) {
          together.push({ name, order: span.first });
          continue;
        }
        const draft = this.draft(name, span.first);
        draft.cues++;
        for (const extension of cue.extensions)
          if (!/^cont/i.test(extension)) draft.forms.add(`${written} (${extension})`);
        if (written !== draft.name) draft.forms.add(written);
      }
    for (const { name, order } of together) {
      const parts = namesTogether(name);
      if (parts.every((part) => this.drafts.has(nameKey(part)))) continue;
      this.draft(name, order).cues++;
    }
    if (this.drafts.size === 0) for (const { name, order } of everybody) this.draft(name, order).cues++;
  }

  private readActions(scenes: readonly RawScene[], isThing: (word: string) => boolean): void {
    const everyAction = (take: (text: string, order: number) => void) => {
      for (const { lines } of scenes)
        for (const { kind, text, span } of lines) if (kind === 'action') take(text, span.first);
    };
    everyAction((text, order) => {
      for (const introduction of capitalNames(text, isThing)) this.introduce(introduction, order);
    });
    everyAction((text, order) => {
      for (const introduction of smallNames(text)) this.introduceSmall(introduction, order);
    });
    if (this.drafts.size > 0) return;
    everyAction((text, order) => {
      for (const introduction of properNames(text)) this.introduce(introduction, order);
    });
  }

  private introduce(introduction: Introduction, order: number): void {
    const name = tidyName(introduction.name);
    const isKnown = introduction.count === 1 && this.groups.has(nameKey(name));
    const count = isKnown ? 0 : groupCount(introduction);
    if (count === 1) {
      this.draft(name, order).introductions.push(introduction);
      return;
    }
    const members: string[] = [];
    for (let i = 1; i <= count; i++) {
      const draft = this.draft(`${singular(name)} ${i}`, order);
      draft.introductions.push(introduction);
      draft.group = true;
      members.push(nameKey(draft.name));
    }
    const known = this.groups.get(nameKey(name)) ?? [];
    this.groups.set(nameKey(name), [...new Set([...known, ...members])]);
  }

  /** `a young waiter` is the WAITER of the cues, if there is but one. */
  private introduceSmall(introduction: Introduction, order: number): void {
    const own = foldedWords(introduction.name);
    const apart = (other: string[], from: string[]) =>
      other.some((word) => distinguishing.has(word) && !from.includes(word));
    const same = (this.byHead.get(own.at(-1) ?? '') ?? []).filter(({ name }) => {
      const other = foldedWords(name);
      return !apart(own, other) && !apart(other, own);
    });
    const only = same.length === 1 ? same[0] : undefined;
    if (only && introduction.count === 1 && !only.group) {
      only.introductions.push(introduction);
      only.order = Math.min(only.order, order);
    } else if (same.length === 0 || groupCount(introduction) > 1) this.introduce(introduction, order);
  }

  /** Puts MARY and MARY SMITH together, when nobody else may be meant; the form cued most often is the name. */
  private mergeForms(): void {
    const sharing = new Map<string, string[]>();
    for (const [key, { name }] of this.drafts) for (const word of endWords(name)) addTo(sharing, word, key);
    const alike = ({ name }: Draft): string[] => {
      const near = new Set(endWords(name).flatMap((word) => (sharing.get(word) ?? []).slice(0, mostAlike)));
      return [...near].filter((key) => {
        const other = this.drafts.get(key);
        return other !== undefined && other.name !== name && mayBeSame(name, other.name);
      });
    };
    const byWeight = [...this.drafts].sort(([, a], [, b]) => b.cues - a.cues || a.order - b.order);
    for (const [key, draft] of byWeight) {
      const [otherKey, ...more] = this.drafts.has(key) ? alike(draft) : [];
      const other = this.drafts.get(otherKey ?? '');
      if (otherKey === undefined || !other || more.length > 0 || alike(other).length > 1) continue;
      for (const form of [other.name, ...other.forms]) draft.forms.add(form);
      draft.cues += other.cues;
      draft.order = Math.min(draft.order, other.order);
      draft.introductions.push(...other.introductions);
      this.drafts.delete(otherKey);
      this.mergedInto.set(otherKey, key);
    }
  }

  private indexEntries(): { name: string; ids: string[] }[] {
    const entries = this.persons.flatMap(({ id, name, aliases }) =>
      [name, ...aliases.filter((alias) => !/[('’]/.test(alias))].map((each) => ({ name: each, ids: [id] })),
    );
    for (const [name, keys] of this.groups)
      entries.push({ name, ids: keys.flatMap((key) => this.idByKey.get(key) ?? []) });
    const heads = new Map<string, string[]>();
    for (const { id, name } of this.persons) {
      const found = foldedWords(name).filter((word) => !/^\d+$/.test(word));
      const head = found.at(-1);
      if (head !== undefined && found.length > 1 && isRoleName(name)) addTo(heads, head, id);
    }
    for (const [head, ids] of heads)
      if (ids.length === 1 && !entries.some(({ name }) => fold(name) === head))
        entries.push({ name: head, ids });
    return entries;
  }
}

function toPerson(id: string, { name, forms, cues, introductions, group }: Draft): Person {
  const described = introductions.map(({ description }) => description).filter((each) => each !== '');
  const marked = introductions.some((each) => each.marked && each.description !== '');
  return {
    id,
    name,
    aliases: [...forms].filter((form) => form !== name),
    speaking: cues > 0,
    background: cues === 0 && (group || (isRoleName(name) && !marked)),
    descriptions: [...new Set(described)],
  };
}
