import type { LlmEvent, LlmRequest, Part } from './types.ts';

/** What a model can do, and how much it takes. */
export interface Capabilities {
  images: boolean;
  tools: boolean;
  /** Set where the model cannot be made to call a tool: it decides itself. */
  freeChoice?: boolean;
  /** Whether answers of a given shape are held to it by the provider itself. */
  structured: boolean;
  /** Options of a request that the model knows. */
  options: readonly ('temperature' | 'stop' | 'seed' | 'effort' | 'cacheKey')[];
  /** Tokens that it reads at most; undefined when nobody knows. */
  context?: number;
  /** Tokens that it writes at most. */
  maxOutput?: number;
}

/** What is assumed of a model of which nothing is known. */
export const unknownCapabilities: Capabilities = {
  images: false,
  tools: true,
  structured: false,
  options: ['temperature', 'stop'],
};

type Warning = Extract<LlmEvent, { type: 'warning' }>;

/** The request as the model can take it, and what was left out. Pictures become a word in their place. */
export function fit(
  request: LlmRequest,
  can: Capabilities,
): { request: LlmRequest; warnings: readonly Warning[] } {
  const fitted = { ...request };
  const warnings: Warning[] = [];
  const drop = (option: keyof LlmRequest, why = 'is unknown to it') => {
    delete fitted[option];
    warnings.push({ type: 'warning', option, message: `${option} ${why}: ${request.model} goes without` });
  };
  for (const option of ['temperature', 'stop', 'seed', 'effort', 'cacheKey'] as const)
    if (request[option] !== undefined && !can.options.includes(option)) drop(option);
  if (!can.tools && request.tools?.length) {
    drop('tools', 'are beyond it');
    delete fitted.toolChoice;
  }
  if (can.freeChoice && (request.toolChoice === 'required' || typeof request.toolChoice === 'object'))
    drop('toolChoice', 'is its own');
  if (!can.structured && request.output) drop('output', 'is not held to a shape by it');
  if (can.maxOutput !== undefined && (request.maxTokens ?? 0) > can.maxOutput) {
    fitted.maxTokens = can.maxOutput;
    warnings.push({
      type: 'warning',
      option: 'maxTokens',
      message: `${request.model} writes ${can.maxOutput} tokens at most`,
    });
  }
  if (!can.images && request.messages.some(({ parts }) => parts.some(isImage))) {
    fitted.messages = request.messages.map((message) => ({
      ...message,
      parts: message.parts.map(withoutImage),
    }));
    warnings.push({ type: 'warning', option: 'images', message: `${request.model} cannot see pictures` });
  }
  return { request: fitted, warnings };
}

const isImage = (part: Part): boolean => part.type === 'image';
const withoutImage = (part: Part): Part =>
  part.type === 'image' ? { type: 'text', text: '[a picture that cannot be shown]' } : part;
