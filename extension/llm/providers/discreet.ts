import { LlmError } from '../errors.ts';
import { Redactor } from '../keys/redact.ts';
import type { LlmEvent, LlmRequest } from '../types.ts';
import type { ProviderSettings } from './registry.ts';

/** A way to a provider whose errors never quote a key. */
export interface Discreet {
  /** The settings, to be used in place of those given: whoever asks for the key here has it remembered. */
  settings: ProviderSettings;
  /** What was thrown, as a coded error without keys. */
  codeOf(thrown: unknown): LlmError;
  /** The same events; what they throw is coded, and without keys. */
  events(
    make: (request: LlmRequest) => AsyncIterable<LlmEvent>,
  ): (request: LlmRequest) => AsyncGenerator<LlmEvent>;
}

/** Keeps keys, and the headers of the settings, out of errors: servers, and the runtime itself, quote what they got. */
export function discreet(settings: ProviderSettings, faultOf: (thrown: unknown) => LlmError): Discreet {
  const redactor = new Redactor(Object.values(settings.headers ?? {}));
  const codeOf = (thrown: unknown): LlmError =>
    redactor.error(thrown instanceof LlmError ? thrown : faultOf(thrown));
  return {
    settings: {
      ...settings,
      key: async () => {
        const key = await settings.key();
        if (key) redactor.know(key.trim());
        return key;
      },
    },
    codeOf,
    events: (make) =>
      async function* (request) {
        try {
          yield* make(request);
        } catch (thrown) {
          throw codeOf(thrown);
        }
      },
  };
}
