import { describe, expect, it } from 'vitest';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { keyChain } from '../../../../extension/llm/keys/chain.ts';
import { environmentKeys } from '../../../../extension/llm/keys/environment.ts';
import { keychainKeys } from '../../../../extension/llm/keys/keychain.ts';
import { memoryKeys, sessionKeys } from '../../../../extension/llm/keys/memory.ts';
import { Redactor } from '../../../../extension/llm/keys/redact.ts';
import { type SecretStorage, secretStorageKeys } from '../../../../extension/llm/keys/secretStorage.ts';
import {
  checkedKey,
  checkedName,
  type KeySource,
  type KeyStore,
} from '../../../../extension/llm/keys/store.ts';

const secret = 'sekret/Key+0123456789';

/** A keychain like the system's, kept in a map. */
class FakeKeyring {
  readonly kept = new Map<string, string>();
  fault: Error | undefined;
  options: unknown;
  load = async () => {
    const keyring = this;
    const mayFail = () => {
      if (keyring.fault) throw keyring.fault;
    };
    return {
      AsyncEntry: class {
        readonly #at: string;
        constructor(service: string, name: string, options?: object) {
          keyring.options = options;
          this.#at = `${service}/${name}`;
        }
        async getPassword() {
          mayFail();
          return keyring.kept.get(this.#at) ?? null;
        }
        async setPassword(key: string) {
          mayFail();
          keyring.kept.set(this.#at, key);
        }
        async deletePassword() {
          mayFail();
          return keyring.kept.delete(this.#at);
        }
      },
      findCredentialsAsync: async (service: string) => {
        mayFail();
        return [...keyring.kept].map(([at, password]) => ({
          account: at.slice(service.length + 1),
          password,
        }));
      },
    };
  };
}

/** SecretStorage like VS Code's, kept in a map. */
class FakeSecrets implements SecretStorage {
  readonly kept = new Map<string, string>();
  fault: Error | undefined;
  #may<T>(action: () => T): Promise<T> {
    return this.fault ? Promise.reject(this.fault) : Promise.resolve(action());
  }
  get = (key: string) => this.#may(() => this.kept.get(key));
  store = (key: string, value: string) => this.#may(() => void this.kept.set(key, value));
  delete = (key: string) => this.#may(() => void this.kept.delete(key));
}

const stores: [string, () => { store: KeyStore; fail?: (fault: Error) => void }][] = [
  ['memory', () => ({ store: memoryKeys() })],
  [
    "the system's keychain",
    () => {
      const keyring = new FakeKeyring();
      return { store: keychainKeys('photoplay', keyring.load), fail: (fault) => (keyring.fault = fault) };
    },
  ],
  [
    "VS Code's secrets",
    () => {
      const secrets = new FakeSecrets();
      return { store: secretStorageKeys(secrets), fail: (fault) => (secrets.fault = fault) };
    },
  ],
];

describe.each(stores)('keys in %s', (_, make) => {
  it('are kept, changed, listed and removed', async () => {
    const { store } = make();
    expect(await store.list()).toEqual([]);
    expect(await store.get('openai')).toBeUndefined();
    await store.set('openai', secret);
    await store.set('work-proxy', 'other');
    await store.set('openai', `${secret}2`);
    expect(await store.get('openai')).toBe(`${secret}2`);
    expect([...(await store.list())].sort()).toEqual(['openai', 'work-proxy']);
    expect(await store.delete('openai')).toBe(true);
    expect(await store.delete('openai')).toBe(false);
    expect(await store.get('openai')).toBeUndefined();
    expect(await store.list()).toEqual(['work-proxy']);
    expect(await store.delete('work-proxy')).toBe(true);
    expect(await store.list()).toEqual([]);
  });

  it('that cannot be reached are an error that says what to do, and tells no key', async () => {
    const { store, fail } = make();
    if (!fail) return expect(store.place).toContain('memory');
    fail(new Error(`no bus for ${secret}`));
    for (const action of [store.get('a'), store.delete('a'), store.list(), store.set('a', secret)]) {
      const error = await action.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({
        code: 'auth',
        details: { hint: expect.stringContaining('OPENAI_API_KEY') },
      });
    }
    const error = await store.set('a', secret).catch((thrown: unknown) => thrown);
    expect(error instanceof LlmError && error.cause).toMatchObject({ message: 'no bus for [key]' });
  });
});

describe("the system's keychain", () => {
  it('is never the keyring of the kernel, which forgets', async () => {
    const keyring = new FakeKeyring();
    await keychainKeys('photoplay', keyring.load).set('openai', secret);
    expect(keyring.options).toEqual({ linux: { store: 'secret-service' } });
  });

  it('is loaded for real, and either works or says that it does not', async () => {
    const store = keychainKeys('photoplay-test-of-its-own');
    const answer = await store.get('nobody').catch((error: unknown) => error);
    if (answer !== undefined)
      expect(answer).toMatchObject({ code: 'auth', message: expect.stringContaining('keychain') });
  });
});

describe('keys in the environment', () => {
  it('are those of the first variable that holds one', async () => {
    const keys = environmentKeys({ GEMINI_API_KEY: '  ', GOOGLE_API_KEY: ' g\n', OPENAI_API_KEY: 'o' });
    expect(await keys.get('gemini', ['GEMINI_API_KEY', 'GOOGLE_API_KEY'])).toBe('g');
    expect(await keys.get('gemini', ['OPENAI_API_KEY', 'GOOGLE_API_KEY'])).toBe('o');
    expect(await keys.get('gemini', ['MISTRAL_API_KEY'])).toBeUndefined();
    expect(await keys.get('OPENAI_API_KEY')).toBeUndefined();
  });

  it('are those of the process, as they are now', async () => {
    const keys = environmentKeys();
    process.env.PHOTOPLAY_TEST_API_KEY = 'now';
    expect(await keys.get('test', ['PHOTOPLAY_TEST_API_KEY'])).toBe('now');
    delete process.env.PHOTOPLAY_TEST_API_KEY;
    expect(await keys.get('test', ['PHOTOPLAY_TEST_API_KEY'])).toBeUndefined();
  });
});

describe('keys of a session', () => {
  it('are kept in memory while the store fails, and it is told', async () => {
    const keyring = new FakeKeyring();
    const told: string[] = [];
    const store = sessionKeys(keychainKeys('photoplay', keyring.load), (message) => told.push(message));
    keyring.fault = new Error('locked');
    await store.set('openai', secret);
    expect(told).toEqual([
      "The system's keychain cannot be used.",
      'The key of openai is kept for this session only.',
    ]);
    expect(await store.get('openai')).toBe(secret);
    expect(await store.get('other')).toBeUndefined();
    expect(await store.list()).toEqual(['openai']);
    keyring.fault = undefined;
    await store.set('openai', `${secret}2`);
    expect(keyring.kept.get('photoplay/openai')).toBe(`${secret}2`);
    expect(await store.get('openai')).toBe(`${secret}2`);
    keyring.fault = new Error('locked');
    await store.set('other', secret);
    expect(await store.delete('other')).toBe(true);
    expect(await store.delete('other')).toBe(false);
    expect(store.place).toBe("the system's keychain");
  });

  it('tell also what is no error', async () => {
    const told: string[] = [];
    const broken: KeyStore = { ...memoryKeys(), get: () => Promise.reject('no') };
    expect(await sessionKeys(broken, (message) => told.push(message)).get('a')).toBeUndefined();
    expect(told).toEqual(['no']);
  });
});

describe('a chain of places', () => {
  const env = environmentKeys({ OPENAI_API_KEY: secret });

  it('gives the key of the first that has one, says which, and has it taken out from then on', async () => {
    const memory = memoryKeys();
    await memory.set('openai', 'from memory');
    await memory.set('groq', 'groq from memory');
    const redactor = new Redactor();
    const chain = keyChain([env, memory], redactor, () => {});
    expect(redactor.text(secret)).toBe(secret);
    expect(await chain.locate('openai', ['OPENAI_API_KEY'])).toEqual({
      key: secret,
      place: 'the environment',
    });
    expect(redactor.text(secret)).toBe('[key]');
    expect(await chain.locate('groq')).toEqual({
      key: 'groq from memory',
      place: 'the memory of this session',
    });
    expect(await keyChain([memory, env], redactor, () => {}).find('openai', ['OPENAI_API_KEY'])).toBe(
      'from memory',
    );
    expect(await chain.find('nobody', [])).toBeUndefined();
  });

  it('passes over a place that fails, tells it once, and leaves it alone for a while', async () => {
    const told: string[] = [];
    let asked = 0;
    const locked: KeySource = {
      place: 'a vault',
      get: async () => {
        asked++;
        throw asked === 1 ? new Error('The vault is locked.') : new Error('again');
      },
    };
    const chain = keyChain([locked, env], new Redactor(), (message) => told.push(message));
    const names = ['openai', 'groq', 'mistral'];
    const found = await Promise.all(
      names.map((name) => chain.find(name, name === 'openai' ? ['OPENAI_API_KEY'] : [])),
    );
    expect(found).toEqual([secret, undefined, undefined]);
    expect({ asked, told }).toEqual({ asked: 1, told: ['The vault is locked.'] });
  });

  it('tells also what is no error', async () => {
    const told: string[] = [];
    const odd: KeySource = { place: 'odd', get: () => Promise.reject('no') };
    await keyChain([odd], new Redactor(), (message) => told.push(message)).find('a');
    expect(told).toEqual(['no']);
  });
});

describe('what is kept', () => {
  it.each(['openai', 'work-proxy', 'llama.cpp', 'A_1'])('may be named %j', (name) => {
    expect(checkedName(name)).toBe(name);
  });
  it.each(['', '-x', 'a/b', 'a b', '../x', 'a'.repeat(65), 'ä'])('may not be named %j', (name) => {
    expect(() => checkedName(name)).toThrow(LlmError);
  });
  it('is a key without the blanks around it', () => {
    expect(checkedKey(` ${secret}\r\n`)).toBe(secret);
  });
  it.each(['', ' \n', 'two words', 'zwei\u00a0Wörter', 'a\nb', 'x'.repeat(9000)])('is not %j', (text) => {
    expect(() => checkedKey(text)).toThrow(LlmError);
    if (text.trim()) expect(() => checkedKey(text)).not.toThrow(text);
  });
});
