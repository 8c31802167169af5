import type { LlmError } from './errors.ts';

/** A JSON Schema, as plain data. */
export type JsonSchema = { readonly [key: string]: unknown };

/** A piece of a message. `opaque` is what a provider wants back unchanged (signatures of its reasoning). */
export type Part =
  | { type: 'text'; text: string }
  | { type: 'image'; mediaType: string; base64: string }
  | { type: 'reasoning'; text: string; opaque?: unknown }
  | { type: 'toolCall'; id: string; name: string; input: unknown; opaque?: unknown }
  | { type: 'toolResult'; id: string; name: string; text: string; failed?: boolean };

/** Results of tools come in messages of the user. With `pinned` all messages up to here stay the same: cache them. */
export interface Message {
  role: 'system' | 'user' | 'assistant';
  parts: readonly Part[];
  pinned?: boolean;
}

export interface ToolSpec {
  name: string;
  description: string;
  input: JsonSchema;
}

/** What is asked of one model. Options that the model does not know are left out, with a warning. */
export interface LlmRequest {
  model: string;
  messages: readonly Message[];
  tools?: readonly ToolSpec[];
  toolChoice?: 'auto' | 'none' | 'required' | { name: string };
  /** The answer is JSON of this shape. */
  output?: { name: string; schema: JsonSchema };
  maxTokens?: number;
  temperature?: number;
  stop?: readonly string[];
  seed?: number;
  effort?: 'low' | 'medium' | 'high';
  /** Requests that share a prefix share this name, for providers that route by it. */
  cacheKey?: string;
  signal?: AbortSignal;
}

/** Tokens of a call: `input` counts all that was sent, read from and written to a cache included; `output` reasoning. */
export interface Usage {
  input: number;
  cached: number;
  cacheWrite: number;
  output: number;
  reasoning: number;
}

export type FinishReason = 'stop' | 'length' | 'toolCalls' | 'refusal';

/** What a model says, as it says it. A stream ends with one `finish` or one `error`, and never throws. */
export type LlmEvent =
  | { type: 'start'; model: string; requestId?: string; replayed?: true }
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string; opaque?: unknown }
  | { type: 'toolCallDelta'; id: string; name: string; json: string }
  | { type: 'toolCall'; id: string; name: string; input: unknown; opaque?: unknown }
  | { type: 'usage'; usage: Usage }
  | { type: 'warning'; option: string; message: string }
  | { type: 'finish'; reason: FinishReason }
  | { type: 'error'; error: LlmError };

/** A way to models. `list` asks the server which it has, `check` whether one would answer: without spending tokens. */
export interface Provider {
  readonly id: string;
  stream(request: LlmRequest): AsyncIterable<LlmEvent>;
  list?(signal: AbortSignal): Promise<readonly string[]>;
  check?(model: string, signal: AbortSignal): Promise<void>;
  countTokens?(request: LlmRequest): Promise<number>;
}
