import type { Capabilities } from '../capabilities.ts';
import { dearerAbove, price, type Row } from './row.ts';

const pricing = 'https://ai.google.dev/gemini-api/docs/pricing';

const gemini = (options: Capabilities['options']): Capabilities => ({
  images: true,
  tools: true,
  structured: true,
  options,
  context: 1_048_576,
  maxOutput: 65_536,
});

/** From 3.5 Flash-Lite on a temperature is ignored. */
const adaptive = gemini(['stop', 'seed', 'effort']);
const earlier = gemini(['temperature', 'stop', 'seed', 'effort']);

const introductory = price(0.75, 0.075, 3.75);
const from2027 = { from: '2027-01-01', price: price(1.5, 0.15, 7.5) };

export const google: readonly Row[] = [
  ...['gemini-3.8-flash', 'gemini-3.7-flash', 'gemini-3.6-flash'].map((model) => ({
    model,
    capabilities: adaptive,
    price: introductory,
    later: from2027,
    source: pricing,
    date: '2026-10-07',
  })),
  {
    model: 'gemini-3.5-flash',
    capabilities: earlier,
    price: price(1.5, 0.15, 9),
    source: pricing,
    date: '2026-10-07',
  },
  {
    model: 'gemini-3.5-flash-lite',
    capabilities: adaptive,
    price: price(0.3, 0.03, 2.5),
    source: pricing,
    date: '2026-10-07',
  },
  {
    model: 'gemini-3.1-pro-preview',
    capabilities: earlier,
    price: dearerAbove(200_000, price(2, 0.2, 12), price(4, 0.4, 18)),
    source: pricing,
    date: '2026-10-07',
  },
  {
    model: 'gemini-2.5-pro',
    capabilities: earlier,
    price: dearerAbove(200_000, price(1.25, 0.125, 10), price(2.5, 0.25, 15)),
    source: pricing,
    date: '2026-08-21',
  },
  {
    model: 'gemini-2.5-flash',
    capabilities: earlier,
    price: price(0.3, 0.03, 2.5),
    source: pricing,
    date: '2026-08-21',
  },
];
