import type { Now } from './limits.ts';

/** Which models are left alone for a while. Shared by all calls of a process, so that each sees what others met. */
export interface Cooldowns {
  /** Leaves a model alone for `ms` from now; never for less than was said before. */
  rest(provider: string, model: string, ms: number): void;
  /** Milliseconds for which a model still rests, or 0. */
  left(provider: string, model: string): number;
}

export function createCooldowns(now: Now = () => performance.now()): Cooldowns {
  const ends = new Map<string, number>();
  const name = (provider: string, model: string) => JSON.stringify([provider, model]);
  const left = (key: string) => {
    const ms = (ends.get(key) ?? 0) - now();
    if (ms <= 0) ends.delete(key);
    return Math.max(0, ms);
  };
  return {
    rest: (provider, model, ms) => {
      const key = name(provider, model);
      if (ms > left(key)) ends.set(key, now() + ms);
    },
    left: (provider, model) => left(name(provider, model)),
  };
}
