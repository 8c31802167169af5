import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDocument, readableJson, saveDocument, writeAtomic } from '../../../extension/film/documents.ts';
import { defaultSettings } from '../../../extension/film/folder.ts';
import { PhotoplayError } from '../../../extension/runtime/errors.ts';
import { filmSettings } from '../../../schemas/source/settings.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'photoplay-'));
const caught = (work: () => unknown): PhotoplayError => {
  try {
    work();
  } catch (error) {
    if (error instanceof PhotoplayError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('documents on disk', () => {
  it('come back as they were saved, and an equal one is not written again', () => {
    const file = join(folder(), 'film.json');
    const settings = defaultSettings('A Film');
    expect(saveDocument(file, settings)).toBe(true);
    expect(saveDocument(file, settings)).toBe(false);
    expect(loadDocument(file, filmSettings)).toEqual(settings);
  });

  it('leave nothing beside them', () => {
    const dir = folder();
    writeAtomic(join(dir, 'a.txt'), 'one');
    writeAtomic(join(dir, 'a.txt'), 'two');
    expect(readdirSync(dir)).toEqual(['a.txt']);
    expect(readFileSync(join(dir, 'a.txt'), 'utf8')).toBe('two');
  });

  it('say file, line and what to do when they are no JSON', () => {
    const file = join(folder(), 'film.json');
    writeFileSync(file, '{\n "version": 1,\n "title": \n}\n');
    const error = caught(() => loadDocument(file, filmSettings));
    expect(error.code).toBe('document');
    expect(error.message).toContain(`${file}:4`);
    expect(error.hint).toBeTruthy();
  });

  it('name the line of a value that cannot be', () => {
    const file = join(folder(), 'film.json');
    saveDocument(file, defaultSettings('A Film'));
    writeFileSync(file, readFileSync(file, 'utf8').replace('"fps": 24', '"fps": "many"'));
    const error = caught(() => loadDocument(file, filmSettings));
    const line = readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((text) => text.includes('"fps"'));
    expect(error.line).toBe(line);
    expect(error.message).toContain('fps');
  });

  it('refuse what a newer version made', () => {
    const file = join(folder(), 'film.json');
    writeFileSync(file, '{"version": 7}');
    expect(caught(() => loadDocument(file, filmSettings)).message).toContain('newer Photoplay');
  });

  it('are undefined when there is none, and empty ones are told', () => {
    const dir = folder();
    expect(loadDocument(join(dir, 'none.json'), filmSettings)).toBeUndefined();
    writeFileSync(join(dir, 'empty.json'), '');
    expect(caught(() => loadDocument(join(dir, 'empty.json'), filmSettings)).message).toContain(
      'empty.json:1',
    );
  });

  it('say why they could not be written', () => {
    const dir = folder();
    writeFileSync(join(dir, 'file'), '');
    expect(caught(() => writeAtomic(join(dir, 'file', 'inside.json'), '')).code).toBe('write');
  });

  it('read as lines for people and as the same data for programs', () => {
    const value = {
      a: [1, 2, 3],
      long: Array.from({ length: 60 }, (_, i) => ({ id: `item-${i}`, n: i })),
      none: undefined,
    };
    const text = readableJson(value);
    expect(text.split('\n').length).toBeGreaterThan(60);
    expect(JSON.parse(text)).toEqual({ a: [1, 2, 3], long: value.long });
  });
});
