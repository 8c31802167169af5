import type { KeyStore } from './store.ts';

/** Keys that are forgotten when the process ends. */
export function memoryKeys(): KeyStore {
  const keys = new Map<string, string>();
  return {
    place: 'the memory of this session',
    get: async (name) => keys.get(name),
    set: async (name, key) => {
      keys.set(name, key);
    },
    delete: async (name) => keys.delete(name),
    list: async () => [...keys.keys()],
  };
}

/**
 * A store that may fail, as keychains do on some systems: what it cannot keep is kept in memory for this session, never
 * in a file, and `tell` says so.
 */
export function sessionKeys(store: KeyStore, tell: (message: string) => void): KeyStore {
  const memory = memoryKeys();
  const orElse = async <T>(attempt: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await attempt;
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
      return otherwise;
    }
  };
  return {
    place: store.place,
    get: async (name) => (await memory.get(name)) ?? (await orElse(store.get(name), undefined)),
    set: async (name, key) => {
      const kept = await orElse(
        store.set(name, key).then(() => true),
        false,
      );
      if (kept) await memory.delete(name);
      else {
        await memory.set(name, key);
        tell(`The key of ${name} is kept for this session only.`);
      }
    },
    delete: async (name) => {
      const forgotten = await memory.delete(name);
      return (await orElse(store.delete(name), false)) || forgotten;
    },
    list: async () => [...new Set([...(await orElse(store.list(), [])), ...(await memory.list())])],
  };
}
