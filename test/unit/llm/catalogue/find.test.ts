import { describe, expect, it } from 'vitest';
import { unknownCapabilities } from '../../../../extension/llm/capabilities.ts';
import { capabilitiesOf, catalogue, type Maker, priceOf } from '../../../../extension/llm/catalogue/find.ts';
import { costOf } from '../../../../extension/llm/price.ts';

const rows = Object.entries(catalogue).flatMap(([maker, all]) =>
  all.map((row) => ({ maker: maker as Maker, name: row.model, row })),
);

describe('the table', () => {
  it.each(rows)('$maker $name says where and when its figures were read', ({ row }) => {
    expect(row.source).toMatch(/^https:\/\/[\w.-]+\//);
    expect(row.date).toMatch(/^2026-\d\d-\d\d$/);
    expect(row.capabilities.context).toBeGreaterThanOrEqual(row.capabilities.maxOutput ?? Number.NaN);
  });

  it.each(rows.filter(({ row }) => row.price))(
    '$maker $name costs more to write than to send, and less to read from the cache',
    ({ row }) => {
      for (const price of [row.price, row.price?.long, row.later?.price]) {
        if (!price) continue;
        expect(price.cacheRead).toBeLessThan(price.input);
        expect(price.cacheWrite).toBeGreaterThanOrEqual(price.input);
        expect(price.output).toBeGreaterThan(price.input);
      }
    },
  );

  it('names no model twice', () => {
    for (const all of Object.values(catalogue)) {
      const names = all.flatMap(({ model, aliases = [] }) => [model, ...aliases]);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('a price', () => {
  it('is that of the model, also for its dated snapshots', () => {
    expect(priceOf('openai', 'gpt-5')?.input).toBe(1.25);
    expect(priceOf('openai', 'gpt-5-2025-08-07')).toEqual(priceOf('openai', 'gpt-5'));
    expect(priceOf('anthropic', 'claude-haiku-4-5-20251001')?.output).toBe(5);
    expect(priceOf('anthropic', 'claude-haiku-4-5@20251001')?.output).toBe(5);
  });

  it('is never that of a relative: a pro model is not its base model', () => {
    expect(priceOf('openai', 'gpt-5-pro')).toBeUndefined();
    expect(priceOf('openai', 'gpt-5.6-sol')).toBeUndefined();
    expect(priceOf('openai', 'gpt-4o-audio-preview')).toBeUndefined();
  });

  it('is unknown where another than the maker serves the model', () => {
    expect(priceOf(undefined, 'gpt-5')).toBeUndefined();
    expect(priceOf('groq', 'gpt-5')).toBeUndefined();
  });

  it('follows its announced change on the day', () => {
    expect(priceOf('google', 'gemini-3.8-flash', '2026-12-31')?.input).toBe(0.75);
    expect(priceOf('google', 'gemini-3.8-flash', '2027-01-01')?.input).toBe(1.5);
    expect(priceOf('google', 'gemini-3.8-flash')?.output).toBeGreaterThan(0);
  });

  it('rises for all of a call that sends more than its threshold', () => {
    const price = priceOf('anthropic', 'claude-haiku-5-5');
    const usage = { input: 100_000, cached: 0, cacheWrite: 0, output: 1000, reasoning: 0 };
    expect(costOf(usage, price)).toBe(10_500);
    expect(costOf({ ...usage, input: 100_001 }, price)).toBe(52_501);
  });
});

describe('what a model can do', () => {
  it('is read in the table, under its aliases and as it is named by servers of many makers', () => {
    expect(capabilitiesOf('openai', 'gpt-4.1').options).toContain('seed');
    expect(capabilitiesOf('openai', 'gpt-5.6').context).toBe(1_050_000);
    expect(capabilitiesOf('mistral', 'mistral-medium-3.5').images).toBe(true);
    expect(capabilitiesOf(undefined, 'anthropic/claude-opus-5').options).toEqual(['stop', 'effort']);
    expect(capabilitiesOf('groq', 'openai/gpt-oss-20b').images).toBe(false);
  });

  it('is guessed with care from the family of a newer model', () => {
    expect(capabilitiesOf('anthropic', 'claude-opus-9')).toMatchObject({ images: true, options: ['stop'] });
    expect(capabilitiesOf(undefined, 'gpt-oss:20b')).toMatchObject({ images: false, context: 131_072 });
    expect(capabilitiesOf('openai', 'gpt-9').options).not.toContain('temperature');
    expect(capabilitiesOf('openai', 'o9')).toBe(unknownCapabilities);
  });
});
