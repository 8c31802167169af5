import { jsonrepair } from 'jsonrepair';
import { LlmError } from '../../errors.ts';

/** Characters of what a model wrote that an error shows. */
const shown = 120;

/**
 * What a model wants to give a tool, from the JSON that it wrote; nothing means no input. Small slips of local models
 * (single quotes, a comma too many) are mended, but never an end that is missing: half a text must not pass for a whole
 * one. Throws `invalid_output`.
 */
export function toolInput(name: string, json: string): unknown {
  const text = json.trim();
  if (text === '') return {};
  return parsed(text) ?? (text.endsWith('}') ? parsed(text, jsonrepair) : undefined) ?? wrong(name, text);
}

/** The same of an answer that may have been cut short: undefined where it was. */
export function toolInputIfWhole(json: string): unknown {
  return parsed(json.trim());
}

function parsed(text: string, mend = (broken: string) => broken): unknown {
  try {
    const value: unknown = JSON.parse(mend(text));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function wrong(name: string, text: string): never {
  throw new LlmError(
    'invalid_output',
    `The model called the tool “${name}” with something that is not JSON.`,
    {
      hint: `It wrote: ${text.length > shown ? `${text.slice(0, shown)}…` : text}`,
    },
  );
}
