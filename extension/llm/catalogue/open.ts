import type { Capabilities } from '../capabilities.ts';
import { price, type Row } from './row.ts';

const can = (images: boolean, context: number, maxOutput: number): Capabilities => ({
  images,
  tools: true,
  structured: true,
  options: ['temperature', 'stop'],
  context,
  maxOutput,
});

export const mistral: readonly Row[] = [
  // At half its price while it is a preview, and sources disagree until when: none is stated.
  {
    model: 'mistral-large-4',
    aliases: ['mistral-large-4-0'],
    capabilities: can(true, 524_288, 262_144),
    source: 'https://docs.mistral.ai/models/mistral-large-4-0',
    date: '2026-10-06',
  },
  {
    model: 'mistral-large-2512',
    capabilities: can(true, 262_144, 262_144),
    price: price(0.5, 0.05, 1.5),
    source: 'https://github.com/pydantic/genai-prices',
    date: '2026-08-21',
  },
  // No price of what is read from its cache was found, so none is stated.
  {
    model: 'mistral-medium-2604',
    aliases: ['mistral-medium-3.5', 'mistral-medium-3-5'],
    capabilities: can(true, 262_144, 262_144),
    source: 'https://docs.mistral.ai/models/mistral-medium-3-5-26-04',
    date: '2026-08-27',
  },
  {
    model: 'mistral-small-2603',
    capabilities: can(true, 256_000, 256_000),
    price: price(0.15, 0.015, 0.6),
    source: 'https://github.com/pydantic/genai-prices',
    date: '2026-08-21',
  },
];

/** Open models as Groq serves them. */
export const groq: readonly Row[] = [
  {
    model: 'openai/gpt-oss-120b',
    capabilities: { ...can(false, 131_072, 65_536), options: ['temperature', 'stop', 'seed', 'effort'] },
    price: price(0.15, 0.075, 0.6),
    source: 'https://console.groq.com/docs/models',
    date: '2026-08-21',
  },
  {
    model: 'openai/gpt-oss-20b',
    capabilities: { ...can(false, 131_072, 65_536), options: ['temperature', 'stop', 'seed', 'effort'] },
    price: price(0.075, 0.0375, 0.3),
    source: 'https://console.groq.com/docs/models',
    date: '2026-08-21',
  },
  {
    model: 'qwen/qwen3.8-27b',
    capabilities: can(true, 131_042, 16_384),
    price: price(0.8, 0.4, 4),
    source: 'https://groq.com/pricing',
    date: '2026-08-29',
  },
];
