import { toolbox } from '../../../../../extension/llm/tools/toolbox.ts';
import { countWords } from './countWords.ts';

/** The tools of an agent: one line each. */
export const tools = toolbox([countWords]);
