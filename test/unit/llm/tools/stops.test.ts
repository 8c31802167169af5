import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { goesInCircles } from '../../../../extension/llm/tools/circles.ts';
import type { AgentEvent } from '../../../../extension/llm/tools/events.ts';
import { pendingCalls } from '../../../../extension/llm/tools/transcript.ts';
import type { LlmEvent, Message, Usage } from '../../../../extension/llm/types.ts';
import { agent, allOf, call, ended, endOf, fresh, noteTool, resultsIn, stopped, user } from './desk.ts';

const usage: Usage = { input: 1, cached: 0, cacheWrite: 0, output: 1, reasoning: 0 };
let count = 0;
const counter = noteTool('count', 'read', () => `${++count}`);
const constant = noteTool('same', 'read', () => 'same');
const other = noteTool('other', 'read', () => 'other');
const again = (name: string) => ({ toolCalls: [call(name)], again: true, usage });
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('the limits of a run', () => {
  it('stop it after so many steps, with the transcript whole', async () => {
    const events = await allOf(
      agent({ with: [counter], answers: [again('count')], limits: { steps: 5 } }).run,
    );
    const end = endOf(events);
    expect(end).toMatchObject({ type: 'stopped', steps: 5, error: { code: 'loop', message: /5 steps/ } });
    expect(end.transcript.outcomes).toHaveLength(5);
    expect(events.filter(({ type }) => type === 'limit')).toEqual([
      { type: 'limit', limit: 'steps', used: 4, allowed: 5 },
    ]);
  });

  it('are fifty steps unless told', async () => {
    expect(await ended({ with: [counter], answers: [again('count')] })).toMatchObject({ steps: 50 });
  });

  it('stop it once so much money is spent, in a later run not at once again', async () => {
    const options = { with: [counter], answers: [again('count')], limits: { microDollars: 2500 } };
    const events = await allOf(agent({ ...options, costOf: () => 1000 }).run);
    const end = endOf(events);
    expect(end).toMatchObject({
      error: { code: 'budget', message: /\$0\.0025/ },
      microDollars: 3000,
      steps: 3,
    });
    expect(events).toContainEqual({ type: 'limit', limit: 'microDollars', used: 2000, allowed: 2500 });
    expect((await ended({ transcript: end.transcript, answers: [{ text: 'Done.' }] })).type).toBe('done');
    const dear = { ...options, limits: { microDollars: 2_000_000 }, costOf: () => 3_000_000 };
    expect(await stopped(dear)).toMatchObject({ message: /\$2\.00/ });
  });

  it('never take an unknown cost for nothing', async () => {
    const answers = [
      { toolCalls: [call('same')], usage },
      { toolCalls: [call('other')] },
      { text: 'x', usage },
    ];
    const end = await ended({ with: [constant, other], answers, costOf: () => 7 });
    expect(end).toMatchObject({ type: 'done', microDollars: undefined });
    expect((await ended({ answers: [{ usage }] })).microDollars).toBeUndefined();
    expect((await ended({ answers: [{ usage }], costOf: () => 7 })).microDollars).toBe(7);
  });

  it('stop it when its time is over: in the stream, and in a tool that does not listen', async () => {
    const limits = { milliseconds: 150 };
    async function* hanging(): AsyncGenerator<LlmEvent> {
      yield { type: 'text', text: 'Well' };
      await new Promise(() => {});
    }
    const end = await ended({ stream: hanging, limits });
    expect(end).toMatchObject({ error: { code: 'timeout' }, transcript: { partial: 'Well' } });
    const deaf = noteTool('deaf', 'edit', () => new Promise(() => {}));
    const inTool = await ended({ with: [deaf], answers: [again('deaf')], limits });
    expect(inTool).toMatchObject({ error: { code: 'timeout' }, transcript: { started: ['call-1-1'] } });
    expect(pendingCalls(inTool.transcript)).toHaveLength(1);
  });

  it('do not count the time in which a person thinks', async () => {
    const approve = async () => {
      await sleep(500);
      return { allow: true as const };
    };
    const options = {
      with: [constant],
      answers: [{ toolCalls: [call('same')] }, { text: 'Done.' }],
      approve,
    };
    expect((await ended({ ...options, limits: { milliseconds: 400 } })).type).toBe('done');
  });

  it('warn when most of the time is over', async () => {
    vi.useFakeTimers();
    try {
      const slow = noteTool('slow', 'read', async () => {
        await sleep(90);
        return '';
      });
      const answers = [{ toolCalls: [call('slow')] }, { text: 'Done.' }];
      const work = allOf(agent({ with: [slow], answers, limits: { milliseconds: 100 } }).run);
      await vi.advanceTimersByTimeAsync(95);
      expect(await work).toContainEqual({ type: 'limit', limit: 'milliseconds', used: 90, allowed: 100 });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('going in circles', () => {
  it('stops a model that does the same, with the same result, three times', async () => {
    const end = await ended({ with: [constant], answers: [again('same')] });
    expect(end).toMatchObject({ error: { code: 'loop', message: /again and again/ }, steps: 3 });
    expect(resultsIn(end.transcript)).toHaveLength(3);
  });

  it('stops a model that goes to and fro', async () => {
    const pair = [{ toolCalls: [call('same')] }, { toolCalls: [call('other')] }];
    const end = await ended({ with: [constant, other], answers: [...pair, ...pair, ...pair, ...pair] });
    expect(end).toMatchObject({ error: { code: 'loop' }, steps: 6 });
  });

  it('is not what a model does whose results change', async () => {
    const answers = [...Array.from({ length: 9 }, () => ({ toolCalls: [call('count')] })), { text: 'Done.' }];
    expect(await ended({ with: [counter], answers })).toMatchObject({ type: 'done', steps: 10 });
  });

  const turn = (name: string, input: unknown, text: string): Message[] => [
    { role: 'assistant', parts: [{ type: 'toolCall', id: `${Math.abs(++count)}`, name, input }] },
    { role: 'user', parts: [{ type: 'toolResult', id: `${count}`, name, text }] },
  ];
  const turns = (word: string) => [...word].flatMap((letter) => turn(letter, {}, ''));

  it('looks at inputs whatever the order of their fields, and begins anew when the person speaks', () => {
    const same = [turn('t', { a: [1], b: 2 }, 'x'), turn('t', { b: 2, a: [1] }, 'x')].flat();
    expect(goesInCircles(same, 2)).toBe(true);
    expect(goesInCircles([...turn('t', { a: 1 }, 'x'), ...turn('t', { a: 2 }, 'x')], 2)).toBe(false);
    expect(goesInCircles([...turns('a'), user('Go on.'), ...turns('a')], 2)).toBe(false);
    expect(goesInCircles([], 3)).toBe(false);
  });

  it('is a run of the last turns with a period of one or two', () => {
    const words = fc.stringMatching(/^[ab]{0,9}$/);
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 3 }), (word, times) => {
        const circle = new RegExp(`(?:(.)\\1{${times - 1}}|(..)\\2{${times - 1}})$`).test(word);
        expect(goesInCircles(turns(word), times)).toBe(circle);
      }),
    );
  });
});

describe('stopping an agent', () => {
  /** Stops it when an event is seen. */
  async function stopAt(when: (event: AgentEvent) => boolean, options: Parameters<typeof agent>[0]) {
    const stop = new AbortController();
    const events: AgentEvent[] = [];
    for await (const event of agent({ ...options, signal: stop.signal }).run) {
      events.push(event);
      if (when(event)) setTimeout(() => stop.abort(), 1);
    }
    return { events, end: endOf(events) };
  }
  const never = new Promise<never>(() => {});

  it('works before it begins', async () => {
    expect(await stopped({ answers: [{ text: 'x' }], signal: AbortSignal.abort() })).toMatchObject({
      code: 'aborted',
    });
  });

  it('works in the stream of the model, which hears of it', async () => {
    let heard = false;
    async function* hanging({ signal }: { signal?: AbortSignal }): AsyncGenerator<LlmEvent> {
      signal?.addEventListener('abort', () => {
        heard = true;
      });
      yield { type: 'text', text: 'Once upon' };
      await never;
    }
    const { end } = await stopAt(({ type }) => type === 'text', { stream: hanging });
    expect(end).toMatchObject({ error: { code: 'aborted' }, transcript: { partial: 'Once upon' } });
    expect(heard).toBe(true);
  });

  it('works in a tool, which hears of it; results that are there are kept', async () => {
    let heard = false;
    const slow = noteTool('slow', 'read', (_, { signal }) => {
      signal.addEventListener('abort', () => {
        heard = true;
      });
      return never;
    });
    const answers = [{ toolCalls: [call('slow'), call('same')] }];
    const { end } = await stopAt(({ type }) => type === 'toolFinished', { with: [slow, constant], answers });
    expect(end).toMatchObject({ error: { code: 'aborted' }, transcript: { outcomes: [{ name: 'same' }] } });
    expect(pendingCalls(end.transcript).map(({ name }) => name)).toEqual(['slow']);
    expect(heard).toBe(true);
  });

  it('works in a tool that throws when it hears of it, and between tools', async () => {
    const angry = noteTool('angry', 'edit', async (_, { signal }) => {
      await new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error('no!'))),
      );
      return '';
    });
    const answers = [{ toolCalls: [call('angry'), call('angry')] }];
    const { end } = await stopAt(({ type }) => type === 'toolStarted', { with: [angry], answers });
    expect(end).toMatchObject({ error: { code: 'aborted' } });
    const stop = new AbortController();
    const stopper = noteTool('stopper', 'edit', () => {
      stop.abort();
      return '';
    });
    const between = await ended({
      with: [stopper],
      answers: [{ toolCalls: [call('stopper'), call('stopper')] }],
      signal: stop.signal,
    });
    expect(between).toMatchObject({ error: { code: 'aborted' } });
  });

  it('works while a person is asked, and starts nothing', async () => {
    const ran: string[] = [];
    const edit = noteTool('edit', 'edit', (note) => {
      ran.push(note);
      return '';
    });
    const { end } = await stopAt(({ type }) => type === 'approvalAsked', {
      with: [edit],
      answers: [{ toolCalls: [call('edit')] }],
      approve: () => never,
    });
    expect(end).toMatchObject({ error: { code: 'aborted' }, transcript: { started: [] } });
    expect(ran).toEqual([]);
  });

  it('begins no further call of many once one was stopped', async () => {
    const stop = new AbortController();
    let begun = 0;
    const tool = noteTool('t', 'read', async () => {
      begun++;
      stop.abort();
      return never;
    });
    const toolCalls = Array.from({ length: 20 }, () => call('t'));
    await ended({ with: [tool], answers: [{ toolCalls }], signal: stop.signal });
    expect(begun).toBe(1);
  });

  it('is what happens when nobody listens any more', async () => {
    let heard: unknown;
    const slow = noteTool('slow', 'read', (_, { signal, progress }) => {
      signal.addEventListener('abort', () => {
        heard = signal.reason;
      });
      progress('on it');
      return never;
    });
    for await (const event of agent({ with: [slow], answers: [{ toolCalls: [call('slow')] }] }).run)
      if (event.type === 'toolProgress') break;
    expect(heard).toMatchObject({ code: 'aborted' });
  });
});

describe('a run that goes on from a transcript', () => {
  const log: string[] = [];
  const write = noteTool('write', 'edit', (note) => {
    log.push(note);
    return 'written';
  });
  const tools = [write, constant];
  const begun = (started: string[]) => ({
    ...fresh(),
    started,
    messages: [
      ...fresh().messages,
      {
        role: 'assistant' as const,
        parts: [
          { type: 'toolCall' as const, id: 'w', name: 'write', input: { note: 'w' } },
          { type: 'toolCall' as const, id: 's', name: 'same', input: { note: 's' } },
          { type: 'toolCall' as const, id: 'g', name: 'gone', input: {} },
        ],
      },
    ],
  });

  it('runs calls that had not begun, with leave', async () => {
    log.length = 0;
    const asked: string[] = [];
    const end = await ended({
      with: tools,
      transcript: begun([]),
      answers: [{ text: 'Done.' }],
      approve: ({ name }) => {
        asked.push(name);
        return { allow: true };
      },
    });
    expect([asked, log]).toEqual([['write', 'same'], ['w']]);
    expect(resultsIn(end.transcript).map(({ failed }) => failed)).toEqual([undefined, undefined, true]);
  });

  it('marks calls that had begun, but for those that only read', async () => {
    log.length = 0;
    const end = await ended({
      with: tools,
      transcript: begun(['w', 's', 'g']),
      answers: [{ text: 'Done.' }],
    });
    expect(log).toEqual([]);
    expect(resultsIn(end.transcript)).toMatchObject([
      { id: 'w', failed: true, text: expect.stringContaining('may or may not') },
      { id: 's', text: 'same' },
      { id: 'g', failed: true },
    ]);
    expect(end.transcript.outcomes.find(({ id }) => id === 'w')).toMatchObject({ code: 'aborted' });
  });

  it('runs calls that had begun when it is told to', async () => {
    log.length = 0;
    const transcript = begun(['w', 's', 'g']);
    await ended({ with: tools, transcript, answers: [{ text: 'Done.' }], interrupted: 'run' });
    expect(log).toEqual(['w']);
  });

  it('asks a model whose answer broke off to go on', async () => {
    const transcript = { ...fresh(), partial: 'Once \ud83d' };
    const { run, requests } = agent({ transcript, answers: [{ text: 'upon a time' }] });
    const end = endOf(await allOf(run));
    expect(requests[0]?.messages.slice(1)).toMatchObject([
      { role: 'assistant', parts: [{ text: 'Once \uFFFD' }] },
      { role: 'user', parts: [{ text: expect.stringContaining('Go on') }] },
    ]);
    expect(end.transcript).not.toHaveProperty('partial');
  });

  it('can do so after any event: each call has one result, and nothing is written twice', async () => {
    const script = () => [
      { toolCalls: [call('same', 'a'), call('same', 'b')] },
      { text: 'Now I write.', toolCalls: [call('write', 'c'), call('same', 'd'), call('write', 'e')] },
      { toolCalls: [call('gone')] },
      { text: 'Done.' },
    ];
    const whole = await allOf(agent({ with: tools, answers: script() }).run);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (cut) => {
        log.length = 0;
        let kept = fresh();
        let turns = 0;
        let seen = 0;
        for await (const event of agent({ with: tools, answers: script() }).run) {
          if (event.type === 'transcript') kept = event.transcript;
          turns = kept.messages.filter(({ role }) => role === 'assistant').length;
          if (++seen >= cut) break;
        }
        const transcript = JSON.parse(JSON.stringify(kept));
        expect(transcript).toEqual(kept);
        const end = await ended({ with: tools, transcript, answers: script().slice(turns) });
        expect(end.type).toBe('done');
        expect(pendingCalls(end.transcript)).toEqual([]);
        const calls = end.transcript.messages.flatMap(({ parts }) =>
          parts.filter(({ type }) => type === 'toolCall'),
        );
        expect(resultsIn(end.transcript).map(({ id }) => id)).toEqual(
          calls.map((part) => 'id' in part && part.id),
        );
        expect(log.filter((note) => note === 'c').length).toBeLessThanOrEqual(1);
        expect(log.filter((note) => note === 'e').length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
