import { Redactor } from '../../keys/redact.ts';
import type { LlmEvent, Provider } from '../../types.ts';
import type { ScriptedAnswer } from './script.ts';

/**
 * A provider that does as another, and gives each of its streams, once over, to a sink: as an answer of a script, with
 * the milliseconds of each event, and without keys. A stream that is left early is recorded as far as it was heard.
 */
export function recording(
  provider: Provider,
  sink: (answer: ScriptedAnswer) => void,
  redactor: Pick<Redactor, 'value'> = new Redactor(),
): Provider {
  const { id, list, check, countTokens } = provider;
  return {
    id,
    ...(list && { list: (signal) => list.call(provider, signal) }),
    ...(check && { check: (model, signal) => check.call(provider, model, signal) }),
    ...(countTokens && { countTokens: (request) => countTokens.call(provider, request) }),
    async *stream(request) {
      const begun = performance.now();
      const events: { at: number; event: unknown }[] = [];
      try {
        for await (const event of provider.stream(request)) {
          events.push({ at: Math.round(performance.now() - begun), event: plain(event) });
          yield event;
        }
      } finally {
        sink(redactor.value({ when: { model: request.model }, events }) as ScriptedAnswer);
      }
    },
  };
}

/** As it goes into JSON: errors without what caused them. */
const plain = (event: LlmEvent): unknown =>
  event.type === 'error' ? { ...event, error: event.error.toJSON() } : event;
