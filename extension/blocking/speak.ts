import type { Action, Beat } from '../../schemas/source/blocking.ts';
import type { SpokenLine } from '../../schemas/source/voices.ts';
import { pick } from '../geometry/random.ts';
import { lerp2 } from '../geometry/vector.ts';
import { feel, look } from './doing.ts';
import { turnTowards } from './moves.ts';
import { act, type Draft, type Person, type Stage } from './stage.ts';
import { seconds } from './timing.ts';

/** Seconds after a line before the next sound (direction: speakers 0.2, an answer 0.3, `--` −0.1, `...` +0.5). */
export function gapAfter(text: string): number {
  const end = text.trim().replace(/["'”’)*_\]]+$/, '');
  if (/(?:--|—|–)$/.test(end)) return -0.1;
  if (/(?:\.{3}|…)$/.test(end)) return 0.7;
  return end.endsWith('?') ? 0.3 : 0.2;
}

/** Spoken English: syllables a second, and pauses at sentence ends and commas (film: timing). */
export function estimatedSeconds(text: string): number {
  const syllables = text.toLowerCase().match(/[aeiouyàáâäãåèéêëìíîïòóôöõùúûüœæ]+|\p{Lo}/gu)?.length ?? 0;
  const ends = text.match(/[.!?…]+(?=\s)/g)?.length ?? 0;
  const commas = text.match(/[,;:]/g)?.length ?? 0;
  return Math.max(0.4, Math.max(1, syllables) / 5.14 + 0.75 * ends + 0.3 * commas);
}

export interface Speech {
  speaker: Person | undefined;
  addressee: Person | undefined;
  /** Frames from the beat's first. */
  start: number;
  frames: number;
  text: string;
  spoken: SpokenLine | undefined;
  beat: Beat['id'];
  heated: boolean;
}

/** A listener looks up this long after the first sound, seconds. */
const reaction = { least: 0.12, most: 0.45 } as const;

/** Eyes and faces through a line: who speaks is looked at, and looks at whom they speak to, but not all the time. */
export function gazeThrough(stage: Stage, draft: Draft, speech: Speech): void {
  const { speaker, addressee, start, frames } = speech;
  const end = start + frames;
  if (speaker && addressee) {
    turnTowards(stage, draft, speaker, addressee.now.position, Math.max(0, start - stage.frames(0.2)));
    look(stage, draft, speaker, { actor: addressee.id }, start - stage.frames(0.15));
    avert(
      stage,
      draft,
      speaker,
      { actor: addressee.id },
      start,
      end,
      0.2,
      0.4,
      `${speech.beat}:${speaker.id}:away`,
    );
  } else if (speaker) look(stage, draft, speaker, undefined, start);
  if (!speaker) return;
  for (const listener of stage.onStage(speaker.id)) {
    if (listener.onPhone && listener !== addressee) continue;
    const random = stage.random(`${speech.beat}:${listener.id}:listens`);
    const at = start + stage.frames(reaction.least + (reaction.most - reaction.least) * random());
    look(stage, draft, listener, { actor: speaker.id }, at);
    // Who is not spoken to stands so as to see both; the head does the rest.
    const to =
      addressee && listener !== addressee
        ? lerp2(speaker.now.position, addressee.now.position, 0.5)
        : speaker.now.position;
    turnTowards(
      stage,
      draft,
      listener,
      to,
      at + Math.round(0.15 * stage.fps),
      listener === addressee ? 1 : 1.4,
    );
    avert(
      stage,
      draft,
      listener,
      { actor: speaker.id },
      at,
      end,
      0.1,
      0.2,
      `${speech.beat}:${listener.id}:away`,
    );
  }
}

/** Looks aside now and then, for so great a share of the time; ends looking back. */
function avert(
  stage: Stage,
  draft: Draft,
  person: Person,
  back: NonNullable<Action['at']>,
  start: number,
  end: number,
  least: number,
  most: number,
  seed: string,
): void {
  const random = stage.random(seed);
  const length = (end - start) / stage.fps;
  if (length < 1.6) return;
  const share = least + (most - least) * random();
  let left = share * length;
  let at = 0.35 + random() * Math.max(0.2, length * (1 - share) * 0.4);
  while (left > 0.25 && at < length - 0.5) {
    const glance = Math.min(left, 0.5 + 0.7 * random(), length - 0.3 - at);
    const side = (random() < 0.5 ? 1 : -1) * (0.35 + 0.4 * random());
    const rise = pick([-0.55, -0.35, -0.1, 0.15], random);
    if (glance < 0.2) return;
    look(
      stage,
      draft,
      person,
      { point: stage.ahead(person, side, 1.4, rise) },
      start + stage.frames(at),
      true,
    );
    look(stage, draft, person, back, start + stage.frames(at + glance), true);
    left -= glance;
    at += glance + Math.max(0.8, ((length - at - glance) * (1 - share)) / 2) * (0.7 + 0.6 * random());
  }
}

/** Seconds between the strokes of one who speaks, and between the nods of one who listens. */
const strokes = { least: 2.5, most: 4 } as const;
const nods = { least: 4, most: 8 } as const;

type Stroke = Pick<Action, 'do' | 'hand'>;

/** Hands of the speaker: a stroke each 2.5–4 s on a stressed word, none like the one before. */
export function gesturesThrough(
  stage: Stage,
  draft: Draft,
  speech: Speech,
  taken: readonly (readonly [number, number])[],
): void {
  const { speaker, start, frames, text } = speech;
  if (!speaker) return;
  const random = stage.random(`${speech.beat}:${speaker.id}:hands`);
  const choices = strokeChoices(speaker, text);
  const length = frames / stage.fps;
  let last: Stroke | undefined;
  let at = length < 1.2 ? 9 : 0.3 + random() * Math.min(1.2, length * 0.4);
  while (at < length - 0.35) {
    const stressed = stressNear(speech.spoken, at);
    const begin = start + Math.max(0, Math.round((stressed - 0.25) * stage.fps));
    const length1 = stage.frames(seconds.gesture);
    const fresh = choices.filter((c) => c.do !== last?.do || c.hand !== last?.hand);
    const stroke =
      (fresh.length > 0 || !last) && choices.length > 0
        ? pick(fresh.length > 0 ? fresh : choices, random)
        : undefined;
    if (stroke && taken.every(([a, b]) => begin + length1 <= a || begin >= b)) {
      const strength = Math.round((speech.heated ? 0.75 : 0.4) * 100 + random() * 25) / 100;
      act(draft, {
        actor: speaker.id,
        ...stroke,
        start: begin,
        frames: stroke.do === 'gesture' ? length1 : stage.frames(seconds[stroke.do as 'nod']),
        strength,
      });
      last = stroke;
    }
    at = Math.max(stressed, at) + strokes.least + (strokes.most - strokes.least) * random();
  }
}

function strokeChoices(speaker: Person, text: string): Stroke[] {
  const free = (['right', 'left'] as const).filter(
    (hand) => speaker.hands[hand] === undefined && !(speaker.onPhone && hand === 'right'),
  );
  const out: Stroke[] = free.map((hand) => ({ do: 'gesture', hand }));
  if (free.length === 2) out.push({ do: 'gesture', hand: 'both' });
  if (/^\s*(?:no|never|don't|can't|not)\b/i.test(text)) out.push({ do: 'shakeHead' });
  if (/^\s*(?:yes|yeah|sure|okay|of course|right)\b/i.test(text)) out.push({ do: 'nod' });
  if (/\b(?:don't know|whatever|maybe|who knows|what do you want|i guess|why not)\b/i.test(text))
    out.push({ do: 'shrug' });
  if (out.length === 0) out.push({ do: 'nod' });
  return out;
}

/** The start of the word that is stressed about a time: the longest near it; seconds. */
function stressNear(spoken: SpokenLine | undefined, at: number): number {
  const near = (spoken?.words ?? []).filter((w) => Math.abs(w.start - at) < 1);
  const weight = (w: { start: number; end: number }) => w.end - w.start - 0.25 * Math.abs(w.start - at);
  return near.sort((a, b) => weight(b) - weight(a) || a.start - b.start)[0]?.start ?? at;
}

/** Those who listen nod, think or shift, one each 4–8 s. */
export function listenersThrough(stage: Stage, draft: Draft, speech: Speech): void {
  const { speaker, addressee, start, frames } = speech;
  for (const listener of stage.onStage(...(speaker ? [speaker.id] : []))) {
    const random = stage.random(`${speech.beat}:${listener.id}:lives`);
    let at = random() * nods.most;
    while (at < frames / stage.fps - 0.4) {
      const sad = listener.mood.feeling === 'angry' || listener.mood.feeling === 'sad' || speech.heated;
      const does = pick<Action['do']>(
        listener === addressee
          ? sad
            ? ['shakeHead', 'nod', 'think']
            : ['nod', 'nod', 'think']
          : ['nod', 'think', 'sigh'],
        random,
      );
      const begin = start + stage.frames(at);
      if (
        does === 'nod' ||
        does === 'shakeHead' ||
        (listener.hands.right === undefined && !listener.onPhone && listener.busy <= draft.start + begin)
      )
        act(draft, {
          actor: listener.id,
          do: does,
          start: begin,
          frames: stage.frames(seconds[does as 'nod']),
          strength: 0.4,
        });
      at += nods.least + (nods.most - nods.least) * random();
    }
  }
}

/** The speaker's heart: what manner or words say, else what was felt before, fading. */
export function feelThrough(
  stage: Stage,
  draft: Draft,
  speaker: Person,
  own: { feeling: Person['mood']['feeling']; strength: number } | undefined,
  start: number,
): Person['mood']['feeling'] | undefined {
  if (own) {
    feel(stage, draft, speaker, own.feeling, own.strength, Math.max(0, start - stage.frames(0.2)));
    return own.feeling;
  }
  const { feeling, strength } = speaker.mood;
  if (feeling === 'neutral') return undefined;
  const faded = Math.round(strength * 50) / 100;
  if (faded < 0.2) feel(stage, draft, speaker, 'neutral', 0.3, start);
  else feel(stage, draft, speaker, feeling, faded, start);
  return faded < 0.2 ? undefined : feeling;
}
