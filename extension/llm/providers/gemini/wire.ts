/*
 * The shapes of Google's Gemini API that are used here, of its reference for models.streamGenerateContent (v1beta).
 * What comes in is data of a server: everything in it may be missing.
 */

export interface WirePart {
  text?: string;
  /** Whether the text is the model's reasoning. */
  thought?: boolean;
  thoughtSignature?: string;
  inlineData?: { mimeType: string; data: string };
  functionCall?: { id?: string; name?: string; args?: unknown };
  functionResponse?: { id: string; name: string; response: unknown };
}

export interface WireContent {
  role: 'user' | 'model';
  parts: WirePart[];
}

export interface WireRequest {
  contents: WireContent[];
  systemInstruction?: { parts: WirePart[] };
  tools?: { functionDeclarations: unknown[] }[];
  toolConfig?: { functionCallingConfig: { mode: string; allowedFunctionNames?: string[] } };
  generationConfig?: { [option: string]: unknown };
}

export interface WireUsage {
  promptTokenCount?: number;
  toolUsePromptTokenCount?: number;
  cachedContentTokenCount?: number;
  candidatesTokenCount?: number;
  thoughtsTokenCount?: number;
}

/** One piece of a streamed answer, or an error in its midst. */
export interface WireChunk {
  candidates?: { content?: { parts?: WirePart[] }; finishReason?: string; finishMessage?: string }[];
  promptFeedback?: { blockReason?: string };
  usageMetadata?: WireUsage;
  modelVersion?: string;
  responseId?: string;
  error?: WireError;
}

/** Google's error, with details of google.rpc: RetryInfo, QuotaFailure, ErrorInfo. */
export interface WireError {
  code?: number;
  status?: string;
  message?: string;
  details?: {
    '@type'?: string;
    reason?: string;
    retryDelay?: string;
    violations?: { quotaId?: string }[];
  }[];
}
