/** The stages of a make, in order. */
const stageNames = [
  'parse',
  'breakdown',
  'voices',
  'sets',
  'blocking',
  'shots',
  'stage',
  'render',
  'cut',
  'blend',
] as const;
export type StageName = (typeof stageNames)[number];

/** How far a make is. `etaSeconds` is missing while there is nothing to tell it from. */
export interface Progress {
  stage: StageName;
  done: number;
  total: number;
  message?: string;
  etaSeconds?: number;
}

/** How far a stage is. */
export type Report = (done: number, total: number, message?: string) => void;

export type OnProgress = (progress: Progress) => void;

/** Measures each stage and tells how far it is. */
export class StageClock {
  readonly seconds: Partial<Record<StageName, number>> = {};
  readonly #tell: OnProgress;

  constructor(tell: OnProgress) {
    this.#tell = tell;
  }

  /** Runs one stage; `report(done, total)` may be called from within, and estimates the time left. */
  async run<T>(stage: StageName, work: (report: Report) => Promise<T> | T): Promise<T> {
    const started = performance.now();
    this.#tell({ stage, done: 0, total: 1 });
    const report = (done: number, total: number, message?: string) => {
      const elapsed = (performance.now() - started) / 1000;
      const eta = done > 0 && done < total && elapsed > 1 ? (elapsed / done) * (total - done) : undefined;
      this.#tell({
        stage,
        done,
        total,
        ...(message === undefined ? {} : { message }),
        ...(eta === undefined ? {} : { etaSeconds: Math.round(eta) }),
      });
    };
    try {
      return await work(report);
    } finally {
      const spent = (performance.now() - started) / 1000;
      this.seconds[stage] = Math.round(((this.seconds[stage] ?? 0) + spent) * 1000) / 1000;
      this.#tell({ stage, done: 1, total: 1 });
    }
  }
}
