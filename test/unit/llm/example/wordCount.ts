import * as z from 'zod';
import { defineTool } from '../../../../extension/llm/index.ts';

/** How long a text is: a model cannot count. */
export const wordCount = defineTool({
  name: 'word_count',
  description: 'Counts the words of a text. Use it before you say how long something is.',
  risk: 'read',
  input: z.object({ text: z.string() }),
  output: z.object({ words: z.number() }),
  run: ({ text }) => ({ words: text.split(/\s+/).filter(Boolean).length }),
});
