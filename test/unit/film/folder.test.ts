import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFilm, openFilm, sampleNames } from '../../../extension/film/folder.ts';
import { lockFilm } from '../../../extension/film/lock.ts';

const temp = () => mkdtempSync(join(tmpdir(), 'photoplay-'));

describe('a film folder', () => {
  it('is made with a sample and never over something else', () => {
    const folder = join(temp(), 'my-film');
    const film = newFilm(folder, 'My Film', 'the-brass-key');
    expect(readFileSync(film.screenplay, 'utf8')).toContain('INT. KITCHEN - NIGHT');
    expect(film.settings.title).toBe('My Film');
    expect(() => newFilm(folder, 'My Film', 'the-brass-key')).toThrow('is there already');
    expect(() => newFilm(join(temp(), 'x'), 'X', 'nothing')).toThrow('no sample');
  });

  it('has at least two samples to start from', () => {
    expect(sampleNames().length).toBeGreaterThanOrEqual(2);
  });

  it('appears beside a lone screenplay, which stays the source', () => {
    const dir = temp();
    const script = join(dir, 'the_last-tram.fountain');
    writeFileSync(script, 'INT. TRAM - NIGHT\n\nIt waits.\n');
    const film = openFilm(script);
    expect(film.folder).toBe(join(dir, 'the_last-tram'));
    expect(film.screenplay).toBe(script);
    expect(film.settings.title).toBe('The Last Tram');
    expect(openFilm(film.folder).screenplay).toBe(script);
    expect(openFilm(script).settings).toEqual(film.settings);
  });

  it('does not take over a folder that holds something else', () => {
    const dir = temp();
    mkdirSync(join(dir, 'notes'));
    writeFileSync(join(dir, 'notes', 'diary.txt'), 'private');
    writeFileSync(join(dir, 'notes.fountain'), 'INT. A - DAY\n');
    expect(() => openFilm(join(dir, 'notes.fountain'))).toThrow('something else');
    expect(existsSync(join(dir, 'notes', 'film.json'))).toBe(false);
  });

  it('opens with its screenplay alone, and says when there is none', () => {
    const dir = temp();
    expect(() => openFilm(dir)).toThrow('no screenplay');
    writeFileSync(join(dir, 'screenplay.fountain'), 'INT. A - DAY\n');
    expect(openFilm(dir).screenplay).toBe(join(dir, 'screenplay.fountain'));
    expect(existsSync(join(dir, 'film.json'))).toBe(true);
  });

  it('says what it cannot open', () => {
    expect(() => openFilm(join(temp(), 'nothing'))).toThrow('There is no');
    const file = join(temp(), 'picture.png');
    writeFileSync(file, '');
    expect(() => openFilm(file)).toThrow('no .fountain');
  });

  it('is made by one build at a time; a dead build does not block it', () => {
    const work = join(temp(), '.photoplay');
    const release = lockFilm(work);
    writeFileSync(join(work, 'building'), '1');
    expect(() => lockFilm(work)).toThrow('Another Photoplay');
    writeFileSync(join(work, 'building'), '99999999');
    lockFilm(work)();
    release();
    expect(existsSync(join(work, 'building'))).toBe(false);
  });

  it('loses what a dead build had half written, and nothing of anybody else', () => {
    const film = temp();
    const work = join(film, '.photoplay');
    for (const folder of [work, join(film, 'takes')]) mkdirSync(folder);
    const half = ['film.mp4.1a2b3c4d.part', 'shots.json.99.part', join('takes', '1.01.mp4.part')];
    const own = ['download.part', 'film.mp4', join('takes', '1.01-part.mp4')];
    for (const name of [...half, ...own]) writeFileSync(join(film, name), '');
    writeFileSync(join(work, 'building'), '99999999');
    lockFilm(work)();
    expect([...half, ...own].filter((name) => existsSync(join(film, name)))).toEqual(own);
  });
});
