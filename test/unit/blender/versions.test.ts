import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ageOf, mismatch } from '../../../extension/blender/versions.ts';
import { version } from '../../../extension/runtime/version.ts';

test.each([
  ['0.1.0', '0.1.0', 'same'],
  ['0.1.0', '0.2.0', 'older'],
  ['0.9.9', '1.0.0', 'older'],
  ['0.10.0', '0.9.0', 'newer'],
  ['1.0.1', '1.0.0', 'newer'],
  ['1.0', '1.0.0', 'same'],
] as const)('an add-on %s beside Photoplay %s is %s', (addon, ours, age) => {
  expect(ageOf(addon, ours)).toBe(age);
});

test('an older add-on is named with how to update it, a newer one with what else to update', () => {
  expect(mismatch('0.1.0', '0.1.0')).toBeUndefined();
  expect(mismatch('0.1.0', '0.2.0')).toMatch(/0\.1\.0.*"photoplay blender install".*restart/);
  expect(mismatch('0.3.0', '0.2.0')).toMatch(/0\.3\.0.*update Photoplay/);
});

test('the version is the same wherever it is written', () => {
  const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  const found = {
    'blender-addon/photoplay/blender_manifest.toml': /^version = "(.+)"$/m,
    'blender-addon/photoplay/session.py': /^VERSION = "(.+)"$/m,
    'blender-addon/pyproject.toml': /^version = "(.+)"$/m,
    'package-lock.json': /"name": "photoplay",\s+"version": "(.+)"/,
  };
  for (const [path, pattern] of Object.entries(found))
    expect([path, pattern.exec(read(path))?.[1]]).toEqual([path, version()]);
});
