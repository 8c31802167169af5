import type { Capabilities } from '../capabilities.ts';
import { dearerAbove, price, type Row } from './row.ts';

const page = (model: string) => `https://platform.claude.com/docs/en/models/${model}/overview`;
const pricing = 'https://platform.claude.com/docs/en/about-claude/pricing';

/** From Claude 5 on, and Opus 4.7, a temperature is refused. */
const adaptive: Capabilities = {
  images: true,
  tools: true,
  structured: true,
  options: ['stop', 'effort'],
  context: 1_000_000,
  maxOutput: 128_000,
};

/** The newest refuse to be made to call a tool. */
const free: Capabilities = { ...adaptive, freeChoice: true };

const earlier = (context: number, maxOutput: number, effort: boolean): Capabilities => ({
  images: true,
  tools: true,
  structured: true,
  options: effort ? ['temperature', 'stop', 'effort'] : ['temperature', 'stop'],
  context,
  maxOutput,
});

/** Cache writes are those of five minutes. */
export const anthropic: readonly Row[] = [
  {
    model: 'claude-fable-5-1',
    capabilities: free,
    price: price(10, 0.25, 50, 12.5),
    source: pricing,
    date: '2026-09-02',
  },
  {
    model: 'claude-fable-5',
    capabilities: adaptive,
    price: price(10, 1, 50, 12.5),
    source: pricing,
    date: '2026-09-02',
  },
  {
    model: 'claude-opus-5-5',
    capabilities: free,
    price: price(4, 0.2, 20, 5),
    source: page('opus-5-5'),
    date: '2026-10-24',
  },
  {
    model: 'claude-opus-5',
    capabilities: adaptive,
    price: price(5, 0.5, 25, 6.25),
    source: page('opus-5'),
    date: '2026-10-24',
  },
  {
    model: 'claude-sonnet-5-5',
    capabilities: free,
    price: price(2, 0.1, 10, 2.5),
    source: pricing,
    date: '2026-10-24',
  },
  {
    model: 'claude-sonnet-5',
    capabilities: adaptive,
    price: price(2, 0.2, 10, 2.5),
    source: page('sonnet-5'),
    date: '2026-10-24',
  },
  {
    model: 'claude-haiku-5-5',
    capabilities: adaptive,
    price: dearerAbove(100_000, price(0.1, 0.01, 0.5, 0.125), price(0.5, 0.05, 2.5, 0.625)),
    source: page('haiku-5-5'),
    date: '2026-10-24',
  },
  {
    model: 'claude-haiku-4-5',
    capabilities: earlier(200_000, 64_000, false),
    price: price(1, 0.1, 5, 1.25),
    source: pricing,
    date: '2026-09-02',
  },
  ...['claude-opus-4-8', 'claude-opus-4-7'].map((model) => ({
    model,
    capabilities: adaptive,
    price: price(5, 0.5, 25, 6.25),
    source: pricing,
    date: '2026-09-02',
  })),
  {
    model: 'claude-opus-4-6',
    capabilities: earlier(1_000_000, 128_000, true),
    price: price(5, 0.5, 25, 6.25),
    source: pricing,
    date: '2026-09-02',
  },
  {
    model: 'claude-opus-4-5',
    capabilities: earlier(200_000, 64_000, true),
    price: price(5, 0.5, 25, 6.25),
    source: pricing,
    date: '2026-09-02',
  },
  {
    model: 'claude-sonnet-4-6',
    capabilities: earlier(1_000_000, 64_000, true),
    price: price(3, 0.3, 15, 3.75),
    source: 'https://github.com/github/docs',
    date: '2026-08-21',
  },
];
