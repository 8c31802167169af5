import { findLiteLlm, startLiteLlm } from '../../llm/litellm.ts';
import { percentile, type Take } from '../measure.ts';
import { type Client, ourClient, prompts, rawClient, startServer, type Timed } from './clients.ts';

/** Each is asked after the other, in turns, so that whatever else the machine does hits all alike. */
async function inTurns(
  rounds: number,
  clients: readonly { client: Client; model: string }[],
): Promise<Timed[][]> {
  const times: Timed[][] = clients.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const prompt = prompts[round % prompts.length] ?? '';
    for (let turn = 0; turn < clients.length; turn++) {
      const which = (round + turn) % clients.length;
      const asked = clients[which];
      if (asked) times[which]?.push(await asked.client({ model: asked.model, prompt }));
    }
  }
  return times;
}

/** The median of what a call took longer than the one it is compared with, which came just before or after it. */
function added(what: keyof Timed, longer: readonly Timed[] = [], than: readonly Timed[] = []): number {
  const differences = longer.map((one, i) => one[what] - (than[i]?.[what] ?? Number.NaN));
  return percentile(
    differences.sort((a, b) => a - b),
    0.5,
  );
}

/** What our layer, and what a LiteLLM proxy, adds to a call of a server that answers at once. */
export async function benchOverhead(take: Take): Promise<void> {
  const server = await startServer();
  const raw = { client: rawClient(server.url), model: 'instant' };
  const ours = { client: await ourClient(server.url), model: 'instant' };
  const within = (name: string, ms: number) => take(name, ms, 'ms', '≤ 1', ms <= 1);
  try {
    await inTurns(60, [raw, ours]);
    const [plain, layered] = await inTurns(600, [raw, ours]);
    within('overhead-call-p50', added('whole', layered, plain));
    within('overhead-first-token-p50', added('first', layered, plain));
    await benchProxy(take, server.url, raw, ours);
  } finally {
    await server.close();
  }
}

type Asked = { client: Client; model: string };

async function benchProxy(take: Take, upstream: string, raw: Asked, ours: Asked): Promise<void> {
  const found = findLiteLlm();
  if ('missing' in found) {
    console.error(`– the same through a LiteLLM proxy: ${found.missing}`);
    return;
  }
  const proxy = await startLiteLlm(found.program, upstream);
  try {
    const through = { client: rawClient(proxy.url, proxy.key), model: 'real-openai' };
    await inTurns(20, [raw, ours, through]);
    const [plain, layered, proxied] = await inTurns(200, [raw, ours, through]);
    for (const [name, what] of [
      ['call', 'whole'],
      ['first-token', 'first'],
    ] as const) {
      const theirs = added(what, proxied, plain);
      const ratio = theirs / added(what, layered, plain);
      take(`proxy-adds-${name}-p50`, theirs, 'ms', 'LiteLLM, to compare', true);
      take(`proxy-adds-${name}-ratio`, ratio, '×', '≥ 10 of what ours adds', ratio >= 10);
    }
  } finally {
    await proxy.close();
  }
}
