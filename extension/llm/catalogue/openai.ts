import type { Capabilities } from '../capabilities.ts';
import { dearerAbove, price, type Row, scaled } from './row.ts';

const page = (model: string) => `https://developers.openai.com/api/docs/models/${model}`;

/** Models that reason take an effort in place of a temperature. */
const reasoning = (context: number): Capabilities => ({
  images: true,
  tools: true,
  structured: true,
  options: ['effort', 'cacheKey'],
  context,
  maxOutput: 128_000,
});

const plain = (context: number, maxOutput: number): Capabilities => ({
  images: true,
  tools: true,
  structured: true,
  options: ['temperature', 'stop', 'seed', 'cacheKey'],
  context,
  maxOutput,
});

/** From GPT-5.4 on, a call of more than 272,000 tokens costs twice as much to send, and half as much again to write. */
const long = (base: ReturnType<typeof price>) => dearerAbove(272_000, base, scaled(base, 2, 1.5));

export const openai: readonly Row[] = [
  {
    model: 'gpt-6-astra',
    capabilities: reasoning(1_050_000),
    price: long(price(10, 1, 50, 12.5)),
    source: page('gpt-6-astra'),
    date: '2026-09-24',
  },
  {
    model: 'gpt-6.2-sol',
    capabilities: reasoning(1_050_000),
    price: long(price(2, 0.1, 10, 2.5)),
    source: page('gpt-6.2-sol'),
    date: '2026-11-21',
  },
  {
    model: 'gpt-6.1-sol',
    capabilities: reasoning(1_050_000),
    price: long(price(2, 0.1, 10, 2.5)),
    source: page('gpt-6.1-sol'),
    date: '2026-10-13',
  },
  {
    model: 'gpt-6.1-terra',
    capabilities: reasoning(1_050_000),
    price: long(price(1, 0.05, 5, 1.25)),
    source: page('gpt-6.1-terra'),
    date: '2026-11-19',
  },
  {
    model: 'gpt-6-sol',
    capabilities: reasoning(1_050_000),
    price: long(price(2, 0.2, 10, 2.5)),
    source: page('gpt-6-sol'),
    date: '2026-09-24',
  },
  {
    model: 'gpt-6-luna',
    capabilities: reasoning(1_050_000),
    price: long(price(0.1, 0.01, 0.5, 0.125)),
    source: page('gpt-6-luna'),
    date: '2026-09-24',
  },
  // Sources of one month disagree on the price of GPT-5.6 Sol: none is stated.
  {
    model: 'gpt-5.6-sol',
    aliases: ['gpt-5.6'],
    capabilities: reasoning(1_050_000),
    source: page('gpt-5.6-sol'),
    date: '2026-09-07',
  },
  {
    model: 'gpt-5.6-terra',
    capabilities: reasoning(1_050_000),
    price: long(price(2, 0.2, 12, 2.5)),
    source: page('gpt-5.6-terra'),
    date: '2026-09-07',
  },
  {
    model: 'gpt-5.6-luna',
    capabilities: reasoning(1_050_000),
    price: long(price(0.2, 0.02, 1.2, 0.25)),
    source: page('gpt-5.6-luna'),
    date: '2026-09-07',
  },
  {
    model: 'gpt-5.5',
    capabilities: reasoning(1_050_000),
    price: long(price(5, 0.5, 30)),
    source: 'https://developers.openai.com/api/docs/pricing',
    date: '2026-05-04',
  },
  {
    model: 'gpt-5.4',
    capabilities: reasoning(1_050_000),
    price: long(price(2.5, 0.25, 15)),
    source: 'https://developers.openai.com/api/docs/pricing',
    date: '2026-05-04',
  },
  {
    model: 'gpt-5.4-mini',
    capabilities: reasoning(400_000),
    price: price(0.75, 0.075, 4.5),
    source: 'https://developers.openai.com/api/docs/pricing',
    date: '2026-05-04',
  },
  {
    model: 'gpt-5.4-nano',
    capabilities: reasoning(400_000),
    price: price(0.2, 0.02, 1.25),
    source: 'https://developers.openai.com/api/docs/pricing',
    date: '2026-05-04',
  },
  {
    model: 'gpt-5.2',
    capabilities: reasoning(400_000),
    price: price(1.75, 0.175, 14),
    source: 'https://github.com/pydantic/genai-prices',
    date: '2026-08-21',
  },
  {
    model: 'gpt-5.1',
    capabilities: reasoning(400_000),
    price: price(1.25, 0.125, 10),
    source: 'https://github.com/pydantic/genai-prices',
    date: '2026-08-21',
  },
  {
    model: 'gpt-5',
    capabilities: reasoning(400_000),
    price: price(1.25, 0.125, 10),
    source: 'https://github.com/pydantic/genai-prices',
    date: '2026-08-21',
  },
  {
    model: 'gpt-5-mini',
    capabilities: reasoning(400_000),
    price: price(0.25, 0.025, 2),
    source: 'https://github.com/pydantic/genai-prices',
    date: '2026-08-21',
  },
  {
    model: 'gpt-5-nano',
    capabilities: reasoning(400_000),
    price: price(0.05, 0.005, 0.4),
    source: 'https://github.com/pydantic/genai-prices',
    date: '2026-08-21',
  },
  {
    model: 'gpt-4.1',
    capabilities: plain(1_047_576, 32_768),
    price: price(2, 0.5, 8),
    source: 'https://github.com/pydantic/genai-prices',
    date: '2026-08-21',
  },
  {
    model: 'gpt-4.1-mini',
    capabilities: plain(1_047_576, 32_768),
    price: price(0.4, 0.1, 1.6),
    source: 'https://github.com/pydantic/genai-prices',
    date: '2026-08-21',
  },
  {
    model: 'gpt-4o',
    capabilities: plain(128_000, 16_384),
    price: price(2.5, 1.25, 10),
    source: 'https://github.com/pydantic/genai-prices',
    date: '2026-08-21',
  },
  {
    model: 'gpt-4o-mini',
    capabilities: plain(128_000, 16_384),
    price: price(0.15, 0.075, 0.6),
    source: 'https://github.com/pydantic/genai-prices',
    date: '2026-08-21',
  },
];
