import { type Capabilities, unknownCapabilities } from '../capabilities.ts';
import type { Price } from '../price.ts';
import { anthropic } from './anthropic.ts';
import { google } from './google.ts';
import { groq, mistral } from './open.ts';
import { openai } from './openai.ts';
import type { Row } from './row.ts';

/** Who serves a model at the prices of the table. */
export type Maker = keyof typeof catalogue;

/** Well-known models, by who serves them. */
export const catalogue = { openai, anthropic, google, mistral, groq } as const;

/** What is safe to assume of a model that is not in the table, by how its name begins. */
const families: readonly (readonly [prefix: string, Capabilities])[] = [
  ['gpt-oss', { ...unknownCapabilities, structured: true, context: 131_072 }],
  ['gpt-', { images: true, tools: true, structured: true, options: ['cacheKey'] }],
  ['claude-', { images: true, tools: true, structured: false, options: ['stop'] }],
  ['gemini-', { images: true, tools: true, structured: true, options: ['stop'] }],
];

/** A day, a month or a year at the end of a name: a snapshot of the model that is named before it. */
const snapshot = /[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|\d{2}-\d{4})$/;

const isNamed = (row: Row, name: string): boolean =>
  row.model === name || row.aliases?.includes(name) === true;

/** The row of a model, or of the model of which it is a dated snapshot. */
export function rowOf(maker: Maker | undefined, model: string): Row | undefined {
  const rows: readonly Row[] = maker ? catalogue[maker] : Object.values(catalogue).flat();
  const names = [model, model.replace(snapshot, '')];
  return rows.find((row) => names.some((name) => isNamed(row, name)));
}

/**
 * What a model can do. Of a server that has models of many makers (`maker` undefined) it is the name's last part that
 * counts: "anthropic/claude-opus-5" is known as what it is.
 */
export function capabilitiesOf(maker: Maker | undefined, model: string): Capabilities {
  const bare = model.slice(model.lastIndexOf('/') + 1);
  const row = rowOf(maker, model) ?? rowOf(undefined, bare);
  if (row) return row.capabilities;
  return families.find(([prefix]) => bare.startsWith(prefix))?.[1] ?? unknownCapabilities;
}

/** What a model costs where its maker serves it; undefined when nobody knows. `day` is as 2026-11-21. */
export function priceOf(
  maker: Maker | undefined,
  model: string,
  day = new Date().toISOString().slice(0, 10),
): Price | undefined {
  if (!maker) return undefined;
  const row = rowOf(maker, model);
  return row?.later && day >= row.later.from ? row.later.price : row?.price;
}
