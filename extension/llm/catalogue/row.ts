import type { Capabilities } from '../capabilities.ts';
import type { Price } from '../price.ts';

/** One model in the table, as its maker describes it. */
export interface Row {
  /** As the maker names it; dated snapshots of it count as the same: "gpt-5.4-2026-03-05". */
  model: string;
  /** Other names of the same model, at the same price. */
  aliases?: readonly string[];
  capabilities: Capabilities;
  /** In dollars a million tokens, on the day of `date`. Absent where no price, or no certain one, was found. */
  price?: Price;
  /** A price announced for later, and the day from which it holds, as 2027-01-01. */
  later?: { from: string; price: Price };
  /** Where the figures were read. */
  source: string;
  /** The day for which the source was known to hold, as 2026-11-21. */
  date: string;
}

/** A price without a fee of its own for writing to the cache: what is written costs what is sent. */
export const price = (input: number, cacheRead: number, output: number, cacheWrite = input): Price => ({
  input,
  cacheRead,
  cacheWrite,
  output,
});

/** The same price, and the dearer one of calls that send more than `above` tokens. */
export const dearerAbove = (above: number, base: Price, long: Price): Price => ({
  ...base,
  long: { above, ...long },
});

/** A price times a factor for all that is sent, and another for all that is written. */
export const scaled = (base: Price, sent: number, written: number): Price => ({
  input: base.input * sent,
  cacheRead: base.cacheRead * sent,
  cacheWrite: base.cacheWrite * sent,
  output: base.output * written,
});
