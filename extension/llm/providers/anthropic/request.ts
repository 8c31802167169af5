import type Anthropic from '@anthropic-ai/sdk';
import type { LlmEvent, LlmRequest, Message, Part } from '../../types.ts';
import { asObject, wellFormed } from '../../wellFormed.ts';
import { heldSchema } from './schema.ts';
import { thinking } from './thinking.ts';

type Params = Anthropic.MessageCreateParamsStreaming;
type Block = Anthropic.ContentBlockParam;
type Pinnable = { cache_control?: Anthropic.CacheControlEphemeral | null };

/** What Anthropic wants back of its reasoning, kept in `opaque` of a part. */
export interface Opaque {
  anthropic: { signature: string } | { redacted: string };
}

/** A request as the Messages API takes it, and what was left out of it. */
export function messageParams(request: LlmRequest): { params: Params; warnings: LlmEvent[] } {
  const { params, warnings } = thinking(request);
  const { output, stop } = request;
  return {
    params: {
      model: request.model,
      stream: true,
      ...prompt(request),
      ...params,
      ...(stop?.length && { stop_sequences: [...stop] }),
      ...(output && {
        output_config: {
          ...params.output_config,
          format: { type: 'json_schema', schema: heldSchema(output.schema) },
        },
      }),
    },
    warnings,
  };
}

/** What the model reads: tools, system, messages, in the order in which the provider caches them. */
export function prompt(
  request: LlmRequest,
): Pick<Params, 'messages'> & Partial<Pick<Params, 'system' | 'tools' | 'tool_choice'>> {
  const { toolChoice } = request;
  const tools = (request.tools ?? []).map(
    (tool): Anthropic.Tool => ({
      name: tool.name,
      description: tool.description,
      input_schema: { ...tool.input, type: 'object' },
    }),
  );
  const head = request.messages.findIndex(({ role }) => role !== 'system');
  const leading = head < 0 ? request.messages : request.messages.slice(0, head);
  const pins: (Pinnable | undefined)[] = [];
  const system = leading.flatMap((message) => {
    const blocks = message.parts.flatMap(textBlock);
    if (message.pinned) pins.push(blocks.at(-1));
    return blocks;
  });
  const messages: Anthropic.MessageParam[] = [];
  for (const message of request.messages.slice(leading.length)) {
    const content = blocks(message);
    if (message.pinned) pins.push(content.findLast(takesPin) as Pinnable | undefined);
    if (content.length) add(messages, message.role === 'assistant' ? 'assistant' : 'user', content);
  }
  pin([...(pins.length ? [tools.at(-1)] : []), ...pins]);
  return {
    messages,
    ...(system.length && { system }),
    ...(tools.length && { tools, ...(toolChoice && { tool_choice: choice(toolChoice) }) }),
  };
}

/** Marks where the provider caches up to; it takes four marks, and the last ones reach farthest. */
function pin(pins: readonly (Pinnable | undefined)[]): void {
  const places = new Set(pins.filter((place) => place !== undefined));
  for (const place of [...places].slice(-4)) place.cache_control = { type: 'ephemeral' };
}

const takesPin = (block: Block): boolean => block.type !== 'thinking' && block.type !== 'redacted_thinking';

/** Turns alternate, and results of tools stand first in theirs: neighbours of a role become one message. */
function add(messages: Anthropic.MessageParam[], role: 'user' | 'assistant', content: Block[]): void {
  const last = messages.at(-1);
  const all = last?.role === role ? [...(last.content as Block[]), ...content] : content;
  const isResult = (block: Block) => block.type === 'tool_result';
  const sorted = [...all.filter(isResult), ...all.filter((block) => !isResult(block))];
  if (last?.role === role) last.content = sorted;
  else messages.push({ role, content: sorted });
}

const blocks = ({ role, parts }: Message): Block[] => parts.flatMap((part) => blocksOf(part, role));

function blocksOf(part: Part, role: Message['role']): Block[] {
  switch (part.type) {
    case 'text':
      return textBlock(part);
    case 'image':
      return [{ type: 'image', source: { type: 'base64', media_type: mediaType(part), data: part.base64 } }];
    case 'reasoning':
      return role === 'assistant' ? thought(part) : [];
    case 'toolCall':
      return [{ type: 'tool_use', id: callId(part.id), name: part.name, input: asObject(part.input) }];
    case 'toolResult':
      return [
        {
          type: 'tool_result',
          tool_use_id: callId(part.id),
          content: wellFormed(part.text),
          ...(part.failed && { is_error: true }),
        },
      ];
  }
}

/** The API refuses texts of nothing but white space. */
const textBlock = (part: Part): Anthropic.TextBlockParam[] =>
  part.type === 'text' && part.text.trim() !== '' ? [{ type: 'text', text: wellFormed(part.text) }] : [];

/** Only the provider's own reasoning goes back to it: without its signature it is refused. */
function thought(part: Extract<Part, { type: 'reasoning' }>): Block[] {
  const own = (part.opaque as Partial<Opaque> | undefined)?.anthropic;
  if (!own) return [];
  return 'redacted' in own
    ? [{ type: 'redacted_thinking', data: own.redacted }]
    : [{ type: 'thinking', thinking: part.text, signature: own.signature }];
}

/** The API takes letters, digits, _ and - in the names of calls; other providers give others. */
const callId = (id: string): string => id.replace(/[^\w-]/g, '_');

const mediaType = (part: { mediaType: string }) =>
  part.mediaType as Anthropic.Base64ImageSource['media_type'];

const choice = (wanted: NonNullable<LlmRequest['toolChoice']>): Anthropic.ToolChoice =>
  typeof wanted === 'object'
    ? { type: 'tool', name: wanted.name }
    : { type: wanted === 'required' ? 'any' : wanted };
