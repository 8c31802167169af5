import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HeadlessSession } from '../../bridge/launch.ts';
import type { OpenSession, Session } from '../render/worker.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { addonFolder, cacheFolder } from '../runtime/folders.ts';
import { findEnvironment, sitePackages } from '../runtime/python.ts';
import { type Blender, requirementsFile, withoutGpu } from '../runtime/tools.ts';

/** Starts headless Blenders, each with our add-on's package. */
export const openSession =
  (blender: Blender): OpenSession =>
  (signal) =>
    HeadlessSession.launch({
      blender,
      addonFolder: addonFolder(),
      pythonPath: blender.kind === 'application' ? [pureLibraries()] : [],
      client: 'photoplay',
      signal,
      env: withoutGpu(),
    });

/** What the add-on needs besides Blender: pure Python, so that it serves whichever Python a Blender brings. */
const libraries = ['websockets', 'fastjsonschema'];

/** A folder with these libraries and nothing else, so that nothing shadows what Blender brings itself. */
export function pureLibraries(): string {
  const folder = join(cacheFolder(), 'python-libraries');
  const python = findEnvironment('blender', requirementsFile());
  for (const name of libraries) {
    const to = join(folder, name);
    if (existsSync(to)) continue;
    if (!python)
      throw new PhotoplayError('setup', `The library ${name} is missing.`, {
        hint: 'Run "photoplay setup": it fetches what is missing.',
      });
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(sitePackages(python), name), to, { recursive: true });
  }
  return folder;
}

/** Blenders that stay warm between the steps of a make: a session that is closed serves whoever opens the next one. */
export class WarmSessions {
  readonly #launch: OpenSession;
  readonly #launched: Promise<Session>[] = [];
  readonly #living = new Set<Session>();
  readonly #lent = new Set<Session>();

  constructor(launch: OpenSession) {
    this.#launch = launch;
  }

  readonly open: OpenSession = async (signal) => {
    const session =
      [...this.#living].find((living) => !this.#lent.has(living)) ?? (await this.#start(signal));
    this.#lent.add(session);
    return {
      call: (method, params, options) => session.call(method, params, options),
      on: (event, handler) => session.on(event, handler),
      gone: session.gone,
      close: async () => void this.#lent.delete(session),
    };
  };

  async #start(signal: AbortSignal): Promise<Session> {
    const launched = this.#launch(signal);
    this.#launched.push(launched);
    const session = await launched;
    this.#living.add(session);
    void session.gone.then(() => this.#living.delete(session));
    return session;
  }

  /** Ends them all, lent or not, and those that are just starting. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#launched.map(async (launched) => (await launched).close()));
  }
}
