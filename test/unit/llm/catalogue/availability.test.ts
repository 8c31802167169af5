import { describe, expect, it } from 'vitest';
import { Availabilities } from '../../../../extension/llm/catalogue/availability.ts';
import { LlmError } from '../../../../extension/llm/errors.ts';
import type { Provider } from '../../../../extension/llm/types.ts';

const provider = (more: Partial<Provider>): Provider => ({
  id: 'home',
  async *stream() {
    yield { type: 'finish', reason: 'stop' };
  },
  ...more,
});

describe('availability', () => {
  it('is asked once in ten minutes', async () => {
    let asked = 0;
    let now = 0;
    const known = new Availabilities(() => now);
    const one = provider({
      check: async () => {
        asked++;
      },
    });
    const both = await Promise.all([known.check(one, 'm'), known.check(one, 'm')]);
    expect(both).toEqual([{ available: true }, { available: true }]);
    now = 10 * 60_000 - 1;
    await known.check(one, 'm');
    expect(asked).toBe(1);
    now++;
    await known.check(one, 'm');
    expect(asked).toBe(2);
    known.forget();
    await known.check(one, 'm');
    expect(asked).toBe(3);
  });

  it('says why not, and what to do, in the words of the error', async () => {
    const shut = provider({
      check: async () => {
        throw new LlmError('auth', 'The key was refused.', { hint: 'photoplay keys set home' });
      },
    });
    expect(await new Availabilities().check(shut, 'm')).toEqual({
      available: false,
      code: 'auth',
      why: 'The key was refused.',
      hint: 'photoplay keys set home',
    });
  });

  it('never shows what an unexpected error says: there may be a key in it', async () => {
    const odd = provider({
      check: async () => {
        throw new Error('sk-secret');
      },
    });
    const answer = await new Availabilities().check(odd, 'm');
    expect(answer).toMatchObject({ available: false, code: 'unknown' });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('is read in the list of a server that cannot be asked for one model', async () => {
    const known = new Availabilities();
    const listing = provider({ list: async () => ['a'] });
    expect(await known.check(listing, 'a')).toEqual({ available: true });
    expect(await known.check(listing, 'b')).toMatchObject({ available: false, code: 'no_model' });
    expect(await known.check(provider({ id: 'listless' }), 'b')).toEqual({ available: true });
    const down = provider({
      id: 'down',
      list: async () => {
        throw new LlmError('network', 'It was not reached.');
      },
    });
    expect(await known.check(down, 'a')).toEqual({
      available: false,
      code: 'network',
      why: 'It was not reached.',
    });
  });

  it('asks four servers at once, and the others in turn', async () => {
    let open = 0;
    let most = 0;
    const known = new Availabilities();
    const answers = await Promise.all(
      Array.from({ length: 11 }, (_, index) =>
        known.list(
          provider({
            id: `server ${index}`,
            list: async () => {
              most = Math.max(most, ++open);
              await new Promise((resolve) => setTimeout(resolve, 5));
              open--;
              return [`${index}`];
            },
          }),
        ),
      ),
    );
    expect(most).toBe(4);
    expect(answers.at(-1)).toEqual({ models: ['10'] });
  });

  it('does not keep what was stopped', async () => {
    const known = new Availabilities();
    let asked = 0;
    const slow = provider({
      check: (_, signal) => {
        asked++;
        return asked > 1
          ? Promise.resolve()
          : new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    });
    const stop = new AbortController();
    const answer = known.check(slow, 'm', stop.signal);
    stop.abort();
    expect(await answer).toMatchObject({ available: false, code: 'aborted' });
    expect(await known.check(slow, 'm')).toEqual({ available: true });
  });

  it('calls a server that is silent slow', async () => {
    const silent = provider({
      list: async () => {
        throw new DOMException('', 'TimeoutError');
      },
    });
    expect(await new Availabilities().list(silent)).toMatchObject({ error: { code: 'unknown' } });
    const timeout = AbortSignal.timeout(1);
    const slow = provider({
      list: (signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });
    const answer = await new Availabilities().list(slow, timeout);
    expect(answer).toMatchObject({ error: { code: 'timeout' } });
  });
});
