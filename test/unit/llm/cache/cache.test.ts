import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { cached } from '../../../../extension/llm/cache/cached.ts';
import { canonical, keyOf } from '../../../../extension/llm/cache/key.ts';
import { FileCache } from '../../../../extension/llm/cache/store.ts';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { collect } from '../../../../extension/llm/fold.ts';
import type { LlmEvent, LlmRequest, Provider } from '../../../../extension/llm/types.ts';
import { emptyFolder } from '../../../cli.ts';

const request: LlmRequest = {
  model: 'm',
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Name a colour.' }] }],
  output: { name: 'colour', schema: { type: 'object', properties: { name: { type: 'string' } } } },
  temperature: 0,
};

const usage = { input: 10, cached: 0, cacheWrite: 0, output: 5, reasoning: 0 };
const said: LlmEvent[] = [
  { type: 'start', model: 'm-2026', requestId: 'r' },
  { type: 'reasoning', text: 'hm', opaque: { signature: 's' } },
  { type: 'text', text: '{"name":' },
  { type: 'text', text: '"red"}' },
  { type: 'usage', usage },
  { type: 'finish', reason: 'stop' },
];

/** A provider that says this, and counts how often it is asked. */
function provider(events: readonly LlmEvent[] = said) {
  const made = {
    id: 'p',
    asked: 0,
    async *stream() {
      made.asked++;
      yield* events;
    },
  } satisfies Provider & { asked: number };
  return made;
}

let folder: string;
beforeEach(() => {
  folder = join(emptyFolder(), 'answers');
});
const files = () => readdirSync(folder).sort();

describe('an answer that was kept', () => {
  it('is played as a stream, marked, for nothing', async () => {
    const asked = provider();
    const model = cached(asked, new FileCache(folder));
    const first = await collect(model.stream(request));
    expect(first).toMatchObject({ text: '{"name":"red"}', usage });
    expect(first).not.toHaveProperty('replayed');
    const events: LlmEvent[] = [];
    for await (const event of cached(asked, new FileCache(folder)).stream({ ...request })) events.push(event);
    expect(events).toEqual([
      { type: 'start', model: 'm-2026', replayed: true },
      { type: 'reasoning', text: 'hm', opaque: { signature: 's' } },
      { type: 'text', text: '{"name":"red"}' },
      { type: 'usage', usage: { input: 0, cached: 0, cacheWrite: 0, output: 0, reasoning: 0 } },
      { type: 'finish', reason: 'stop' },
    ]);
    expect(asked.asked).toBe(1);
    const again = await collect(model.stream(request));
    expect(again).toMatchObject({ replayed: true, text: first.text, parts: first.parts, finish: 'stop' });
    expect(statSync(join(folder, files()[0] ?? '')).mode & 0o077).toBe(0);
  });

  it('leaves the rest of the provider as it is', async () => {
    const { signal } = new AbortController();
    class Whole implements Provider {
      readonly id = 'whole';
      readonly #models = ['m'];
      stream = provider().stream;
      async list() {
        return this.#models;
      }
      async check(model: string) {
        if (!this.#models.includes(model)) throw new LlmError('no_model', model);
      }
      async countTokens() {
        return this.#models.length;
      }
    }
    const model = cached(new Whole(), new FileCache(folder));
    expect(model.id).toBe('whole');
    expect(await model.list?.(signal)).toEqual(['m']);
    await expect(model.check?.('n', signal)).rejects.toThrow(LlmError);
    expect(await model.countTokens?.(request)).toBe(1);
    const { id, stream } = provider();
    expect(Object.keys(cached({ id, stream }, new FileCache(folder)))).toEqual(['id', 'stream']);
  });

  it.each<[string, LlmEvent[]]>([
    ['that broke off', said.slice(0, 4)],
    ['that failed', [...said.slice(0, 4), { type: 'error', error: new LlmError('server', 'x') }]],
    ['that is too long', [...said.slice(0, 5), { type: 'finish', reason: 'length' }]],
    ['that was refused', [...said.slice(0, 5), { type: 'finish', reason: 'refusal' }]],
    ['that is empty', [said[0], said[5]] as LlmEvent[]],
    [
      'with a call of a tool',
      [
        ...said.slice(0, 4),
        { type: 'toolCall', id: '1', name: 't', input: {} },
        { type: 'finish', reason: 'stop' },
      ],
    ],
  ])('is never one %s', async (_, events) => {
    const asked = provider(events);
    const model = cached(asked, new FileCache(folder));
    await collect(model.stream(request));
    await collect(model.stream(request));
    expect(asked.asked).toBe(2);
  });

  it.each<[string, LlmRequest]>([
    ['without a shape', (({ output: _, ...free }) => free)(request)],
    ['with tools', { ...request, tools: [{ name: 't', description: '', input: {} }] }],
    [
      'after a call of a tool',
      {
        ...request,
        messages: [{ role: 'assistant', parts: [{ type: 'toolCall', id: '1', name: 't', input: {} }] }],
      },
    ],
    [
      'with results of a tool',
      {
        ...request,
        messages: [{ role: 'user', parts: [{ type: 'toolResult', id: '1', name: 't', text: '' }] }],
      },
    ],
    ['that was stopped', { ...request, signal: AbortSignal.abort() }],
    ['of what has no canonical form', { ...request, temperature: Number.NaN }],
  ])('is never to a request %s', async (_, other) => {
    const asked = provider();
    const model = cached(asked, new FileCache(folder));
    await collect(model.stream(other));
    await collect(model.stream(other));
    expect(asked.asked).toBe(2);
  });

  it('is asked for anew when its file is damaged', async () => {
    const asked = provider();
    const model = cached(asked, new FileCache(folder));
    await collect(model.stream(request));
    const [name = ''] = files();
    const whole = readFileSync(join(folder, name), 'utf8');
    const damages = ['', 'no line', '\n', whole.slice(0, -3), whole.replace('red', 'rex'), `x${whole}`];
    for (const [index, damage] of damages.entries()) {
      writeFileSync(join(folder, name), damage);
      expect(await collect(model.stream(request))).toMatchObject({ text: '{"name":"red"}', usage });
      expect(asked.asked).toBe(index + 2);
    }
    expect(readFileSync(join(folder, name), 'utf8')).toBe(whole);
  });

  it('that cannot be written is a warning, and the answer is there', async () => {
    writeFileSync(folder, 'a file in its place');
    const answer = await collect(cached(provider(), new FileCache(folder)).stream(request));
    expect(answer).toMatchObject({
      text: '{"name":"red"}',
      finish: 'stop',
      warnings: [expect.stringContaining('could not be kept')],
    });
  });

  it('is whole when several write it at once', async () => {
    const models = Array.from({ length: 8 }, () => cached(provider(), new FileCache(folder)));
    await Promise.all(models.map((model) => collect(model.stream(request))));
    expect(files()).toHaveLength(1);
    const asked = provider();
    expect(await collect(cached(asked, new FileCache(folder)).stream(request))).toMatchObject({
      replayed: true,
    });
    expect(asked.asked).toBe(0);
  });
});

describe('the key of a request', () => {
  const key = (more: Partial<LlmRequest> = {}, id = 'p', version = '') =>
    keyOf(id, { ...request, ...more }, version);

  it('is the same whatever the order of fields, and however it is sent', () => {
    const { output: _, ...rest } = request;
    const turned = {
      output: { schema: { properties: { name: { type: 'string' } }, type: 'object' }, name: 'colour' },
      ...rest,
    };
    expect(keyOf('p', turned, '')).toBe(key());
    const pinned = request.messages.map((message) => ({ ...message, pinned: true }));
    expect(key({ cacheKey: 'film', messages: pinned, signal: new AbortController().signal })).toBe(key());
    expect(key()).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is another one for all that may change the answer', () => {
    const others = [
      key({ model: 'n' }),
      key({ temperature: 1 }),
      key({ seed: 1 }),
      key({ maxTokens: 1 }),
      key({ stop: ['x'] }),
      key({ effort: 'low' }),
      key({ output: { name: 'colour', schema: { type: 'object' } } }),
      key({ messages: [{ role: 'system', parts: request.messages[0]?.parts ?? [] }] }),
      key({ messages: [...request.messages, ...request.messages] }),
      key({}, 'q'),
      key({}, 'p', '2'),
    ];
    expect(new Set([key(), ...others]).size).toBe(others.length + 1);
  });

  it('comes from a form that tells all plain data apart', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(JSON.parse(canonical(a))).toEqual(JSON.parse(JSON.stringify(a)));
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
        expect(canonical(a) === canonical(b)).toBe(same);
      }),
    );
    expect(canonical({ b: 1, a: [null, { d: undefined, c: 'ü\ud800' }] })).toBe(
      '{"a":[null,{"c":"ü\\ud800"}],"b":1}',
    );
    const loop: unknown[] = [];
    loop.push(loop);
    for (const odd of [loop, Number.POSITIVE_INFINITY, () => 1, Symbol('s'), 1n, [undefined]])
      expect(() => canonical(odd)).toThrow(TypeError);
  });
});

/** Fields in the order of their names, told apart from lists. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...value.map(sorted)];
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]) => [name, sorted(inner)]);
  return ['fields', ...fields.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))];
}

describe('the files of a cache', () => {
  const name = (index: number) => index.toString(16).padStart(4, '0');
  const age = (file: string, minutes: number) => {
    const then = Date.now() / 1000 - minutes * 60;
    utimesSync(join(folder, file), then, then);
  };

  it('keep within their size, the oldest going first', async () => {
    const cache = new FileCache(folder, 10_000);
    for (let index = 0; index < 30; index++) {
      await cache.set(name(index), 'x'.repeat(900));
      age(`${name(index)}.json`, 30 - index);
    }
    const kept = files();
    const size = kept.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    expect(size).toBeLessThanOrEqual(10_000);
    expect(kept.length).toBeGreaterThan(6);
    expect(kept.at(-1)).toBe(`${name(29)}.json`);
    expect(kept).toEqual(kept.map((_, index) => `${name(30 - kept.length + index)}.json`));
  });

  it('of others count, and what is no file of the cache stays', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name(1)}.json`), 'x'.repeat(20_000));
    writeFileSync(join(folder, 'README'), 'x'.repeat(20_000));
    writeFileSync(join(folder, `${name(2)}.json.a-b.new`), 'abandoned');
    writeFileSync(join(folder, `${name(3)}.json.a-b.new`), 'under way');
    age(`${name(1)}.json`, 5);
    age(`${name(2)}.json.a-b.new`, 90);
    await new FileCache(folder, 10_000).set(name(4), 'new');
    expect(files()).toEqual([`${name(3)}.json.a-b.new`, `${name(4)}.json`, 'README']);
  });

  it('hold nothing that is larger than all of it', async () => {
    const cache = new FileCache(folder, 100);
    await cache.set(name(1), 'x'.repeat(100));
    expect(await cache.get(name(1))).toBeUndefined();
  });

  it('are left where they cannot be removed', async () => {
    mkdirSync(join(folder, `${name(1)}.json`), { recursive: true });
    expect(await new FileCache(folder).get(name(1))).toBeUndefined();
  });
});
