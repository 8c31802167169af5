import * as z from 'zod';
import { scriptedProvider } from '../../../../extension/llm/providers/scripted/index.ts';
import type { ScriptedAnswer } from '../../../../extension/llm/providers/scripted/script.ts';
import type { AgentEvent } from '../../../../extension/llm/tools/events.ts';
import { type AgentOptions, runAgent } from '../../../../extension/llm/tools/loop.ts';
import { defineTool, type Risk, type Tool, type ToolContext } from '../../../../extension/llm/tools/tool.ts';
import { toolbox } from '../../../../extension/llm/tools/toolbox.ts';
import { type Transcript, transcriptOf } from '../../../../extension/llm/tools/transcript.ts';
import type { LlmRequest, Message } from '../../../../extension/llm/types.ts';

export const user = (text: string): Message => ({ role: 'user', parts: [{ type: 'text', text }] });
export const fresh = (): Transcript => transcriptOf([user('Shoot the scene.')]);

/** A tool that takes a text and gives one. */
export const noteTool = (
  name: string,
  risk: Risk,
  run: (note: string, context: ToolContext) => string | Promise<string>,
  parallel?: boolean,
): Tool<{ note: string }, string> =>
  defineTool({
    name,
    description: name,
    risk,
    ...(parallel !== undefined && { parallel }),
    input: z.object({ note: z.string() }),
    output: z.string(),
    run: ({ note }, context) => run(note, context),
  });

/** A call of such a tool, as a script has it. */
export const call = (name: string, note: unknown = 'n') => ({ name, input: { note } });

type Options = Partial<AgentOptions> & { answers?: ScriptedAnswer[]; with?: Tool[] };

/** An agent before a scripted model, with the requests that the model got. */
export function agent({ answers = [], with: tools = [], ...options }: Options) {
  const provider = scriptedProvider('script', { version: 1, answers });
  const requests: LlmRequest[] = [];
  const run = runAgent({
    model: 'm',
    tools: toolbox(tools),
    transcript: fresh(),
    stream: (request) => {
      requests.push(request);
      return provider.stream(request);
    },
    approve: () => ({ allow: true }),
    ...options,
  });
  return { run, requests };
}

/** All that an agent does. */
export async function allOf(run: AsyncIterable<AgentEvent>): Promise<AgentEvent[]> {
  const events: AgentEvent[] = [];
  for await (const event of run) events.push(event);
  return events;
}

type End = Extract<AgentEvent, { type: 'done' | 'stopped' }>;

/** How an agent ends. */
export function endOf(events: readonly AgentEvent[]): End {
  const last = events.at(-1);
  if (last?.type === 'done' || last?.type === 'stopped') return last;
  throw new Error(`it ended with ${last?.type}`);
}

export const ended = async (options: Options): Promise<End> => endOf(await allOf(agent(options).run));

/** The error with which an agent stops. */
export async function stopped(options: Options) {
  const end = await ended(options);
  if (end.type === 'done') throw new Error('it was done');
  return end.error;
}

/** The results in a transcript. */
export const resultsIn = ({ messages }: Transcript) =>
  messages.flatMap(({ parts }) => parts.filter((part) => part.type === 'toolResult'));
