import type { Capabilities } from '../capabilities.ts';
import type { Message } from '../types.ts';
import type { Block } from './blocks.ts';
import { estimateMessage } from './count.ts';
import { type Content, type Layout, layOut, messagesOf, sizesOf } from './layout.ts';
import { tooLong } from './overflow.ts';
import { pieces, transcriptOf } from './transcript.ts';

/** What is to be sent, and how much of it the model takes. */
export interface WindowInput extends Content {
  model: string;
  /** Tokens that may be sent: see `inputLimit`. */
  limit: number;
  /** By what to multiply estimates: see `ratioOf`. */
  ratio?: number;
  /** Make it shorter though it seems to fit: the provider said that it did not. */
  shrink?: boolean;
}

/** What must be done before a call: nothing, or to have a stretch of the conversation summarised. */
export type WindowPlan =
  | { kind: 'send'; messages: Message[]; tokens: number }
  | {
      kind: 'summarise';
      /** The stretch as text, cut into pieces that the model can read: each goes on from the summary of the one before. */
      texts: string[];
      /** The summary that it goes on from. */
      previous?: string;
      /** What the new summary stands for. */
      upTo: string;
      kept?: string;
      /** Tokens that the summary may have, and those of what it stands for. */
      maxTokens: number;
      tokensBefore: number;
    };

/** Share of the context that a summary may take, within bounds in tokens. */
const summaryShare = 0.12;
const [shortestSummary, longestSummary] = [64, 2000];
/** Words that introduce a summary, in tokens before any ratio. */
const aroundSummary = 40;
/** Share of the context for a piece to be summarised and two summaries, and the least that is worth a call, in tokens. */
const pieceShare = 0.95;
const shortestPiece = 200;
/** What is kept of the conversation when it is made shorter: half, so that the prefix then stays for many calls. */
const keptShare = 0.5;
/** Room for errors of the estimate. */
const safety = 0.95;
/** Room for an answer whose length nobody limited: tokens, and at most this share of the context. */
const usualAnswer = 4096;
const largestAnswerShare = 0.25;

/** Tokens that may be sent to a model so that its answer still has room. Infinity when nobody knows its context. */
export function inputLimit({ context, maxOutput }: Capabilities, maxTokens?: number): number {
  if (context === undefined) return Number.POSITIVE_INFINITY;
  const answer = maxTokens ?? Math.min(maxOutput ?? usualAnswer, usualAnswer, context * largestAnswerShare);
  return Math.max(0, Math.floor((context - answer) * safety));
}

/**
 * Fits a conversation into a model's context. System, documents, the user's last word and the last turns stay whole; a
 * tool call never goes without its result. What is older is to be summarised, down to half of the room, so that between
 * two summaries each call begins with the bytes of the one before. Deterministic. Throws LlmError `context_overflow`
 * that says what is too long when even what must stay does not fit.
 */
export function planWindow(input: WindowInput): WindowPlan {
  const { limit, ratio = 1, shrink = false } = input;
  const layout = layOut(input);
  const sizes = sizesOf(layout, input.tools);
  const total = (sizes.fixed + sizes.past + sum(sizes.blocks)) * ratio;
  if (total <= limit && !shrink)
    return { kind: 'send', messages: messagesOf(layout), tokens: Math.ceil(total) };

  const room = Math.min(limit, total);
  const fixed = sizes.fixed * ratio;
  const maxTokens = Math.round(Math.min(longestSummary, Math.max(shortestSummary, room * summaryShare)));
  const summaryTokens = maxTokens + aroundSummary * ratio;
  const first = firstKept(layout.blocks, sizes.blocks, ((room - fixed) * keptShare - summaryTokens) / ratio);
  const dropped = layout.blocks.slice(0, first);
  const kept = layout.blocks.slice(first);
  const lastWord = layout.blocks.findLast(({ word }) => word)?.word ?? oldWord(input, layout);
  const word = kept.some((block) => block.word) ? undefined : lastWord;
  const wordTokens = word ? estimateMessage(word.message) : 0;
  const after = fixed + summaryTokens + (wordTokens + sum(sizes.blocks.slice(first))) * ratio;
  const last = dropped.at(-1);
  if (!last || after > room || isAlone(dropped, word))
    throw tooLong(
      input,
      { past: last ? [] : layout.past, word: lastWord, last: kept.at(-1) },
      { ...input, ratio },
    );
  const pieceTokens = Math.max(shortestPiece, Math.floor((room * pieceShare - 2 * maxTokens) / ratio));
  return {
    kind: 'summarise',
    texts: pieces(transcriptOf(dropped.flatMap(({ messages }) => messages)), pieceTokens),
    ...(layout.past.length > 0 && input.summary && { previous: input.summary.text }),
    upTo: last.last,
    ...(word && { kept: word.id }),
    maxTokens,
    tokensBefore: Math.ceil((sizes.past + sum(sizes.blocks.slice(0, first))) * ratio),
  };
}

/** The first of the last blocks that have room together; the very last is kept in any case. */
function firstKept(blocks: readonly Block[], sizes: readonly number[], room: number): number {
  const lastWord = blocks.findLastIndex(({ word }) => word);
  const wordSize = estimateMessage(blocks[lastWord]?.word?.message ?? { role: 'user', parts: [] });
  let first = Math.max(0, blocks.length - 1);
  let used = sizes[first] ?? 0;
  for (let next = first - 1; next >= 0; next--) {
    const more = used + (sizes[next] ?? 0);
    if (more + (next > lastWord ? wordSize : 0) > room) break;
    first = next;
    used = more;
  }
  // A turn begins with the user's word: half a turn is left out rather than kept, unless it is most of what there is.
  const turn = blocks.findIndex(({ word }, at) => at >= first && word);
  return turn > first && sum(sizes.slice(first, turn)) <= used / 2 ? turn : first;
}

/** The user's last word, when it lies before the summary. */
function oldWord({ summary }: WindowInput, { past }: Layout): Block['word'] {
  const message = past[1];
  return message && summary?.kept !== undefined ? { id: summary.kept, message } : undefined;
}

/** Whether a word that is kept whole all the same is all that there is to summarise: nothing would be gained. */
const isAlone = ([first, ...others]: readonly Block[], word: Block['word']): boolean =>
  others.length === 0 && first?.messages.length === 1 && word !== undefined && first.word === word;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
