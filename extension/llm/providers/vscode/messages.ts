import type { LlmRequest, Message, Part } from '../../types.ts';
import { asObject, wellFormed } from '../../wellFormed.ts';
import type {
  ChatMessage,
  ChatOptions,
  DataPart,
  TextPart,
  ToolCallPart,
  ToolResultPart,
  VscodeApi,
} from './api.ts';

/** The tools that the model may call now: VS Code knows no way to forbid them, or to ask for one of them. */
export const toolsOf = ({ tools, toolChoice }: LlmRequest): ChatOptions['tools'] =>
  tools?.length && toolChoice !== 'none'
    ? tools
        .filter(({ name }) => typeof toolChoice !== 'object' || name === toolChoice.name)
        .map(({ name, description, input }) => ({ name, description, inputSchema: input }))
    : undefined;

/** How a request is made. `justification` is what the dialog for consent says. */
export function chatOptions(
  { LanguageModelChatToolMode: mode }: VscodeApi,
  request: LlmRequest,
  justification: string | undefined,
): ChatOptions {
  const tools = toolsOf(request);
  const free = request.toolChoice === undefined || request.toolChoice === 'auto';
  return {
    ...(justification !== undefined && { justification }),
    ...(tools && { tools, toolMode: free ? mode.Auto : mode.Required }),
  };
}

/** There is no system's role: what it says, the user says. */
export const chatMessages = (api: VscodeApi, messages: readonly Message[]): ChatMessage[] =>
  messages.flatMap(({ role, parts }) => {
    if (role === 'assistant') {
      const content = parts.flatMap((part) => saidBefore(api, part));
      return content.length ? [api.LanguageModelChatMessage.Assistant(content)] : [];
    }
    // Editions whose models cannot see have no pictures among the parts of a message.
    const content = parts.flatMap((part) => saidNow(api, part)) as (TextPart | ToolResultPart)[];
    return content.length ? [api.LanguageModelChatMessage.User(content)] : [];
  });

function saidBefore(api: VscodeApi, part: Part): (TextPart | ToolCallPart)[] {
  if (part.type === 'text') return text(api, part.text);
  if (part.type !== 'toolCall') return [];
  return [new api.LanguageModelToolCallPart(part.id, part.name, asObject(part.input))];
}

function saidNow(api: VscodeApi, part: Part): (TextPart | ToolResultPart | DataPart)[] {
  switch (part.type) {
    case 'text':
      return text(api, part.text);
    case 'toolResult':
      return [
        new api.LanguageModelToolResultPart(part.id, [new api.LanguageModelTextPart(wellFormed(part.text))]),
      ];
    case 'image': {
      const bytes = Uint8Array.from(Buffer.from(part.base64, 'base64'));
      const picture = api.LanguageModelDataPart?.image(bytes, part.mediaType);
      return picture ? [picture] : text(api, '[a picture that cannot be shown]');
    }
    default:
      return [];
  }
}

const text = (api: VscodeApi, value: string): TextPart[] =>
  value === '' ? [] : [new api.LanguageModelTextPart(wellFormed(value))];
