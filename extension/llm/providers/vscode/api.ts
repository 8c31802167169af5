/*
 * What is used of VS Code's language model API (its reference, namespace `lm`; tools since 1.95, pictures since 1.106), by
 * shape: this layer does not import 'vscode', whoever runs inside it hands the module in.
 */

export interface TextPart {
  value: string;
}
export interface ToolCallPart {
  callId: string;
  name: string;
  input: object;
}
export interface ToolResultPart {
  callId: string;
  content: unknown[];
}
export interface DataPart {
  mimeType: string;
  data: Uint8Array;
}
export interface ChatMessage {
  role: number;
  content: unknown[];
}
export interface ChatOptions {
  justification?: string;
  tools?: { name: string; description: string; inputSchema: object }[];
  toolMode?: number;
}

export interface ChatModel {
  readonly id: string;
  readonly vendor: string;
  sendRequest(
    messages: ChatMessage[],
    options?: ChatOptions,
    token?: object,
  ): PromiseLike<{ stream: AsyncIterable<unknown> }>;
  countTokens(text: string | ChatMessage, token?: object): PromiseLike<number>;
}

/** The module 'vscode', as far as it is used here. */
export interface VscodeApi {
  lm: {
    selectChatModels(selector?: { vendor?: string; id?: string; family?: string }): PromiseLike<ChatModel[]>;
  };
  LanguageModelChatMessage: {
    User(content: (TextPart | ToolResultPart)[]): ChatMessage;
    Assistant(content: (TextPart | ToolCallPart)[]): ChatMessage;
  };
  LanguageModelTextPart: new (value: string) => TextPart;
  LanguageModelToolCallPart: new (callId: string, name: string, input: object) => ToolCallPart;
  LanguageModelToolResultPart: new (callId: string, content: unknown[]) => ToolResultPart;
  LanguageModelDataPart?: { image(data: Uint8Array, mimeType: string): DataPart };
  LanguageModelChatToolMode: { Auto: number; Required: number };
  CancellationTokenSource: new () => { token: object; cancel(): void; dispose(): void };
}
