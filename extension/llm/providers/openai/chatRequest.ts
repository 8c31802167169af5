import type OpenAI from 'openai';
import type { LlmEvent, LlmRequest, Message, ToolSpec } from '../../types.ts';
import { wellFormed } from '../../wellFormed.ts';
import type { Dialect } from './dialect.ts';
import { imageUrl, inputJson, partsOf, resultText, schemaName, textOf } from './messages.ts';
import { isStrict } from './strict.ts';

type ChatMessage = OpenAI.ChatCompletionMessageParam;
/** `random_seed` is Mistral's name for `seed`. */
type Params = OpenAI.ChatCompletionCreateParamsStreaming & { random_seed?: number };

/** A request as Chat Completions takes it, in this dialect, and what was left out of it. */
export function chatParams(request: LlmRequest, dialect: Dialect): { params: Params; warnings: LlmEvent[] } {
  const { temperature, stop, seed, effort, maxTokens, cacheKey, tools, toolChoice, output } = request;
  return {
    params: {
      model: request.model,
      stream: true,
      ...(dialect.streamOptions && { stream_options: { include_usage: true } }),
      messages: request.messages.flatMap(chatMessages),
      ...(tools?.length && {
        tools: tools.map((tool) => chatTool(tool, dialect)),
        ...(toolChoice && { tool_choice: choice(toolChoice) }),
      }),
      ...(output && { response_format: answerFormat(output, dialect) }),
      ...(maxTokens !== undefined && { [dialect.maxTokens]: maxTokens }),
      ...(temperature !== undefined && { temperature }),
      ...(stop?.length && { stop: [...stop] }),
      ...(seed !== undefined && { [dialect.seed]: seed }),
      ...(effort && { reasoning_effort: effort }),
      ...(cacheKey !== undefined && dialect.cacheKey && { prompt_cache_key: cacheKey }),
    },
    warnings: [],
  };
}

/** Results of tools have to come right after the calls: before the rest of their message. */
function chatMessages(message: Message): ChatMessage[] {
  if (message.role === 'assistant') return assistantMessage(message);
  const text = textOf(message);
  if (message.role === 'system') return text ? [{ role: 'system', content: text }] : [];
  const results = partsOf(message, 'toolResult').map(
    (result): ChatMessage => ({ role: 'tool', tool_call_id: result.id, content: resultText(result) }),
  );
  // Plain text is what every server takes.
  const images = partsOf(message, 'image').length > 0;
  if (images) return [...results, { role: 'user', content: message.parts.flatMap(contentPart) }];
  return text ? [...results, { role: 'user', content: text }] : results;
}

function contentPart(part: Message['parts'][number]): OpenAI.ChatCompletionContentPart[] {
  if (part.type === 'text') return [{ type: 'text', text: wellFormed(part.text) }];
  if (part.type === 'image') return [{ type: 'image_url', image_url: { url: imageUrl(part) } }];
  return [];
}

/** Reasoning is not sent back: this interface has no place for it. */
function assistantMessage(message: Message): ChatMessage[] {
  const content = textOf(message);
  const calls = partsOf(message, 'toolCall').map(
    (call): OpenAI.ChatCompletionMessageToolCall => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: inputJson(call) },
    }),
  );
  if (!content && !calls.length) return [];
  return [{ role: 'assistant', content: content || null, ...(calls.length && { tool_calls: calls }) }];
}

const chatTool = (
  { name, description, input }: ToolSpec,
  { strict }: Dialect,
): OpenAI.ChatCompletionTool => ({
  type: 'function',
  function: { name, description, parameters: { ...input }, ...(strict && { strict: isStrict(input) }) },
});

const choice = (wanted: NonNullable<LlmRequest['toolChoice']>): OpenAI.ChatCompletionToolChoiceOption =>
  typeof wanted === 'string' ? wanted : { type: 'function', function: { name: wanted.name } };

const answerFormat = (
  { name, schema }: NonNullable<LlmRequest['output']>,
  { strict }: Dialect,
): OpenAI.ResponseFormatJSONSchema => ({
  type: 'json_schema',
  json_schema: { name: schemaName(name), schema: { ...schema }, ...(strict && { strict: isStrict(schema) }) },
});
