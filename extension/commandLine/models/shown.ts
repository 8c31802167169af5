import type { LlmError } from '../../llm/errors.ts';
import type { Redactor } from '../../llm/keys/redact.ts';
import { type Attempt, type Decision, isDecision, type RouteEvent } from '../../llm/router/events.ts';
import type { Io } from '../command.ts';
import { dollars, sentence } from './figures.ts';

/** What came of a call, as the command line tells it. */
export interface Outcome {
  text: string;
  attempts: readonly Attempt[];
  error?: LlmError;
}

/**
 * Shows an answer as it comes: what is said on stdout (not with --json), reasoning, warnings and what the router decides
 * on stderr, a line at a time.
 */
export async function showAnswer(
  events: AsyncIterable<RouteEvent>,
  io: Io,
  redactor: Redactor,
): Promise<Outcome> {
  const attempts: Attempt[] = [];
  let text = '';
  let thought = '';
  let error: LlmError | undefined;
  const think = (more: string) => {
    const lines = (thought + more).split('\n');
    thought = lines.pop() ?? '';
    for (const line of lines) io.warn(`  ${line}`);
  };
  const thoughtOut = () => {
    if (thought) think('\n');
  };
  for await (const event of events) {
    if (event.type === 'reasoning') {
      think(event.text);
      continue;
    }
    thoughtOut();
    if (event.type === 'text') {
      text += event.text;
      if (!io.json) io.write(event.text);
    } else if (event.type === 'warning') io.warn(`Note: ${sentence(redactor.text(event.message))}`);
    else if (event.type === 'error') error = redactor.error(event.error);
    else if (event.type === 'attempted') attempts.push(event.attempt);
    else if (isDecision(event)) {
      const line = decisionLine(event);
      if (line) io.warn(redactor.text(line));
    }
  }
  thoughtOut();
  if (text && !text.endsWith('\n') && !io.json) io.write('\n');
  return { text, attempts, ...(error && { error }) };
}

/** Micro-dollars from which on a call is said to be costly before it is made. */
const costly = 100_000;

/** What the router does, where a person is to know. */
function decisionLine(decision: Decision): string | undefined {
  switch (decision.type) {
    case 'attempt':
      return decision.retry === 0 && (decision.estimate ?? 0) >= costly
        ? `This may cost about ${dollars(decision.estimate)}.`
        : undefined;
    case 'wait':
      return `${sentence(decision.message)} Trying again in ${Math.ceil(decision.ms / 1000)} s.`;
    case 'fallback':
      return `${sentence(decision.message)} Asking ${decision.to.provider}/${decision.to.model} instead.`;
    case 'budget':
      return decision.message;
    case 'compacted':
      return `${decision.model} could not read it all: what was sent is made shorter.`;
    default:
      return undefined;
  }
}

/** "openai/gpt-5: 0.4 s to the first word, 2.1 s in all, 120 tokens read, 45 written, $0.0012". */
export function attemptLine({ provider, model, firstTokenMs, totalMs, usage, cost }: Attempt): string {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`;
  return [
    `${provider}/${model}: ${firstTokenMs === undefined ? '' : `${seconds(firstTokenMs)} to the first word, `}${seconds(totalMs)} in all`,
    usage ? `${usage.input} tokens read, ${usage.output} written` : 'tokens unknown',
    `cost ${dollars(cost)}`,
  ].join(', ');
}
