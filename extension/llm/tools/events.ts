import type { LlmError, LlmErrorCode } from '../errors.ts';
import type { FinishReason, LlmEvent } from '../types.ts';
import type { LimitNear } from './limits.ts';
import type { Risk } from './tool.ts';
import type { Transcript } from './transcript.ts';

/** A call of a tool as a person is asked about it: its input is valid, its risk is the tool's own. */
export interface AskedCall {
  id: string;
  name: string;
  risk: Risk;
  input: unknown;
}

/** What a person, or a rule, says to a call; `input` replaces the one that the model chose. */
export type Decision = { allow: true; input?: unknown } | { allow: false; reason: string };

/** What an agent does, as it does it. A run ends with one `done` or one `stopped`, and never throws. */
export type AgentEvent =
  | Exclude<LlmEvent, { type: 'error' }>
  | { type: 'turn'; step: number }
  | { type: 'approvalAsked'; call: AskedCall }
  | { type: 'toolStarted'; call: AskedCall }
  | { type: 'toolProgress'; id: string; name: string; message: string }
  | { type: 'toolFinished'; id: string; name: string; text: string; output?: unknown; code?: LlmErrorCode }
  | { type: 'toolDenied'; id: string; name: string; reason: string }
  /** Something was added to the transcript: who keeps it, keeps this. It comes before a tool begins, too. */
  | { type: 'transcript'; transcript: Transcript }
  | LimitNear
  | ({ type: 'done'; text: string; finish: FinishReason } & Ending)
  | ({ type: 'stopped'; error: LlmError } & Ending);

interface Ending {
  transcript: Transcript;
  steps: number;
  /** Undefined when the cost of an answer is unknown. */
  microDollars: number | undefined;
}
