import type { Segment } from './segments.ts';
import { blame } from './segments.ts';
import type { Idea, View } from './view.ts';

/** What is told of a shot: by which rule it was chosen, and the same in words. */
export interface Told {
  rule: string;
  reason: string;
}

/** A chosen shot with what its reason may speak of. */
export interface Telling {
  idea: Idea;
  view: View;
  segments: readonly Segment[];
  /** Names of cast and props by id, and of the place. */
  name(id: string): string;
  place: string;
  /** The id of the counter-shot it matches. */
  matches?: string;
  position: 'first' | 'middle' | 'last';
  newPlace: boolean;
  /** Somebody moves in its window. */
  moving: boolean;
  /** The script's own camera words asked for it. */
  asked: boolean;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const list = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** The rule and the reason of a shot. */
export function tell(telling: Telling): Told {
  const { rule, reason } = base(telling);
  const matched = telling.matches ? `; matches ${telling.matches}` : '';
  if (telling.asked) return { rule: 'script-words', reason: `The script asks for it: ${reason}${matched}` };
  return { rule, reason: `${capital(reason)}${matched}` };
}

function base(telling: Telling): Told {
  const { idea, view, name, place, position } = telling;
  const [first = ''] = idea.subjects;
  const who = first ? name(first) : '';
  if (idea.key === 'last resort') {
    return {
      rule: 'no-clear-view',
      reason: 'something stands in the way of every nearer camera, so the wide frame plays it',
    };
  }
  switch (idea.kind) {
    case 'establish':
      return {
        rule: 'establish',
        reason: `${place}${telling.newPlace ? ', new to us' : ''}: where we are, before who speaks`,
      };
    case 'master':
      return { rule: 'master', reason: masterReason(telling) };
    case 'two':
    case 'three':
    case 'group':
      return {
        rule: idea.kind === 'two' ? 'two-shot' : idea.kind === 'three' ? 'three-shot' : 'group-shot',
        reason: `${list(idea.subjects.map(name))} in one frame: ${togetherWhy(telling)}`,
      };
    case 'ots':
      return {
        rule: telling.matches ? 'ots-pair' : 'over-shoulder',
        reason: `over ${name(idea.partner ?? '')}'s shoulder onto ${who}, ${doing(telling, first)}`,
      };
    case 'insert':
      return { rule: 'insert', reason: `the ${who} matters here and is too small to read from farther away` };
    case 'pov':
      return { rule: 'point-of-view', reason: `${who} through the eyes of ${name(idea.partner ?? '')}` };
    case 'cutaway':
      return { rule: 'cutaway', reason: `${place} from another side while nobody is there` };
    default:
      if (view.move === 'follow') return { rule: 'follow', reason: `keeps ${who}'s size through the move` };
      if (isReaction(telling)) return { rule: 'reaction', reason: reactionReason(telling, who) };
      return {
        rule: telling.matches ? 'matched-single' : 'single',
        reason: `${who}, ${doing(telling, first)}${position === 'last' ? '; the scene ends on the face' : ''}`,
      };
  }
}

function masterReason({ position, moving, place }: Telling): string {
  if (position === 'first') return `opens on ${place}: where everybody is`;
  if (position === 'last') return 'widens at the end of the scene';
  return moving ? 'holds the whole move' : 'shows again where everybody is';
}

const togetherWhy = ({ position, moving }: Telling): string =>
  position === 'first'
    ? 'who they are to each other'
    : moving
      ? 'the move and who it is for'
      : 'what is between them';

/** Whether a single shows somebody who listens for most of its time. */
export function isReaction({ idea, segments }: Pick<Telling, 'idea' | 'segments'>): boolean {
  const [subject] = idea.subjects;
  let listens = 0;
  let speaks = 0;
  for (const segment of segments) {
    if (segment.speaker === subject) speaks += segment.to - segment.from;
    else if (segment.speaker) listens += segment.to - segment.from;
  }
  return idea.kind === 'single' && listens > 0 && speaks === 0;
}

function reactionReason({ segments, name }: Telling, who: string): string {
  const heard = segments.find((segment) => segment.speaker);
  const by = heard?.speaker ? name(heard.speaker) : 'the other';
  return `${who} hears ${by}: ${heard && blame.test(heard.beat.text) ? 'the accusation lands' : 'the line is about this face'}`;
}

function doing({ segments }: Telling, actor: string): string {
  const said = segments.find((segment) => segment.speaker === actor)?.beat;
  if (said) {
    if (blame.test(said.text)) return 'who accuses';
    if (said.text.trimEnd().endsWith('?')) return 'who asks';
    if (said.text.includes('!')) return 'who insists';
    return said.tension >= 0.7 ? 'who speaks at a tense moment' : 'who speaks';
  }
  const acts = segments.some((segment) => segment.beat.actions.some((action) => action.actor === actor));
  return acts ? 'who acts' : 'who listens';
}
