import type { LlmEvent } from '../../types.ts';

/** Turns what a server streams into events, piece by piece. It holds its own state, and knows nothing of the network. */
export interface Reader {
  /** What one piece, parsed from JSON, says to us; what it does not know it leaves out. Throws LlmError. */
  read(piece: unknown): LlmEvent[];
  /** Whether the answer has been said to the end, so that losing the connection takes nothing away. */
  whole(): boolean;
  /** What is left to say when the server has closed the stream: nothing when the answer is not whole. */
  end(): LlmEvent[];
}

/** What the reader of an answer knows from elsewhere. */
export interface Asked {
  model: string;
  requestId?: string;
  /** Calls of tools that the conversation has already: ids that a server leaves out are numbered on from here. */
  earlierCalls: number;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
