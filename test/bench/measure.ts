/** Takes one figure: its name, value, unit, the goal in words, and whether it holds. */
export type Take = (name: string, value: number, unit: string, goal: string, holds: boolean) => void;

/** Milliseconds of one run, the median of several after warming up. */
export function medianMs(runs: number, work: () => unknown): number {
  for (let i = 0; i < Math.min(20, runs); i++) work();
  const times = Array.from({ length: runs }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}

/** Milliseconds of each of many runs that follow each other, shortest first. */
export async function latencies(runs: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b);
}

/** The value below which a share of sorted values lies. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
