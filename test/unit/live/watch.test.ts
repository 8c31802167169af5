import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { watchFiles } from '../../../extension/live/watch.ts';

const folders: string[] = [];
let end: () => void = () => undefined;
afterEach(() => {
  end();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function watched() {
  const folder = mkdtempSync(join(tmpdir(), 'photoplay-watch-'));
  folders.push(folder);
  const script = join(folder, 'screenplay.fountain');
  writeFileSync(script, 'INT. ROOM');
  let told = 0;
  end = watchFiles([script, join(folder, 'film.json')], () => {
    told += 1;
  });
  return { folder, script, told: () => told };
}

/** As soon as something was told, or after a second. */
async function heard(told: () => number, before = 0): Promise<number> {
  for (let i = 0; i < 100 && told() === before; i++) await wait(10);
  await wait(80);
  return told() - before;
}

describe('files that are watched', () => {
  it('are told once for a save in several steps', async () => {
    const { script, told } = watched();
    writeFileSync(script, '');
    writeFileSync(script, 'EXT. STREET');
    expect(await heard(told)).toBe(1);
  });

  it('are told when an editor renames a new file into their place, again and again', async () => {
    const { script, told } = watched();
    for (let i = 0; i < 3; i++) {
      const before = told();
      writeFileSync(`${script}~`, `EXT. STREET ${i}`);
      renameSync(`${script}~`, script);
      expect(await heard(told, before)).toBe(1);
    }
  });

  it('are told when one is made or removed, and not when others are', async () => {
    const { folder, told } = watched();
    writeFileSync(join(folder, 'notes.txt'), 'x');
    await wait(150);
    expect(told()).toBe(0);
    writeFileSync(join(folder, 'film.json'), '{}');
    expect(await heard(told)).toBe(1);
    rmSync(join(folder, 'film.json'));
    expect(await heard(told, 1)).toBe(1);
  });

  it('are told no more once that is ended', async () => {
    const { script, told } = watched();
    writeFileSync(script, 'a');
    end();
    await wait(120);
    expect(told()).toBe(0);
  });
});
