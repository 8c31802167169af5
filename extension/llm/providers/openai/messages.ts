import type { Message, Part } from '../../types.ts';
import { asObject, wellFormed } from '../../wellFormed.ts';

type Of<Type extends Part['type']> = Extract<Part, { type: Type }>;

/** The parts of a message of one type, in their order. */
export const partsOf = <Type extends Part['type']>(message: Message, type: Type): Of<Type>[] =>
  message.parts.filter((part): part is Of<Type> => part.type === type);

/** All text of a message; parts are paragraphs. */
export const textOf = (message: Message): string =>
  partsOf(message, 'text')
    .map(({ text }) => wellFormed(text))
    .join('\n\n');

/** A picture as a URL that holds it. */
export const imageUrl = ({ mediaType, base64 }: Of<'image'>): string => `data:${mediaType};base64,${base64}`;

/** The input of a tool call as the text that the model wrote, or would have. */
export const inputJson = ({ input }: Of<'toolCall'>): string => wellFormed(JSON.stringify(asObject(input)));

/** What a tool gave back; OpenAI has no mark for a failure but words. */
export const resultText = ({ text, failed }: Of<'toolResult'>): string =>
  wellFormed(failed ? `The tool failed. ${text}` : text);

/** A name as OpenAI takes it for a schema: letters, digits, _ and -, at most 64. */
export const schemaName = (name: string): string => name.replace(/[^\w-]/g, '_').slice(0, 64) || 'answer';
