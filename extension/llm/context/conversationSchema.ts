import * as z from 'zod';
import type { Message, Part, Usage } from '../types.ts';

const text = z.string();
const opaque = z.unknown().exactOptional();
const count = z.int().min(0);

const part = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text }),
  z.object({ type: z.literal('image'), mediaType: text, base64: text }),
  z.object({ type: z.literal('reasoning'), text, opaque }),
  z.object({ type: z.literal('toolCall'), id: text, name: text, input: z.unknown(), opaque }),
  z.object({
    type: z.literal('toolResult'),
    id: text,
    name: text,
    text,
    failed: z.boolean().exactOptional(),
  }),
]) satisfies z.ZodType<Part>;

const message = z.object({
  role: z.enum(['system', 'user', 'assistant']),
  parts: z.array(part).readonly(),
  pinned: z.boolean().exactOptional(),
}) satisfies z.ZodType<Message>;

const usage = z.object({
  input: count,
  cached: count,
  cacheWrite: count,
  output: count,
  reasoning: count,
}) satisfies z.ZodType<Usage>;

/** What the call behind a message was, and took. `cost` is micro-dollars; absent where nobody knows it. */
const call = {
  model: text.exactOptional(),
  usage: usage.exactOptional(),
  cost: count.exactOptional(),
};

/** A message of a conversation. `parent` is the one before it: two of one parent are two ways the talk went. */
export const entry = z.object({
  id: text,
  parent: text.exactOptional(),
  time: count.meta({ description: 'milliseconds since 1970' }),
  message,
  tokens: count.exactOptional().meta({ description: 'of the message alone, estimated or counted' }),
  ...call,
  broken: text.exactOptional().meta({ description: "the error's code, when the answer broke off" }),
});
export type Entry = z.infer<typeof entry>;

/** A document that is sent with every call: the script, a view of the film. */
export const pinnedDocument = z.object({ id: text, title: text, text });
export type PinnedDocument = z.infer<typeof pinnedDocument>;

/**
 * Stands for the messages up to and with `upTo`. `kept` is one of them that is sent whole all the same: the user's last
 * word at the time.
 */
export const summary = z.object({
  text,
  upTo: text,
  kept: text.exactOptional(),
  time: count,
  tokensBefore: count.meta({ description: 'of the messages that it stands for' }),
  tokensAfter: count,
  ...call,
});
export type Summary = z.infer<typeof summary>;

/** A conversation as plain data. Entries stand in the order in which they were made; `head` ends the current path. */
export interface Conversation {
  id: string;
  title: string;
  /** Milliseconds since 1970. */
  created: number;
  head?: string;
  documents: readonly PinnedDocument[];
  entries: readonly Entry[];
  summaries: readonly Summary[];
}

/** The first line of a conversation's file. */
export const header = z.object({
  conversation: z.literal(1),
  id: text,
  title: text,
  created: count,
  head: text.exactOptional(),
});
