/** One filter of a chain, with its options by name. */
export interface Filter {
  name: string;
  options?: Readonly<Record<string, string | number>>;
}

/** A chain of filters between labelled pads. */
export interface Chain {
  from: readonly string[];
  filters: readonly Filter[];
  to: string;
}

/** Escaped for the filter's options and once more for the graph (ffmpeg-filters, "Notes on filtergraph escaping"). */
const escaped = (value: string | number): string =>
  typeof value === 'number'
    ? String(Math.round(value * 1e6) / 1e6)
    : value.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&');

/** A filter as ffmpeg reads it: `name=option=value:option=value`. */
export function filterText({ name, options = {} }: Filter): string {
  const all = Object.entries(options).map(([key, value]) => `${key}=${escaped(value)}`);
  return all.length > 0 ? `${name}=${all.join(':')}` : name;
}

/** A whole graph for `-filter_complex`. */
export const graphText = (chains: readonly Chain[]): string =>
  chains
    .map(
      ({ from, filters, to }) =>
        `${from.map((pad) => `[${pad}]`).join('')}${filters.map(filterText).join(',')}[${to}]`,
    )
    .join(';');
