import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { run } from '../../extension/runtime/process.ts';
import { alive } from '../../extension/runtime/python.ts';
import { emptyFolder, photoplay, start } from '../cli.ts';
import { ffmpeg } from './session.ts';

vi.setConfig({ testTimeout: 180_000 });

const script = `Title: Two Rooms

INT. KITCHEN - DAY

ADA and BEN stand by the table.

ADA
Did you hear that?

BEN
No.

INT. HALL - NIGHT

ADA enters.

ADA
Hello?
`;
const small = ['--size', '160x90', '--json'];
const film = (folder: string, ...more: string[]) => photoplay(['film', folder, ...small, ...more]);
const made = (ended: { stdout: string }) => JSON.parse(ended.stdout);

function filmFolder(text = script): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'screenplay.fountain'), text);
  return folder;
}
const files = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();
const leftovers = (folder: string) =>
  files(folder).filter((file) => /\.part$|building$|frames.+\.(png|exr|jpe?g|bmp|tga)$/.test(file));
/** Every take by its name, with what is in it. */
const takes = (folder: string) =>
  Object.fromEntries(
    readdirSync(join(folder, 'takes')).map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, 'takes', name)))
        .digest('hex'),
    ]),
  );

/** Waits until something holds; fails after two minutes. */
async function until(holds: () => boolean, what: string): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    if (waited > 120_000) throw new Error(`Waited two minutes for ${what}.`);
    await sleep(50);
  }
}
const drawing = (folder: string) => () => {
  const frames = join(folder, '.photoplay', 'cache', 'frames');
  return existsSync(frames) && files(frames).length >= 3;
};
/** The processes that a process has started, as Linux lists them. */
function children(pid: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((id) => {
      const stat = id > 0 && existsSync(`/proc/${id}/stat`) ? readFileSync(`/proc/${id}/stat`, 'utf8') : '';
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
    });
}

/** A film that was made without any trouble. */
let whole = '';
let first: ReturnType<typeof made>;
let firstTook: number;
beforeAll(async () => {
  whole = filmFolder();
  const ended = await film(whole);
  expect(ended.stderr).toContain('Cutting the film');
  expect(ended.code).toBe(0);
  first = made(ended);
  firstTook = ended.seconds;
});
const copy = () => {
  const folder = emptyFolder();
  cpSync(whole, folder, { recursive: true });
  return folder;
};

describe('photoplay film', () => {
  it('makes a film that plays everywhere, and tells how', async () => {
    expect(first).toMatchObject({ version: 1, film: join(whole, 'film.mp4'), reused: [], warnings: [] });
    expect(first.rendered).toHaveLength(first.shots);
    expect(Object.keys(first.stages)).toEqual(expect.arrayContaining(['parse', 'shots', 'render', 'cut']));
    const { stderr } = await run(ffmpeg, ['-hide_banner', '-i', first.film]);
    for (const word of ['h264', 'yuv420p', '160x90', '24 fps', 'aac', 'mov_text'])
      expect(stderr).toContain(word);
    const [, minutes, seconds] = /Duration: 00:(\d\d):([\d.]+)/.exec(stderr) ?? [];
    expect(Math.abs(Number(minutes) * 60 + Number(seconds) - first.length)).toBeLessThan(0.1);
    expect(readFileSync(join(whole, 'film.srt'), 'utf8')).toContain('Did you hear that?');
    for (const name of ['film.blend', 'edit.otio', 'poster.png'])
      expect(statSync(join(whole, name)).size).toBeGreaterThan(500);
    expect(leftovers(whole)).toEqual([]);
  });

  it('renders nothing and is quick when nothing changed', async () => {
    const before = statSync(first.film).mtimeMs;
    const again = await film(whole);
    expect(made(again)).toMatchObject({ rendered: [], reused: first.rendered });
    expect(again.seconds).toBeLessThan(firstTook / 10);
    expect(statSync(first.film).mtimeMs).toBe(before);
  });

  it('renders again only what a changed line touches', async () => {
    const folder = copy();
    writeFileSync(join(folder, 'screenplay.fountain'), script.replace('Hello?', 'Hello, is anybody in?'));
    const changed = made(await film(folder));
    expect(changed.rendered.length).toBeGreaterThan(0);
    const untouched = first.rendered.filter((id: string) => id.startsWith('1.'));
    expect(changed.reused).toEqual(expect.arrayContaining(untouched));
    expect(changed.rendered.every((id: string) => id.startsWith('2.'))).toBe(true);
    expect(changed.length).toBeGreaterThan(first.length);
  });

  it('makes a part beside the whole, and refuses one that is not there', async () => {
    const folder = copy();
    const part = made(await film(folder, '--scenes', '2', '--out', join(folder, 'hall.mp4')));
    expect(part).toMatchObject({ film: join(folder, 'hall.mp4'), rendered: [] });
    expect(part.length).toBeLessThan(first.length);
    const none = await film(folder, '--shots', '7.01');
    expect(none.code).toBe(1);
    expect(made(none).error).toMatchObject({ code: 'no-shot' });
  });
});

describe('a finished film', () => {
  it('is checked on the staged scenes and the file', async () => {
    const ended = await photoplay(['check', whole, '--json']);
    const { version, metrics, findings } = made(ended);
    expect(version).toBe(1);
    expect(ended.code).toBe(findings.some((f: { severity: string }) => f.severity === 'error') ? 1 : 0);
    expect(metrics).toMatchObject({ shots: first.shots, axisCrossings: 0, cutAngles: 0, linesCovered: 1 });
    expect(metrics.framingError).toBeLessThan(0.1);
    expect(metrics.subjectInside).toBeGreaterThan(0.9);
    expect(Math.abs(metrics.loudness + 14)).toBeLessThanOrEqual(0.5);
    expect(metrics.peak).toBeLessThanOrEqual(-1);
    expect(metrics.lengthDifference).toBeLessThan(0.05);
    expect(Math.abs(metrics.seconds - first.length)).toBeLessThan(0.05);
  });

  it('has a picture of each shot, on a sheet and on a page of their own', async () => {
    const boards = ['boards', whole, '--json', '--size', '160x90'];
    const drawn = made(await photoplay(boards));
    expect(drawn.pictures.map(({ shot }: { shot: string }) => shot)).toEqual(first.rendered);
    for (const { file } of drawn.pictures) expect(statSync(file).size).toBeGreaterThan(1000);
    expect(statSync(drawn.sheet).size).toBeGreaterThan(10_000);
    const page = readFileSync(drawn.page, 'utf8');
    expect(page.match(/src="data:image\/png;base64,/g)).toHaveLength(first.shots);
    expect(page).not.toMatch(/(src|href)="(?!data:|#)/);
    expect(made(await photoplay(boards))).toMatchObject({ rendered: [], reused: first.rendered });
  });
});

describe('a film that is interrupted', () => {
  it('goes on after Ctrl-C where it was', async () => {
    const folder = filmFolder();
    const running = start(['film', folder, ...small]);
    await until(drawing(folder), 'the first pictures');
    process.kill(running.pid, 'SIGINT');
    const stopped = await running.ended;
    expect(stopped.code).toBe(1);
    expect(made(stopped).error.code).toBe('cancelled');
    const kept =
      files(join(folder, '.photoplay', 'cache', 'frames')).length +
      files(folder).filter((f) => /takes.+mp4$/.test(f)).length;
    expect(kept).toBeGreaterThan(0);
    expect(files(folder).filter((file) => /\.part$|building$/.test(file))).toEqual([]);
    expect((await film(folder)).code).toBe(0);
    expect(takes(folder)).toEqual(takes(whole));
    expect(leftovers(folder)).toEqual([]);
  });

  it('goes on after kill -9, and no Blender stays behind', async () => {
    const folder = filmFolder();
    const running = start(['film', folder, ...small]);
    await until(drawing(folder), 'the first pictures');
    const blenders = children(running.pid);
    expect(blenders.length).toBeGreaterThan(0);
    process.kill(running.pid, 'SIGKILL');
    expect((await running.ended).code).toBe('SIGKILL');
    await until(() => !blenders.some(alive), 'the end of its Blenders');
    expect((await film(folder)).code).toBe(0);
    expect(takes(folder)).toEqual(takes(whole));
    expect(leftovers(folder)).toEqual([]);
  });

  it('is made all the same when a Blender dies, and no second run gets in', async () => {
    const folder = filmFolder();
    const running = start(['film', folder, ...small]);
    await until(drawing(folder), 'the first pictures');
    const second = await film(folder);
    expect(second.code).toBe(1);
    expect(made(second).error.code).toBe('busy');
    const [blender] = children(running.pid);
    if (blender) process.kill(blender, 'SIGKILL');
    expect((await running.ended).code).toBe(0);
    expect(takes(folder)).toEqual(takes(whole));
  });
});

describe('a film without its tools', () => {
  const failed = async (env: Record<string, string>, folder = filmFolder()) => {
    const ended = await photoplay(['film', folder, ...small], { env });
    expect(ended.code).toBe(1);
    expect(leftovers(folder)).toEqual([]);
    return made(ended).error;
  };

  it('says so when Blender is none, or there is none, and keeps the plan', async () => {
    const folder = filmFolder();
    const error = await failed({ PHOTOPLAY_BLENDER: '/nowhere/blender' }, folder);
    expect(error).toMatchObject({ code: 'blender' });
    expect(error.message).toContain('PHOTOPLAY_BLENDER');
    expect(existsSync(join(folder, 'shots.json'))).toBe(true);
    const home = emptyFolder();
    const bare = await failed({ PHOTOPLAY_CACHE: home, HOME: home, PATH: '' });
    expect(bare).toMatchObject({ code: 'blender', hint: expect.stringContaining('photoplay setup') });
  });

  it('says so when ffmpeg is none', async () => {
    expect(await failed({ PHOTOPLAY_FFMPEG: '/nowhere/ffmpeg' })).toMatchObject({ code: 'ffmpeg' });
  });

  it('says so when ffmpeg fails in the middle, and goes on with one that works', async () => {
    const folder = filmFolder();
    const broken = join(emptyFolder(), 'ffmpeg');
    writeFileSync(
      broken,
      `#!/bin/sh\ncase "$*" in *-version*) exec "${ffmpeg}" -version;; esac\necho "No space left on device" >&2\nexit 1\n`,
      { mode: 0o755 },
    );
    const error = await failed2(folder, broken);
    expect(error.code).not.toBe('internal');
    expect(error.message).toContain('No space left');
    expect(files(folder).filter((file) => file.endsWith('.part'))).toEqual([]);
    expect((await film(folder)).code).toBe(0);
    expect(takes(folder)).toEqual(takes(whole));
  });

  const failed2 = async (folder: string, broken: string) => {
    const ended = await photoplay(['film', folder, ...small], { env: { PHOTOPLAY_FFMPEG: broken } });
    expect(ended.code).toBe(1);
    return made(ended).error;
  };
});

describe('a film folder in disorder', () => {
  const spoiled = async (spoil: (folder: string) => void) => {
    const folder = copy();
    spoil(folder);
    const before = files(folder);
    const ended = await film(folder);
    const kept = (file: string) => before.includes(file) || /\.photoplay.cache/.test(file);
    if (ended.code !== 0) expect(files(folder).filter((file) => !kept(file))).toEqual([]);
    return { folder, ended, error: made(ended).error };
  };
  const edit = (name: string, change: (text: string) => string) => (folder: string) =>
    writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));

  it('that may not be written is told, and left as it is', async () => {
    const { ended, error } = await spoiled((folder) => {
      rmSync(join(folder, '.photoplay'), { recursive: true });
      writeFileSync(join(folder, '.photoplay'), '');
    });
    expect(ended.code).toBe(1);
    expect(error).toMatchObject({ code: 'write', hint: expect.stringContaining('rights') });
  });

  it.each(['film.json', 'breakdown.json', 'sets.json', 'blocking.json', 'shots.json'])(
    'with half of %s is told with file and line',
    async (name) => {
      const { folder, error } = await spoiled(edit(name, (text) => text.slice(0, text.length / 2)));
      expect(error).toMatchObject({ code: 'document', file: join(folder, name) });
      expect(error.message).toMatch(/\.json:\d+ /);
      expect(error.line).toBeGreaterThan(0);
    },
  );

  it('from a newer Photoplay is told, and not overwritten', async () => {
    const { folder, error } = await spoiled(
      edit('shots.json', (t) => t.replace('"version": 1', '"version": 9')),
    );
    expect(error.message).toContain('newer Photoplay');
    expect(readFileSync(join(folder, 'shots.json'), 'utf8')).toContain('"version": 9');
  });

  it('whose documents name what is not there is filmed, or told with the document', async () => {
    for (const [name, from, to] of [
      ['blocking.json', '"actor": "ada"', '"actor": "nobody"'],
      ['breakdown.json', '"place": "kitchen"', '"place": "moon"'],
      ['sets.json', '"id": "kitchen"', '"id": "moon"'],
    ] as const) {
      const { ended, error } = await spoiled(edit(name, (text) => text.replaceAll(from, to)));
      if (ended.code !== 0) expect(error).toMatchObject({ code: expect.not.stringMatching('internal') });
    }
  });

  it('that has lost its takes, or parts of its cache, makes them again', async () => {
    const { folder, ended } = await spoiled((dir) => {
      const [take = ''] = readdirSync(join(dir, 'takes'));
      rmSync(join(dir, 'takes', take));
      rmSync(join(dir, '.photoplay', 'cache', 'stage'), { recursive: true });
      renameSync(join(dir, 'film.mp4'), join(dir, 'old.mp4'));
    });
    expect(ended.code).toBe(0);
    expect(made(ended).rendered).toHaveLength(1);
    expect(takes(folder)).toEqual(takes(whole));
    expect(existsSync(join(folder, 'film.mp4'))).toBe(true);
  });

  it('with something in the way of its takes is told', async () => {
    const { ended, error } = await spoiled((folder) => {
      rmSync(join(folder, 'takes'), { recursive: true });
      writeFileSync(join(folder, 'takes'), 'a file');
    });
    expect(ended.code).toBe(1);
    expect(error.code).not.toBe('internal');
  });
});

describe('any screenplay', () => {
  const plan = async (text: string | Buffer) => {
    const folder = emptyFolder();
    const file = join(folder, 'any.fountain');
    writeFileSync(file, text);
    const ended = await photoplay(['plan', file, '--json']);
    expect(ended.stderr).not.toContain('    at ');
    return { file, ...ended, result: JSON.parse(ended.stdout) };
  };
  const speech = 'I have told you this before and I will tell you again, my friend. '.repeat(29);

  it.each([
    ['without dialogue', 'INT. ROOM - DAY\n\nADA enters. She sits down.\n'],
    ['without headings', 'ADA\nHello.\n\nBEN\nHi there.\n'],
    ['of transitions alone', 'FADE IN:\n\nCUT TO:\n\nFADE OUT.\n'],
    ['with a speech of 400 words', `INT. HALL - DAY\n\nADA\n${speech}\n`],
    ['from right to left', 'INT. غرفة - DAY\n\n@ليلى\nمرحبا، كيف حالك؟\n\n@יוסי\nשלום.\n'],
    ['in Chinese', '内景 厨房 - 夜\n\n@小明\n你听到了吗？\n\n@小红\n没有。\n'],
    ['of one letter', 'x'],
  ])('%s becomes a plan', async (_, text) => {
    const { code, result } = await plan(text);
    expect(code).toBe(0);
    const shots = result.shots.scenes.flatMap((scene: { shots: unknown[] }) => scene.shots);
    expect(shots.length).toBeGreaterThan(0);
  });

  it('with 60 characters becomes a plan in which each of them speaks', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `PERSON ${i}\nHello, I am number ${i}.\n`);
    const { code, result } = await plan(`INT. HALL - DAY\n\n${lines.join('\n')}`);
    expect(code).toBe(0);
    expect(result.breakdown.cast).toHaveLength(60);
    expect(new Set(result.shots.scenes[0].shots.flatMap((s: { lines: string[] }) => s.lines)).size).toBe(60);
  });

  it('may be pages of a novel', async () => {
    const paragraph = 'The night was cold and the river ran under the house. "Come in," said Mary. '.repeat(
      4,
    );
    const { code, result } = await plan(`CHAPTER ONE\n\n${`${paragraph}\n\n`.repeat(300)}`);
    expect(code).toBe(0);
    expect(result.shots.scenes.length).toBeGreaterThan(0);
  });

  it('that is empty plans to nothing, and is told when a film is asked for', async () => {
    const { code, result, file } = await plan('');
    expect({ code, shots: result.shots.scenes }).toEqual({ code: 0, shots: [] });
    const { error } = made(await film(file));
    expect(error).toMatchObject({ code: 'nothing-to-film', file, line: 0 });
  });

  it('of 10 MB of noise is parsed, and refused as a film before anything is planned', async () => {
    let state = 1;
    const noise = Buffer.from(
      Uint8Array.from({ length: 10_000_000 }, () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state >>> 24;
      }),
    );
    const folder = emptyFolder();
    const file = join(folder, 'noise.fountain');
    writeFileSync(file, noise);
    const parsed = await photoplay(['parse', '--timing', file]);
    expect(parsed.code).toBe(0);
    const filmed = await film(file);
    const { error } = made(filmed);
    expect(error).toMatchObject({ code: 'too-long', file });
    expect(error.line).toBeGreaterThan(0);
    expect(files(folder)).not.toContain(join('noise', 'breakdown.json'));
  });
});
