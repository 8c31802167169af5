import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type Command, UsageError } from '../../../extension/commandLine/command.ts';
import { type KeyDesk, keyCommands } from '../../../extension/commandLine/models/keys.ts';
import { readSecret } from '../../../extension/commandLine/models/secretPrompt.ts';
import { configSchema } from '../../../extension/llm/config/config.ts';
import { LlmError } from '../../../extension/llm/errors.ts';
import { environmentKeys } from '../../../extension/llm/keys/environment.ts';
import { memoryKeys } from '../../../extension/llm/keys/memory.ts';
import { PhotoplayError } from '../../../extension/runtime/errors.ts';
import { photoplay } from '../../cli.ts';

const secret = 'sk-proj-0123456789abcdefWXYZ';

/** A terminal that is not one: what is typed is written to it. */
class Terminal extends PassThrough {
  readonly isTTY: boolean;
  raw = false;
  shown = '';
  constructor(isTTY = true) {
    super();
    this.isTTY = isTTY;
  }
  setRawMode = (raw: boolean) => {
    this.raw = raw;
    return this;
  };
  output = { write: (text: string) => (this.shown += text) };
  ask = () => readSecret('Key? ', this, this.output);
}

describe('a secret that is asked for', () => {
  it('is what was typed before Enter, and is not shown', async () => {
    const terminal = new Terminal();
    const answer = terminal.ask();
    expect(terminal.raw).toBe(true);
    terminal.write('abX');
    terminal.write('\u007fc\bcd\rrest');
    expect(await answer).toBe('abcd');
    expect(terminal.shown).toBe('Key? \n');
    expect(terminal.raw).toBe(false);
  });

  it('is given up with Ctrl-C, and ends with Ctrl-D or the end of the terminal', async () => {
    const stopped = new Terminal();
    const answer = stopped.ask();
    stopped.write('ab\u0003');
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    expect(stopped.raw).toBe(false);
    const ended = new Terminal();
    const whole = ended.ask();
    ended.write('ab\u0004');
    expect(await whole).toBe('ab');
    const closed = new Terminal();
    const rest = closed.ask();
    closed.end('abc');
    expect(await rest).toBe('abc');
  });

  it('is all that is piped in, with no question', async () => {
    const pipe = new Terminal(false);
    const answer = pipe.ask();
    pipe.write('ab\n');
    pipe.end('cd\n');
    expect(await answer).toBe('ab\ncd\n');
    expect(pipe.shown).toBe('');
  });

  it('is not read without end, and fails with its input', async () => {
    const endless = new Terminal(false);
    const answer = endless.ask();
    endless.write('x'.repeat(70_000));
    await expect(answer).rejects.toThrow(UsageError);
    const broken = new Terminal(false);
    const failed = broken.ask();
    broken.destroy(new Error('gone'));
    await expect(failed).rejects.toThrow('gone');
  });
});

/** The commands with stores of their own, and what they said. */
function desk(more: { env?: NodeJS.ProcessEnv; typed?: string; store?: KeyDesk['store'] } = {}) {
  const input = new Terminal(false);
  input.end(more.typed ?? '');
  const env = more.env ?? {};
  const store = more.store ?? memoryKeys();
  const config = configSchema.parse({
    providers: { 'work-proxy': { kind: 'litellm', baseUrl: 'http://localhost:1' } },
  });
  const { commands } = keyCommands({
    env,
    store,
    input,
    environment: environmentKeys(env),
    config: async () => config,
  });
  const said: string[] = [];
  const call = async (name: string, ...positionals: string[]) => {
    const command = commands.find((one): one is Command => one.name === `keys ${name}`);
    const io = {
      say: (line: string) => said.push(line),
      warn: (line: string) => said.push(line),
      progress: () => {},
      json: false,
      write: (text: string) => said.push(text),
      signal: new AbortController().signal,
    };
    return (await command?.run(positionals, {}, io))?.result;
  };
  return { call, said, store };
}

describe('photoplay keys', () => {
  it('keeps a key that is piped in, and tells no more of it than its end', async () => {
    const { call, said, store } = desk({ typed: `${secret}\n` });
    expect(await call('set', 'openai')).toEqual({
      version: 1,
      name: 'openai',
      place: store.place,
      end: 'WXYZ',
    });
    expect(await store.get('openai')).toBe(secret);
    expect(said.join()).not.toContain('0123');
  });

  it('takes the name of its variable for the provider', async () => {
    const { call, store } = desk({ typed: secret });
    await call('set', 'GOOGLE_API_KEY');
    expect(await store.list()).toEqual(['gemini']);
  });

  it('does not keep what is no key, nor under what is no name', async () => {
    await expect(desk().call('set', 'openai')).rejects.toMatchObject({ code: 'bad_request' });
    await expect(desk({ typed: secret }).call('set', 'a/b')).rejects.toThrow(PhotoplayError);
    await expect(desk({ typed: secret }).call('set')).rejects.toThrow(PhotoplayError);
  });

  it('lists whose keys there are, where, and which of two is used', async () => {
    const { call, said, store } = desk({
      env: { OPENAI_API_KEY: secret, GROQ_API_KEY: 'short', WORK_PROXY_API_KEY: ' ' },
    });
    await store.set('openai', 'another key ABCD');
    await store.set('work-proxy', 'proxy key of EFGH');
    await store.set('old-one', 'old key of a IJKL');
    const environment = { place: 'the environment', used: true };
    expect(await call('list')).toEqual({
      version: 1,
      keys: [
        { name: 'work-proxy', place: store.place, end: 'EFGH', used: true },
        { name: 'openai', end: 'WXYZ', ...environment },
        { name: 'openai', place: store.place, end: 'ABCD', used: false },
        { name: 'groq', end: '', ...environment },
        { name: 'old-one', place: store.place, end: 'IJKL', used: true },
      ],
      unusable: [],
    });
    expect(said.join('\n')).toContain('not used');
    expect(said.join('\n')).not.toMatch(/0123|another|short/);
  });

  it('lists the environment also when the store cannot be used', async () => {
    const store = { ...memoryKeys(), list: () => Promise.reject(new LlmError('auth', 'It is locked.')) };
    const { call, said } = desk({ store, env: { OPENAI_API_KEY: secret } });
    expect(await call('list')).toMatchObject({ keys: [{ name: 'openai' }], unusable: [store.place] });
    expect(said[0]).toContain('It is locked.');
    const odd = { ...store, list: () => Promise.reject('no') };
    expect(await desk({ store: odd }).call('list')).toMatchObject({ keys: [] });
  });

  it('removes a key, and says when there is none', async () => {
    const { call, said, store } = desk();
    await store.set('openai', secret);
    expect(await call('remove', 'openai')).toEqual({ version: 1, name: 'openai', place: store.place });
    await expect(call('remove', 'openai')).rejects.toMatchObject({ code: 'no-key' });
    expect(await call('list')).toMatchObject({ keys: [] });
    expect(said.at(-1)).toContain('No key');
  });
});

describe('the command line', () => {
  const words = [
    ['keys', 'set', 'openai', secret],
    ['keys', 'set', 'openai', `--key=${secret}`],
    ['keys', 'set', `x/${secret}`],
    ['keys', secret],
    ['keys', 'list', secret],
    ['usage', '--by', secret],
    [secret],
  ];
  it.each(words.flatMap((args) => [[args], [[...args, '--json']]]))(
    'shows no key that was typed: %j',
    async (args) => {
      const { code, stdout, stderr } = await photoplay(args);
      expect(code).not.toBe(0);
      expect(stdout + stderr).not.toContain('0123456789');
    },
  );

  it('says what to do where there is no keychain', async () => {
    const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', XDG_RUNTIME_DIR: '/nonexistent' };
    const { code, stderr } = await photoplay(['keys', 'remove', 'nobody-of-this-name'], { env });
    expect(code).toBe(1);
    expect(stderr).toMatch(/the system's keychain.*\n.*(OPENAI_API_KEY|keys list)/i);
  });
});
