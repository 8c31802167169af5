import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { percentile, type Take } from '../measure.ts';
import { type Client, ourClient, rawClient, startServer } from './clients.ts';
import { pieces } from './pace.ts';

const now = () => performance.timeOrigin + performance.now();

/** Many answers at once: how long each piece was under way, and how many answers are not whole. */
async function atOnce(count: number, client: Client): Promise<{ delays: number[]; dropped: number }> {
  const delays: number[] = [];
  const one = async () => {
    let heard = 0;
    let rest = '';
    await client({
      model: 'paced',
      prompt: 'How is the harbour?',
      onText: (text) => {
        rest += text;
        const sent = [...rest.matchAll(/(\d{13}\.\d{3}) /g)];
        for (const [, at] of sent) delays.push(now() - Number(at));
        heard += sent.length;
        const last = sent.at(-1);
        if (last) rest = rest.slice(last.index + last[0].length);
      },
    });
    return heard === pieces;
  };
  const whole = await Promise.all(Array.from({ length: count }, () => one().catch(() => false)));
  return { delays: delays.sort((a, b) => a - b), dropped: whole.filter((well) => !well).length };
}

/** A hundred streams at once, and the memory of those that are open. */
export async function benchMany(take: Take): Promise<void> {
  const server = await startServer();
  const raw = rawClient(server.url);
  const ours = await ourClient(server.url);
  try {
    for (const client of [raw, ours]) await atOnce(100, client);
    const p99 = { raw: [] as number[], ours: [] as number[] };
    let dropped = 0;
    for (let round = 0; round < 5; round++) {
      p99.raw.push(percentile((await atOnce(100, raw)).delays, 0.99));
      const { delays, dropped: lost } = await atOnce(100, ours);
      p99.ours.push(percentile(delays, 0.99));
      dropped += lost;
    }
    const middle = (times: number[]) =>
      percentile(
        times.sort((a, b) => a - b),
        0.5,
      );
    const overhead = middle(p99.ours) - middle(p99.raw);
    take('100-streams-dropped', dropped, 'of 500', '0', dropped === 0);
    take('100-streams-p99-raw', middle(p99.raw), 'ms', 'each piece; to compare', true);
    take('100-streams-p99-overhead', overhead, 'ms', '≤ 10', overhead <= 10);
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
  return percentile(
    figures.sort((a, b) => a - b),
    0.5,
  );
}
