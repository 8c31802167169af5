import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Address } from '../../bridge/client.ts';
import { type SessionFile, sessionFile } from '../../schemas/source/sessionFile.ts';
import { alive } from '../runtime/python.ts';

/** A session that announced itself. Its token is not among its properties, so that no listing can show it. */
export class AnnouncedSession {
  readonly pid: number;
  readonly port: number;
  /** As `session/hello` answers it. */
  readonly session: string;
  /** The add-on's version. */
  readonly addon: string;
  readonly blender: readonly [number, number, number];
  /** The .blend file; empty when it was never saved. */
  readonly file: string;
  readonly background: boolean;
  readonly launch: string | undefined;
  readonly discoveryFile: string;
  readonly #token: string;

  constructor({ token, ...announced }: SessionFile, discoveryFile: string) {
    this.pid = announced.pid;
    this.port = announced.port;
    this.session = announced.session;
    this.addon = announced.addon;
    this.blender = announced.blender;
    this.file = announced.file;
    this.background = announced.background;
    this.launch = announced.launch;
    this.discoveryFile = discoveryFile;
    this.#token = token;
  }

  /** Where it listens, and what opens it. */
  address(): Address {
    return { port: this.port, token: this.#token };
  }
}

/** A file in the discovery folder that is not used, and why. */
interface Refused {
  file: string;
  why: string;
}

export interface Discovered {
  sessions: AnnouncedSession[];
  refused: Refused[];
}

/** Where sessions announce themselves, as the add-on's discovery.py has it; PHOTOPLAY_SESSIONS names another place. */
export function sessionsFolder(env: NodeJS.ProcessEnv = process.env): string {
  const tail = ['photoplay', 'sessions'];
  if (env.PHOTOPLAY_SESSIONS) return env.PHOTOPLAY_SESSIONS;
  if (process.platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), ...tail);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', ...tail);
  return join(env.XDG_RUNTIME_DIR || join(homedir(), '.cache'), ...tail);
}

/**
 * The sessions that run, by pid. A file is not used when another user owns it or could read or write it, or when it
 * makes no sense (it may be half written); one whose process is gone and whose port is closed is removed.
 */
export async function discover(folder = sessionsFolder()): Promise<Discovered> {
  const found: Discovered = { sessions: [], refused: [] };
  for (const file of listed(folder)) {
    const read = readSession(file);
    if (read === undefined) continue;
    if (typeof read === 'string') found.refused.push({ file, why: read });
    else if (alive(read.pid) || (await answers(read.port))) found.sessions.push(read);
    else rmSync(file, { force: true });
  }
  found.sessions.sort((a, b) => a.pid - b.pid);
  return found;
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+\.json$/.test(name))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

const largest = 64 * 1024;

/** The session in a file, why it is refused, or undefined when it is gone. */
function readSession(file: string): AnnouncedSession | string | undefined {
  let descriptor: number;
  try {
    if (lstatSync(file).isSymbolicLink()) return 'it is a link';
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? undefined : `it cannot be read (${code})`;
  }
  try {
    const { mode, uid, size } = fstatSync(descriptor);
    const unsafe = exposure(mode, uid) ?? (size > largest ? 'it is too large' : undefined);
    if (unsafe) return unsafe;
    const bytes = Buffer.alloc(size);
    const text = bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, size, 0));
    return new AnnouncedSession(sessionFile.parse(JSON.parse(text)), file);
  } catch {
    return 'it makes no sense';
  } finally {
    closeSync(descriptor);
  }
}

/** Who else could have read or written the file; on Windows the user's own folder keeps others out. */
function exposure(mode: number, uid: number): string | undefined {
  if (process.platform === 'win32') return undefined;
  if (uid !== process.getuid?.()) return 'another user owns it';
  return (mode & 0o077) === 0 ? undefined : 'other users may read or write it';
}

const probeLimit = 300;

/** Whether anybody listens on a port of this machine. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: probeLimit });
    const settle = (there: boolean) => {
      socket.destroy();
      resolve(there);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
