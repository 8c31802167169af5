/** What stands in a cell. Null and undefined are an empty one: unknown. */
export type CsvValue = string | number | null | undefined;

/** A table for spreadsheets, line by line: RFC 4180, and no text in it is taken for a formula. */
export function* csvLines(header: readonly string[], rows: Iterable<readonly CsvValue[]>): Generator<string> {
  yield line(header);
  for (const row of rows) yield line(row);
}

const line = (row: readonly CsvValue[]): string => `${row.map(cell).join(',')}\r\n`;

function cell(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  // Spreadsheets calculate what begins so: https://owasp.org/www-community/attacks/CSV_Injection
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Micro-dollars as dollars with six places: "0.001234". */
export const dollarCell = (microDollars: number | null | undefined): number | string | undefined =>
  microDollars === null || microDollars === undefined
    ? undefined
    : `${Math.trunc(microDollars / 1e6)}.${String(microDollars % 1e6).padStart(6, '0')}`;
