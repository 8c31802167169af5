import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LlmError } from '../../../../extension/llm/errors.ts';
import { Redactor, redact } from '../../../../extension/llm/keys/redact.ts';

const secret = 'q7Zp/Lm+4 Rt"9=xW_vB%2k';

/** Keys of any characters, from the shortest that is looked for. */
const keys = fc
  .string({ minLength: 8, maxLength: 60, unit: 'grapheme-ascii' })
  .filter((key) => new Set(key).size > 4);
const noise = fc.string({ maxLength: 30, unit: 'grapheme-ascii' });

/** All texts of plain data one after the other. */
const leaves = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null
      ? Object.values(value).map(leaves).join('')
      : '';

describe('a key that was handed out', () => {
  const disguises: [string, string][] = [
    ['as it is', secret],
    ['in JSON', JSON.stringify(secret)],
    ['percent-encoded', encodeURIComponent(secret)],
    ['percent-encoded in lower case', encodeURIComponent(secret).toLowerCase().replace('zp', 'Zp')],
    ['in a form', new URLSearchParams({ q: secret }).toString()],
    ['in Base64', Buffer.from(secret).toString('base64')],
    ['in Base64 for URLs', Buffer.from(secret).toString('base64url')],
    ['in Base64 after a name', Buffer.from(`user:${secret}`).toString('base64')],
    ['in Base64 between others', Buffer.from(`ab${secret}!`).toString('base64')],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
  ];

  it.each(disguises)('is taken out %s', (_, disguise) => {
    const clean = redact(`The server said "${disguise}" and went.`, [secret]);
    expect(clean).toContain('[key]');
    for (let at = 0; at + 10 <= disguise.length; at++)
      expect(clean).not.toContain(disguise.slice(at, at + 10));
    expect(clean).toMatch(/^The server said ".*" and went\.$/);
  });

  it('leaves the words around it, with one mask a key', () => {
    expect(redact(`a ${secret} b ${secret}${secret} c`, [secret])).toBe('a [key] b [key] c');
    expect(redact(secret, [secret])).toBe('[key]');
    expect(redact('nothing here', [secret])).toBe('nothing here');
  });

  it('is found when it is short, unless it could be any word', () => {
    expect(redact('with sk-1234.', ['sk-1234'])).toBe('with [key].');
    expect(redact(`with ${Buffer.from('sk-1234').toString('base64')}.`, ['sk-1234'])).not.toContain(
      'NrLTEyM',
    );
    expect(redact('an abc of keys', ['abc', ''])).toBe('an abc of keys');
  });

  it('is in no output, wherever it stands in a text', () => {
    fc.assert(
      fc.property(keys, noise, noise, (key, before, after) => {
        const redactor = new Redactor([key]);
        for (const written of [
          key,
          encodeURIComponent(key),
          Buffer.from(key).toString('base64'),
          Buffer.from(before + key).toString('base64'),
        ])
          expect(redactor.text(before + written + after)).not.toContain(written);
      }),
    );
  });

  it('is in no output, however it is cut over fields, as it is or disguised', () => {
    fc.assert(
      fc.property(
        keys,
        fc.array(fc.nat(59), { maxLength: 8 }),
        fc.constantFrom<(key: string) => string>(
          (key) => key,
          (key) => Buffer.from(key).toString('base64'),
          (key) => Buffer.from(key).toString('base64url'),
          encodeURIComponent,
          (key) => JSON.stringify(key).slice(1, -1),
        ),
        fc.boolean(),
        (key, cuts, disguise, asFields) => {
          const written = disguise(key);
          const edges = [0, ...cuts.map((cut) => cut % written.length).sort((a, b) => a - b), written.length];
          const pieces = edges.slice(1).map((edge, index) => written.slice(edges[index], edge));
          const data = asFields
            ? Object.fromEntries(pieces.map((piece, index) => [`field ${index}`, { status: 1, text: piece }]))
            : { said: ['first', [pieces], 'last'] };
          const clean = new Redactor([key]).value(data);
          expect(leaves(clean)).not.toContain(written);
          for (let at = 0; at + 8 <= written.length; at++)
            expect(JSON.stringify(clean)).not.toContain(
              JSON.stringify(written.slice(at, at + 8)).slice(1, -1),
            );
        },
      ),
    );
  });
});

describe('what looks like a key', () => {
  it.each([
    ['Incorrect API key provided: sk-proj-abcdEFGH1234ijkl.', 'Incorrect API key provided: [key].'],
    ['Incorrect API key provided: sk-abcd********wxyz', 'Incorrect API key provided: [key]'],
    ['key sk-ant-api03-AbCd_efgh-1234567890', 'key [key]'],
    ['url https://host/v1beta/models?key=abc&alt=sse', 'url https://host/v1beta/models?key=[key]&alt=sse'],
    ['AIzaSyA1234567890abcdefghijklmnopqrstuv', '[key]'],
    ['hf_abcdefghijklmnop', '[key]'],
    ['gsk_abcdefghijklmnop', '[key]'],
    ['Authorization: Bearer abcdefghijklmnop123', 'Authorization: Bearer [key]'],
    ['Authorization: Basic dXNlcjpwYXNz1', 'Authorization: Basic [key]'],
    ['{"authorization":"abc123"}', '{"authorization":"[key]"}'],
    ['bearer%20abcdefghijklmnop', 'bearer%20[key]'],
    ['api-key: 0123abcd', 'api-key: [key]'],
    ["headers { 'x-api-key': 'short1' }", "headers { 'x-api-key': '[key]' }"],
    ['{\\"api_key\\": \\"0123abcd\\"}', '{\\"api_key\\": \\"[key]\\"}'],
    ['https://me:pass@proxy.example/v1', 'https://[key]@proxy.example/v1'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'token [key]'],
  ])('goes from %j', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it.each([
    'The API key is missing. Set OPENAI_API_KEY.',
    'Bearer authentication failed',
    'task-management-of-desk-lamps and sketches',
    'https://api.example.com/v1/chat?model=a@b',
    'api key: not found',
  ])('does not cost a sentence its words: %j', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('is looked for in a moment, whatever a megabyte holds', () => {
    const started = performance.now();
    for (const piece of ['a.', '-eyJ', 'api-key=', 'bearer ', 'x', 'sk-', 'a://', '?key=&', '\\"'])
      redact(piece.repeat(1_000_000 / piece.length), [secret]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('plain data', () => {
  const redactor = new Redactor([secret]);

  it('keeps its shape, and loses what stands in a field for keys', () => {
    expect(
      redactor.value({
        status: 401,
        ok: false,
        none: null,
        list: [1, `x ${secret}`],
        headers: {
          'X-Api-Key': 'a',
          authorization: ['b'],
          'api-key': undefined,
          'content-type': 'text/html',
        },
        apiKey: 5,
        [secret]: 'name',
      }),
    ).toEqual({
      status: 401,
      ok: false,
      none: null,
      list: [1, 'x [key]'],
      headers: { 'X-Api-Key': '[key]', authorization: '[key]', 'content-type': 'text/html' },
      apiKey: '[key]',
      '[key]': 'name',
    });
  });

  it('is made of whatever else is there', () => {
    const loop: Record<string, unknown> = { n: 1n, f: () => secret, s: Symbol('s') };
    loop.loop = loop;
    expect(redactor.value(loop)).toEqual({ n: '1', f: undefined, s: 'Symbol(s)', loop: '[circular]' });
    expect(
      redactor.value({
        map: new Map([[1, secret]]),
        headers: new Headers({ 'x-api-key': 'abc', a: 'b' }),
        url: new URL(`https://h/?q=${encodeURIComponent(secret)}`),
        date: new Date(0),
        bytes: new Uint8Array(3),
        thrown: new TypeError(`no ${secret}`),
        coded: new LlmError('auth', secret, { status: 401 }),
      }),
    ).toEqual({
      map: { 1: '[key]' },
      headers: { 'x-api-key': '[key]', a: 'b' },
      url: 'https://h/?q=[key]',
      date: '1970-01-01T00:00:00.000Z',
      bytes: '[bytes]',
      thrown: 'TypeError: no [key]',
      coded: { code: 'auth', message: '[key]', status: 401 },
    });
  });

  it('is also a single text, or nothing', () => {
    expect(redactor.value(secret)).toBe('[key]');
    expect(redactor.value(undefined)).toBeUndefined();
  });
});

describe('an error', () => {
  const redactor = new Redactor([secret]);

  it('keeps code and details, and tells no key in message, hint, stack or causes', () => {
    const inner = new Error(`socket with ${secret}`, { cause: { header: secret } });
    const cause = Object.assign(new TypeError(`call with ${secret}`, { cause: inner }), {
      request: { key: secret },
    });
    const clean = redactor.error(
      new LlmError('auth', `refused ${secret}`, {
        status: 401,
        requestId: 'r1',
        hint: `not ${secret}`,
        cause,
      }),
    );
    expect(clean).toBeInstanceOf(LlmError);
    expect(clean.toJSON()).toEqual({
      code: 'auth',
      message: 'refused [key]',
      status: 401,
      requestId: 'r1',
      hint: 'not [key]',
    });
    expect(clean.cause).toMatchObject({ name: 'TypeError', message: 'call with [key]' });
    const seen = (error: unknown): string =>
      error instanceof Error ? `${error.stack} ${error.message} ${seen(error.cause)}` : String(error);
    expect(seen(clean)).toContain('"header":"[key]"');
    expect(seen(clean)).not.toContain(secret);
    expect(clean.cause).not.toHaveProperty('request');
  });

  it('may have no cause, or an endless one', () => {
    expect(redactor.error(new LlmError('server', 'x')).cause).toBeUndefined();
    const endless = new Error('again');
    endless.cause = endless;
    let depth = 0;
    for (
      let at = redactor.error(new LlmError('server', 'x', { cause: endless })).cause;
      at instanceof Error;
      at = at.cause
    )
      depth++;
    expect(depth).toBeLessThan(10);
  });
});
