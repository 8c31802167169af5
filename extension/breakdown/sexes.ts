import type { CastMember } from '../../schemas/source/breakdown.ts';
import type { People } from './people.ts';
import { personNoun, sexOfName } from './personWords.ts';
import type { RawScene } from './rawScenes.ts';
import { fold, foldedWords, sentencesOf } from './text.ts';

type Sex = CastMember['sex'];

/**
 * "she" as a subject, and "her" before a noun of hers; "her" as an object mostly means somebody else than the one the
 * sentence names.
 */
const noNoun =
  '(?!(?:and|with|to|into|in|on|at|from|as|while|for|by|up|down|out|off|away|back|over|through|again|then|but|who|before|after)\\b)';
const feminine = new RegExp(`\\b(?:she|hers|herself|her(?= ${noNoun}\\p{L}))\\b`, 'giu');
const masculine = /\b(?:he|himself|his)\b/giu;

/** How often action lines say she (positive) or he (negative) of each person, where only one can be meant. */
export function pronounScores(scenes: readonly RawScene[], people: People): Map<string, number> {
  const scores = new Map<string, number>();
  for (const { lines } of scenes) {
    let subject: string | undefined;
    for (const { kind, text, cue } of lines) {
      if (cue) {
        const speakers = people.speakers(cue, []);
        subject = speakers.length === 1 ? speakers[0] : undefined;
        continue;
      }
      if (kind !== 'action') continue;
      for (const sentence of sentencesOf(text)) {
        const named = [...new Set(people.index.find(sentence).flatMap(({ ids }) => [...ids]))];
        if (named.length > 1) subject = undefined;
        else if (named[0] !== undefined) subject = named[0];
        if (subject === undefined) continue;
        const score = (sentence.match(feminine)?.length ?? 0) - (sentence.match(masculine)?.length ?? 0);
        const weight = named.length === 1 ? 2 : 1;
        if (score !== 0) scores.set(subject, (scores.get(subject) ?? 0) + weight * score);
      }
    }
  }
  return scores;
}

/** Pronouns must say so much against a name that is usually the other sex's. */
const surely = 4;

/** The sex of a person: as described, as the name's own noun says, by given name and pronouns. */
export function sexOf(name: string, described: Sex | undefined, score: number): Sex {
  if (described && described !== 'unknown') return described;
  const noun = foldedWords(name)
    .map((word) => personNoun(word.replace(/'s$/, ''))?.sex)
    .findLast((sex) => sex !== undefined);
  if (noun) return noun;
  const usual = sexOfName(fold(name));
  const said = score > 0 ? 'female' : 'male';
  if (usual?.sure && Math.abs(score) < surely) return usual.sex;
  if (score !== 0) return said;
  return usual?.sex ?? 'unknown';
}
