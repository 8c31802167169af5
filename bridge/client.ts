import { isJSONRPCResponse, JSONRPCClient } from 'json-rpc-2.0';
import { WebSocket } from 'ws';
import {
  type EventName,
  type EventParams,
  events,
  type MethodName,
  methods,
  type Params,
  protocolVersion,
  type Result,
} from '../schemas/source/blenderProtocol.ts';
import { BlenderError, errorFrom } from './errors.ts';
import { checkParams } from './validate.ts';

/** Where a session listens, and what opens it. */
export interface Address {
  port: number;
  token: string;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** Milliseconds after which the call fails with `timeout`; Blender may still finish it. */
  deadlineMs?: number;
}

const defaultDeadline = 30_000;
const connectDeadline = 10_000;
const largestMessage = 64 * 1024 * 1024;

type Handler = (params: never) => void;

/** A typed connection to one Blender session. Everything sent and received is checked against the protocol's table. */
export class BlenderClient {
  readonly #socket: WebSocket;
  readonly #rpc: JSONRPCClient<void>;
  readonly #handlers = new Map<EventName, Set<Handler>>();
  readonly #complain: (problem: string) => void;
  /** Settles when the connection is closed, with the reason. */
  readonly closed: Promise<string>;

  private constructor(socket: WebSocket, complain: (problem: string) => void) {
    this.#socket = socket;
    this.#complain = complain;
    this.#rpc = new JSONRPCClient((request) => socket.send(JSON.stringify(request)));
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        const why = reason.toString() || `the connection was closed (${code})`;
        this.#rpc.rejectAllPendingRequests(why);
        resolve(why);
      });
    });
    socket.on('message', (data) => this.#receive(String(data)));
    socket.on('error', (error) => complain(error.message));
  }

  /**
   * Connects and says hello. Throws BlenderError: `version` when the add-on speaks another protocol, `gated` when the
   * token is refused, `notFound` when nobody listens. `complain` hears of messages that make no sense.
   */
  static async connect(
    address: Address,
    options: CallOptions & { client: string; complain?: (problem: string) => void },
  ): Promise<{ client: BlenderClient; hello: Result<'session/hello'> }> {
    options.signal?.throwIfAborted();
    const socket = new WebSocket(`ws://127.0.0.1:${address.port}/`, {
      headers: { Authorization: `Bearer ${address.token}` },
      perMessageDeflate: false,
      maxPayload: largestMessage,
      handshakeTimeout: options.deadlineMs ?? connectDeadline,
    });
    await opened(socket, options.signal);
    const client = new BlenderClient(socket, options.complain ?? (() => undefined));
    try {
      const hello = await client.call(
        'session/hello',
        { protocol: protocolVersion, client: options.client },
        options,
      );
      return { client, hello };
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** Calls a method. Throws BlenderError, or the signal's reason when it is aborted. */
  async call<M extends MethodName>(
    method: M,
    params: Params<M>,
    options: CallOptions = {},
  ): Promise<Result<M>> {
    options.signal?.throwIfAborted();
    checkParams(method, params);
    const limits = new Limits(options.signal, options.deadlineMs ?? defaultDeadline, () =>
      this.#lateness(method),
    );
    try {
      const response = await Promise.race([this.#request(method, params), limits.broken]);
      const result = methods[method].result.safeParse(response);
      if (!result.success)
        throw new BlenderError('parse', `${method} answered nonsense: ${result.error.message}`);
      return result.data as Result<M>;
    } finally {
      limits.lift();
    }
  }

  /** Calls the handler at every such event until the returned function is called. */
  on<E extends EventName>(event: E, handler: (params: EventParams<E>) => void): () => void {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers);
    handlers.add(handler);
    return () => handlers.delete(handler);
  }

  /** Closes the connection; calls under way fail. */
  close(): void {
    this.#socket.close();
  }

  async #request(method: MethodName, params: unknown): Promise<unknown> {
    if (this.#socket.readyState !== WebSocket.OPEN)
      throw new BlenderError('notFound', 'The connection to Blender is closed.');
    const response = await this.#rpc.requestAdvanced({
      jsonrpc: '2.0',
      id: crypto.randomUUID(),
      method,
      params: params as object,
    });
    if (response.error) throw errorFrom(response.error);
    return response.result;
  }

  /** What a call that takes too long is told: whether Blender's main thread is stuck, and in what. */
  async #lateness(method: MethodName): Promise<BlenderError> {
    const silent = new BlenderError('timeout', `Blender did not answer ${method} in time.`);
    if (method === 'session/ping') return silent;
    const ping = await this.call('session/ping', {}, { deadlineMs: 1000 }).catch(() => undefined);
    if (!ping) return silent;
    const doing = ping.busy ? `busy with ${ping.busy}` : 'busy, or in a dialog';
    return new BlenderError(
      'timeout',
      `Blender did not answer ${method} in time: it is ${doing} (${ping.tickAge.toFixed(1)} s, ${ping.waiting} calls wait).`,
    );
  }

  #receive(text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      this.#complain('a message that is not JSON');
      return;
    }
    if (isJSONRPCResponse(message)) this.#rpc.receive(message);
    else if (isEvent(message)) this.#announce(message.method, message.params);
    else this.#complain('a message that is neither an answer nor a known event');
  }

  #announce(event: EventName, params: unknown): void {
    const checked = events[event].safeParse(params);
    if (!checked.success) {
      this.#complain(`${event}: ${checked.error.message}`);
      return;
    }
    for (const handler of this.#handlers.get(event) ?? []) handler(checked.data as never);
  }
}

const isEvent = (message: unknown): message is { method: EventName; params: unknown } =>
  typeof message === 'object' &&
  message !== null &&
  'method' in message &&
  typeof message.method === 'string' &&
  message.method in events;

/** Settles when the socket is open; throws BlenderError when it cannot be, or the signal's reason. */
function opened(socket: WebSocket, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal?.reason);
      socket.terminate();
    };
    signal?.addEventListener('abort', abort, { once: true });
    socket.once('open', () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    socket.once('unexpected-response', (_request, response) => {
      reject(
        new BlenderError(
          'gated',
          `Blender refused the connection (${response.statusCode}): is the token right?`,
        ),
      );
      socket.terminate();
    });
    socket.once('error', (error) =>
      reject(new BlenderError('notFound', `Blender cannot be reached: ${error.message}`)),
    );
  });
}

/** A deadline and a signal, as one promise that rejects. */
class Limits {
  readonly broken: Promise<never>;
  lift: () => void = () => undefined;

  constructor(signal: AbortSignal | undefined, deadlineMs: number, late: () => Promise<BlenderError>) {
    this.broken = new Promise((_, reject) => {
      const timer = setTimeout(() => void late().then(reject), deadlineMs);
      const abort = () => reject(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      this.lift = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
    });
    this.broken.catch(() => undefined);
  }
}
