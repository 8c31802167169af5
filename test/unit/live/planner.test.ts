import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockFilm } from '../../../extension/film/lock.ts';
import { Planner } from '../../../extension/live/planner.ts';
import { PhotoplayError } from '../../../extension/runtime/errors.ts';

const script = `INT. KITCHEN - DAY

ADA (30s) sits at the table.

ADA
Hello.
`;

let folder: string;
let planner: Planner;
const file = (name: string) => join(folder, name);
const write = (text: string) => writeFileSync(file('screenplay.fountain'), text);
const plan = () => planner.plan(new AbortController().signal);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'photoplay-live-'));
  write(script);
  planner = new Planner(folder, () => undefined);
});
afterAll(async () => {
  await planner.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a film that is planned again and again', () => {
  it('is stale until it is planned, and not through its own documents', async () => {
    expect(planner.stale).toBe(true);
    const first = await plan();
    expect(first.cause).toBeUndefined();
    expect(first.wanted[0]?.parts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['scene', 'set', 'actor/ada', 'perform/ada', 'camera/1.01']),
    );
    expect(existsSync(file('shots.json'))).toBe(false);
    planner.save(first);
    expect(existsSync(file('shots.json'))).toBe(true);
    expect(planner.stale).toBe(false);
  });

  it('tells the line that was changed, and changes the keys of what it touches alone', async () => {
    const before = await plan();
    write(script.replace('Hello.', 'Hello, who is there?'));
    expect(planner.stale).toBe(true);
    const after = await plan();
    expect(after.cause).toEqual({ line: 5 });
    const keys = new Map(before.wanted[0]?.parts.map(({ name, key }) => [name, key]));
    const changed = after.wanted[0]?.parts.filter(({ name, key }) => keys.get(name) !== key);
    expect(changed?.map(({ name }) => name)).toEqual(expect.arrayContaining(['scene', 'perform/ada']));
    expect(changed?.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['set']));
    expect(changed?.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['actor/ada']));
    planner.save(after);
  });

  it('names the document that was changed, and takes it over', async () => {
    const film = JSON.parse(readFileSync(file('film.json'), 'utf8'));
    writeFileSync(file('film.json'), JSON.stringify({ ...film, genre: 'slow' }));
    const { cause, film: read } = await plan();
    expect(cause).toEqual({ file: 'film.json' });
    expect(read.settings.genre).toBe('slow');
  });

  it('leaves a document alone that a person changed while it was planned', async () => {
    const planned = await plan();
    const edited = readFileSync(file('sets.json'), 'utf8').replace('"seed"', '"seed" ');
    writeFileSync(file('sets.json'), edited);
    planner.save(planned);
    expect(readFileSync(file('sets.json'), 'utf8')).toBe(edited);
    expect(planner.stale).toBe(true);
  });

  it('tells half a document once, and goes on when it is whole', async () => {
    const whole = readFileSync(file('breakdown.json'), 'utf8');
    writeFileSync(file('breakdown.json'), whole.slice(0, 200));
    await expect(plan()).rejects.toThrow(PhotoplayError);
    expect(planner.stale).toBe(false);
    writeFileSync(file('breakdown.json'), whole);
    expect((await plan()).cause).toEqual({ file: 'breakdown.json' });
  });

  it('waits for a script that is half saved', async () => {
    await plan();
    write('');
    setTimeout(() => write(script), 60);
    expect((await plan()).plan.breakdown.scenes).toHaveLength(1);
  });

  it('does not write while the film is being made by somebody else', async () => {
    write(script.replace('Hello.', 'Goodbye.'));
    const planned = await plan();
    const before = readFileSync(file('breakdown.json'), 'utf8');
    const release = lockFilm(file('.photoplay'));
    writeFileSync(join(folder, '.photoplay', 'building'), '1');
    planner.save(planned);
    expect(readFileSync(file('breakdown.json'), 'utf8')).toBe(before);
    release();
    planner.save(planned);
    expect(readFileSync(file('breakdown.json'), 'utf8')).toContain('Goodbye.');
  });
});
