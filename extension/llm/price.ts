import type { Usage } from './types.ts';

/** Micro-dollars a token, which is the same as dollars a million tokens. */
export interface Price {
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
}

/** Micro-dollars of a call, as a whole number; undefined where no price is known: an unknown cost is never 0. */
export function costOf(usage: Usage, price: Price | undefined): number | undefined {
  if (!price) return undefined;
  const fresh = usage.input - usage.cached - usage.cacheWrite;
  return Math.round(
    fresh * price.input +
      usage.cached * price.cacheRead +
      usage.cacheWrite * price.cacheWrite +
      usage.output * price.output,
  );
}
