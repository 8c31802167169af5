import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ZodType } from 'zod';
import { events, methods, protocolConstants } from '../../schemas/source/blenderProtocol.ts';
import { documents } from '../../schemas/source/index.ts';

interface Case {
  name: string;
  valid: boolean;
  value: unknown;
  path?: string;
}

const folder = new URL('../fixtures/protocol/', import.meta.url);

/** The schema that a fixture file is named after: a command, an event, or a method's params or result. */
function schemaOf(name: string): ZodType {
  const part = /^method\.(.+)\.(params|result)$/.exec(name);
  if (part) {
    const method = methods[part[1]?.replace('.', '/') as keyof typeof methods];
    return method[part[2] as 'params' | 'result'];
  }
  if (name.startsWith('event.'))
    return events[name.slice('event.'.length).replace('.', '/') as keyof typeof events];
  return documents[name as keyof typeof documents];
}

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

for (const file of readdirSync(folder).sort()) {
  const name = file.replace(/\.json$/, '');
  const cases = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case[];
  describe(name, () => {
    test.each(cases)('$name: valid $valid', ({ valid, value, path }) => {
      const checked = schemaOf(name).safeParse(value);
      expect(checked.success).toBe(valid);
      if (!checked.success)
        expect(pathText(checked.error.issues[0]?.path ?? [])).toMatch(startsWith(path ?? ''));
    });
  });
}

const startsWith = (text: string): RegExp => new RegExp(`^${text.replace(/[[\]]/g, '\\$&')}`);

test('the constants that the add-on reads are the ones in use', () => {
  const { version, errors } = protocolConstants.shape;
  expect(version.value).toBe(1);
  expect(errors.shape.rolledBack?.value).toBe(-32007);
});
