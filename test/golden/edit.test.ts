import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toOtio } from '../../extension/edit/otio.ts';
import { planEdit } from '../../extension/edit/plan.ts';
import { documents, takesFor } from '../unit/edit/documents.ts';

/** The same document is read by OpenTimelineIO itself in test/python/test_otio.py. */
describe('edit.otio', () => {
  it('of a film with a dissolve, a wipe and two who speak at once is the committed one', () => {
    const talk = {
      lines: [
        { text: 'Whose door is this?', at: 10 },
        { text: 'Mine.', at: 20, speaker: 'sam' },
      ],
      shots: [
        [0, 40],
        [40, 90],
      ] as [number, number][],
    };
    const sources = documents(
      [
        talk,
        { ...talk, into: { type: 'dissolve', frames: 11 } },
        { ...talk, into: { type: 'wipe', frames: 6 } },
      ],
      { titles: true },
    );
    const document = toOtio(planEdit(sources, takesFor(sources)), '/takes/..', '/takes/../.photoplay/cache');
    const golden = JSON.parse(readFileSync(new URL('edit.otio', import.meta.url), 'utf8'));
    expect(JSON.parse(JSON.stringify(document))).toEqual(golden);
  });
});
