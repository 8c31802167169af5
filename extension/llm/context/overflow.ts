import { LlmError } from '../errors.ts';
import type { Message } from '../types.ts';
import type { Block } from './blocks.ts';
import { estimateMessage, estimateTools } from './count.ts';
import { type Content, tokensOf } from './layout.ts';
import { estimateText } from './tokens.ts';

/** Something that must be sent, how long it is, and what can be done about it. */
interface Item {
  name: string;
  tokens: number;
  hint: string;
}

/** Says what is too long when even what must be sent does not fit. `limit` and the error's figures are tokens. */
export function tooLong(
  { system, tools = [], documents = [] }: Content,
  kept: { past: readonly Message[]; word: Block['word']; last: Block | undefined },
  { model, limit, ratio }: { model: string; limit: number; ratio: number },
): LlmError {
  const shorter = 'or choose a model that reads more';
  const wordParts = new Set(kept.word?.message.parts);
  const last = (kept.last?.messages ?? []).map((message) => ({
    ...message,
    parts: message.parts.filter((part) => !wordParts.has(part)),
  }));
  const results = last.flatMap(({ parts }) => parts.filter((part) => part.type === 'toolResult'));
  const items: Item[] = [
    ...documents.map(({ title, text }) => ({
      name: `the pinned document “${title}”`,
      tokens: estimateText(text),
      hint: `Unpin “${title}” or pin a shorter view of it, ${shorter}.`,
    })),
    ...(kept.word ? [kept.word] : []).map(({ message }) => ({
      name: 'your last message',
      tokens: estimateMessage(message),
      hint: `Shorten your message or attach less, ${shorter}.`,
    })),
    ...results.map((result) => ({
      name: `the result of ${result.name}`,
      tokens: estimateText(result.text),
      hint: `Ask for less at a time, ${shorter}.`,
    })),
    {
      name: 'what was said before',
      tokens:
        tokensOf(kept.past) + tokensOf(last) - results.reduce((sum, { text }) => sum + estimateText(text), 0),
      hint: `Begin a new conversation, ${shorter}.`,
    },
    {
      name: 'the instructions and tools',
      tokens: estimateText(system) + estimateTools(tools),
      hint: `Use fewer tools, ${shorter}.`,
    },
  ];
  const sized = items
    .map((item) => ({ ...item, tokens: Math.ceil(item.tokens * ratio) }))
    .sort((a, b) => b.tokens - a.tokens);
  const total = sized.reduce((sum, { tokens }) => sum + tokens, 0);
  const longest = sized.filter(({ tokens }, at) => at === 0 || tokens >= total / 10).slice(0, 3);
  const reads = Number.isFinite(limit) ? `; it takes ${inWords(limit)} besides its answer` : '';
  return new LlmError(
    'context_overflow',
    `This is too long for ${model}${reads}. What must be sent takes about ${inWords(total)} tokens: ${longest.map(({ name, tokens }) => `${name} ${inWords(tokens)}`).join(', ')}.`,
    { model, ...(longest[0] && { hint: longest[0].hint }) },
  );
}

const inWords = (tokens: number): string => String(Math.round(tokens)).replace(/\B(?=(\d{3})+$)/g, ',');
