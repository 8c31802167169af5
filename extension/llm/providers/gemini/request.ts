import type { LlmEvent, LlmRequest, Message, Part } from '../../types.ts';
import { asObject, wellFormed } from '../../wellFormed.ts';
import { heldSchema } from './schema.ts';
import type { WireContent, WirePart, WireRequest } from './wire.ts';

/** What Gemini wants back of its reasoning, kept in `opaque` of a part. */
export interface Opaque {
  gemini: { signature: string };
}

/** Tokens that an effort may think with, where a model counts them. */
const budgets = { low: 1024, medium: 8192, high: 24_576 } as const;
/** Stands for the signature of a call that another model made (guide "Thought signatures"). */
const foreignCall = 'skip_thought_signature_validator';

/** A request as the API takes it, and what was left out of it. */
export function generateRequest(request: LlmRequest): { body: WireRequest; warnings: LlmEvent[] } {
  const { tools, toolChoice } = request;
  const shaped = request.output && !(tools?.length && isBefore3(request.model));
  const head = request.messages.findIndex(({ role }) => role !== 'system');
  const leading = head < 0 ? request.messages : request.messages.slice(0, head);
  const system = leading.flatMap(({ parts }) => parts.flatMap(textPart));
  const options = generationConfig(request, shaped ? request.output : undefined);
  return {
    body: {
      contents: contents(request.messages.slice(leading.length), request.model),
      ...(system.length && { systemInstruction: { parts: system } }),
      ...(tools?.length && {
        tools: [
          {
            functionDeclarations: tools.map(({ name, description, input }) => ({
              name,
              description,
              parametersJsonSchema: heldSchema(input),
            })),
          },
        ],
        ...(toolChoice && { toolConfig: { functionCallingConfig: calling(toolChoice) } }),
      }),
      ...(Object.keys(options).length && { generationConfig: options }),
    },
    warnings:
      request.output && !shaped
        ? [
            {
              type: 'warning',
              option: 'output',
              message: `${request.model} is not held to a shape while it has tools`,
            },
          ]
        : [],
  };
}

function generationConfig(
  { model, maxTokens, temperature, stop, seed, effort }: LlmRequest,
  output: LlmRequest['output'],
): { [option: string]: unknown } {
  return {
    ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(stop?.length && { stopSequences: stop }),
    ...(seed !== undefined && { seed }),
    ...(output && { responseMimeType: 'application/json', responseJsonSchema: heldSchema(output.schema) }),
    ...(effort && {
      thinkingConfig: {
        includeThoughts: true,
        ...(isBefore3(model) ? { thinkingBudget: budgets[effort] } : { thinkingLevel: effort.toUpperCase() }),
      },
    }),
  };
}

/** Before its third generation a model thinks by a budget of tokens, needs no signatures, and has tools or a shape. */
const isBefore3 = (model: string): boolean => Number(/gemini-(\d+)/.exec(model)?.[1] ?? 3) < 3;

const calling = (wanted: NonNullable<LlmRequest['toolChoice']>) =>
  typeof wanted === 'object'
    ? { mode: 'ANY', allowedFunctionNames: [wanted.name] }
    : { mode: { auto: 'AUTO', none: 'NONE', required: 'ANY' }[wanted] };

/** Turns alternate: neighbours of a role become one, so that all results of parallel calls stand together. */
function contents(messages: readonly Message[], model: string): WireContent[] {
  const turns: WireContent[] = [];
  for (const message of messages) {
    const parts = message.parts.flatMap(wireParts);
    const role = message.role === 'assistant' ? 'model' : 'user';
    const last = turns.at(-1);
    if (last?.role === role) last.parts.push(...parts);
    else if (parts.length) turns.push({ role, parts });
  }
  if (!isBefore3(model)) for (const { parts } of turns) signFirstCall(parts);
  return turns;
}

/** From the third generation on the first call of a turn has a signature, or the request is refused. */
function signFirstCall(parts: readonly WirePart[]): void {
  const first = parts.find(({ functionCall }) => functionCall);
  if (first) first.thoughtSignature ??= foreignCall;
}

function wireParts(part: Part): WirePart[] {
  switch (part.type) {
    case 'text':
      return textPart(part);
    case 'image':
      return [{ inlineData: { mimeType: part.mediaType, data: part.base64 } }];
    case 'reasoning': {
      // The thoughts themselves are only to be shown; what counts is in the signature.
      const signed = signature(part.opaque);
      return signed.thoughtSignature ? [{ text: '', ...signed }] : [];
    }
    case 'toolCall':
      return [
        {
          functionCall: { id: part.id, name: part.name, args: asObject(part.input) },
          ...signature(part.opaque),
        },
      ];
    case 'toolResult': {
      const text = wellFormed(part.text);
      const response = part.failed ? { error: text } : { output: text };
      return [{ functionResponse: { id: part.id, name: part.name, response } }];
    }
  }
}

const textPart = (part: Part): WirePart[] =>
  part.type === 'text' && part.text !== '' ? [{ text: wellFormed(part.text) }] : [];

function signature(opaque: unknown): { thoughtSignature?: string } {
  const own = (opaque as Partial<Opaque> | undefined)?.gemini;
  return own ? { thoughtSignature: own.signature } : {};
}

const made = /^gemini_(\d+)$/;

/**
 * Names of tool calls, which Gemini itself often leaves out: the same for the same conversation, and none that is in it
 * already, also when its beginning has been left away.
 */
export function callNames({ messages }: LlmRequest): () => string {
  const taken = messages.flatMap(({ parts }) =>
    parts.map((part) => (part.type === 'toolCall' ? Number(made.exec(part.id)?.[1] ?? 0) : 0)),
  );
  let last = taken.reduce((most, one) => Math.max(most, one), 0);
  return () => `gemini_${++last}`;
}
