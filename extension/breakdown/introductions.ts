import { numberOf, personNoun, personVerbs } from './personWords.ts';
import { fold, foldedWords, remembered, sentencesOf } from './text.ts';

/** Somebody an action line brings in by words, before the cast is known. */
export interface Introduction {
  name: string;
  /** How many of them: TWO COPS. */
  count: number;
  /** The words that describe them. */
  description: string;
  /** The name is written in capitals, or with an age behind it: surely a part, not a passer-by. */
  marked: boolean;
  /** Where the name ends in the text. */
  end: number;
}

/** Capitals in action that are no persons, however they go on. */
const noPerson =
  /^(?:THE END|TITLE|SUPER|CUT|FADE|CLOSE|ANGLE|INSERT|POV|CONTINUOUS|LATER|BEAT|SILENCE|BANG|CRASH|BOOM|OK|TV|USA|FBI|CIA|NYPD|DNA|CCTV|GPS|ID|SUV|DJ|VFX|SFX|FX|V\.?O|O\.?S)\b/;

const article = /^(?:A|AN|THE|SOME|HIS|HER|THEIR|UNE?|LE|LA|LES|DER|DIE|DAS|EINE?|EL|UNA?)\s+/i;
const capitals =
  /(?<![\p{L}\p{N}'’])\p{Lu}[\p{Lu}\p{N}'’.-]*(?:\s+(?:#?\d+\b|\p{Lu}[\p{Lu}\p{N}'’.-]*(?![\p{Ll}])))*(?![\p{Ll}])/gu;

/** A number word before a name: `TWO COPS` → 2, COPS. */
function counted(name: string): { name: string; count: number } {
  const match = /^(\S+)\s+(?:of\s+)?(.+)$/i.exec(name);
  const count = match ? numberOf(fold(match[1] ?? '')) : undefined;
  return count === undefined || !match ? { name, count: 1 } : { name: match[2] ?? name, count };
}

/** The apposition behind a name: `, 60s, a tall woman in a red coat,` up to where the sentence goes on with a verb. */
function apposition(rest: string): string {
  const bracket = /^['’s]*\s*\(([^()]*)\)/.exec(rest);
  if (bracket) return bracket[1] ?? '';
  const sentence = sentencesOf(rest)[0] ?? '';
  if (!/^\s*,/.test(sentence)) return '';
  const said: string[] = [];
  for (const part of sentence
    .replace(/^\s*,\s*/, '')
    .replace(/[.!?]+\s*$/, '')
    .split(/,\s*/)) {
    const first = foldedWords(part)[0] ?? '';
    if (personVerbs.has(first) || /^(?:and|who|then|as)$/.test(first)) break;
    const verb = part.split(' ').findIndex((word, at) => at > 0 && personVerbs.has(fold(word)));
    said.push(verb > 0 ? part.split(' ').slice(0, verb).join(' ') : part);
    if (verb > 0) break;
  }
  return said.join(', ');
}

const wearing =
  /\b(?:wears|wearing|dressed in)\b[^.!?]{0,80}|\bin (?:an? |his |her )?[^.!?,]{0,40}\b(?:coat|suit|dress|uniform|shirt|sweater|jacket|hat|cap|jeans|gown|apron)\b/i;

/** What is said of looks right after a name: `VERA wears a red coat`, `VERA enters. She has grey hair.` */
function worn(rest: string): string {
  const [own = '', next = ''] = sentencesOf(rest);
  const match = wearing.exec(own);
  const more = /^(?:He|She) (?:is|has|wears|looks like)\b[^.!?]*/.exec(next);
  return [match?.[0], more?.[0]].filter((each) => each !== undefined).join(', ');
}

/** Adjectives and the noun before a name: `a tall man, SAM` or `an old woman named RUTH`. */
function before(text: string): string {
  const match =
    /\b((?:an?|his|her|their)\s[^.,;!?()]{2,60}?),?\s*(?:named|called|known as)?\s*[,(]?\s*$/i.exec(text);
  return match && foldedWords(match[1] ?? '').some((word) => personNoun(word)) ? (match[1] ?? '') : '';
}

/** So far around a name its description may reach, characters. */
const reach = { before: 90, behind: 400 };

function describe(text: string, start: number, end: number): string {
  const rest = text.slice(end, end + reach.behind);
  const lead = text.slice(Math.max(0, start - reach.before), start);
  const behind = apposition(rest);
  const clothes = worn(rest);
  return [before(lead), behind, behind.includes(clothes) ? '' : clothes]
    .filter((each) => each !== '')
    .join(', ');
}

const agedBehind =
  /^\s*(?:\((?=[^)]*(?:\d|[a-z]))(?!V\.?O|O\.?S|CONT)|,\s*(?:(?:early|mid|late)[ -])?\d0?s?\b)/i;

/** Whether a run of capitals is a person: an age or description behind it, a person's noun, or a person's verb. */
function isPerson(
  name: string,
  rest: string,
  startsSentence: boolean,
  isThing: (word: string) => boolean,
): boolean {
  if (noPerson.test(name)) return false;
  const found = foldedWords(name).filter((word) => !/^\d+$/.test(word));
  const head = found.at(-1);
  if (head === undefined) return false;
  if (personNoun(head) || agedBehind.test(rest)) return true;
  if (isThing(head) || !startsSentence) return false;
  const [next = '', after = ''] = foldedWords(rest);
  if (personVerbs.has(next)) return true;
  return next === 'and' && /^\s+and\s+\p{Lu}/u.test(rest) && after !== '';
}

/** Persons written in capitals in an action line. */
export function capitalNames(text: string, isThing: (word: string) => boolean): Introduction[] {
  if (!/\p{Ll}/u.test(text)) return [];
  const out: Introduction[] = [];
  for (const match of text.matchAll(capitals)) {
    const raw = match[0].replace(/[.'’-]+$/, '').replace(/['’]S$/, '');
    const bare = raw.replace(article, '');
    const { name, count } = counted(bare);
    if (!/\p{Lu}{2}/u.test(name) || name.split(' ').length > 4) continue;
    const start = match.index + raw.length - bare.length;
    const end = match.index + raw.length;
    const startsSentence = /(?:^|[.!?…:"”]\s*|\b(?:and|then|as|where|while|a|an|the)\s)$/i.test(
      text.slice(Math.max(0, start - reach.before), start),
    );
    const rest = text.slice(end, end + reach.behind);
    const isNamed = before(text.slice(Math.max(0, start - reach.before), start)) !== '';
    if (!isNamed && !isPerson(name, rest, startsSentence, isThing)) continue;
    out.push({ name, count, description: describe(text, start, end), marked: true, end });
  }
  return out;
}

const smallPhrase =
  /(?<![\p{L}'’])(an?|two|three|four|five|six|several|some|the|another|une?|eine?|der|die|una|el|la)\s+((?:[\p{Ll}'’-]+\s*){1,4})/giu;

/** The adjectives and the noun of a phrase that names a person: `old man sleeps in` → old man. */
function personPhrase(phrase: string): string[] | undefined {
  const said = phrase.trim().split(/\s+/);
  for (const [at, word] of said.entries()) {
    const next = said[at + 1];
    if (personNoun(fold(word)) && !(next !== undefined && personNoun(fold(next))))
      return said.slice(0, at + 1);
    if (personVerbs.has(fold(word)) || /^(?:of|in|to|and|with|for|on|at|from)$|['’]s$/.test(word))
      return undefined;
  }
  return undefined;
}

/** Whether an article and what stands around it bring somebody in, rather than say what somebody is, or whose picture. */
function bringsIn(article: string, lead: string, rest: string): boolean {
  const definite = /^(?:the|der|die|el|la)$/i.test(article);
  if (definite && !/(?:^|[.!?]\s+)$/.test(lead)) return false;
  if (
    /\b(?:is|are|was|were|like|as|of|becomes|named|called|not|than)\s+$|\p{Lu}{2}[^.!?]{0,40},\s*$|\([^)]*$/u.test(
      lead,
    )
  )
    return false;
  return !/^(?:\s*,|\s+(?:named|called)|\s*\()\s*\p{Lu}{2}/u.test(rest);
}

/** Persons written small: `An old man walks in`, `two waiters`. Only those that an article or number brings in. */
export const smallNames = remembered((text): Introduction[] => {
  const out: Introduction[] = [];
  for (const match of text.matchAll(smallPhrase)) {
    const [, article = '', phrase = ''] = match;
    const said = personPhrase(phrase);
    if (!said) continue;
    const own = said.join(' ');
    const end = match.index + match[0].indexOf(own, article.length) + own.length;
    const lead = text.slice(Math.max(0, match.index - reach.before), match.index);
    if (!bringsIn(article, lead, text.slice(end, end + 40))) continue;
    const behind = describe(text, match.index, end);
    const adjectives = said.length > 1 ? own : '';
    const description = [adjectives, behind].filter((each) => each !== '').join(', ');
    const marked = agedBehind.test(text.slice(end, end + 40));
    const name = said.slice(-2).join(' ').toUpperCase();
    out.push({ name, count: numberOf(fold(article)) ?? 1, description, marked, end });
  }
  return out;
});

/** Names in small letters of a script that writes none in capitals: a capital word that persons' verbs follow. */
export function properNames(text: string): Introduction[] {
  const out: Introduction[] = [];
  for (const match of text.matchAll(/(?<![\p{L}'’])(\p{Lu}\p{Ll}+)\s+(?:\w+ly\s+)?(\p{Ll}+)/gu)) {
    const [, name = '', verb = ''] = match;
    if (
      !personVerbs.has(fold(verb)) ||
      /^(?:He|She|It|They|We|You|Nobody|Everybody|Someone|Who|The|A|An|This|That|There|One|Then|Now)$/.test(
        name,
      )
    )
      continue;
    const end = match.index + name.length;
    out.push({
      name: name.toUpperCase(),
      count: 1,
      description: describe(text, match.index, end),
      marked: false,
      end,
    });
  }
  return out;
}
