import * as z from 'zod';
import { defineTool } from '../../../../../extension/llm/tools/tool.ts';

/** A whole tool: this file, and its line in `tools.ts`. */
export const countWords = defineTool({
  name: 'count_words',
  description: 'Counts the words of a text.',
  risk: 'read',
  input: z.object({ text: z.string().max(10_000) }),
  output: z.object({ words: z.int() }),
  run: ({ text }) => ({ words: text.match(/\S+/g)?.length ?? 0 }),
});
