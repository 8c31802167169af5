import type { Redactor } from './redact.ts';
import type { KeySource } from './store.ts';

/** Several places, asked in order. A place that cannot be used is told, and passed over. */
export interface KeyChain {
  /** A provider's key from the first place that has one, and which that is. */
  locate(name: string, variables?: readonly string[]): Promise<{ key: string; place: string } | undefined>;
  find(name: string, variables?: readonly string[]): Promise<string | undefined>;
}

/** Milliseconds for which a place that failed is left alone: it may ask the user to unlock it, each time. */
const leftAlone = 60_000;

/** `redactor` knows every key from when it is handed out. */
export function keyChain(
  places: readonly KeySource[],
  redactor: Redactor,
  tell: (message: string) => void,
): KeyChain {
  const failed = new Map<KeySource, number>();
  const turns = new Map<KeySource, Promise<unknown>>();
  const ask = async (source: KeySource, name: string, variables: readonly string[]) => {
    if (performance.now() < (failed.get(source) ?? 0)) return undefined;
    try {
      return await source.get(name, variables);
    } catch (error) {
      failed.set(source, performance.now() + leftAlone);
      tell(redactor.text(error instanceof Error ? error.message : String(error)));
      return undefined;
    }
  };
  /** One after the other, so that a locked place asks once. */
  const inTurn = (source: KeySource, name: string, variables: readonly string[]) => {
    const turn = (turns.get(source) ?? Promise.resolve()).then(() => ask(source, name, variables));
    turns.set(source, turn);
    return turn;
  };
  const locate: KeyChain['locate'] = async (name, variables = []) => {
    for (const source of places) {
      const key = await inTurn(source, name, variables);
      if (key === undefined) continue;
      redactor.know(key);
      return { key, place: source.place };
    }
    return undefined;
  };
  return { locate, find: async (name, variables) => (await locate(name, variables))?.key };
}
