import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Capabilities, unknownCapabilities } from '../../../../extension/llm/capabilities.ts';
import { scriptedProvider } from '../../../../extension/llm/providers/scripted/index.ts';
import type { ScriptedAnswer } from '../../../../extension/llm/providers/scripted/script.ts';
import type { Candidate } from '../../../../extension/llm/router/candidate.ts';
import { type Decision, modelEvents } from '../../../../extension/llm/router/events.ts';
import { route } from '../../../../extension/llm/router/route.ts';
import { ask } from '../../../../extension/llm/structured/ask.ts';
import { shapeOf } from '../../../../extension/llm/structured/shape.ts';
import { runAgent } from '../../../../extension/llm/tools/loop.ts';
import { toolbox } from '../../../../extension/llm/tools/toolbox.ts';
import type { LlmRequest } from '../../../../extension/llm/types.ts';
import { allOf, call, endOf, fresh, noteTool, resultsIn, user } from '../tools/desk.ts';

const down = { error: { code: 'auth' as const, message: 'The key is refused.' } };

function candidate(model: string, capabilities: Partial<Capabilities>, answers: ScriptedAnswer[]): Candidate {
  const provider = scriptedProvider(`at ${model}`, { version: 1, answers });
  return { provider, model, capabilities: { ...unknownCapabilities, ...capabilities } };
}

/** A router as a model: its stream, and what it decided. */
function routed(...candidates: Candidate[]) {
  const decisions: Decision[] = [];
  const stream = (request: LlmRequest) =>
    modelEvents(route(candidates, request), (decision) => decisions.push(decision));
  const fallbacks = () => decisions.filter(({ type }) => type === 'fallback').length;
  return { stream, fallbacks };
}

describe('before a router', () => {
  it('a value comes also from a model that is held to no shape, once it has seen the schema', async () => {
    const shape = shapeOf('title', z.object({ title: z.string() }));
    const { stream, fallbacks } = routed(
      candidate('strict', { structured: true }, [down, down]),
      candidate('loose', { structured: false }, [
        { text: 'I call it “Rain”.' },
        { when: { includes: JSON.stringify(shape.schema) }, text: 'Sorry: {"title":"Rain"}' },
      ]),
    );
    const capabilities = { structured: true, tools: true };
    const given = await ask({ stream, capabilities }, shape, {
      model: 'strict',
      messages: [user('A title?')],
    });
    expect(given).toMatchObject({ value: { title: 'Rain' }, model: 'loose', rounds: 2 });
    expect(fallbacks()).toBe(2);
  });

  it('an agent goes on with another model between its steps', async () => {
    const { stream, fallbacks } = routed(
      candidate('first', {}, [{ toolCalls: [call('look', 'door')] }, down]),
      candidate('second', {}, [{ when: { includes: 'a door' }, text: 'It is open.' }]),
    );
    const tools = toolbox([noteTool('look', 'read', (note) => `a ${note}`)]);
    const end = endOf(await allOf(runAgent({ stream, model: 'first', tools, transcript: fresh() })));
    expect(end).toMatchObject({ type: 'done', text: 'It is open.', steps: 2 });
    expect(resultsIn(end.transcript)).toHaveLength(1);
    expect(fallbacks()).toBe(1);
  });
});
