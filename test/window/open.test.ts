import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWindow, type Window } from './session.ts';

let window: Window;
beforeAll(async () => {
  window = await openWindow();
});
afterAll(() => window.close());

test('a Blender with a window announces its session and says hello', () => {
  expect(window.hello.background).toBe(false);
  expect(window.hello.blender[0]).toBeGreaterThanOrEqual(4);
});

test('a call reaches the main thread and comes back', async () => {
  const { state } = await window.client.call('session/status', {});
  expect(state.scenes.map(({ name }) => name)).toEqual(['Scene']);
});
