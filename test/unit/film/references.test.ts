import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demandBlocking, demandBreakdown, demandShots } from '../../../extension/film/references.ts';
import type { PhotoplayError } from '../../../extension/runtime/errors.ts';
import type { Blocking } from '../../../schemas/source/blocking.ts';
import type { Breakdown } from '../../../schemas/source/breakdown.ts';
import { beatOf, planOf, sceneOf, standing } from '../../fixtures/scene.ts';
import { part, script } from '../../fixtures/script.ts';

const base = script([part('ada'), part('ben')], [{ text: 'Yes.' }]);
const room = { id: 'room', name: 'Room' } as Breakdown['places'][number];
const breakdown: Breakdown = { ...base, places: [room] };
const sets = { version: 1 as const, sets: [planOf()] };
const blockingOf = (actor: string): Blocking => ({
  version: 1,
  fps: 24,
  scenes: [
    sceneOf({
      cast: [{ actor: 'ada', start: standing(0, 0) }],
      beats: [beatOf('b1', 0, 24, [{ actor: 'ada', do: 'look', start: 0, frames: 6, at: { actor } }])],
    }),
  ],
});
const thrown = (work: () => void): PhotoplayError => {
  try {
    work();
  } catch (error) {
    return error as PhotoplayError;
  }
  throw new Error('nothing was thrown');
};

describe('names in edited documents', () => {
  it('that the film has are accepted', () => {
    demandBreakdown('breakdown.json', breakdown);
    demandBlocking('blocking.json', blockingOf('ben'), breakdown, sets);
    demandShots('shots.json', { version: 1, fps: 24, scenes: [] }, breakdown);
  });

  it('that nothing has are told with file and line', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'photoplay-')), 'blocking.json');
    writeFileSync(file, '{\n "actor": "ada",\n "at": {"actor": "nobody"}\n}\n');
    const error = thrown(() => demandBlocking(file, blockingOf('nobody'), breakdown, sets));
    expect(error).toMatchObject({ code: 'document', file, line: 2 });
    expect(error.message).toContain('"nobody"');
    expect(error.hint).toContain('ada, ben');
  });

  it('are looked for in every kind of reference', () => {
    expect(() => demandBreakdown('b.json', { ...breakdown, places: [] })).toThrow('the place "room"');
    expect(() => demandBreakdown('b.json', { ...breakdown, cast: [part('ben')] })).toThrow('the part "ada"');
    expect(() => demandBlocking('k.json', blockingOf('ben'), breakdown, { ...sets, sets: [] })).toThrow(
      'the set "room"',
    );
  });
});
