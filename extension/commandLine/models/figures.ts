import type { Capabilities } from '../../llm/capabilities.ts';
import type { Price } from '../../llm/price.ts';

/** "$0.0123": micro-dollars with as many digits as they need, "unknown" when nobody knows. */
export function dollars(microDollars: number | undefined): string {
  if (microDollars === undefined) return 'unknown';
  const amount = microDollars / 1e6;
  return `$${amount === 0 || amount >= 0.01 ? amount.toFixed(2) : amount.toFixed(6).replace(/0+$/, '')}`;
}

/** "1.05M", "128k": tokens. */
function tokens(count: number | undefined): string {
  if (count === undefined) return '?';
  if (count >= 1e6) return `${Math.round(count / 1e4) / 100}M`;
  return count >= 1000 ? `${Math.round(count / 1000)}k` : String(count);
}

/** How much a model reads; "up to" where its server decides, and nobody knows how. */
export const reads = (context: number | undefined, most: number | undefined): string =>
  context === undefined && most !== undefined ? `up to ${tokens(most)}` : tokens(context);

/** Text that ends as a sentence does. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** "9.6 GB": bytes, in units of 10⁹. */
export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** "$2 / $10": dollars a million tokens, sent and written. */
export const priceLine = (price: Price | undefined): string => {
  if (!price) return 'unknown';
  if (price.input === 0 && price.output === 0) return 'free';
  return `$${price.input} / $${price.output}${price.long ? `, more above ${tokens(price.long.above)}` : ''}`;
};

/** "pictures, tools, shapes". */
export const abilities = ({ images, tools, structured }: Capabilities): string =>
  [images && 'pictures', tools && 'tools', structured && 'shapes'].filter(Boolean).join(', ') || 'text';

/** Rows under each other, each column as wide as it must be. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, index) => Math.max(cell.length, known[index] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
