import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Candidate } from '../../../../extension/llm/router/candidate.ts';
import { type RouteOptions, route } from '../../../../extension/llm/router/route.ts';
import type { LlmRequest } from '../../../../extension/llm/types.ts';
import { type FaultServer, faultServer, type Reply } from '../../../llm/faultServer.ts';
import { sse } from '../../../llm/streams.ts';
import { all, request, textOf } from '../router/scriptedModels.ts';
import { candidateAt, type Dialect, secretKey } from './dialects.ts';

/** Short deadlines: what takes longer than the last one hangs. */
export const limits = { firstTokenMs: 250, idleMs: 150, totalMs: 3000, backoffMs: 5, cooldownMs: 20 };

/** A model of a dialect at a fault server, and another one that always answers. */
interface Bench {
  readonly server: FaultServer;
  readonly other: FaultServer;
  first(): Promise<Candidate>;
  second(): Promise<Candidate>;
  /** An answer in which all is well. */
  good(text?: string): Reply;
}

/** Sets up the servers for the tests of a `describe`; after each one nothing may be under way, and no promise broken. */
export function benchOf(dialect: Dialect): Bench {
  const broken: unknown[] = [];
  const onBroken = (reason: unknown) => void broken.push(reason);
  const good = (text = 'All is well.') => sse(dialect.stream(text));
  let server: FaultServer | undefined;
  let other: FaultServer | undefined;
  const open = (one: FaultServer | undefined) => {
    if (!one) throw new Error('The servers are there within tests alone.');
    return one;
  };
  beforeAll(async () => {
    process.on('unhandledRejection', onBroken);
    [server, other] = await Promise.all([faultServer(), faultServer()]);
    // What the libraries load when they are first used is not the model's time.
    other.next(good('Warm.'));
    expect(textOf(await all(route([await candidateAt(dialect, other.url)], request)))).toBe('Warm.');
  });
  beforeEach(() => {
    server?.reset();
    other?.reset();
  });
  afterEach(async () => {
    await server?.quiet(500);
    await new Promise((resolve) => setImmediate(resolve));
    expect(broken).toEqual([]);
  });
  afterAll(async () => {
    process.off('unhandledRejection', onBroken);
    await Promise.all([server?.close(), other?.close()]);
  });
  return {
    get server() {
      return open(server);
    },
    get other() {
      return open(other);
    },
    first: () => candidateAt(dialect, open(server).url),
    second: () => {
      open(other).always(good('From another.'));
      return candidateAt(dialect, open(other).url, 'n');
    },
    good,
  };
}

/** Runs a call, and holds it to the contract of a stream, to its deadline, and to keeping the key. */
export async function run(
  candidates: readonly Candidate[],
  options: RouteOptions = {},
  asked: LlmRequest = request,
) {
  const started = performance.now();
  const events = await all(
    route(candidates, asked, { ...options, limits: { ...limits, ...options.limits } }),
  );
  expect(performance.now() - started).toBeLessThan(limits.totalMs + 200);
  const ends = events.filter(({ type }) => type === 'finish' || type === 'error');
  expect(ends).toEqual([events.at(-1)]);
  const told =
    inspect(events, { depth: 20, showHidden: true, maxStringLength: 100_000 }) + JSON.stringify(events);
  expect(told.includes(secretKey)).toBe(false);
  return events;
}
