import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { scriptedProvider } from '../../../../extension/llm/providers/scripted/index.ts';
import type { AgentEvent, AskedCall, Decision } from '../../../../extension/llm/tools/events.ts';
import { runAgent } from '../../../../extension/llm/tools/loop.ts';
import { defineTool } from '../../../../extension/llm/tools/tool.ts';
import { transcriptOf } from '../../../../extension/llm/tools/transcript.ts';
import type { LlmEvent } from '../../../../extension/llm/types.ts';
import { agent, allOf, call, ended, endOf, fresh, noteTool, resultsIn, stopped, user } from './desk.ts';
import { tools as exampleTools } from './example/tools.ts';

const echo = noteTool('echo', 'read', (note) => `I say ${note}`);
const types = (events: readonly AgentEvent[]) => events.map(({ type }) => type);

describe('an agent', () => {
  it('answers at once when it needs no tool', async () => {
    const { run, requests } = agent({ answers: [{ text: 'Done.' }], request: { maxTokens: 9 } });
    const events = await allOf(run);
    expect(types(events)).toEqual(['turn', 'start', 'text', 'finish', 'transcript', 'done']);
    expect(endOf(events)).toMatchObject({ text: 'Done.', finish: 'stop', steps: 1 });
    expect(requests[0]).toMatchObject({ model: 'm', maxTokens: 9, messages: [user('Shoot the scene.')] });
    expect(requests[0]?.tools).toBeUndefined();
  });

  it('uses a tool that is one file and one line', async () => {
    const provider = scriptedProvider('script', {
      version: 1,
      answers: [
        { toolCalls: [{ id: 'c', name: 'count_words', input: { text: 'fade to black' } }] },
        { when: { includes: '{"words":3}' }, text: 'Three words.' },
      ],
    });
    const run = runAgent({
      stream: provider.stream,
      model: 'm',
      tools: exampleTools,
      transcript: fresh(),
    });
    const events = await allOf(run);
    expect(types(events)).toEqual([
      ...['turn', 'start', 'toolCallDelta', 'toolCall', 'finish', 'transcript'],
      ...['transcript', 'toolStarted', 'toolFinished', 'transcript'],
      ...['turn', 'start', 'text', 'finish', 'transcript', 'done'],
    ]);
    const end = endOf(events);
    expect(end).toMatchObject({ text: 'Three words.' });
    expect(end.transcript).toEqual({
      version: 1,
      messages: [
        user('Shoot the scene.'),
        {
          role: 'assistant',
          parts: [{ type: 'toolCall', id: 'c', name: 'count_words', input: { text: 'fade to black' } }],
        },
        { role: 'user', parts: [{ type: 'toolResult', id: 'c', name: 'count_words', text: '{"words":3}' }] },
        { role: 'assistant', parts: [{ type: 'text', text: 'Three words.' }] },
      ],
      outcomes: [{ id: 'c', name: 'count_words', input: { text: 'fade to black' } }],
      started: [],
    });
  });

  it('is told that an input is wrong, and goes on', async () => {
    const { run, requests } = agent({
      with: [echo],
      answers: [{ toolCalls: [call('echo', 7)] }, { text: 'Sorry.' }],
    });
    const events = await allOf(run);
    expect(events).toContainEqual(expect.objectContaining({ type: 'toolFinished', code: 'tool_input' }));
    expect(requests[1]?.messages.at(-1)?.parts[0]).toMatchObject({
      failed: true,
      text: expect.stringContaining('note: Invalid input'),
    });
    expect(endOf(events).transcript.outcomes).toMatchObject([{ name: 'echo', code: 'tool_input' }]);
  });

  it('may send its input as a text, and none to a tool that takes none', async () => {
    const noInput = defineTool({
      name: 'look',
      description: '',
      risk: 'read',
      input: z.object({}),
      output: z.void(),
      run: () => {},
    });
    const inputs = ["Call: {'note': 'a'}", '{"note":"b"} [1]', 'nonsense'];
    const calls = inputs.map((input) => ({ name: 'echo', input }));
    const nothing = [null, ''].map((input) => ({ name: 'look', input }));
    const end = await ended({
      with: [echo, noInput],
      answers: [{ toolCalls: [...calls, ...nothing] }, {}],
    });
    expect(resultsIn(end.transcript).map(({ text }) => text)).toEqual([
      'I say a',
      'I say b',
      expect.stringContaining('not what echo takes'),
      'Done.',
      'Done.',
    ]);
    expect(end.transcript.outcomes.map(({ input }) => input)).toContainEqual({ note: 'a' });
  });

  it('does not guess what was cut off', async () => {
    const cut = { toolCalls: [{ name: 'echo', input: '{"note":"ab' }], finish: 'length' as const };
    const end = await ended({ with: [echo], answers: [cut, {}] });
    expect(resultsIn(end.transcript)[0]?.text).toContain('cut off');
    const whole = { toolCalls: [{ name: 'echo', input: '{"note":"ab"}' }], finish: 'length' as const };
    const { transcript } = await ended({ with: [echo], answers: [whole, {}] });
    expect(resultsIn(transcript)[0]?.text).toBe('I say ab');
  });

  it('is told which tools there are when it calls one that is not there', async () => {
    const end = await ended({ with: [echo], answers: [{ toolCalls: [call('Ecco')] }, {}] });
    expect(resultsIn(end.transcript)[0]).toMatchObject({
      failed: true,
      text: expect.stringContaining('echo?'),
    });
  });

  it.each([
    [
      'throws',
      noteTool('bad', 'read', () => {
        throw new Error('no film');
      }),
      'bad failed: no film',
    ],
    ['throws no error', noteTool('bad', 'read', () => Promise.reject('odd')), 'bad failed: odd'],
    ['breaks its promise', noteTool('bad', 'read', () => 3 as unknown as string), 'bad gave a wrong result'],
  ])('is told when a tool %s', async (_, tool, text) => {
    const end = await ended({ with: [tool], answers: [{ toolCalls: [call('bad')] }, { text: 'I see.' }] });
    expect(end).toMatchObject({ type: 'done', transcript: { outcomes: [{ code: 'tool_failed' }] } });
    expect(resultsIn(end.transcript)[0]?.text).toContain(text);
  });

  it('is shown the beginning of long results, with a note, and nothing that is half a character', async () => {
    const long = noteTool('long', 'read', () => `\ud83d${'x'.repeat(99)}`);
    const end = await ended({ with: [long], textLimit: 10, answers: [{ toolCalls: [call('long')] }, {}] });
    expect(resultsIn(end.transcript)[0]?.text).toBe(
      '\uFFFDxxxxxxxxx\n[cut here: 90 of 100 characters are left out]',
    );
    const empty = noteTool('empty', 'read', () => '');
    const none = await ended({ with: [empty], answers: [{ toolCalls: [call('empty')] }, {}] });
    expect(resultsIn(none.transcript)[0]?.text).toBe('(an empty text)');
  });

  it('gives calls that share an id, or have none, their own', async () => {
    const toolCalls = ['', 'a', 'a', ''].map((id, index) => ({ id, ...call('echo', `${index}`) }));
    const end = await ended({ with: [echo], answers: [{ toolCalls }, { toolCalls }, {}] });
    const results = resultsIn(end.transcript);
    expect(new Set(results.map(({ id }) => id)).size).toBe(8);
    expect(results.map(({ text }) => text.slice(-1)).join('')).toBe('01230123');
  });

  it('shows the progress of tools', async () => {
    const slow = noteTool('slow', 'read', (_, { progress, callId }) => {
      progress(`half of ${callId}`);
      return '';
    });
    const events = await allOf(agent({ with: [slow], answers: [{ toolCalls: [call('slow')] }, {}] }).run);
    expect(events).toContainEqual({
      type: 'toolProgress',
      id: 'call-1-1',
      name: 'slow',
      message: 'half of call-1-1',
    });
  });

  it('sends what a view makes of the messages', async () => {
    const view = async () => [user('Only this.')];
    const { run, requests } = agent({ answers: [{ text: 'Yes.' }], view });
    await allOf(run);
    expect(requests[0]?.messages).toEqual([user('Only this.')]);
  });

  it('ends as the stream ends: refusal, error, a broken stream; what was said is kept', async () => {
    expect(await stopped({ answers: [{ text: 'No.', finish: 'refusal' }] })).toMatchObject({
      code: 'refusal',
      message: 'The model will not go on. No.',
    });
    const error = { code: 'server' as const, message: 'Down' };
    const end = await ended({ answers: [{ text: 'I begin', error }] });
    expect(end).toMatchObject({
      type: 'stopped',
      error: { code: 'server' },
      transcript: { partial: 'I begin' },
    });
    async function* broken(): AsyncGenerator<LlmEvent> {}
    expect(await stopped({ stream: broken })).toMatchObject({ code: 'truncated' });
    const thrower = () => {
      throw new TypeError('a bug');
    };
    expect(await stopped({ stream: thrower })).toMatchObject({ code: 'unknown', message: 'a bug' });
    const odd = () => {
      throw 'odd';
    };
    expect(await stopped({ stream: odd })).toMatchObject({ code: 'unknown', message: 'odd' });
  });

  it('lets a model answer again whose call the provider cannot read, but not for ever', async () => {
    const error = { code: 'invalid_output' as const, message: 'The call of echo is not JSON.' };
    const answers = [
      { text: 'I call', error },
      { error },
      { toolCalls: [call('echo')] },
      { error },
      { text: 'Done.' },
    ];
    const { run, requests } = agent({ with: [echo], answers });
    expect(endOf(await allOf(run))).toMatchObject({ type: 'done', text: 'Done.', steps: 5 });
    expect(requests[1]?.messages.slice(1)).toMatchObject([
      { role: 'assistant', parts: [{ text: 'I call' }] },
      { role: 'user', parts: [{ text: expect.stringContaining('not JSON') }] },
    ]);
    expect(await stopped({ answers: [{ error, again: true }] })).toMatchObject({ code: 'invalid_output' });
  });

  it('says nothing when the model says nothing', async () => {
    const end = await ended({ answers: [{ text: ' ' }] });
    expect(end).toMatchObject({ type: 'done', transcript: { messages: [user('Shoot the scene.')] } });
  });
});

describe('several calls in one turn', () => {
  /** How many of these tools run at the same time at most. */
  async function atOnce(risks: readonly ['read' | 'edit', boolean?][], count = risks.length) {
    let running = 0;
    let most = 0;
    const run = async (note: string) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return note;
    };
    const tools = risks.map(([risk, parallel], index) => noteTool(`t${index}`, risk, run, parallel));
    const toolCalls = Array.from({ length: count }, (_, index) =>
      call(`t${index % tools.length}`, `${index}`),
    );
    const end = await ended({ with: tools, answers: [{ toolCalls }, {}] });
    const order = resultsIn(end.transcript).map(({ text }) => text);
    expect(order).toEqual(toolCalls.map(({ input }) => input.note));
    expect(end.transcript.messages).toHaveLength(3);
    return most;
  }

  it('run beside each other when all only read, or say that they may', async () => {
    expect(await atOnce([['read'], ['read'], ['edit', true]])).toBe(3);
  });

  it('run in order when one of them does not', async () => {
    expect(await atOnce([['read'], ['edit'], ['read']])).toBe(1);
    expect(await atOnce([['read'], ['read', false]])).toBe(1);
  });

  it('run eight at a time', async () => {
    expect(await atOnce([['read']], 30)).toBe(8);
  });

  it('have results in the order of the calls, whichever is done first', async () => {
    const wait = noteTool('wait', 'read', async (note) => {
      await new Promise((resolve) => setTimeout(resolve, Number(note)));
      return note;
    });
    const toolCalls = ['20', '1', '10'].map((note) => call('wait', note));
    const events = await allOf(agent({ with: [wait], answers: [{ toolCalls }, {}] }).run);
    const finished = events.flatMap((event) => (event.type === 'toolFinished' ? [event.text] : []));
    expect(finished).toEqual(['1', '10', '20']);
    expect(resultsIn(endOf(events).transcript).map(({ text }) => text)).toEqual(['20', '1', '10']);
  });
});

describe('leave for a call', () => {
  const log: string[] = [];
  const edit = noteTool('edit', 'edit', (note) => {
    log.push(note);
    return `wrote ${note}`;
  });
  const twoSteps = [{ toolCalls: [call('edit', 'model')] }, { text: 'So be it.' }];
  const run = (approve?: (asked: AskedCall) => Decision | Promise<Decision>) => {
    log.length = 0;
    const { run: events } = agent({
      with: [edit, echo],
      answers: [...twoSteps],
      ...(approve && { approve }),
    });
    return allOf(events);
  };

  it('is asked with the risk that the tool has, once the input is valid', async () => {
    const asked: AskedCall[] = [];
    const approve = async (one: AskedCall) => {
      asked.push(one);
      return { allow: true as const };
    };
    const events = await run(approve);
    const call = { id: 'call-1-1', name: 'edit', risk: 'edit', input: { note: 'model' } };
    expect(asked).toEqual([call]);
    expect(events).toContainEqual({ type: 'approvalAsked', call });
    expect(log).toEqual(['model']);
  });

  it('can be refused, with a reason that the model reads', async () => {
    const events = await run(() => ({ allow: false, reason: 'not this scene' }));
    expect(log).toEqual([]);
    expect(events).toContainEqual({
      type: 'toolDenied',
      id: 'call-1-1',
      name: 'edit',
      reason: 'not this scene',
    });
    const { transcript } = endOf(events);
    expect(transcript.outcomes).toMatchObject([{ code: 'tool_denied' }]);
    expect(resultsIn(transcript)[0]?.text).toContain('not this scene');
    expect(types(events)).not.toContain('approvalAsked');
  });

  it('can be given for another input, of which the model is told', async () => {
    const events = await run(async () => ({ allow: true, input: { note: 'person' } }));
    expect(log).toEqual(['person']);
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'toolStarted',
        call: expect.objectContaining({ input: { note: 'person' } }),
      }),
    );
    const { transcript } = endOf(events);
    expect(transcript.outcomes).toMatchObject([{ input: { note: 'person' } }]);
    expect(resultsIn(transcript)[0]?.text).toBe(
      'The person changed the input to {"note":"person"}.\nwrote person',
    );
  });

  it('does nothing with an input of the person that does not fit', async () => {
    const { transcript } = endOf(await run(() => ({ allow: true, input: { note: 1 } })));
    expect(log).toEqual([]);
    expect(transcript.outcomes).toMatchObject([{ code: 'tool_input', input: { note: 1 } }]);
  });

  it('is there for what only reads when nobody can be asked, and for nothing else', async () => {
    const provider = scriptedProvider('s', {
      version: 1,
      answers: [{ toolCalls: [call('edit'), call('echo')] }, {}],
    });
    const { toolbox } = await import('../../../../extension/llm/tools/toolbox.ts');
    const options = {
      stream: provider.stream,
      model: 'm',
      tools: toolbox([edit, echo]),
      transcript: fresh(),
    };
    const { transcript } = endOf(await allOf(runAgent(options)));
    expect(transcript.outcomes.map(({ code }) => code)).toEqual(['tool_denied', undefined]);
  });

  it('stops the run when it cannot be asked for', async () => {
    const broken = () => {
      throw new Error('no window');
    };
    expect(endOf(await run(broken))).toMatchObject({ type: 'stopped', error: { message: 'no window' } });
    expect(log).toEqual([]);
  });
});

describe('a conversation without an end', () => {
  it('is told from the transcript: it goes on with the messages as they are', async () => {
    const done = await ended({ answers: [{ text: 'First.' }] });
    const again = await ended({ transcript: done.transcript });
    expect(again).toMatchObject({ type: 'done', text: 'First.', steps: 0 });
    expect((await ended({ transcript: transcriptOf([]), answers: [{ text: 'Hm.' }] })).type).toBe('done');
  });
});
