import { afterEach, beforeEach, expect, vi } from 'vitest';
import { type RouteOptions, route } from '../../../../extension/llm/router/route.ts';
import { all, request, type ScriptedModel } from './scriptedModels.ts';

/** For the tests of a file: time passes as it is told to, and no timer is left behind. */
export function withoutWaiting(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  });
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
}

/** Runs a call to its end, as fast as its waits can be skipped. */
export async function run(candidates: readonly ScriptedModel[], options: RouteOptions = {}, asked = request) {
  const started = performance.now();
  const done = all(route(candidates, asked, { chance: () => 0, ...options }));
  let over = false;
  void done.finally(() => {
    over = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  while (!over) await vi.advanceTimersByTimeAsync(50);
  return { events: await done, took: performance.now() - started };
}

/** What fetch throws where nobody listens. */
export const unreachable = () =>
  new Error('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) });
