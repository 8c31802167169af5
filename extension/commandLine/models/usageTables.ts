import { type Call, callColumns } from '../../llm/ledger/call.ts';
import { type CsvValue, csvLines, dollarCell } from '../../llm/ledger/csv.ts';
import { type By, groupings, type Sum } from '../../llm/ledger/sums.ts';
import { columns, dollars } from './figures.ts';

const amounts = ['calls', 'failed', 'input', 'cached', 'cacheWrite', 'output', 'reasoning'] as const;
const heads = ['Calls', 'Failed', 'Sent', 'Cached', 'Written', 'Reasoning', 'Cost'];
const noName = '–';

/** Sums for a terminal, a line each, and one of all. */
export function sumTable(by: readonly By[], sums: readonly Sum[], total: Sum | undefined): string[] {
  const names = by.map((name) => `${name[0]?.toUpperCase()}${name.slice(1)}`);
  const rows = sums.map((sum) => [...by.map((name) => nameOf(name, sum)), ...figures(sum)]);
  const all = total ? [['All', ...by.slice(1).map(() => ''), ...figures(total)]] : [];
  return columns(rightAligned([[...names, ...heads], ...rows, ...all], by.length));
}

const nameOf = (by: By, sum: Sum): string => groupings[by].map((name) => sum[name] || noName).join('/');

function figures({ calls, failed, input, cached, output, reasoning, cost, unpriced }: Sum): string[] {
  const unknown = cost !== undefined && unpriced > 0 ? ` + ${unpriced} unknown` : '';
  return [
    ...[calls, failed, input, cached, output, reasoning].map((count) => count.toLocaleString('en-US')),
    `${dollars(cost)}${unknown}`,
  ];
}

/** The columns from `first` on are figures. */
function rightAligned(rows: readonly (readonly string[])[], first: number): string[][] {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, at) => Math.max(cell.length, known[at] ?? 0)),
    [],
  );
  return rows.map((row) => row.map((cell, at) => (at < first ? cell : cell.padStart(widths[at] ?? 0))));
}

/** Calls for a terminal, a line each. */
export const callTable = (calls: readonly Call[]): string[] =>
  columns([
    ['When', 'Model', 'Film', 'Agent', 'Purpose', 'Sent', 'Written', 'Seconds', 'Cost', 'Outcome'],
    ...calls.map((call) => [
      `${call.day} ${new Date(call.time).toTimeString().slice(0, 8)}`,
      `${call.provider}/${call.model}`,
      call.film || noName,
      call.agent || noName,
      call.purpose || noName,
      call.input === null ? '?' : String(call.input),
      call.output === null ? '?' : String(call.output),
      (call.totalMs / 1000).toFixed(1),
      dollars(call.cost ?? undefined),
      call.code || 'ok',
    ]),
  ]);

/** Sums for a spreadsheet; dollars exact, unknown ones empty. */
export function sumsCsv(by: readonly By[], sums: readonly Sum[]): Iterable<string> {
  const names = by.flatMap((name): readonly (keyof Sum)[] => groupings[name]);
  return csvLines(
    [...names, ...amounts, 'unpriced', 'dollars'],
    sums.map((sum): CsvValue[] => [
      ...names.map((name) => sum[name]),
      ...amounts.map((name) => sum[name]),
      sum.unpriced,
      dollarCell(sum.cost),
    ]),
  );
}

/** Calls for a spreadsheet: times by ISO 8601, dollars exact, unknown values empty. */
export const callsCsv = (calls: readonly Call[]): Iterable<string> =>
  csvLines(
    callColumns.map((name) => (name === 'cost' ? 'dollars' : name)),
    calls.map((call) =>
      callColumns.map((name): CsvValue => {
        if (name === 'time') return new Date(call.time).toISOString();
        return name === 'cost' ? dollarCell(call.cost) : call[name];
      }),
    ),
  );
