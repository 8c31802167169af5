import { LlmError } from '../errors.ts';
import type { Provider } from '../types.ts';

/** Whether a model would answer now; if not, why, and what the user can do. */
export type Availability =
  | { available: true }
  | { available: false; code: LlmError['code']; why: string; hint?: string };

/** What a server has, or why it cannot be asked. `models` is undefined for servers that keep no list. */
export type Listing = { models: readonly string[] | undefined } | { error: LlmError };

const remembered = 10 * 60_000;
const atOnce = 4;

/** Milliseconds that a server gets to answer. */
const patience = 8000;

/**
 * Asks servers what they have and whether a model would answer, without spending tokens: four questions at once at most,
 * and each answer is kept for ten minutes. `now` is a clock in milliseconds.
 */
export class Availabilities {
  readonly #now: () => number;
  readonly #answers = new Map<string, { until: number; answer: Promise<unknown> }>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The models of a server. Never throws. */
  list(provider: Provider, signal?: AbortSignal): Promise<Listing> {
    return this.#once(`list ${provider.id}`, signal, async (within) => {
      try {
        return { models: await provider.list?.(within) };
      } catch (thrown) {
        return { error: coded(thrown, within) };
      }
    });
  }

  /** Whether a model would answer. A server that has no such question is asked for its list. Never throws. */
  check(provider: Provider, model: string, signal?: AbortSignal): Promise<Availability> {
    if (!provider.check) return this.#listed(provider, model, signal);
    return this.#once(`check ${provider.id} ${model}`, signal, async (within) => {
      try {
        await provider.check?.(model, within);
        return { available: true };
      } catch (thrown) {
        return refusal(coded(thrown, within));
      }
    });
  }

  /** Forgets all answers: a key was changed, a server started. */
  forget(): void {
    this.#answers.clear();
  }

  async #listed(provider: Provider, model: string, signal: AbortSignal | undefined): Promise<Availability> {
    const listing = await this.list(provider, signal);
    if ('error' in listing) return refusal(listing.error);
    if (!listing.models || listing.models.includes(model)) return { available: true };
    return refusal(
      new LlmError('no_model', `${provider.id} has no model "${model}".`, {
        hint: `photoplay models shows what ${provider.id} has.`,
      }),
    );
  }

  #once<T>(
    question: string,
    signal: AbortSignal | undefined,
    ask: (within: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const known = this.#answers.get(question);
    if (known && known.until > this.#now()) return known.answer as Promise<T>;
    const answer = this.#inTurn(async () => {
      const timeout = AbortSignal.timeout(patience);
      return await ask(signal ? AbortSignal.any([signal, timeout]) : timeout);
    });
    this.#answers.set(question, { until: this.#now() + remembered, answer });
    // What was stopped by its asker is no answer to the next one.
    void answer.then(() => signal?.aborted && this.#answers.delete(question));
    return answer;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}

function coded(thrown: unknown, within: AbortSignal): LlmError {
  if (within.aborted && within.reason?.name === 'TimeoutError')
    return new LlmError('timeout', `It did not answer within ${patience / 1000} s.`, { cause: thrown });
  if (thrown instanceof LlmError) return thrown;
  return new LlmError(within.aborted ? 'aborted' : 'unknown', 'It could not be asked.', { cause: thrown });
}

const refusal = ({ code, message, details: { hint } }: LlmError): Availability => ({
  available: false,
  code,
  why: message,
  ...(hint !== undefined && { hint }),
});
