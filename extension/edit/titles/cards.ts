import type { Breakdown } from '../../../schemas/source/breakdown.ts';
import type { PictureClip, TitleLine } from '../../../schemas/source/edit.ts';

/** A card of white letters on black. */
export interface Card {
  id: string;
  seconds: number;
  lines: TitleLine[];
}

/** Fades at both ends of a card, seconds. */
const cardFade = 0.45;

/** Names on one card of credits, and how many such cards at most. */
const perCard = 7;
const mostCards = 3;

const titlePageKey = (breakdown: Breakdown, ...keys: string[]): string[] =>
  breakdown.credits
    .filter((entry) => keys.includes(entry.key.toLowerCase().trim()))
    .flatMap((entry) => entry.values.map(plain))
    .filter((value) => value !== '');

const plain = (text: string): string =>
  text
    .replace(/\\([*_])/g, '$1')
    .replace(/[*_]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The card at the start: title, and who wrote it. */
export function titleCard(breakdown: Breakdown): Card {
  const title = titlePageKey(breakdown, 'title');
  const credit = titlePageKey(breakdown, 'credit')[0];
  const authors = titlePageKey(breakdown, 'author', 'authors');
  const shown = title.length > 0 ? title : [breakdown.title];
  const lines = shown
    .slice(0, 3)
    .map((text, i): TitleLine => ({ ...large(text), gapBefore: i === 0 ? 0 : 0.035 }));
  if (authors.length > 0) {
    lines.push({ ...small(credit ?? 'written by'), gapBefore: 0.1 });
    lines.push({ ...medium(authors.join(' & ')), gapBefore: 0.045 });
  }
  return { id: 'title', seconds: 2.8, lines };
}

/** The cards at the end: the cast in order of appearance, then source, draft and copyright as on the title page. */
export function endCards(breakdown: Breakdown): Card[] {
  const order = breakdown.scenes.flatMap((scene) => scene.cast);
  const cast = breakdown.cast
    .filter((member) => member.speaking)
    .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
    .map((member) => plain(member.name));
  const cards: Card[] = [];
  for (let i = 0; i < cast.length && cards.length < mostCards; i += perCard) {
    const names = cast.slice(i, i + perCard);
    cards.push({
      id: `credits-cast-${cards.length + 1}`,
      seconds: 1.6 + 0.25 * names.length,
      lines: [
        small('cast'),
        ...names.map((name, n): TitleLine => ({ ...medium(name), gapBefore: n === 0 ? 0.06 : 0.04 })),
      ],
    });
  }
  const last = [
    ...titlePageKey(breakdown, 'source'),
    ...titlePageKey(breakdown, 'copyright', 'draft date', 'date'),
  ];
  const author = titlePageKey(breakdown, 'author', 'authors');
  const lines: TitleLine[] = [
    ...(author.length > 0 ? [small('screenplay'), { ...medium(author.join(' & ')), gapBefore: 0.045 }] : []),
    ...last.slice(0, 3).map((text, i): TitleLine => ({ ...small(text), gapBefore: i === 0 ? 0.08 : 0.025 })),
  ];
  if (lines.length > 0) cards.push({ id: 'credits-last', seconds: 2.2, lines });
  return cards;
}

const large = (text: string): TitleLine => ({
  text: text.toUpperCase(),
  size: 0.066,
  spacing: 0.24,
  gapBefore: 0,
  opacity: 1,
});
const medium = (text: string): TitleLine => ({
  text: text.toUpperCase(),
  size: 0.034,
  spacing: 0.2,
  gapBefore: 0,
  opacity: 0.92,
});
const small = (text: string): TitleLine => ({
  text: text.toLowerCase(),
  size: 0.03,
  spacing: 0.12,
  gapBefore: 0,
  opacity: 0.62,
});

/** A card as a clip of the film. */
export function cardClip(card: Card, start: number, fps: number): PictureClip {
  const frames = Math.round(card.seconds * fps);
  const fade = Math.round(cardFade * fps);
  return {
    id: card.id,
    start,
    frames,
    into: { type: 'fade', frames: fade },
    fadeOut: fade,
    content: { kind: 'title', lines: card.lines },
  };
}
