import * as z from 'zod';
import { LlmError } from '../errors.ts';

/** How far a model has come. Bytes of the part that is being fetched; absent while there is nothing to count. */
export interface PullProgress {
  status: string;
  done?: number;
  total?: number;
}

const line = z.object({
  status: z.string().optional(),
  completed: z.number().optional(),
  total: z.number().optional(),
  error: z.string().optional(),
});

/** Milliseconds without a word after which a server counts as gone. */
const patience = 60_000;

/**
 * Lets an Ollama server fetch a model: what was fetched before is kept, so a pull that was stopped goes on where it was.
 * Throws LlmError: `network` when the server is not reached or lost, `no_model` when it knows no such model, `server`
 * when it fails, `stalled`, `aborted`.
 */
export async function* pull(
  origin: string,
  model: string,
  signal?: AbortSignal,
  silence = patience,
): AsyncGenerator<PullProgress> {
  const stalled = new AbortController();
  const within = signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal;
  let timer = setTimeout(() => stalled.abort(), silence);
  const failed = (thrown: unknown): LlmError => {
    if (thrown instanceof LlmError) return thrown;
    if (signal?.aborted)
      return new LlmError('aborted', 'The pull was stopped; what was fetched is kept.', { cause: thrown });
    if (stalled.signal.aborted)
      return new LlmError('stalled', `Ollama said nothing for ${silence / 1000} s.`, { cause: thrown });
    return new LlmError('network', `Ollama at ${origin} was not reached, or was lost.`, {
      hint: 'Is it running? Start it with: ollama serve',
      cause: thrown,
    });
  };
  try {
    const answer = await fetch(`${origin}/api/pull`, {
      method: 'POST',
      body: JSON.stringify({ model }),
      redirect: 'error',
      signal: within,
    });
    let finished = false;
    for await (const said of lines(answer)) {
      clearTimeout(timer);
      timer = setTimeout(() => stalled.abort(), silence);
      if (said.error !== undefined) throw refusal(model, said.error);
      finished = said.status === 'success';
      yield {
        status: said.status ?? '',
        ...(said.completed !== undefined && { done: said.completed }),
        ...(said.total !== undefined && { total: said.total }),
      };
    }
    if (!finished)
      throw new LlmError('truncated', `The pull of ${model} broke off.`, {
        hint: 'Pull it again; what was fetched is kept.',
      });
  } catch (thrown) {
    throw failed(thrown);
  } finally {
    clearTimeout(timer);
    // The reader may have gone before the end: the connection is closed with it.
    stalled.abort();
  }
}

const refusal = (model: string, why: string): LlmError =>
  /not found|does not exist|manifest/i.test(why)
    ? new LlmError('no_model', `Ollama knows no model "${model}".`, {
        hint: 'Its names are at ollama.com/library, like gemma4:e4b.',
      })
    : new LlmError('server', `Ollama could not fetch ${model}: ${why}`);

/** Objects, one a line, as they come. What is no object in a successful answer is passed over. */
async function* lines(answer: Response): AsyncGenerator<z.infer<typeof line>> {
  const decoder = new TextDecoder();
  let rest = '';
  const read = (text: string) => {
    const parsed = line.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    return answer.ok ? undefined : { error: `it answered ${answer.status}` };
  };
  for await (const bytes of answer.body ?? []) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const said = part.trim() && read(part);
      if (said) yield said;
    }
  }
  const said = rest.trim() ? read(rest) : undefined;
  if (said) yield said;
  else if (!answer.ok) yield { error: `it answered ${answer.status}` };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
