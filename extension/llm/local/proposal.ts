import type { Machine } from './machine.ts';

/** An open model that is worth its memory, as Ollama names it. */
interface OpenModel {
  name: string;
  /** Gigabytes (10⁹ bytes) that are fetched, and that its weights take in memory. */
  gigabytes: number;
  images: boolean;
  /** Few of its weights work at a time: it is of use also without a graphics processor. */
  sparse: boolean;
  source: string;
}

const cookbook = 'https://github.com/openai/openai-cookbook/blob/main/articles/gpt-oss/run-locally-ollama.md';
const qwen = 'https://ollama.com/dhiltgen/qwen3-vl';
const scripta = 'https://github.com/thehwang/Scripta/pull/1';

/** From the best down; read in November 2026. */
export const openModels: readonly OpenModel[] = [
  { name: 'gpt-oss:120b', gigabytes: 66, images: false, sparse: true, source: cookbook },
  { name: 'qwen3-vl:32b', gigabytes: 21, images: true, sparse: false, source: qwen },
  { name: 'gpt-oss:20b', gigabytes: 14, images: false, sparse: true, source: cookbook },
  { name: 'gemma4:e4b', gigabytes: 9.6, images: true, sparse: false, source: scripta },
  { name: 'qwen3-vl:8b', gigabytes: 6.2, images: true, sparse: false, source: qwen },
  { name: 'qwen3-vl:4b', gigabytes: 3.3, images: true, sparse: false, source: qwen },
  { name: 'qwen3-vl:2b', gigabytes: 1.9, images: true, sparse: false, source: qwen },
];

/** What this machine should run. */
interface Proposal {
  /** Undefined when none fits. */
  model?: OpenModel;
  /** For the writer: which, why, and at what pace. */
  reason: string;
  /** A better one would be, were memory not short. */
  smaller: boolean;
}

/** Beside the weights: the context of a conversation (16,000 tokens or so), and the server. */
const besides = 2;
/** Left for the system, the editor and Blender when the model shares their memory. */
const othersNeed = 4;
/** Gigabytes. Without a graphics processor each word waits for all weights: past this it is no conversation. */
const slowPast = 10;

const gigabyte = 10 ** 9;
const said = (gigabytes: number): string =>
  `${gigabytes < 10 ? Math.round(gigabytes * 10) / 10 : Math.round(gigabytes)} GB`;

/**
 * The best open model that fits. On a graphics processor it is its memory that counts (all of them together); on a Mac
 * and without one, the machine's, less what others need. When what is free now is less than that, a smaller one.
 */
export function propose({ memory, free, gpus, shared }: Machine): Proposal {
  const own = gpus.reduce((sum, gpu) => sum + (gpu.memory ?? 0), 0) / gigabyte;
  const onGpu = own >= 4;
  const all = onGpu ? own - besides : memory / gigabyte - othersNeed - besides;
  const now = onGpu ? all : Math.min(all, free / gigabyte - besides);
  const quick = onGpu || shared;
  const fitting = (room: number) =>
    openModels.find(
      ({ gigabytes, sparse }) => gigabytes <= room && (quick || sparse || gigabytes <= slowPast),
    );
  const best = fitting(all);
  const model = fitting(now);
  const where = onGpu
    ? `the ${said(own)} of ${gpus.map(({ name }) => name).join(' and ')}`
    : `${said(memory / gigabyte)} of memory`;
  if (!model)
    return {
      reason: best
        ? `Only ${said(free / gigabyte)} of memory are free: close other programs, then ${best.name} fits.`
        : `No model that is of use fits in ${where}: use a provider, or the built-in planner without one.`,
      smaller: best !== undefined,
    };
  const smaller = model !== best;
  const reason = [
    `${model.name} (${said(model.gigabytes)}) fits in ${smaller ? `the ${said(free / gigabyte)} of memory that are free` : where}`,
    ...(best && smaller ? [`; ${best.name} would be better, but memory is short now`] : []),
    ...(quick ? [] : ['; without a graphics processor it answers slowly']),
    '.',
  ].join('');
  return { model, reason, smaller };
}
