import type OpenAI from 'openai';
import type { LlmEvent, LlmRequest, Message, ToolSpec } from '../../types.ts';
import { wellFormed } from '../../wellFormed.ts';
import type { Dialect } from './dialect.ts';
import { imageUrl, inputJson, resultText, schemaName, textOf } from './messages.ts';
import { isStrict } from './strict.ts';

type Params = OpenAI.Responses.ResponseCreateParamsStreaming;
type Item = OpenAI.Responses.ResponseInputItem;
type Content = OpenAI.Responses.ResponseInputContent;

/** What OpenAI wants back of its reasoning, kept in `opaque` of a part: only OpenAI can read it. */
export interface Opaque {
  openai: Pick<OpenAI.Responses.ResponseReasoningItem, 'id' | 'summary' | 'encrypted_content'>;
}

/**
 * A request as the Responses API takes it, and what was left out of it. Nothing is stored at OpenAI: its reasoning comes
 * with the answer, encrypted, and goes back with the next request.
 */
export function responsesParams(
  request: LlmRequest,
  dialect: Dialect,
): { params: Params; warnings: LlmEvent[] } {
  const { temperature, effort, maxTokens, cacheKey } = request;
  const warnings = (['stop', 'seed'] as const)
    .filter((option) => request[option] !== undefined)
    .map(
      (option): LlmEvent => ({
        type: 'warning',
        option,
        message: `${option} is unknown to the Responses interface: ${request.model} goes without`,
      }),
    );
  return {
    params: {
      model: request.model,
      stream: true,
      store: false,
      include: ['reasoning.encrypted_content'],
      ...prompt(request, dialect),
      ...(maxTokens !== undefined && { max_output_tokens: maxTokens }),
      ...(temperature !== undefined && { temperature }),
      ...(effort && { reasoning: { effort } }),
      ...(cacheKey !== undefined && dialect.cacheKey && { prompt_cache_key: cacheKey }),
    },
    warnings,
  };
}

/** What the model reads, which is what counts as input. */
export function prompt(
  { messages, tools, toolChoice, output }: LlmRequest,
  dialect: Dialect,
): Partial<Pick<Params, 'text' | 'tools' | 'tool_choice'>> & { input: Item[] } {
  return {
    input: messages.flatMap(items),
    ...(tools?.length && {
      tools: tools.map((tool) => functionTool(tool, dialect)),
      ...(toolChoice && { tool_choice: choice(toolChoice) }),
    }),
    ...(output && {
      text: {
        format: {
          type: 'json_schema',
          name: schemaName(output.name),
          schema: { ...output.schema },
          strict: dialect.strict && isStrict(output.schema),
        },
      },
    }),
  };
}

function items(message: Message): Item[] {
  if (message.role === 'system') {
    const content = textOf(message);
    return content ? [{ role: 'system', content }] : [];
  }
  if (message.role === 'assistant') return message.parts.flatMap(assistantItem);
  const results = message.parts.flatMap((part): Item[] =>
    part.type === 'toolResult'
      ? [{ type: 'function_call_output', call_id: part.id, output: resultText(part) }]
      : [],
  );
  const content = message.parts.flatMap(userContent);
  return content.length ? [...results, { role: 'user', content }] : results;
}

function userContent(part: Message['parts'][number]): Content[] {
  if (part.type === 'text' && part.text) return [{ type: 'input_text', text: wellFormed(part.text) }];
  if (part.type === 'image') return [{ type: 'input_image', image_url: imageUrl(part), detail: 'auto' }];
  return [];
}

/** Reasoning goes back only before what it led to: OpenAI refuses it at the end of a message. */
function assistantItem(part: Message['parts'][number], index: number, parts: Message['parts']): Item[] {
  if (part.type === 'text' && part.text) return [{ role: 'assistant', content: wellFormed(part.text) }];
  if (part.type === 'toolCall')
    return [{ type: 'function_call', call_id: part.id, name: part.name, arguments: inputJson(part) }];
  const led = parts.slice(index + 1).some(({ type }) => type === 'text' || type === 'toolCall');
  if (part.type === 'reasoning' && isOpaque(part.opaque) && led)
    return [{ type: 'reasoning', ...part.opaque.openai }];
  return [];
}

const isOpaque = (opaque: unknown): opaque is Opaque =>
  typeof opaque === 'object' && opaque !== null && 'openai' in opaque;

/** Left out, `strict` would mean true. */
const functionTool = (
  { name, description, input }: ToolSpec,
  { strict }: Dialect,
): OpenAI.Responses.FunctionTool => ({
  type: 'function',
  name,
  description,
  parameters: { ...input },
  strict: strict && isStrict(input),
});

const choice = (wanted: NonNullable<LlmRequest['toolChoice']>): NonNullable<Params['tool_choice']> =>
  typeof wanted === 'string' ? wanted : { type: 'function', name: wanted.name };
