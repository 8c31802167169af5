import type { LlmEvent } from '../../types.ts';

/** Options that an answer can do without, and whose they are in a request; null: only ours, nobody misses them. */
const droppable = {
  temperature: 'temperature',
  stop: 'stop',
  seed: 'seed',
  random_seed: 'seed',
  reasoning: 'effort',
  reasoning_effort: 'effort',
  prompt_cache_key: null,
  stream_options: null,
  include: null,
  max_tokens: 'maxTokens',
  max_completion_tokens: 'maxTokens',
} as const;
export type Droppable = keyof typeof droppable;

const otherName: Partial<Record<Droppable, Droppable>> = {
  max_tokens: 'max_completion_tokens',
  max_completion_tokens: 'max_tokens',
};

/** What a server threw back, as far as it is known: the SDK's error. */
interface Refusal {
  status?: unknown;
  param?: unknown;
  code?: unknown;
  error?: unknown;
  message?: unknown;
}

/**
 * The option because of which a server refused these parameters with 400 or 422, where the answer can do without it.
 * OpenAI names it in `param`; others only in words, in quotes, or in the place of the error within the request.
 */
export function refusedOption(thrown: unknown, params: object): Droppable | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { status, param, code, error, message }: Refusal = thrown;
  if (status !== 400 && status !== 422) return undefined;
  const words = `${code} ${JSON.stringify(error) ?? ''} ${message}`;
  if (/encrypted content is not supported/i.test(words) && 'include' in params) return 'include';
  if (!/unsupported|not support|unrecogni[sz]ed|unknown|forbidden|not permitted|unexpected/i.test(words))
    return undefined;
  const named = typeof param === 'string' ? param.split('.')[0] : undefined;
  return (Object.keys(droppable) as Droppable[]).find(
    (option) => option in params && (named ? option === named : new RegExp(`["'\`]${option}\\b`).test(words)),
  );
}

/** The parameters without what this server is known to refuse; a limit goes by its other name where that is not refused. */
export function withoutRefused<P extends object>(params: P, refused: ReadonlySet<Droppable>): P {
  const kept: Record<string, unknown> = {};
  for (const [option, value] of Object.entries(params)) {
    const other = otherName[option as Droppable];
    if (!refused.has(option as Droppable)) kept[option] = value;
    else if (other && !refused.has(other)) kept[other] = value;
  }
  return kept as P;
}

/** A warning for each option of the request that the parameters had, and have no more. */
export function droppedWarnings(model: string, had: object, have: object): LlmEvent[] {
  const lost = (Object.keys(droppable) as Droppable[]).filter((option) => {
    const other = otherName[option];
    return option in had && !(option in have) && !(other && other in have);
  });
  return lost.flatMap((lostOption): LlmEvent[] => {
    const option = droppable[lostOption];
    return option
      ? [{ type: 'warning', option, message: `${option} is refused by the server: ${model} goes without` }]
      : [];
  });
}
