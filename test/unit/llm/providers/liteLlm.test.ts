import { afterEach, beforeEach, expect, it } from 'vitest';
import { collect } from '../../../../extension/llm/fold.ts';
import { providerKinds } from '../../../../extension/llm/providers/registry.ts';
import { type FaultServer, faultServer } from '../../../llm/faultServer.ts';
import { json } from '../../../llm/streams.ts';

let server: FaultServer;
beforeEach(async () => {
  server = await faultServer();
});
afterEach(() => server.close());

/** What a LiteLLM proxy without a database answers, with status 400. */
const answers = [
  { message: 'No connected db.', type: 'no_db_connection', code: 'auth' },
  {
    message: 'Invalid model name passed in model=nobody. Call `/v1/models` to view available models.',
    type: 'invalid_request_error',
    code: 'no_model',
  },
];

for (const kind of ['compatible', 'openai', 'anthropic'] as const)
  for (const { message, type, code } of answers)
    it(`A proxy that says "${message.slice(0, 24)}…" to ${kind} means ${code}`, async () => {
      server.next(json({ error: { message, type, param: null, code: '400' } }, { status: 400 }));
      const provider = await providerKinds[kind]({ id: 'proxy', baseUrl: server.url, key: async () => 'k' });
      const { error } = await collect(provider.stream({ model: 'nobody', messages: [], maxTokens: 10 }));
      expect(error).toMatchObject({ code, details: { status: 400, phase: 'before' } });
    });
