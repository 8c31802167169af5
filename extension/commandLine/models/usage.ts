import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Call } from '../../llm/ledger/call.ts';
import { openLedger } from '../../llm/ledger/ledger.ts';
import type { By, Filter, Sum } from '../../llm/ledger/sums.ts';
import { type Command, text, UsageError, type Values } from '../command.ts';
import { mendable, usageFolder } from './desk.ts';
import { callsCsv, callTable, sumsCsv, sumTable } from './usageTables.ts';

const groups: readonly By[] = ['day', 'model', 'film', 'agent'];

/** `photoplay usage`: what was asked of models, and what it cost. */
export const usageCommand: Command = {
  name: 'usage',
  summary: 'What was asked of models: tokens and cost by day, model, film or agent.',
  usage: '[--by model] [--since 2026-11-01] [--until 2026-11-30] [--film my-film/] [--csv usage.csv]',
  options: {
    by: { type: 'string' },
    since: { type: 'string' },
    until: { type: 'string' },
    film: { type: 'string' },
    csv: { type: 'string' },
  },
  optionHelp: {
    by: 'day, model, film or agent; several like day,model; or call: each by itself (day)',
    since: 'the first day that counts: 2026-11-01, today, or 7d for the last seven days',
    until: 'the last day that counts',
    film: 'a film alone: its folder, or its name',
    csv: 'writes a table for spreadsheets; - is stdout',
  },
  examples: [
    'photoplay usage',
    'photoplay usage --by model --since 30d',
    'photoplay usage --by day,model --csv november.csv --since 2026-11-01 --until 2026-11-30',
    'photoplay usage --by call --film my-film/ --csv -',
  ],
  positionals: [0, 0],
  async run(_, values, io) {
    const by = groupsOf(values);
    const csv = text(values, 'csv');
    if (csv === '') throw new UsageError('--csv needs a file, or - for stdout.');
    if (csv === '-' && io.json) throw new UsageError('--csv - and --json would both write to stdout.');
    const days = { ...day(values, 'since'), ...day(values, 'until') };
    const ledger = openLedger(usageFolder(), { tell: io.warn });
    try {
      const filter: Filter = { ...days, ...film(values, ledger.sum(['film'])) };
      const calls: Call[] | undefined = by ? undefined : [...ledger.calls(filter)];
      const sums = ledger.sum(by ?? [], filter);
      const [total] = ledger.sum([], filter);
      if (csv !== undefined) {
        const lines = calls ? callsCsv(calls) : sumsCsv(by ?? [], sums);
        if (csv === '-') for (const line of lines) io.write(line);
        else writeWhole(csv, lines);
      }
      if (csv !== '-') {
        const table = calls ? callTable(calls) : sumTable(by ?? [], sums, total);
        for (const line of total?.calls ? table : ['No calls to models.']) io.say(line);
      }
      return {
        result: {
          version: 1,
          ...filter,
          ...(calls ? { calls } : { sums: sums.map(known) }),
          total: known(total),
        },
      };
    } catch (error) {
      throw mendable(error);
    } finally {
      ledger.close();
    }
  },
};

/** Unknown is null in JSON. */
const known = (sum: Sum | undefined) => sum && { ...sum, cost: sum.cost ?? null };

/** By what to sum; undefined for each call by itself. Throws UsageError. */
function groupsOf(values: Values): By[] | undefined {
  const words = (text(values, 'by') ?? 'day').split(',');
  if (words.length === 1 && words[0] === 'call') return undefined;
  return [...new Set(words)].map((word) => {
    const group = groups.find((name) => name === word);
    if (!group)
      throw new UsageError(`--by is ${groups.join(', ')}, several of these, or call; not "${word}".`);
    return group;
  });
}

/** "2026-11-01", "today" or "7d" as a day of the calendar, where the person is. Throws UsageError. */
function day(values: Values, name: 'since' | 'until'): Partial<Record<'since' | 'until', string>> {
  const value = text(values, name);
  if (value === undefined) return {};
  const date = new Date();
  const back = value === 'today' ? '1' : /^(\d{1,4})d$/.exec(value)?.[1];
  if (back !== undefined) date.setDate(date.getDate() - Number(back) + 1);
  const [year = 0, month = 0, dayOfMonth = 0] =
    back === undefined
      ? value.split('-').map(Number)
      : [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const real = new Date(year, month - 1, dayOfMonth);
  const same = real.getMonth() === month - 1 && real.getDate() === dayOfMonth;
  if (!same || (back === undefined && !/^\d{4}-\d\d-\d\d$/.test(value)))
    throw new UsageError(
      `--${name} is a day like 2026-11-21, today, or 7d for the last seven days; not "${value}".`,
    );
  const two = (part: number) => String(part).padStart(2, '0');
  return { [name]: `${year}-${two(month)}-${two(dayOfMonth)}` };
}

/** The film that is meant, by its folder or name, among those that are known. Throws UsageError. */
function film(values: Values, sums: readonly Sum[]): Pick<Filter, 'film'> {
  const value = text(values, 'film');
  if (value === undefined) return {};
  const films = sums.flatMap(({ film: name }) => (name ? [name] : []));
  const [exact] = [value, resolve(value)].filter((name) => films.includes(name));
  if (exact !== undefined) return { film: exact };
  const named = films.filter((name) => basename(name) === basename(value));
  if (named.length === 1) return { film: named[0] ?? '' };
  const choice = named.length > 1 ? named : films;
  throw new UsageError(
    choice.length === 0
      ? 'There were no calls for any film.'
      : `--film is one of these: ${choice.slice(0, 20).join(', ')}; not "${value}".`,
  );
}

/** Writes a file beside its place and renames it, so that it is there whole or not at all. */
function writeWhole(path: string, lines: Iterable<string>): void {
  const beside = `${path}.${process.pid}.new`;
  try {
    writeFileSync(beside, [...lines].join(''));
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}
