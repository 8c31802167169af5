import { LlmError } from '../errors.ts';
import type { Usage } from '../types.ts';

/** How far an agent may go in one run. */
export interface Limits {
  /** Answers of the model: 50 unless told. */
  steps?: number;
  /** Of work; waiting for a person does not count. */
  milliseconds?: number;
  /** Of the model's answers, as far as their cost is known. */
  microDollars?: number;
}

export interface LimitNear {
  type: 'limit';
  limit: keyof Limits;
  used: number;
  allowed: number;
}

const warnAt = 0.8;

/** Counts what a run uses, warns once at 80% of each limit, and stops it at a limit. */
export class Meter {
  steps = 0;
  /** Undefined once a cost was unknown: an unknown cost is never 0. */
  microDollars: number | undefined = 0;
  readonly #limits: Limits & { steps: number };
  readonly #stop: (error: LlmError) => void;
  readonly #warned = new Set<keyof Limits>();
  #known = 0;
  #worked = 0;
  #since: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `stop` is called when the time is over, at whatever point that is. */
  constructor(limits: Limits, stop: (error: LlmError) => void) {
    this.#limits = { steps: 50, ...limits };
    this.#stop = stop;
  }

  /** Lets the clock run. */
  work(): void {
    const { milliseconds } = this.#limits;
    this.#since = performance.now();
    if (milliseconds === undefined) return;
    const left = Math.min(Math.max(0, milliseconds - this.#worked), 2 ** 31 - 1);
    const over = new LlmError('timeout', `It is not done after ${milliseconds / 1000} seconds of work.`, {
      hint: 'Go on from here, or ask for less at once.',
    });
    this.#timer = setTimeout(() => this.#stop(over), left);
  }

  /** Halts the clock: a person is asked, or the run is over. */
  rest(): void {
    clearTimeout(this.#timer);
    if (this.#since !== undefined) this.#worked += performance.now() - this.#since;
    this.#since = undefined;
  }

  /** Counts an answer of the model and its cost in micro-dollars. */
  count(cost: number | undefined): void {
    this.steps++;
    this.#known += cost ?? 0;
    this.microDollars = cost === undefined || this.microDollars === undefined ? undefined : this.#known;
  }

  /** What is used up nearly, told once for each limit. */
  near(): LimitNear[] {
    const time = this.#worked + (this.#since === undefined ? 0 : performance.now() - this.#since);
    const used = { steps: this.steps, milliseconds: Math.round(time), microDollars: this.#known };
    return (['steps', 'milliseconds', 'microDollars'] as const).flatMap((limit) => {
      const allowed = this.#limits[limit];
      if (allowed === undefined || used[limit] < allowed * warnAt || this.#warned.has(limit)) return [];
      this.#warned.add(limit);
      return [{ type: 'limit', limit, used: used[limit], allowed }];
    });
  }

  /** Throws `loop` when no step is left, `budget` when no money is. */
  spare(): void {
    const { steps, microDollars } = this.#limits;
    if (this.steps >= steps)
      throw new LlmError('loop', `It is not done after ${steps} steps.`, {
        hint: 'Look at what it did; go on from here, or ask for less at once.',
      });
    if (microDollars !== undefined && this.#known >= microDollars)
      throw new LlmError('budget', `It has spent the ${dollars(microDollars)} that it was allowed.`, {
        hint: 'Allow more, or go on from here.',
      });
  }
}

const dollars = (micro: number): string => `$${(micro / 1e6).toFixed(micro < 1e6 ? 4 : 2)}`;

/** Micro-dollars of an answer's tokens, undefined when nobody knows. */
export type CostOf = (usage: Usage, model: string) => number | undefined;
