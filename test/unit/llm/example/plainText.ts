import {
  codeOfStatus,
  connectionFault,
  discreet,
  guarded,
  keyOf,
  LlmError,
  type LlmEvent,
  type LlmRequest,
  type Provider,
  type ProviderSettings,
} from '../../../../extension/llm/index.ts';

/** A server that is sent the last message, and answers with plain text as it thinks of it. */
export async function plainText(given: ProviderSettings): Promise<Provider> {
  const { settings, codeOf, ...quiet } = discreet(given, connectionFault);
  const { id, baseUrl = 'http://127.0.0.1:8090' } = settings;

  async function* events({ model, messages, signal }: LlmRequest): AsyncGenerator<LlmEvent> {
    const response = await fetch(`${baseUrl}/${model}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await keyOf(settings)}` },
      body:
        messages
          .at(-1)
          ?.parts.map((part) => ('text' in part ? part.text : ''))
          .join('\n') ?? '',
      ...(signal && { signal }),
    });
    const { ok, status, body } = response;
    if (!ok || !body) throw new LlmError(codeOfStatus(status), 'The server said no.', { status });
    yield { type: 'start', model };
    const decoder = new TextDecoder();
    for await (const bytes of body) yield { type: 'text', text: decoder.decode(bytes, { stream: true }) };
    yield { type: 'finish', reason: 'stop' };
  }

  return { id, stream: (request) => guarded(id, request, quiet.events(events), codeOf) };
}
