import { type KeyStore, using } from './store.ts';

/** What we use of VS Code's SecretStorage. */
export interface SecretStorage {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** Where the names are kept: SecretStorage cannot list them in every version. */
const names = 'models.names';
const field = (name: string): string => `models.key.${name}`;

const storage = { name: "VS Code's secret storage", hint: 'Set up a keyring for your desktop' };

/** Keys in VS Code's SecretStorage, which all windows share. */
export function secretStorageKeys(secrets: SecretStorage): KeyStore {
  const list = async (): Promise<readonly string[]> => (await secrets.get(names))?.split('\n') ?? [];
  const remember = async (all: readonly string[]): Promise<void> =>
    all.length === 0 ? secrets.delete(names) : secrets.store(names, all.join('\n'));
  return {
    place: "VS Code's secrets",
    get: (name) => using(storage, async () => secrets.get(field(name))),
    set: (name, key) =>
      using(
        storage,
        async () => {
          await secrets.store(field(name), key);
          await remember([...new Set([...(await list()), name])].sort());
        },
        key,
      ),
    delete: (name) =>
      using(storage, async () => {
        const there = (await secrets.get(field(name))) !== undefined;
        await secrets.delete(field(name));
        await remember((await list()).filter((other) => other !== name));
        return there;
      }),
    list: () => using(storage, list),
  };
}
