import { BlenderError } from '../../bridge/errors.ts';
import { awayFor, doing } from './busy.ts';
import type { AnnouncedSession } from './discovery.ts';
import { meet } from './meet.ts';
import { mismatch } from './versions.ts';

/** An open session as it is now. */
export interface SessionReport {
  pid: number;
  port: number;
  blender: string;
  /** The .blend; empty when it was never saved. */
  file: string;
  background: boolean;
  discoveryFile: string;
  /** The add-on's version. */
  addon: string;
  /** What to do about an add-on that is not of our version. */
  update?: string;
  /** ready: calls are answered at once. busy: the main thread is away. silent: nobody answers; `why` says more. */
  state: 'ready' | 'busy' | 'silent';
  why?: string;
  /** Whether something would be lost if it ended; null while it does not say. */
  unsaved: boolean | null;
}

const limit = { deadlineMs: 1500 };

/** Asks a session how it is; it is given a second or two for that, whatever it is busy with. Never throws. */
export async function reportOn(announced: AnnouncedSession): Promise<SessionReport> {
  const { pid, port, file, background, discoveryFile, addon } = announced;
  const update = mismatch(addon);
  const known = {
    pid,
    port,
    blender: announced.blender.join('.'),
    file,
    background,
    discoveryFile,
    addon,
    ...(update && { update }),
  };
  try {
    const { client } = await meet(announced);
    try {
      const ping = await client.call('session/ping', {}, limit);
      if (awayFor(ping)) return { ...known, state: 'busy', why: doing(ping), unsaved: null };
      const { unsaved } = await client.call('session/status', {}, limit);
      return { ...known, state: 'ready', unsaved };
    } finally {
      client.close();
    }
  } catch (error) {
    const busy = error instanceof BlenderError && error.kind === 'timeout';
    const why = error instanceof Error ? error.message : String(error);
    return { ...known, state: busy ? 'busy' : 'silent', why, unsaved: null };
  }
}
