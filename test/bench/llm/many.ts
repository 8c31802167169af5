import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { percentile, type Take } from '../measure.ts';
import { type Client, ourClient, rawClient, startServer } from './clients.ts';
import { pieces } from './pace.ts';

const now = () => performance.timeOrigin + performance.now();

/** How long pieces were under way, in milliseconds; `begun` is when the last of all answers had begun. */
interface Heard {
  pieces: { sent: number; delay: number }[];
  begun: number;
  /** Answers that are not whole. */
  dropped: number;
}

/** Many answers at once, all asked for in the same moment. */
async function atOnce(count: number, client: Client): Promise<Heard> {
  const heard: Heard = { pieces: [], begun: 0, dropped: 0 };
  const one = async () => {
    let mine = 0;
    let rest = '';
    await client({
      model: 'paced',
      prompt: 'How is the harbour?',
      onText: (text) => {
        rest += text;
        const found = [...rest.matchAll(/(\d{13}\.\d{3}) /g)];
        for (const [, at] of found) heard.pieces.push({ sent: Number(at), delay: now() - Number(at) });
        if (mine === 0 && found.length > 0) heard.begun = now();
        mine += found.length;
        const last = found.at(-1);
        if (last) rest = rest.slice(last.index + last[0].length);
      },
    });
    return mine === pieces;
  };
  const whole = await Promise.all(Array.from({ length: count }, () => one().catch(() => false)));
  heard.dropped = whole.filter((well) => !well).length;
  return heard;
}

const share = (values: number[], at: number): number =>
  percentile(
    values.sort((a, b) => a - b),
    at,
  );

/** A hundred streams at once, and the memory of those that are open. */
export async function benchMany(take: Take): Promise<void> {
  const server = await startServer();
  const raw = rawClient(server.url);
  const ours = await ourClient(server.url);
  try {
    for (const client of [raw, ours]) await atOnce(100, client);
    const rounds: { raw: Heard; ours: Heard }[] = [];
    for (let round = 0; round < 5; round++)
      rounds.push({ raw: await atOnce(100, raw), ours: await atOnce(100, ours) });
    const p99 = (who: 'raw' | 'ours', which: (piece: { sent: number }, heard: Heard) => boolean) => {
      const each = rounds.map(({ [who]: heard }) =>
        share(
          heard.pieces.filter((piece) => which(piece, heard)).map(({ delay }) => delay),
          0.99,
        ),
      );
      return share(each, 0.5);
    };
    const running = ({ sent }: { sent: number }, { begun }: Heard) => sent > begun;
    const dropped = rounds.reduce((sum, round) => sum + round.ours.dropped, 0);
    const overhead = p99('ours', running) - p99('raw', running);
    const fromStart = p99('ours', () => true) - p99('raw', () => true);
    take('100-streams-dropped', dropped, 'of 500', '0', dropped === 0);
    take('100-streams-p99-raw', p99('raw', running), 'ms', 'each piece; to compare', true);
    take('100-streams-p99-overhead', overhead, 'ms', '≤ 10, once all run', overhead <= 10);
    take('100-streams-p99-from-start', fromStart, 'ms', 'also while all are asked at once', true);
    for (const count of [1, 10, 100]) {
      take(`memory-per-stream-${count}`, await memory(count, ours), 'KB', 'heap and buffers', true);
      take(`memory-per-stream-${count}-raw`, await memory(count, raw), 'KB', 'raw fetch, to compare', true);
    }
  } finally {
    await server.close();
  }
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function inUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Kilobytes for each of so many streams that are open at once and have begun; the median of several times. */
async function memory(count: number, client: Client): Promise<number> {
  const figures: number[] = [];
  for (let round = 0; round < 7; round++) {
    const before = inUse();
    const stop = new AbortController();
    const streams = Array.from({ length: count }, () => {
      let ended: Promise<unknown> | undefined;
      const begun = new Promise<void>((resolve, reject) => {
        const question = { model: 'held', prompt: 'How is the harbour?', signal: stop.signal };
        ended = client({ ...question, onText: () => resolve() }).catch(reject);
      });
      return { begun, ended };
    });
    await Promise.all(streams.map(({ begun }) => begun));
    await new Promise((resolve) => setTimeout(resolve, 20));
    figures.push((inUse() - before) / count / 1024);
    stop.abort();
    await Promise.all(streams.map(({ ended }) => ended));
  }
  return share(figures, 0.5);
}
