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
      const events: Recorded[] = [];
      try {
        for await (const event of provider.stream(request)) {
          events.push({ at: Math.round(performance.now() - begun), event: plain(event) });
          yield event;
        }
      } finally {
        const clean = withoutKeys(events, redactor);
        sink(redactor.value({ when: { model: request.model }, events: clean }) as ScriptedAnswer);
      }
    },
  };
}

interface Recorded {
  at: number;
  event: Readonly<Record<string, unknown>>;
}

/** The events without keys whose pieces follow each other in events of one kind. */
function withoutKeys(events: readonly Recorded[], redactor: Pick<Redactor, 'value'>): Recorded[] {
  const clean = [...events];
  for (const [type, field] of [
    ['text', 'text'],
    ['reasoning', 'text'],
    ['toolCallDelta', 'json'],
  ] as const) {
    const places = [...events.keys()].filter((index) => events[index]?.event.type === type);
    const texts = redactor.value(places.map((index) => events[index]?.event[field])) as unknown[];
    for (const [order, index] of places.entries()) {
      const { at, event } = events[index] as Recorded;
      clean[index] = { at, event: { ...event, [field]: texts[order] } };
    }
  }
  return clean;
}

/** As it goes into JSON: errors without what caused them. */
const plain = (event: LlmEvent): Recorded['event'] =>
  event.type === 'error' ? { ...event, error: event.error.toJSON() } : event;
