import { PhotoplayError } from '../runtime/errors.ts';
import type { AnnouncedSession } from './discovery.ts';

/** Which session is meant; the first of these that is given and found counts. */
export interface Choice {
  pid?: number;
  /** Full path of the .blend that is open in it. */
  file?: string;
}

/** More than one session runs and none was chosen: `sessions` are those to pick from. */
export class PickNeeded extends PhotoplayError {
  readonly sessions: readonly AnnouncedSession[];

  constructor(sessions: readonly AnnouncedSession[]) {
    super('blender-pick', `Which Blender is meant? Open are:\n${sessions.map(sessionLine).join('\n')}`, {
      hint: 'Name it with --pid PID; "photoplay blender connect --pid PID" does so for later commands too.',
    });
    this.sessions = sessions;
  }
}

/** A session in a line of a list. */
const sessionLine = ({ pid, blender, file, background }: AnnouncedSession): string =>
  `  ${pid}  Blender ${blender.join('.')}  ${file || 'not saved yet'}${background ? '  (background)' : ''}`;

/**
 * The session that is meant: the asked one or none other; else the remembered one, by pid or by the .blend it had
 * open; else the only one. Throws PhotoplayError `blender-closed` when there is none, PickNeeded when there are more.
 */
export function chooseSession(
  sessions: readonly AnnouncedSession[],
  asked: Choice = {},
  remembered: Choice = {},
): AnnouncedSession {
  if (asked.pid !== undefined || asked.file !== undefined) {
    const found = sessions.find((session) => matches(session, asked));
    if (found) return found;
    const what = asked.pid === undefined ? `with ${asked.file}` : `with process id ${asked.pid}`;
    throw new PhotoplayError('blender-closed', `No open Blender ${what} has Photoplay on.`, {
      hint:
        sessions.length > 0
          ? `There are:\n${sessions.map(sessionLine).join('\n')}`
          : 'Start one: photoplay blender launch',
    });
  }
  const [only, ...more] = sessions;
  if (!only)
    throw new PhotoplayError('blender-closed', 'No Blender with Photoplay is open.', {
      hint: 'Start one: photoplay blender launch',
    });
  const known =
    sessions.find(({ pid }) => pid === remembered.pid) ??
    (remembered.file ? sessions.find(({ file }) => file === remembered.file) : undefined);
  if (known || more.length === 0) return known ?? only;
  throw new PickNeeded(sessions);
}

const matches = (session: AnnouncedSession, { pid, file }: Choice): boolean =>
  (pid === undefined || session.pid === pid) && (file === undefined || session.file === file);

/**
 * The session that was lost, come back: itself, one with its .blend, or the only one that was not there before
 * (a stranger's Blender that was open all the time is not it). Throws as chooseSession does.
 */
export function sameAgain(
  sessions: readonly AnnouncedSession[],
  lost: AnnouncedSession,
  bystanders: ReadonlySet<string>,
): AnnouncedSession {
  const itself = sessions.find(({ session }) => session === lost.session);
  if (itself) return itself;
  const file = lost.file && sessions.find((session) => session.file === lost.file);
  if (file) return file;
  const since = sessions.filter(({ session }) => !bystanders.has(session));
  if (since.length === 0 && sessions.length > 0) throw new PickNeeded(sessions);
  return chooseSession(since);
}
