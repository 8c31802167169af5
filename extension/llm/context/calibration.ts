/** How far estimates were off: by model the last quotients of actual and estimated tokens. Plain data, to be kept. */
export type Calibration = Readonly<Record<string, readonly number[]>>;

/** Quotients kept for a model. */
const kept = 31;
/** Quotients of 1 that count besides, so that one odd call changes nothing. */
const doubt = [1, 1];
/** An estimate is never bent further. */
const [least, most] = [0.4, 2.5];
/** Below this what surrounds the text decides, not the text. */
const worthLearning = 100;

const isUsable = (tokens: number): boolean => Number.isFinite(tokens) && tokens >= worthLearning;

/** What is known after one more call: `estimated` without any ratio, `actual` as the provider counted. */
export function calibrated(
  calibration: Calibration,
  model: string,
  { estimated, actual }: { estimated: number; actual: number },
): Calibration {
  if (!isUsable(estimated) || !isUsable(actual)) return calibration;
  const bounded = Math.min(most, Math.max(least, actual / estimated));
  return { ...calibration, [model]: [...quotients(calibration, model), bounded].slice(-kept) };
}

/** By what to multiply an estimate for this model: the median of its past, 1 for one that is new, within 0.4 … 2.5. */
export function ratioOf(calibration: Calibration, model: string): number {
  const sorted = [...doubt, ...quotients(calibration, model)].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = 1, high = 1] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return Math.min(most, Math.max(least, (low + high) / 2));
}

const quotients = (calibration: Calibration, model: string): readonly number[] =>
  Object.hasOwn(calibration, model) ? (calibration[model] ?? []) : [];
