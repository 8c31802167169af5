import { LlmError } from '../errors.ts';
import type { LlmEvent, LlmRequest, Provider } from '../types.ts';
import { asked } from './asked.ts';
import { guarded } from './guarded.ts';
import type { ChatModel, VscodeApi } from './vscode/api.ts';
import { vscodeFault } from './vscode/fault.ts';
import { chatMessages, chatOptions, toolsOf } from './vscode/messages.ts';

/** Options of a request that VS Code hands to no model. */
const unknownOptions = ['output', 'maxTokens', 'temperature', 'stop', 'seed', 'effort'] as const;

/**
 * The models inside VS Code, which names them "vendor/id". The first request of an extension shows a dialog for consent:
 * it may only follow an action of the user. An answer tells no usage, so its cost is unknown. `justification` is shown
 * in the dialog.
 */
export function vscodeLm(api: VscodeApi, justification?: string): Provider {
  const id = 'vscode';

  /** By vendor and id, else by id or by family alone. Throws `no_model`. */
  async function find(name: string): Promise<ChatModel> {
    const slash = name.indexOf('/');
    const selectors = [
      ...(slash > 0 ? [{ vendor: name.slice(0, slash), id: name.slice(slash + 1) }] : []),
      { id: name },
      { family: name },
    ];
    for (const selector of selectors) {
      const [model] = await api.lm.selectChatModels(selector);
      if (model) return model;
    }
    throw new LlmError('no_model', 'VS Code has no such model.', {
      hint: 'Sign in to an extension that brings models, such as GitHub Copilot, or choose another model.',
    });
  }

  async function* events(request: LlmRequest): AsyncGenerator<LlmEvent> {
    for (const option of unknownOptions)
      if (request[option] !== undefined)
        yield { type: 'warning', option, message: `VS Code hands no ${option} to ${request.model}` };
    const source = new api.CancellationTokenSource();
    const { stopped, release } = stopping(request.signal);
    try {
      const model = await Promise.race([find(request.model), stopped]);
      const messages = chatMessages(api, request.messages);
      const sent = model.sendRequest(messages, chatOptions(api, request, justification), source.token);
      const { stream } = await Promise.race([sent, stopped]);
      yield { type: 'start', model: model.id };
      let called = false;
      for await (const part of until(stopped, stream)) {
        if (part instanceof api.LanguageModelTextPart) yield { type: 'text', text: part.value };
        else if (part instanceof api.LanguageModelToolCallPart) {
          const { callId, name, input } = part;
          called = true;
          yield { type: 'toolCallDelta', id: callId, name, json: JSON.stringify(input) };
          yield { type: 'toolCall', id: callId, name, input };
        }
      }
      yield { type: 'finish', reason: called ? 'toolCalls' : 'stop' };
    } finally {
      release();
      // Also whoever stops reading in the middle has no use for the rest.
      source.cancel();
      source.dispose();
    }
  }

  return {
    id,
    stream: (request) => guarded(id, request, events, vscodeFault),
    list: (signal) =>
      asked(
        { provider: id, signal },
        async () => {
          const models = await unlessStopped(signal, api.lm.selectChatModels());
          return models.map((model) => `${model.vendor}/${model.id}`);
        },
        vscodeFault,
      ),
    check: (model, signal) =>
      asked(
        { provider: id, model, signal },
        async () => {
          await unlessStopped(signal, find(model));
        },
        vscodeFault,
      ),
    countTokens: (request) =>
      asked(
        { provider: id, model: request.model, signal: request.signal },
        async () => {
          const model = await find(request.model);
          const tools = toolsOf(request);
          const texts = [...chatMessages(api, request.messages), ...(tools ? [JSON.stringify(tools)] : [])];
          const counts = await Promise.all(texts.map((text) => model.countTokens(text)));
          return counts.reduce((sum, count) => sum + count, 0);
        },
        vscodeFault,
      ),
  };
}

/** `stopped` rejects when the signal does: what runs in another extension may not obey a cancellation. */
function stopping(signal: AbortSignal | undefined): { stopped: Promise<never>; release: () => void } {
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new LlmError('aborted', 'The call was stopped.'));
  });
  stopped.catch(() => undefined);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  return { stopped, release: () => signal?.removeEventListener('abort', stop) };
}

async function unlessStopped<T>(signal: AbortSignal, answer: PromiseLike<T>): Promise<T> {
  const { stopped, release } = stopping(signal);
  try {
    return await Promise.race([answer, stopped]);
  } finally {
    release();
  }
}

async function* until(stopped: Promise<never>, stream: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  const iterator = stream[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([iterator.next(), stopped]);
    if (next.done) return;
    yield next.value;
  }
}
