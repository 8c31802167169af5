import type {
  ChatMessage,
  ChatModel,
  ChatOptions,
  VscodeApi,
} from '../../../../extension/llm/providers/vscode/api.ts';

/*
 * An editor with the language model API as its reference describes it: messages and parts are classes, a stream may hold
 * parts that nobody knows yet, a request is refused by a LanguageModelError with a code, and a cancelled one fails with
 * CancellationError.
 */

class TextPart {
  value: string;
  constructor(value: string) {
    this.value = value;
  }
}
class ToolCallPart {
  callId: string;
  name: string;
  input: object;
  constructor(callId: string, name: string, input: object) {
    this.callId = callId;
    this.name = name;
    this.input = input;
  }
}
class ToolResultPart {
  callId: string;
  content: unknown[];
  constructor(callId: string, content: unknown[]) {
    this.callId = callId;
    this.content = content;
  }
}

export class LanguageModelError extends Error {
  readonly code: string;
  constructor(code: string, message: string, cause?: Error) {
    super(message, cause && { cause });
    this.code = code;
  }
}

class CancellationError extends Error {
  override name = 'Canceled';
}

class Token {
  isCancellationRequested = false;
  readonly listeners = new Set<() => void>();
  onCancellationRequested(listener: () => void): void {
    this.listeners.add(listener);
  }
}
class TokenSource {
  readonly token = new Token();
  disposed = false;
  cancel(): void {
    if (this.disposed || this.token.isCancellationRequested) return;
    this.token.isCancellationRequested = true;
    for (const listener of this.token.listeners) listener();
  }
  dispose(): void {
    this.disposed = true;
  }
}

/** What a model says to one request: parts and, among them, an error, or 'pause' for a silence without end. */
type Said = readonly (object | 'pause')[];

/** A request that a model got. */
interface Sent {
  messages: ChatMessage[];
  options: ChatOptions | undefined;
  token: Token;
}

export const text = (value: string): object => new TextPart(value);
export const toolCall = (callId: string, name: string, input: object): object =>
  new ToolCallPart(callId, name, input);

/** A model; `obeys` is whether it ends when it is cancelled. */
export function chatModel(
  { vendor = 'copilot', id = 'gpt-5', family = 'gpt-5' },
  said: Said | LanguageModelError,
  obeys = true,
) {
  const sent: Sent[] = [];
  const model: ChatModel & { family: string; sent: Sent[] } = {
    vendor,
    id,
    family,
    sent,
    async sendRequest(messages, options, token) {
      const given = token as Token;
      sent.push({ messages, options, token: given });
      if (said instanceof LanguageModelError) throw said;
      return { stream: streamed(said, given, obeys) };
    },
    // A token a word, of a message or a text.
    async countTokens(counted) {
      const words =
        typeof counted === 'string'
          ? counted
          : counted.content.map((part) => (part as TextPart).value).join(' ');
      return words.split(/\s+/).length;
    },
  };
  return model;
}

async function* streamed(said: Said, token: Token, obeys: boolean): AsyncGenerator<unknown> {
  for (const part of said) {
    if (part === 'pause')
      await new Promise((_, reject) => {
        if (obeys) token.onCancellationRequested(() => reject(new CancellationError()));
      });
    else if (part instanceof Error) throw part;
    else yield part;
  }
}

/** An editor with these models; without `pictures` it is one that cannot send any yet. */
export function editor(models: readonly ReturnType<typeof chatModel>[], { pictures = true } = {}): VscodeApi {
  const message = (role: number) => (content: unknown[]) => ({ role, content, name: undefined });
  return {
    lm: {
      selectChatModels: async (selector = {}) =>
        models.filter((model) =>
          (['vendor', 'id', 'family'] as const).every(
            (field) => selector[field] === undefined || selector[field] === model[field],
          ),
        ),
    },
    LanguageModelChatMessage: { User: message(1), Assistant: message(2) },
    LanguageModelTextPart: TextPart,
    LanguageModelToolCallPart: ToolCallPart,
    LanguageModelToolResultPart: ToolResultPart,
    LanguageModelChatToolMode: { Auto: 1, Required: 2 },
    CancellationTokenSource: TokenSource,
    ...(pictures && {
      LanguageModelDataPart: { image: (data: Uint8Array, mimeType: string) => ({ data, mimeType }) },
    }),
  };
}
