import type { Usage } from './types.ts';

/** Micro-dollars a token, which is the same as dollars a million tokens. */
interface Rates {
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
}

/** What a model costs. With `long`, a call that sends more than `above` tokens costs that, all of it. */
export interface Price extends Rates {
  long?: Rates & { above: number };
}

/** Micro-dollars of a call, as a whole number; undefined where no price is known: an unknown cost is never 0. */
export function costOf(usage: Usage, price: Price | undefined): number | undefined {
  if (!price) return undefined;
  const rates = price.long && usage.input > price.long.above ? price.long : price;
  const fresh = usage.input - usage.cached - usage.cacheWrite;
  return Math.round(
    fresh * rates.input +
      usage.cached * rates.cacheRead +
      usage.cacheWrite * rates.cacheWrite +
      usage.output * rates.output,
  );
}
