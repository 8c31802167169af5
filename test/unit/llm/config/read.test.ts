import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { noConfig } from '../../../../extension/llm/config/config.ts';
import { ConfigError, parseConfig, readConfig } from '../../../../extension/llm/config/read.ts';

const folder = mkdtempSync(join(tmpdir(), 'models-'));
afterAll(() => rmSync(folder, { recursive: true }));

const whole = `{
  // The company's proxy.
  "providers": {
    "work": { "kind": "openai", "baseUrl": "https://models.example.com/v1/", "api": "chat", "headers": { "x-team": "film" } },
  },
  "model": "work/gpt-6.2-sol",
  "fallbacks": ["openrouter/anthropic/claude-opus-5", "ollama/gemma4:e4b"],
  "budgets": { "perDay": 5, "perFilm": 20, "perCall": 0.5 },
  "models": { "work/house": { "context": 32000, "price": { "input": 1, "output": 2 } } },
  "deadlines": { "firstToken": 30 },
}`;

describe('the models file', () => {
  it('is read with comments, and with what it leaves out filled in', () => {
    expect(parseConfig(whole, 'models.json')).toEqual({
      providers: {
        work: {
          kind: 'openai',
          baseUrl: 'https://models.example.com/v1',
          api: 'chat',
          headers: { 'x-team': 'film' },
        },
      },
      model: 'work/gpt-6.2-sol',
      keepAnswers: false,
      fallbacks: ['openrouter/anthropic/claude-opus-5', 'ollama/gemma4:e4b'],
      budgets: { perDay: 5, perFilm: 20, perCall: 0.5 },
      models: { 'work/house': { context: 32000, price: { input: 1, output: 2 } } },
      deadlines: { firstToken: 30 },
    });
    for (const empty of ['', ' \n', '// nothing yet\n'])
      expect(parseConfig(empty, 'models.json')).toBe(noConfig);
  });

  it('need not be there; a folder in its place is an error', async () => {
    expect(await readConfig(join(folder, 'none.json'))).toBe(noConfig);
    await expect(readConfig(folder)).rejects.toThrow('EISDIR');
    const file = join(folder, 'models.json');
    writeFileSync(file, whole);
    expect((await readConfig(file)).model).toBe('work/gpt-6.2-sol');
  });

  it.each([
    ['{\n  "model": 1\n}', 2, 'model: '],
    ['{\n  "model": "gpt-5"\n}', 2, 'model: is not of the form provider/model'],
    ['{\n\n  "modle": "a/b"\n}', 1, 'modle'],
    ['{\n  "fallbacks": [\n    "a/b",\n    "c"\n  ]\n}', 4, 'fallbacks.1: is not of the form'],
    [
      '{\n "providers": {\n  "a": {\n   "kind": "openai",\n   "baseUrl": "ftp://a"\n  }}}',
      5,
      'is not an address',
    ],
    ['{\n "providers": {\n  "a/b": { "kind": "openai" }\n }}', 3, 'is not a name of letters'],
    ['{\n "providers": {\n  "a": {}\n }}', 3, 'providers.a.kind'],
    ['{\n "budgets": {\n  "perDay": -1\n }}', 3, 'budgets.perDay'],
    ['{\n "model": "a/b"\n "fallbacks": []\n}', 3, 'This is not JSON'],
    ['[]', 1, 'expected'],
    ['{ "__proto__": { "model": "a/b" } }', 1, '__proto__'],
  ])('that makes no sense is refused with its line: %j', (text, line, message) => {
    let error: unknown;
    try {
      parseConfig(text, 'models.json');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({ file: 'models.json', line: line - 1 });
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).toMatch(new RegExp(`^models.json:${line}: `));
  });
});

describe('the models file of the documentation', () => {
  it('is one', () => {
    const page = readFileSync(new URL('../../../../docs/models.md', import.meta.url), 'utf8');
    const example = /```jsonc\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(Object.keys(parseConfig(example, 'models.json').providers)).toEqual(['work', 'azure', 'box']);
  });
});
