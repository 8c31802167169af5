import { LlmError } from '../errors.ts';
import { type Answer, addEvent, emptyAnswer } from '../fold.ts';
import { stopping, stopReason, untilStopped } from '../stopping.ts';
import type { LlmEvent, LlmRequest, Message } from '../types.ts';
import { decided, failure, type Permit, type Result, readInput, runCall } from './call.ts';
import { goesInCircles } from './circles.ts';
import type { AgentEvent, AskedCall, Decision } from './events.ts';
import { type CostOf, type Limits, Meter } from './limits.ts';
import { merged } from './merged.ts';
import type { Toolbox } from './toolbox.ts';
import {
  continued,
  interruptedText,
  pendingCalls,
  type ToolCall,
  type Transcript,
  withAnswer,
  withPartial,
  withResult,
  withStarted,
  withUser,
} from './transcript.ts';

export interface AgentOptions {
  /** A provider's, or a router's. */
  stream(request: LlmRequest): AsyncIterable<LlmEvent>;
  model: string;
  /** What is sent besides with each request. */
  request?: Pick<LlmRequest, 'maxTokens' | 'temperature' | 'effort' | 'seed' | 'cacheKey' | 'toolChoice'>;
  tools: Toolbox;
  /** Where it begins, or goes on. */
  transcript: Transcript;
  /** Asked before each call. Unless given, only what reads is allowed. */
  approve?(call: AskedCall, signal: AbortSignal): Decision | Promise<Decision>;
  limits?: Limits;
  costOf?: CostOf;
  /** The messages as they are sent, where all of them are too many. */
  view?(messages: readonly Message[]): readonly Message[] | Promise<readonly Message[]>;
  /** So many repetitions are a `loop`, and so many answers that cannot be read an end: 3 unless told. */
  repeats?: number;
  /** UTF-16 units of a tool's result that the model is shown: 32,000 unless told. */
  textLimit?: number;
  /** What to do with calls that had begun when the transcript broke off; unless told, only what reads runs again. */
  interrupted?: 'run' | 'mark';
  signal?: AbortSignal;
}

/** So many calls run beside each other. */
const atOnce = 8;
const usualRepeats = 3;

/**
 * Lets a model work with tools until it is done: its answer, the calls in it, their results, and again. Nothing is
 * thrown: it ends with `done`, or with `stopped`, an error and the transcript as it is then, from which another run goes
 * on: `loop`, `budget`, `timeout`, `aborted`, `refusal`, or what the model's stream says.
 */
export async function* runAgent(options: AgentOptions): AsyncGenerator<AgentEvent> {
  const run = new Run(options);
  try {
    yield* run.events();
  } catch (thrown) {
    const error =
      thrown instanceof LlmError
        ? thrown
        : new LlmError('unknown', thrown instanceof Error ? thrown.message : String(thrown), {
            cause: thrown,
          });
    yield { type: 'stopped', error, ...run.ending() };
  } finally {
    run.close();
  }
}

class Run {
  readonly #options: AgentOptions;
  readonly #own = new AbortController();
  readonly #signal: AbortSignal;
  readonly #meter: Meter;
  #transcript: Transcript;
  /** Whether the last answer was cut off. */
  #cut = false;
  /** Answers in a row that could not be read. */
  #unreadable = 0;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#transcript = options.transcript;
    this.#signal = AbortSignal.any([this.#own.signal, ...(options.signal ? [options.signal] : [])]);
    this.#meter = new Meter(options.limits ?? {}, (error) => this.#own.abort(error));
  }

  ending() {
    const { steps, microDollars } = this.#meter;
    return { transcript: this.#transcript, steps, microDollars };
  }

  /** Stops what is still under way: also when nobody listens any more. */
  close(): void {
    this.#meter.rest();
    this.#own.abort(new LlmError('aborted', 'The run is over.'));
  }

  async *events(): AsyncGenerator<AgentEvent> {
    this.#meter.work();
    yield* this.#markInterrupted();
    yield* this.#calls();
    const last = this.#transcript.messages.at(-1);
    if (last?.role === 'assistant' && this.#transcript.partial === undefined) {
      const text = last.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
      return yield { type: 'done', text, finish: 'stop', ...this.ending() };
    }
    this.#transcript = continued(this.#transcript);
    for (;;) {
      this.#meter.spare();
      const answer = yield* this.#turn();
      if (!answer) continue;
      yield* this.#meter.near();
      if (!answer.toolCalls.length) {
        const finish = answer.finish ?? 'stop';
        return yield { type: 'done', text: answer.text, finish, ...this.ending() };
      }
      this.#cut = answer.finish === 'length';
      yield* this.#calls();
      yield* this.#meter.near();
      if (goesInCircles(this.#transcript.messages, this.#options.repeats ?? usualRepeats))
        throw new LlmError('loop', 'The model makes the same calls again and again.', {
          hint: 'Tell it what to do otherwise, and go on.',
        });
    }
  }

  /** One answer of the model, or nothing when it has to answer anew. What was said before it broke off is kept. */
  async *#turn(): AsyncGenerator<AgentEvent, Answer | undefined> {
    if (this.#signal.aborted) throw stopReason(this.#signal);
    const { model, stream, request, tools, view, costOf } = this.#options;
    yield { type: 'turn', step: this.#meter.steps + 1 };
    const { messages } = this.#transcript;
    const shown = await untilStopped(view ? view(messages) : messages, this.#signal);
    const answer = emptyAnswer();
    const asked: LlmRequest = { ...request, model, messages: shown, signal: this.#signal };
    try {
      const sent = tools.specs.length ? { ...asked, tools: tools.specs } : asked;
      for await (const event of stopping(stream.call(this.#options, sent), this.#signal)) {
        addEvent(answer, event);
        if (event.type === 'error') throw event.error;
        yield event;
      }
      if (!answer.finish)
        throw new LlmError('truncated', 'The answer broke off before its end.', { model, phase: 'mid' });
      if (answer.finish === 'refusal')
        throw new LlmError('refusal', `The model will not go on. ${answer.text.slice(0, 300)}`.trim(), {
          model,
        });
    } catch (thrown) {
      this.#transcript = withPartial(this.#transcript, answer.text);
      const unreadable = thrown instanceof LlmError && thrown.code === 'invalid_output';
      if (!unreadable || ++this.#unreadable >= (this.#options.repeats ?? usualRepeats)) throw thrown;
      const text = `Your last answer could not be read: ${thrown.message} Answer again.`;
      this.#transcript = withUser(this.#transcript, [{ type: 'text', text }]);
      yield this.#saved();
      return undefined;
    } finally {
      this.#meter.count(answer.usage && costOf?.(answer.usage, answer.model || model));
    }
    this.#unreadable = 0;
    this.#transcript = withAnswer(this.#transcript, answer.parts);
    yield this.#saved();
    return answer;
  }

  #saved(): AgentEvent {
    return { type: 'transcript', transcript: this.#transcript };
  }

  /** All calls that have no result yet: beside each other when none minds, else one after the other. */
  async *#calls(): AsyncGenerator<AgentEvent> {
    const calls = pendingCalls(this.#transcript);
    const { tools } = this.#options;
    const together = calls.every(({ name }) => tools.find(name)?.parallel ?? true);
    const permits: Permit[] = [];
    for (const call of calls) {
      if (this.#signal.aborted) throw stopReason(this.#signal);
      const permit = yield* this.#permit(call);
      if (permit && together) permits.push(permit);
      else if (permit) yield* this.#run([permit]);
    }
    yield* this.#run(permits);
  }

  /** A call's leave to run. Without it the call has its result. */
  async *#permit(call: ToolCall): AsyncGenerator<AgentEvent, Permit | undefined> {
    const tool = this.#options.tools.find(call.name);
    if (!tool) {
      yield* this.#finished(failure(call, 'tool_input', this.#options.tools.unknown(call.name)));
      return undefined;
    }
    const read = await readInput(call, tool, !this.#cut);
    const decision = 'tool' in read ? yield* this.#decision(askedCall(read)) : undefined;
    const permit = 'tool' in read && decision ? await decided(read, decision) : read;
    if ('tool' in permit) return permit;
    if (decision?.allow === false)
      yield { type: 'toolDenied', id: call.id, name: call.name, reason: decision.reason };
    yield* this.#finished(permit);
    return undefined;
  }

  /** What the person says to a call. Their time does not count as work. */
  async *#decision(call: AskedCall): AsyncGenerator<AgentEvent, Decision> {
    const { approve } = this.#options;
    if (!approve)
      return call.risk === 'read' ? { allow: true } : { allow: false, reason: 'nobody is there to allow it' };
    this.#meter.rest();
    try {
      const decision = approve.call(this.#options, call, this.#signal);
      if (decision instanceof Promise) yield { type: 'approvalAsked', call };
      return await untilStopped(decision, this.#signal);
    } finally {
      this.#meter.work();
    }
  }

  /** Runs calls beside each other. That they begin is told, and can be kept, before they do. */
  async *#run(permits: readonly Permit[]): AsyncGenerator<AgentEvent> {
    if (!permits.length) return;
    this.#transcript = withStarted(
      this.#transcript,
      permits.map(({ call }) => call.id),
    );
    yield this.#saved();
    const { textLimit = 32_000 } = this.#options;
    const works = permits.map((permit) => async (tell: (event: AgentEvent | Result) => void) => {
      const call = askedCall(permit);
      const { id, name } = call;
      tell({ type: 'toolStarted', call });
      const progress = (message: string) => tell({ type: 'toolProgress', id, name, message });
      tell(await runCall(permit, this.#signal, textLimit, progress));
    });
    for await (const event of merged(works, atOnce))
      if ('type' in event) yield event;
      else yield* this.#finished(event);
  }

  *#finished({ outcome, text, output }: Result): Generator<AgentEvent> {
    const { id, name, code } = outcome;
    this.#transcript = withResult(this.#transcript, outcome, text);
    yield {
      type: 'toolFinished',
      id,
      name,
      text,
      ...(output !== undefined && { output }),
      ...(code && { code }),
    };
    yield this.#saved();
  }

  /** Calls that had begun when the transcript broke off: unless they only read, nobody knows what they did. */
  *#markInterrupted(): Generator<AgentEvent> {
    const { tools, interrupted = 'mark' } = this.#options;
    const { started } = this.#transcript;
    for (const call of pendingCalls(this.#transcript)) {
      const safe = interrupted === 'run' || tools.find(call.name)?.risk === 'read';
      if (started.includes(call.id) && !safe)
        yield* this.#finished(failure(call, 'aborted', interruptedText));
    }
    this.#transcript = { ...this.#transcript, started: [] };
  }
}

const askedCall = ({ call, tool, edited }: Permit): AskedCall => ({
  id: call.id,
  name: tool.name,
  risk: tool.risk,
  input: edited ? edited.input : call.input,
});
