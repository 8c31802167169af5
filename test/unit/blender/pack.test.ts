import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addonFiles } from '../../../extension/blender/pack.ts';
import { addonBelow } from '../../../extension/blender/programs.ts';
import { zip } from '../../../extension/blender/zip.ts';
import { addonFolder, kitVersion } from '../../../extension/runtime/folders.ts';
import { embeddedBlender } from '../../../extension/runtime/tools.ts';
import { version } from '../../../extension/runtime/version.ts';
import { emptyFolder } from '../../cli.ts';

const files = await addonFiles(() => undefined);
const text = (name: string): string => Buffer.from(files.get(name) ?? []).toString('utf8');
const python = embeddedBlender() ?? 'python3';

describe('the packed add-on', () => {
  test('has its manifest at the root, with every wheel that it carries', () => {
    const listed = [...text('blender_manifest.toml').matchAll(/"\.\/(wheels\/.+\.whl)"/g)].map(
      ([, path]) => path,
    );
    expect(listed).toEqual([...files.keys()].filter((name) => name.startsWith('wheels/')));
    expect(listed.map((name) => name?.replace(/^wheels\/(\w+)-.*-(py3-none-any)\.whl$/, '$1 $2'))).toEqual([
      'fastjsonschema py3-none-any',
      'websockets py3-none-any',
    ]);
  });

  test('lists the wheels before the first table, where the manifest takes them', () => {
    const manifest = text('blender_manifest.toml');
    expect(manifest.indexOf('wheels = [')).toBeLessThan(manifest.indexOf('[permissions]'));
    const parsed = execFileSync(
      python,
      ['-c', 'import sys, json, tomllib; print(json.dumps(tomllib.loads(sys.stdin.read())))'],
      { input: manifest, encoding: 'utf8' },
    );
    expect(JSON.parse(parsed)).toMatchObject({ id: 'photoplay', version: version(), type: 'add-on' });
  });

  test('has the whole package, every schema and the licence, and nothing that lies about', () => {
    const root = join(addonFolder(), 'photoplay');
    const sources = readdirSync(root, { recursive: true })
      .map((name) => String(name).replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.py'));
    const packed = [...files.keys()];
    expect(packed.filter((name) => name.endsWith('.py')).sort()).toEqual(sources.sort());
    const schemas = readdirSync(join(addonFolder(), '..', 'schemas', 'json')).map(
      (name) => `schemas/${name}`,
    );
    expect(packed.filter((name) => name.startsWith('schemas/')).sort()).toEqual(schemas.sort());
    expect(text('LICENSE')).toContain('GNU GENERAL PUBLIC LICENSE');
    expect(packed.filter((name) => /pycache|\.pyc$|(^|\/)\./.test(name))).toEqual([]);
  });

  test('imports itself by relative imports alone, since its name differs from Blender to Blender', () => {
    const wrong = [...files]
      .filter(([name]) => name.endsWith('.py'))
      .flatMap(([name, bytes]) =>
        [
          ...Buffer.from(bytes)
            .toString('utf8')
            .matchAll(/^\s*(?:from|import)\s+photoplay\b.*$/gm),
        ].map(([line]) => `${name}: ${line.trim()}`),
      );
    expect(wrong).toEqual([]);
  });

  test('does not change what the kit counts as', () => {
    const before = kitVersion();
    const cache = join(addonFolder(), 'photoplay', 'kit', '__pycache__');
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'noise.cpython-399.pyc'), 'noise');
    expect(kitVersion()).toBe(before);
    rmSync(join(cache, 'noise.cpython-399.pyc'));
  });
});

describe('an archive', () => {
  const some = new Map([
    ['b/größe.txt', Buffer.from('ü'.repeat(5000))],
    ['a.txt', Buffer.from('')],
    ['c.bin', Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7919) % 256))],
  ]);

  test('is the same bytes for the same files, in whatever order they come', () => {
    expect(zip(new Map([...some].reverse())).equals(zip(some))).toBe(true);
    expect(zip(files).equals(zip(new Map([...files].reverse())))).toBe(true);
  });

  test('opens again, whole, with other tools', () => {
    const path = join(emptyFolder(), 'x.zip');
    writeFileSync(path, zip(some));
    const script = `import json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
print(json.dumps({info.filename: archive.read(info).hex() for info in archive.infolist()}))`;
    const read = JSON.parse(execFileSync(python, ['-c', script, path], { encoding: 'utf8' }));
    expect(read).toEqual(Object.fromEntries([...some].map(([name, bytes]) => [name, bytes.toString('hex')])));
  });
});

test('the add-on is found in whichever repository of a Blender it is installed', () => {
  const folder = emptyFolder();
  expect(addonBelow(join(folder, 'none'))).toBeUndefined();
  mkdirSync(join(folder, 'blender_org', 'other'), { recursive: true });
  mkdirSync(join(folder, 'user_default', 'photoplay'), { recursive: true });
  expect(addonBelow(folder)).toBeUndefined();
  writeFileSync(
    join(folder, 'user_default', 'photoplay', 'blender_manifest.toml'),
    files.get('blender_manifest.toml') ?? '',
  );
  expect(addonBelow(folder)).toEqual({
    version: version(),
    age: 'same',
    module: 'bl_ext.user_default.photoplay',
  });
  expect(readFileSync(join(addonFolder(), 'photoplay', 'blender_manifest.toml'), 'utf8')).not.toContain(
    'wheels',
  );
});
