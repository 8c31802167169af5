import { describe, expect, it } from 'vitest';
import { photoplay } from '../../cli.ts';

const names = [
  'film',
  'plan',
  'boards',
  'check',
  'parse',
  'new',
  'doctor',
  'setup',
  'demo',
  'usage',
  'ask',
  'models',
];

describe('help', () => {
  it('lists every command, and is what a bare call shows on stderr', async () => {
    const [help, bare] = await Promise.all([photoplay(['--help']), photoplay([])]);
    expect(help.code).toBe(0);
    for (const name of names) expect(help.stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(bare).toMatchObject({ code: 2, stdout: '', stderr: help.stdout });
  });

  it.each(names)('of %s has its options, and examples that use no others', async (name) => {
    const [help, same] = await Promise.all([photoplay([name, '--help']), photoplay(['help', name])]);
    expect(help).toMatchObject({ code: 0, stderr: '', stdout: same.stdout });
    expect(help.stdout).toContain(`photoplay ${name}`);
    const [options = '', examples = ''] = help.stdout.split('\nOptions\n')[1]?.split('\nExamples\n') ?? [];
    const known = [...options.matchAll(/^ {2}--(\w+)/gm)].map(([, option]) => option);
    expect(known).toEqual(expect.arrayContaining(['json', 'help']));
    const used = [...examples.matchAll(/ --(\w+)/g)].map(([, option]) => option);
    expect(known).toEqual(expect.arrayContaining(used));
    expect(examples).toContain(`photoplay ${name}`);
  });

  it('tells the version', async () => {
    expect((await photoplay(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('bad usage', () => {
  it.each([
    [['fillm', 'x'], 'no command "fillm"'],
    [['film'], 'film needs <film>'],
    [['film', 'a', 'b'], 'does not know what to do with "b"'],
    [['film', 'a', '--colour'], '--colour'],
    [['film', 'a', '--quality', 'best'], 'draft, preview, final'],
    [['film', 'a', '--size', '1280'], 'WIDTHxHEIGHT'],
    [['film', 'a', '--size', '321x180'], 'even pixels'],
    [['film', 'a', '--fps', '300'], 'from 12 to 60'],
    [['film', 'a', '--scenes', '1--2'], '--scenes is a list'],
    [['film', 'a', '--shots', 'two'], '--shots is a list'],
    [['film', 'a', '--scenes', ','], 'empty'],
    [['film', 'a', '--out', 'film.avi'], '.mp4'],
    [['boards', 'a', '--scenes', '%'], '--scenes is a list'],
    [['parse'], 'parse needs'],
  ])('%j ends with 2 and says what is wrong', async (args, message) => {
    const { code, stdout, stderr } = await photoplay(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('is also an object with --json', async () => {
    const { code, stdout } = await photoplay(['film', 'a', '--fps', 'x', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, error: { code: 'usage' } });
  });
});
