import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documents } from '../../../schemas/source/index.ts';
import { emptyFolder, photoplay } from '../../cli.ts';

const files = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();

describe('photoplay new', () => {
  it('makes a folder with a sample, and never writes over one', async () => {
    const cwd = emptyFolder();
    const made = await photoplay(['new', 'Máy Film!', '--json'], { cwd });
    expect(made.code).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject({ version: 1, folder: join(cwd, 'may-film') });
    expect(readdirSync(join(cwd, 'may-film')).sort()).toEqual(['film.json', 'screenplay.fountain']);
    writeFileSync(join(cwd, 'may-film', 'screenplay.fountain'), 'mine');
    const again = await photoplay(['new', 'Máy Film!', '--json'], { cwd });
    expect(again.code).toBe(1);
    expect(JSON.parse(again.stdout).error).toMatchObject({ code: 'in-the-way', file: 'may-film' });
    expect(readFileSync(join(cwd, 'may-film', 'screenplay.fountain'), 'utf8')).toBe('mine');
  });

  it('takes another folder and another sample, and knows which there are', async () => {
    const cwd = emptyFolder();
    const made = await photoplay(['new', '雨', '--folder', 'x/rain', '--sample', 'the-wrong-box'], { cwd });
    expect(made.code).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, 'x', 'rain', 'film.json'), 'utf8')).title).toBe('雨');
    const unknown = await photoplay(['new', 'Y', '--sample', 'hamlet'], { cwd });
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('the-brass-key');
    expect(existsSync(join(cwd, 'y'))).toBe(false);
  });
});

describe('photoplay plan', () => {
  const script = 'INT. KITCHEN - DAY\n\nADA\nDid you hear that?\n\nBEN\nNo.\n';

  it('writes the documents of a lone screenplay beside it and prints a table', async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'talk.fountain'), script);
    const { code, stdout } = await photoplay(['plan', 'talk.fountain'], { cwd });
    expect(code).toBe(0);
    for (const word of ['ADA', 'BEN', 'INT. KITCHEN - DAY', '1.01']) expect(stdout).toContain(word);
    const folder = join(cwd, 'talk');
    const read = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
    for (const name of ['breakdown', 'sets', 'blocking', 'shots'] as const)
      expect(documents[name].safeParse(read(name)).error).toBeUndefined();
    const { version, lines } = JSON.parse(readFileSync(join(folder, '.photoplay', 'voices.json'), 'utf8'));
    expect(version).toBe(1);
    for (const line of lines) expect(line.seconds).toBeGreaterThan(0.2);
    expect(files(folder).filter((file) => file.endsWith('.part'))).toEqual([]);
    expect(readFileSync(join(cwd, 'talk.fountain'), 'utf8')).toBe(script);
  });

  it('says the same again, byte for byte', async () => {
    const [one, two] = await Promise.all(
      [0, 1].map(async () => {
        const cwd = emptyFolder();
        writeFileSync(join(cwd, 'talk.fountain'), script);
        await photoplay(['plan', 'talk.fountain'], { cwd });
        await photoplay(['plan', 'talk'], { cwd });
        return ['breakdown', 'sets', 'blocking', 'shots'].map((name) =>
          readFileSync(join(cwd, 'talk', `${name}.json`), 'utf8'),
        );
      }),
    );
    expect(one).toEqual(two);
  });

  it('is one object with --json', async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'talk.fountain'), script);
    const { stdout } = await photoplay(['plan', 'talk.fountain', '--json'], { cwd });
    const plan = JSON.parse(stdout);
    expect(plan).toMatchObject({ version: 1, folder: join(cwd, 'talk'), warnings: [] });
    expect(plan.stages).toHaveProperty('shots');
    expect(documents.shots.safeParse(plan.shots).success).toBe(true);
  });

  it.each([
    ['nowhere', 'not-found'],
    ['empty', 'no-screenplay'],
    ['notes.pdf', 'not-a-screenplay'],
    ['taken.fountain', 'in-the-way'],
  ])('fails on %s with the reason', async (path, reason) => {
    const cwd = emptyFolder();
    for (const folder of ['empty', 'taken']) mkdirSync(join(cwd, folder));
    writeFileSync(join(cwd, 'notes.pdf'), '%PDF');
    writeFileSync(join(cwd, 'taken.fountain'), script);
    writeFileSync(join(cwd, 'taken', 'diary.txt'), 'private');
    const before = files(cwd);
    const { code, stdout, stderr } = await photoplay(['plan', path, '--json'], { cwd });
    expect(code).toBe(1);
    const { error } = JSON.parse(stdout);
    expect(error).toMatchObject({ code: reason });
    for (const words of [error.message, error.hint]) expect(stderr).toContain(words);
    expect(files(cwd)).toEqual(before);
  });
});

describe('photoplay doctor', () => {
  it('says what is used', async () => {
    const { code, stdout } = await photoplay(['doctor', '--json']);
    const { version, parts, mend } = JSON.parse(stdout);
    expect({ code, version, mend }).toEqual({ code: 0, version: 1, mend: null });
    for (const name of ['Blender', 'ffmpeg', 'voices'])
      expect(parts).toContainEqual(expect.objectContaining({ name, state: 'ok' }));
  });

  it('names the one command that mends an empty cache, or a wrong name', async () => {
    const env = { PHOTOPLAY_CACHE: emptyFolder(), PATH: '', HOME: emptyFolder(), PHOTOPLAY_FFMPEG: '' };
    const bare = await photoplay(['doctor'], { env });
    expect(bare.code).toBe(1);
    expect(bare.stdout).toContain('To mend it: photoplay setup');
    const named = await photoplay(['doctor', '--json'], { env: { PHOTOPLAY_BLENDER: '/nowhere/blender' } });
    expect(JSON.parse(named.stdout).mend).toBe('unset PHOTOPLAY_BLENDER');
  });
});
