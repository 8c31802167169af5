import { LlmError } from '../errors.ts';
import { wellFormed } from '../providers/wellFormed.ts';
import type { LlmEvent, Message, Usage } from '../types.ts';
import type { Summary } from './conversationSchema.ts';
import { layOut, messagesOf } from './layout.ts';
import { estimateText } from './tokens.ts';
import { planWindow, type WindowInput, type WindowPlan } from './window.ts';

/** What a model made of a stretch of a conversation, and what that took. */
export interface Summarised {
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

/** What a call that looks after its own context needs. `now` is milliseconds since 1970. */
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

/** A call's events, and the summary that was made on the way. */
export type FittedEvent = LlmEvent | { type: 'compacted'; summary: Summary };

/**
 * Sends a conversation so that it fits. When the provider finds it too long all the same, it is made shorter once and
 * sent again. Like every stream it ends with one `finish` or `error`, and throws nothing of its own.
 */
export async function* streamFitted(
  input: WindowInput,
  send: (messages: readonly Message[]) => AsyncIterable<LlmEvent>,
  tools: FitTools,
): AsyncGenerator<FittedEvent> {
  try {
    const fitted = await fitWindow(input, tools);
    if (fitted.summary) yield { type: 'compacted', summary: fitted.summary };
    for await (const event of send(fitted.messages)) {
      if (!isTooLong(event)) yield event;
      else {
        const sent = fitted.summary ?? input.summary;
        const again = { ...input, ...(sent && { summary: sent }), shrink: true };
        const shorter = await fitWindow(again, tools);
        if (shorter.summary) yield { type: 'compacted', summary: shorter.summary };
        yield* send(shorter.messages);
        return;
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof LlmError)) throw thrown;
    yield { type: 'error', error: thrown };
  }
}

const isTooLong = (event: LlmEvent): boolean =>
  event.type === 'error' && event.error.code === 'context_overflow' && event.error.details.phase !== 'mid';
