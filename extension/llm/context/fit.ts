import { LlmError } from '../errors.ts';
import type { Message, Usage } from '../types.ts';
import { wellFormed } from '../wellFormed.ts';
import type { Summary } from './conversationSchema.ts';
import { layOut, messagesOf } from './layout.ts';
import { estimateText } from './tokens.ts';
import { planWindow, type WindowInput, type WindowPlan } from './window.ts';

/** What a model made of a stretch of a conversation, and what that took. */
interface Summarised {
  text: string;
  model?: string;
  usage?: Usage;
  cost?: number;
}

/** Summarises a piece of a conversation, going on from what the piece before came to. Throws LlmError. */
export type Summarise = (piece: {
  text: string;
  previous?: string;
  maxTokens: number;
}) => Promise<Summarised>;

/** What making a conversation shorter needs. `now` is milliseconds since 1970. */
export interface FitTools {
  summarise: Summarise;
  now: () => number;
}

/** Messages that fit, and the summary that had to be made for it: to be shown, priced and kept. */
export interface Fitted {
  messages: Message[];
  summary?: Summary;
}

/** Fits a conversation into a model's context, with a summary where one is needed. Throws as planWindow and `summarise`. */
export async function fitWindow(input: WindowInput, tools: FitTools): Promise<Fitted> {
  const plan = planWindow(input);
  if (plan.kind === 'send') return { messages: plan.messages };
  const summary = await summarised(plan, input.ratio ?? 1, tools);
  return { messages: messagesOf(layOut({ ...input, summary })), summary };
}

async function summarised(
  { texts, previous, maxTokens, ...stretch }: Extract<WindowPlan, { kind: 'summarise' }>,
  ratio: number,
  { summarise, now }: FitTools,
): Promise<Summary> {
  const parts: Summarised[] = [];
  for (const text of texts) {
    const before = parts.at(-1)?.text ?? previous;
    const made = await summarise({ text, maxTokens, ...(before !== undefined && { previous: before }) });
    if (made.text.trim() === '')
      throw new LlmError('invalid_output', 'The model gave no summary of what was said before.', {
        hint: 'Send again, choose another model, or begin a new conversation.',
      });
    parts.push({ ...made, text: held(made.text.trim(), maxTokens / ratio) });
  }
  const last = parts.at(-1);
  const usages = parts.flatMap(({ usage }) => usage ?? []);
  const costs = parts.flatMap(({ cost }) => cost ?? []);
  const text = last?.text ?? '';
  return {
    text,
    upTo: stretch.upTo,
    ...(stretch.kept !== undefined && { kept: stretch.kept }),
    time: now(),
    tokensBefore: stretch.tokensBefore,
    tokensAfter: Math.ceil(estimateText(text) * ratio),
    ...(last?.model !== undefined && { model: last.model }),
    ...(usages.length === parts.length && { usage: usages.reduce(added) }),
    ...(costs.length === parts.length && { cost: costs.reduce((sum, cost) => sum + cost) }),
  };
}

const added = (a: Usage, b: Usage): Usage => ({
  input: a.input + b.input,
  cached: a.cached + b.cached,
  cacheWrite: a.cacheWrite + b.cacheWrite,
  output: a.output + b.output,
  reasoning: a.reasoning + b.reasoning,
});

/** A text of at most so many tokens: a model that was told to be brief may not be. */
function held(text: string, tokens: number): string {
  if (estimateText(text) <= tokens) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (estimateText(`${text.slice(0, middle)}…`) <= tokens) low = middle;
    else high = middle - 1;
  }
  return `${wellFormed(text.slice(0, low))}…`;
}
