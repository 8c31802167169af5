import { BlenderClient } from '../../bridge/client.ts';
import { BlenderError } from '../../bridge/errors.ts';
import type { Result } from '../../schemas/source/blenderProtocol.ts';
import type { AnnouncedSession } from './discovery.ts';
import { mismatch } from './versions.ts';

export interface Meeting {
  client: BlenderClient;
  hello: Result<'session/hello'>;
}

export interface MeetingOptions {
  signal?: AbortSignal;
  /** Hears of messages that make no sense. */
  complain?: (problem: string) => void;
}

/** Milliseconds in which a session must say hello, which it does whatever it is busy with. */
const deadlineMs = 5000;

/**
 * Connects to a session that announced itself. Throws BlenderError; when the add-on speaks another protocol, with
 * which of the two to update and how.
 */
export async function meet(session: AnnouncedSession, options: MeetingOptions = {}): Promise<Meeting> {
  try {
    return await BlenderClient.connect(session.address(), { client: 'photoplay', deadlineMs, ...options });
  } catch (error) {
    throw withAdvice(error, session.addon);
  }
}

/**
 * An error that may come from talking to an add-on of another version, with what to do about that; any other error,
 * and any from an add-on of our own version, as it is.
 */
export function withAdvice(error: unknown, addon: string): unknown {
  const advice = mismatch(addon);
  if (!(error instanceof BlenderError) || !advice || !strange.has(error.kind)) return error;
  return new BlenderError(error.kind, `${error.message} ${advice}`, error.data);
}

const strange = new Set(['version', 'unknownMethod', 'invalidParams', 'parse']);
