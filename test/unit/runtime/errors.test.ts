import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mendable, PhotoplayError } from '../../../extension/runtime/errors.ts';

describe('an error that a person can mend', () => {
  it('is ours as it is', () => {
    const error = new PhotoplayError('busy', 'Another build runs.', { hint: 'Wait.' });
    expect(mendable(error)).toBe(error);
  });

  it("is the file system's refusal, with the file and what to do", () => {
    const folder = mkdtempSync(join(tmpdir(), 'photoplay-'));
    try {
      writeFileSync(folder, '');
    } catch (error) {
      expect(mendable(error)).toMatchObject({ code: 'write', file: folder, cause: error });
    }
    expect.assertions(1);
  });

  it('is a full disk, also where no file is named', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(mendable(full)).toMatchObject({ code: 'disk-full', file: undefined });
    expect(mendable(full)?.message).toContain('disk is full');
  });

  it('is no mistake of ours', () => {
    expect(mendable(new TypeError('undefined is not a function'))).toBeUndefined();
    expect(mendable(undefined)).toBeUndefined();
  });
});
