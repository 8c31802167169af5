import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyFolder, photoplay } from '../../cli.ts';
import { OpenBlender } from '../../fakes/openBlender.ts';

let env: Record<string, string>;
let sessions: string;
let opened: OpenBlender[];
beforeEach(() => {
  const home = emptyFolder();
  sessions = join(home, 'sessions');
  env = { PHOTOPLAY_SESSIONS: sessions, PHOTOPLAY_CONFIG: join(home, 'config') };
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((blender) => blender.close()));
});

const idle = { tickAge: 0.01, busy: '', waiting: 0 };
const status = (unsaved: boolean) => ({
  state: { file: '', scenes: [] },
  pid: 1,
  scene: 'Scene',
  frame: 1,
  unsaved,
  rendering: '',
  modal: [],
  clients: 1,
  codeAllowed: false,
});

async function open(more: Parameters<typeof OpenBlender.open>[1] = {}): Promise<OpenBlender> {
  const blender = await OpenBlender.open(sessions, more);
  blender.answer = ({ method }) => ({ result: method === 'session/ping' ? idle : status(false) });
  opened.push(blender);
  return blender;
}
const call = (...args: string[]) => photoplay(['blender', ...args], { env });
const object = async (...args: string[]) => {
  const { code, stdout } = await call(...args, '--json');
  return { code, ...JSON.parse(stdout) };
};

describe('photoplay blender', () => {
  const names = ['find', 'launch', 'install', 'connect', 'status', 'stop'];

  it('lists its commands, also when called bare or with a wrong one', async () => {
    const [help, same, bare, wrong] = await Promise.all([
      call('--help'),
      photoplay(['help', 'blender']),
      call(),
      call('dance'),
    ]);
    expect(help).toMatchObject({ code: 0, stderr: '', stdout: same.stdout });
    for (const name of names) expect(help.stdout).toMatch(new RegExp(`^  blender ${name} `, 'm'));
    expect(bare).toMatchObject({ code: 2, stdout: '', stderr: help.stdout });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('blender has no command "dance"');
  });

  it.each(names)('%s has help with its options, and examples that use no others', async (name) => {
    const [help, same] = await Promise.all([call(name, '--help'), photoplay(['help', 'blender', name])]);
    expect(help).toMatchObject({ code: 0, stderr: '', stdout: same.stdout });
    const [options = '', examples = ''] = help.stdout.split('\nOptions\n')[1]?.split('\nExamples\n') ?? [];
    const known = [...options.matchAll(/^ {2}--(\w+)/gm)].map(([, option]) => option);
    expect(known).toEqual(expect.arrayContaining(['json', 'help']));
    const used = [...examples.matchAll(/ --(\w+)/g)].map(([, option]) => option);
    expect(known).toEqual(expect.arrayContaining(used));
    expect(examples).toContain(`photoplay blender ${name}`);
  });

  it.each([
    [['connect', '--pid', 'one'], '--pid is a whole number'],
    [['status', 'x'], 'does not know what to do with "x"'],
    [['launch', '--colour'], '--colour'],
  ])('%j ends with 2 and says what is wrong', async (args, message) => {
    const { code, stdout, stderr } = await call(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('status', () => {
  it('with nothing open says how to open one', async () => {
    expect((await call('status')).stdout).toContain('photoplay blender launch');
    expect(await object('status')).toEqual({ code: 0, version: 1, sessions: [], refused: [] });
  });

  it('has each session as it is, and never a token', async () => {
    const one = await open({ pid: process.pid, file: '/films/film.blend' });
    const two = await open({ pid: process.ppid, background: true, addon: '0.0.1' });
    one.answer = ({ method }) => ({ result: method === 'session/ping' ? idle : status(true) });
    two.answer = () => ({ result: { tickAge: 4, busy: 'stage/apply', waiting: 2 } });
    const { stdout } = await call('status', '--json');
    const found = JSON.parse(stdout);
    expect(found.sessions).toHaveLength(2);
    expect(found.sessions).toContainEqual({
      pid: process.pid,
      port: one.announced.port,
      blender: '5.2.2',
      file: '/films/film.blend',
      background: false,
      discoveryFile: one.file,
      addon: '0.1.0',
      state: 'ready',
      unsaved: true,
    });
    expect(found.sessions).toContainEqual(
      expect.objectContaining({
        pid: process.ppid,
        background: true,
        state: 'busy',
        why: 'stage/apply',
        unsaved: null,
        update: expect.stringContaining('photoplay blender install'),
      }),
    );
    const text = await call('status');
    for (const { announced } of [one, two])
      for (const shown of [stdout, text.stdout, text.stderr]) expect(shown).not.toContain(announced.token);
    expect(text.stdout).toContain('busy (stage/apply)');
    expect(text.stdout).toContain('unsaved changes');
  });

  it('does not wait for one that answers nothing', async () => {
    const dead = await open();
    dead.hello = () => ({ error: { code: -32008, message: 'no' } });
    const { sessions: found } = await object('status');
    expect(found).toMatchObject([{ state: 'silent', why: 'no', unsaved: null }]);
  });

  it('says which files it does not believe, and why', async () => {
    await open();
    writeFileSync(join(sessions, '77.json'), '{', { mode: 0o600 });
    expect(await object('status')).toMatchObject({
      sessions: [{ pid: process.pid }],
      refused: [{ file: join(sessions, '77.json'), why: 'it makes no sense' }],
    });
  });
});

describe('connect', () => {
  it('says hello to the only one', async () => {
    const blender = await open();
    expect(await object('connect')).toMatchObject({
      code: 0,
      pid: process.pid,
      discoveryFile: blender.file,
      update: null,
      hello: { addon: '0.1.0', protocol: 1 },
    });
  });

  it('asks which of several, and remembers the one that was picked', async () => {
    await open({ pid: process.pid });
    await open({ pid: process.ppid, file: '/films/film.blend' });
    const asked = await object('connect');
    expect(asked).toMatchObject({ code: 1, error: { code: 'blender-pick' } });
    expect(asked.error.message).toContain('/films/film.blend');
    expect(await object('connect', '--file', '/films/film.blend')).toMatchObject({ pid: process.ppid });
    expect(await object('connect')).toMatchObject({ code: 0, pid: process.ppid });
  });

  it('does not take another when the one that is named is not open', async () => {
    await open();
    expect(await object('connect', '--pid', '2000000000')).toMatchObject({
      code: 1,
      error: { code: 'blender-closed', hint: expect.stringContaining(String(process.pid)) },
    });
  });

  it('names the side that is to be updated', async () => {
    const blender = await open({ addon: '0.0.9' });
    blender.hello = () => ({ error: { code: -32002, message: 'the add-on is older' } });
    const { code, error } = await object('connect');
    expect(code).toBe(1);
    expect(error.message).toContain('update it with "photoplay blender install"');
    await blender.close();
    const newer = await open({ addon: '9.0.0' });
    newer.hello = () => ({ error: { code: -32002, message: 'the editor is older' } });
    expect((await object('connect')).error.message).toContain('update Photoplay');
  });
});

describe('stop', () => {
  it('ends the only one', async () => {
    const blender = await open();
    blender.answer = ({ method }) => {
      expect(method).toBe('session/quit');
      setTimeout(() => void blender.close(), 20);
      return { result: {} };
    };
    expect(await object('stop')).toMatchObject({ code: 0, pid: process.pid });
    expect(blender.asked).toMatchObject([{ method: 'session/quit', params: { discard: false } }]);
    opened = [];
  });

  it('says so when something would be lost, and that is its own to decide', async () => {
    const blender = await open();
    const refusal = { error: { code: -32006, message: 'film.blend has unsaved changes' } };
    blender.answer = ({ params }) => ((params as { discard: boolean }).discard ? { result: {} } : refusal);
    expect(await object('stop')).toMatchObject({
      code: 1,
      error: { code: 'blender-unsaved', hint: expect.stringContaining('--discard') },
    });
  });

  it('of several needs to be told which, whatever was remembered', async () => {
    await open({ pid: process.pid });
    await open({ pid: process.ppid });
    await object('connect', '--pid', String(process.pid));
    expect(await object('stop')).toMatchObject({ code: 1, error: { code: 'blender-pick' } });
  });
});

describe('launch', () => {
  it('of a file that is not there, or with what is no Blender, says so', async () => {
    expect(await object('launch', 'none.blend')).toMatchObject({ code: 1, error: { code: 'not-found' } });
    expect(await object('launch', '--blender', process.execPath)).toMatchObject({
      code: 1,
      error: { code: 'blender', hint: expect.stringContaining('blender find') },
    });
  });
});
