import { type KeyStore, using } from './store.ts';

/** What we use of @napi-rs/keyring. */
interface Keyring {
  AsyncEntry: new (
    service: string,
    name: string,
    options?: { linux?: { store?: 'secret-service' } },
  ) => {
    getPassword(): Promise<string | null | undefined>;
    setPassword(key: string): Promise<void>;
    deletePassword(): Promise<boolean>;
  };
  findCredentialsAsync(service: string): Promise<readonly { account: string }[]>;
}

const load = (): Promise<Keyring> => import('@napi-rs/keyring');

const keychain = { name: "The system's keychain", hint: 'Unlock it' };

/**
 * The system's keychain: that of macOS, Windows' credentials, on Linux the Secret Service of the desktop. The kernel's
 * own keyring, which forgets, is not taken in its place. Where there is none every call rejects with `auth`.
 */
export function keychainKeys(service: string, keyring: () => Promise<Keyring> = load): KeyStore {
  const entry = async (name: string) =>
    new (await keyring()).AsyncEntry(service, name, { linux: { store: 'secret-service' } });
  return {
    place: "the system's keychain",
    get: (name) => using(keychain, async () => (await (await entry(name)).getPassword()) ?? undefined),
    set: (name, key) => using(keychain, async () => (await entry(name)).setPassword(key), key),
    delete: (name) => using(keychain, async () => (await entry(name)).deletePassword()),
    list: () =>
      using(keychain, async () =>
        (await (await keyring()).findCredentialsAsync(service)).map(({ account }) => account),
      ),
  };
}
