import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import type { BlenderClient, CallOptions } from '../../bridge/client.ts';
import { BlenderError } from '../../bridge/errors.ts';
import {
  type EventName,
  type EventParams,
  events,
  type MethodName,
  type Params,
  type Result,
} from '../../schemas/source/blenderProtocol.ts';
import { PhotoplayError } from '../runtime/errors.ts';
import { awayFor, doing } from './busy.ts';
import { type Choice, chooseSession, sameAgain } from './choose.ts';
import { type AnnouncedSession, discover, sessionsFolder } from './discovery.ts';
import { type MeetingOptions, meet, withAdvice } from './meet.ts';
import { mismatch } from './versions.ts';

/**
 * connecting: the first look round. connected: calls are answered. busy: connected, but Blender's main thread has
 * been away for a second. lost: no session; it is looked for until `close`. closed: for good.
 */
export type LinkState = 'connecting' | 'connected' | 'busy' | 'lost' | 'closed';

type Hello = Result<'session/hello'>;
type Handler<E extends EventName> = (params: EventParams<E>) => void;
type StateListener = (state: LinkState, reason: string) => void;

export interface ConnectionOptions extends Pick<MeetingOptions, 'complain'> {
  /** Which session; without it the remembered one, then the only one. */
  choice?: Choice;
  remembered?: Choice;
  /** Where sessions announce themselves, when not in the usual place. */
  folder?: string;
}

/** Milliseconds between two looks for a session: doubled from the first to the last. */
const [firstPause, lastPause] = [100, 2000] as const;
/** Milliseconds that a call may wait before Blender is asked what it does, and between two such questions. */
const [patience, askAgain] = [1000, 500] as const;

/**
 * A connection to an open Blender that finds it, and finds it again when it went and came back. Handlers survive
 * that; calls do not: those under way fail, and those made meanwhile fail at once with what to do.
 */
export class BlenderConnection {
  readonly #options: ConnectionOptions;
  readonly #folder: string;
  readonly #handlers = new Map<EventName, Set<Handler<EventName>>>();
  readonly #listeners = new Set<StateListener>();
  #choice: Choice | undefined;
  #state: LinkState = 'connecting';
  #reason = 'Looking for an open Blender';
  #client: BlenderClient | undefined;
  #hello: Hello | undefined;
  #session: AnnouncedSession | undefined;
  #watcher: FSWatcher | undefined;
  #wake: () => void = () => undefined;
  #asking = false;
  #waiting = 0;
  /** Sessions that ran beside ours when it went: not taken for it come back. */
  #bystanders: ReadonlySet<string> = new Set();

  constructor(options: ConnectionOptions = {}) {
    this.#options = options;
    this.#choice = options.choice;
    this.#folder = options.folder ?? sessionsFolder();
    this.#watch();
    void this.#keep();
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Why it is so, in words for people. */
  get reason(): string {
    return this.#reason;
  }

  /** What the session said when it was met; undefined while there is none. */
  get hello(): Hello | undefined {
    return this.#hello;
  }

  /** Where it announced itself; after it went, the last one. */
  get session(): AnnouncedSession | undefined {
    return this.#session;
  }

  /**
   * Calls a method of the session. Throws BlenderError; `notFound` at once, with what to do, while there is none.
   * A call that waits longer than a second makes the state tell what Blender is busy with.
   */
  async call<M extends MethodName>(
    method: M,
    params: Params<M>,
    options: CallOptions = {},
  ): Promise<Result<M>> {
    const client = this.#client;
    if (!client) throw new BlenderError('notFound', this.#reason);
    this.#waiting += 1;
    const timer = setTimeout(() => void this.#ask(client), patience);
    try {
      return await client.call(method, params, options);
    } catch (error) {
      throw withAdvice(error, this.#session?.addon ?? '');
    } finally {
      clearTimeout(timer);
      this.#waiting -= 1;
    }
  }

  /** Calls the handler at every such event, of this session and of those after it, until the returned function is called. */
  on<E extends EventName>(event: E, handler: Handler<E>): () => void {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers);
    handlers.add(handler as Handler<EventName>);
    return () => handlers.delete(handler as Handler<EventName>);
  }

  /** Tells each change of the state, from now on, until the returned function is called. */
  onState(listener: StateListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Settles when a session is connected; at once when it is. Throws the signal's reason, or BlenderError once closed. */
  connected(signal?: AbortSignal): Promise<Hello> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (this.#hello) settle(() => resolve(this.#hello as Hello));
        else if (this.#state === 'closed') settle(() => reject(new BlenderError('notFound', this.#reason)));
      };
      const abort = () => settle(() => reject(signal?.reason));
      const off = this.onState(look);
      const settle = (end: () => void) => {
        off();
        signal?.removeEventListener('abort', abort);
        end();
      };
      signal?.addEventListener('abort', abort, { once: true });
      if (signal?.aborted) abort();
      else look();
    });
  }

  /** Goes over to the session that is meant; handlers stay. */
  choose(choice: Choice): void {
    this.#choice = choice;
    this.#session = undefined;
    if (this.#client) this.#client.close();
    else this.#wake();
  }

  /** Leaves the session, and looks for no other. */
  close(): void {
    if (this.#state === 'closed') return;
    this.#watcher?.close();
    this.#client?.close();
    this.#client = this.#hello = undefined;
    this.#tell('closed', 'The connection was closed.');
    this.#wake();
  }

  #tell(state: LinkState, reason: string): void {
    if (this.#state === 'closed' || (this.#state === state && this.#reason === reason)) return;
    this.#state = state;
    this.#reason = reason;
    for (const listener of [...this.#listeners]) listener(state, reason);
  }

  /** Closed by somebody while we waited; asked anew after each await. */
  #over(): boolean {
    return this.#state === 'closed';
  }

  /** Finds a session, stays with it until it goes, and finds the next one. */
  async #keep(): Promise<void> {
    for (let pause: number = firstPause; !this.#over(); ) {
      const client = await this.#meet();
      if (client) {
        pause = firstPause;
        const why = await client.closed;
        this.#client = this.#hello = undefined;
        this.#tell('lost', `Blender is gone: ${why}. It is looked for.`);
        this.#bystanders = await this.#besides();
      } else if (await this.#woken(pause)) pause = firstPause;
      else pause = Math.min(pause * 2, lastPause);
    }
  }

  /** Connects to the session that is meant; undefined, and the reason told, when that cannot be. */
  async #meet(): Promise<BlenderClient | undefined> {
    try {
      const { sessions } = await discover(this.#folder);
      const announced = this.#session
        ? sameAgain(sessions, this.#session, this.#bystanders)
        : chooseSession(sessions, this.#choice, this.#options.remembered);
      const { client, hello } = await meet(announced, this.#options);
      if (this.#over()) {
        client.close();
        return undefined;
      }
      for (const name of Object.keys(events) as EventName[])
        client.on(name, (params) => {
          for (const handler of [...(this.#handlers.get(name) ?? [])]) handler(params);
        });
      this.#client = client;
      this.#hello = hello;
      this.#session = announced;
      this.#tell('connected', this.#welcome());
      return client;
    } catch (error) {
      const hint = error instanceof PhotoplayError && error.hint ? ` ${error.hint}` : '';
      this.#tell('lost', `${error instanceof Error ? error.message : String(error)}${hint}`);
      return undefined;
    }
  }

  #welcome(): string {
    const advice = this.#hello && mismatch(this.#hello.addon);
    return `Connected to Blender ${this.#hello?.blender.join('.')}.${advice ? ` ${advice}` : ''}`;
  }

  async #besides(): Promise<ReadonlySet<string>> {
    const { sessions } = await discover(this.#folder);
    return new Set(sessions.map(({ session }) => session).filter((id) => id !== this.#session?.session));
  }

  /** Waits; true when a session came or went in the folder meanwhile. */
  #woken(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (woken: boolean) => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        resolve(woken);
      };
      const timer = setTimeout(() => settle(false), ms);
      this.#wake = () => settle(true);
    });
  }

  #watch(): void {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.#watcher = watch(this.#folder, { persistent: false }, () => this.#wake());
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // A folder that cannot be watched is read every two seconds.
    }
  }

  /** Asks what Blender does until its main thread is back or nobody waits any more. */
  async #ask(client: BlenderClient): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    while (this.#client === client && this.#waiting > 0) {
      const ping = await client.call('session/ping', {}, { deadlineMs: patience }).catch(() => undefined);
      if (this.#client !== client) break;
      if (ping && !awayFor(ping)) break;
      this.#tell('busy', `Blender is busy (${ping ? doing(ping) : 'not answering'}).`);
      await new Promise((resolve) => setTimeout(resolve, askAgain));
    }
    this.#asking = false;
    if (this.#client === client) this.#tell('connected', this.#welcome());
  }
}
