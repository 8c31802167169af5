import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { selfSigned } from './selfSigned.ts';

/*
 * A server on real sockets that answers each request as it was told to, well or badly. What well-formed streams and
 * error bodies of the providers look like is in streams.ts.
 *
 *   const server = await faultServer();
 *   server.next(sse(openAiChatStream('Hello'), { end: 'reset', afterBytes: 300 }));
 *   … new OpenAI({ baseURL: `${server.url}/v1` }) …
 *   await server.close();
 */

type Bytes = string | Uint8Array;

/** How one request is answered. All times are milliseconds, all sizes bytes of the body. */
export interface Reply {
  /** 200 when not given. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** A number among the pieces is a pause. */
  body?: Bytes | readonly (Bytes | number)[];
  /** The end comes before any header. */
  noHeaders?: boolean;
  /** A pause before the headers; `Infinity`: nothing is ever said. */
  wait?: number;
  /** The body is written in pieces of so many bytes, whatever characters that splits. */
  bytesPerWrite?: number;
  /** A pause after each piece that is written. */
  pause?: number;
  /** Only so many bytes of the body are written before the end. */
  afterBytes?: number;
  /** 'clean': as HTTP wants it; 'destroy': closed without HTTP's end; 'reset': TCP reset; 'stall': open and silent. */
  end?: 'clean' | 'destroy' | 'reset' | 'stall';
}

/** A request that arrived. */
interface Seen {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** `performance.now()` when it had arrived. */
  at: number;
}

/** An answer, or how it follows from the request. */
type Scripted = Reply | ((request: Seen) => Reply);

export interface FaultServer {
  readonly url: string;
  readonly port: number;
  /** What arrived, in order. */
  readonly seen: readonly Seen[];
  /** Connections that are open, idle ones that a client keeps for later included. */
  readonly openSockets: number;
  /** Connections on which an answer is under way. */
  readonly busySockets: number;
  /** Connections made since the start. */
  readonly connections: number;
  /** The answers to the next requests, one each, in order. */
  next(...replies: readonly Scripted[]): void;
  /** The answer to every request for which none is left; 500 when not called. */
  always(reply: Scripted): void;
  /** Waits until no answer is under way; gives `performance.now()` of then. Throws after `limit` ms. */
  quiet(limit?: number): Promise<number>;
  /** Waits until so many requests arrived. Throws after `limit` ms. */
  arrived(count: number, limit?: number): Promise<void>;
  /** Forgets what arrived and what was scripted. */
  reset(): void;
  /** Ends the server and all its connections. */
  close(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1; with `tls` one whose certificate nobody trusts. */
export async function faultServer({ tls = false } = {}): Promise<FaultServer> {
  const seen: Seen[] = [];
  const queue: Scripted[] = [];
  const sockets = new Set<Socket>();
  const busy = new Set<ServerResponse>();
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of [...waiting]) look();
  };
  const unscripted: Reply = { status: 500, body: 'No answer was scripted for this request.' };
  let always: Scripted = unscripted;
  let connections = 0;

  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    busy.add(response);
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
      busy.delete(response);
      changed();
    });
    const request = await read(incoming);
    seen.push(request);
    changed();
    const scripted = queue.shift() ?? always;
    await write(response, typeof scripted === 'function' ? scripted(request) : scripted, gone.signal);
  };
  const listener = (incoming: IncomingMessage, response: ServerResponse) => {
    // A client that goes away while it is answered is what many tests are about.
    answer(incoming, response).catch(() => response.destroy());
  };
  const server = tls ? createTlsServer(selfSigned, listener) : createServer(listener);
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const until = (done: () => boolean, limit: number, what: string) =>
    new Promise<void>((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer);
        waiting.delete(look);
        end();
      };
      const look = () => {
        if (done()) settle(resolve);
      };
      const timer = setTimeout(() => settle(() => reject(new Error(`${what} after ${limit} ms`))), limit);
      waiting.add(look);
      look();
    });

  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    seen,
    get openSockets() {
      return sockets.size;
    },
    get busySockets() {
      return busy.size;
    },
    get connections() {
      return connections;
    },
    next: (...replies) => void queue.push(...replies),
    always: (reply) => {
      always = reply;
    },
    quiet: async (limit = 2000) => {
      await until(() => busy.size === 0, limit, 'An answer was still under way');
      return performance.now();
    },
    arrived: (count, limit = 2000) =>
      until(() => seen.length >= count, limit, `${seen.length} requests came`),
    reset: () => {
      seen.length = 0;
      queue.length = 0;
      always = unscripted;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The address of a port on which nobody listens. */
export async function refusedUrl(): Promise<string> {
  const server = await faultServer();
  await server.close();
  return server.url;
}

async function read(incoming: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
    at: performance.now(),
  };
}

async function write(response: ServerResponse, reply: Reply, gone: AbortSignal): Promise<void> {
  const pause = (ms: number) => (ms === Infinity ? forever(gone) : sleep(ms, undefined, { signal: gone }));
  if (reply.wait) await pause(reply.wait);
  if (!reply.noHeaders) {
    response.writeHead(reply.status ?? 200, reply.headers);
    response.flushHeaders();
  }
  let left = reply.noHeaders ? 0 : (reply.afterBytes ?? Infinity);
  for (const piece of listed(reply.body)) {
    if (typeof piece === 'number') {
      await pause(piece);
      continue;
    }
    for (const bytes of sliced(Buffer.from(piece), reply.bytesPerWrite)) {
      const part = bytes.subarray(0, left);
      left -= part.length;
      if (part.length > 0) await new Promise<unknown>((resolve) => response.write(part, resolve));
      if (reply.pause) await pause(reply.pause);
    }
  }
  // What was written is on its way before the connection is broken.
  if (reply.end === 'reset' || reply.end === 'destroy') await pause(5);
  if (reply.end === 'stall') await forever(gone);
  else if (reply.end === 'reset') response.socket?.resetAndDestroy();
  else if (reply.end === 'destroy') response.destroy();
  else response.end();
}

const listed = (body: Reply['body']): readonly (Bytes | number)[] =>
  body === undefined ? [] : typeof body === 'string' || body instanceof Uint8Array ? [body] : body;

function* sliced(bytes: Buffer, size = bytes.length): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

const forever = (gone: AbortSignal) =>
  new Promise<void>((_, reject) => {
    if (gone.aborted) reject(gone.reason);
    gone.addEventListener('abort', () => reject(gone.reason), { once: true });
  });
