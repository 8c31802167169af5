import type { Config } from '../../llm/config/config.ts';
import { knownProvider, providerNames } from '../../llm/config/known.ts';
import { readConfig } from '../../llm/config/read.ts';
import { environmentKeys } from '../../llm/keys/environment.ts';
import { keychainKeys } from '../../llm/keys/keychain.ts';
import { checkedKey, checkedName, type KeySource, type KeyStore } from '../../llm/keys/store.ts';
import { PhotoplayError } from '../../runtime/errors.ts';
import { type Command, type CommandGroup, type Io, UsageError } from '../command.ts';
import { keychainService, mendable, modelsFile } from './desk.ts';
import { columns } from './figures.ts';
import { readSecret, type SecretInput } from './secretPrompt.ts';

/** What the commands use of the outside. */
export interface KeyDesk {
  /** Where keys are found besides the store, before it. */
  environment: KeySource;
  store: KeyStore;
  env: NodeJS.ProcessEnv;
  input: SecretInput;
  config(): Promise<Config>;
}

const usersDesk: KeyDesk = {
  environment: environmentKeys(),
  store: keychainKeys(keychainService),
  env: process.env,
  get input() {
    return process.stdin;
  },
  config: () => readConfig(modelsFile()),
};

/** `photoplay keys …`: keys of models, in the system's keychain. */
export const keyCommands = (desk: KeyDesk = usersDesk): CommandGroup => ({
  name: 'keys',
  summary: "Keeps keys of models in the system's keychain; shows which there are.",
  commands: [setCommand(desk), listCommand(desk), removeCommand(desk)],
});

const setCommand = ({ store, input, env, config }: KeyDesk): Command => ({
  name: 'keys set',
  summary: "Keeps the key of a provider in the system's keychain; asks for it, or reads it from stdin.",
  usage: '<provider>',
  options: {},
  optionHelp: {},
  examples: ['photoplay keys set openai', 'pass show openai | photoplay keys set openai'],
  positionals: [1, Number.POSITIVE_INFINITY],
  run: (positionals, _, io) =>
    mended(async () => {
      const name = await nameOf(positionals, { env, config });
      const key = checkedKey(await readSecret(`Key of ${name} (it is not shown): `, input, process.stderr));
      await store.set(name, key);
      io.say(`The key of ${name} is kept in ${store.place}.`);
      return { result: { version: 1, name, place: store.place, end: endOf(key) } };
    }),
});

const removeCommand = ({ store, env, config }: KeyDesk): Command => ({
  name: 'keys remove',
  summary: "Removes the key of a provider from the system's keychain.",
  usage: '<provider>',
  options: {},
  optionHelp: {},
  examples: ['photoplay keys remove openai'],
  positionals: [1, Number.POSITIVE_INFINITY],
  run: (positionals, _, io) =>
    mended(async () => {
      const name = await nameOf(positionals, { env, config });
      if (!(await store.delete(name)))
        throw new PhotoplayError('no-key', `There is no key of ${name} in ${store.place}.`, {
          hint: 'photoplay keys list shows which keys there are, and where.',
        });
      io.say(`The key of ${name} is no longer in ${store.place}.`);
      return { result: { version: 1, name, place: store.place } };
    }),
});

const listCommand = (desk: KeyDesk): Command => ({
  name: 'keys list',
  summary: 'The keys that are found: whose, where, and their last four signs.',
  usage: '',
  options: {},
  optionHelp: {},
  examples: ['photoplay keys list', 'photoplay keys list --json | jq -r .keys[].name'],
  positionals: [0, 0],
  run: (_, __, io) =>
    mended(async () => {
      const { keys, unusable } = await found(desk, io);
      for (const line of columns(
        keys.map(({ name, place, end, used }) => [
          name,
          `…${end}`,
          `${place}${used ? '' : ' (not used: the environment comes first)'}`,
        ]),
      ))
        io.say(line);
      if (keys.length === 0) io.say('No key was found. To keep one: photoplay keys set openai');
      return { result: { version: 1, keys, unusable } };
    }),
});

interface Listed {
  name: string;
  place: string;
  /** The last four signs; none of a key that is hardly longer. */
  end: string;
  /** Whether it is the one that is sent. */
  used: boolean;
}

/** Every key that is there. A keychain that cannot be used is told, and the rest listed. */
async function found(desk: KeyDesk, io: Io): Promise<{ keys: Listed[]; unusable: string[] }> {
  const config = await desk.config();
  const unusable: string[] = [];
  const inStore = await desk.store.list().catch((error: unknown) => {
    unusable.push(desk.store.place);
    io.warn(`${error instanceof Error ? error.message : String(error)} Keys in it are not listed.`);
    return [] as readonly string[];
  });
  const keys: Listed[] = [];
  for (const name of new Set([...providerNames(config), ...inStore])) {
    const variables = knownProvider(name, config, desk.env)?.variables ?? [];
    const places = inStore.includes(name) ? [desk.environment, desk.store] : [desk.environment];
    let used = true;
    for (const source of places) {
      const key = await source.get(name, variables);
      if (key === undefined) continue;
      keys.push({ name, place: source.place, end: endOf(key), used });
      used = false;
    }
  }
  return { keys, unusable };
}

const endOf = (key: string): string => (key.length < 12 ? '' : key.slice(-4));

/** The provider that is named, also by the variable of its key. Throws UsageError without telling what a key may be. */
async function nameOf(
  [name = '', ...others]: readonly string[],
  { env, config }: Pick<KeyDesk, 'env' | 'config'>,
): Promise<string> {
  if (others.length > 0)
    throw new UsageError(
      'A key is never given on the command line, where others can read it: give the name alone, and the key when it is asked for.',
    );
  const known = await config();
  return (
    providerNames(known).find((id) => knownProvider(id, known, env)?.variables.includes(name)) ??
    checkedName(name)
  );
}

async function mended<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw mendable(error);
  }
}
