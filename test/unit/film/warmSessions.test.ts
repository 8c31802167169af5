import { expect, test } from 'vitest';
import { WarmSessions } from '../../../extension/film/session.ts';
import type { Session } from '../../../extension/render/worker.ts';

/** Launches sessions that note when they are closed, and that can die. */
function launcher() {
  const launched: { closed: boolean; die: () => void }[] = [];
  const launch = async (): Promise<Session> => {
    let die = (_reason: string) => {};
    const gone = new Promise<string>((resolve) => {
      die = resolve;
    });
    const state = { closed: false, die: () => die('killed') };
    launched.push(state);
    return {
      call: () => Promise.reject(new Error('nobody is there')),
      on: () => () => undefined,
      gone,
      close: async () => {
        state.closed = true;
        die('closed');
      },
    };
  };
  return { launch, launched };
}

const { signal } = new AbortController();

test('a session that is closed serves whoever opens the next one', async () => {
  const { launch, launched } = launcher();
  const sessions = new WarmSessions(launch);
  const first = await sessions.open(signal);
  await sessions.open(signal);
  await first.close();
  await sessions.open(signal);
  expect(launched).toHaveLength(2);
  expect(launched.some(({ closed }) => closed)).toBe(false);
});

test('a session that died is never lent again', async () => {
  const { launch, launched } = launcher();
  const sessions = new WarmSessions(launch);
  const first = await sessions.open(signal);
  launched[0]?.die();
  await first.gone;
  await first.close();
  await sessions.open(signal);
  expect(launched).toHaveLength(2);
});

test('closing ends every session, the lent and those that are just starting', async () => {
  const { launch, launched } = launcher();
  const sessions = new WarmSessions(launch);
  await sessions.open(signal);
  const starting = sessions.open(signal);
  await sessions.close();
  await starting;
  expect(launched.map(({ closed }) => closed)).toEqual([true, true]);
});
