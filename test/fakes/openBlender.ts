import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import type { SessionFile } from '../../schemas/source/sessionFile.ts';

export interface Request {
  id: string;
  method: string;
  params: unknown;
}
type Body = { result: unknown } | { error: { code: number; message: string; data?: unknown } };

/** The server of a session, for the faults that a real Blender cannot be made to show. */
export class OpenBlender {
  readonly #http: Server = createServer();
  readonly #sockets: WebSocketServer;
  readonly announced: SessionFile;
  readonly #folder: string;
  /** Every request but hello, as it came. */
  readonly asked: Request[] = [];
  /** What it answers; undefined: nothing. */
  answer: (request: Request) => Body | undefined = () => ({ result: { tickAge: 0, busy: '', waiting: 0 } });
  hello: (request: Request) => Body;

  private constructor(folder: string, more: Partial<SessionFile>) {
    this.#folder = folder;
    this.announced = {
      pid: process.pid,
      port: 1,
      token: randomBytes(32).toString('hex'),
      session: randomUUID(),
      addon: '0.1.0',
      blender: [5, 2, 2],
      file: '',
      background: false,
      ...more,
    };
    const { session, addon, blender, background } = this.announced;
    this.hello = () => ({ result: { protocol: 1, addon, session, blender, background, capabilities: [] } });
    this.#sockets = new WebSocketServer({
      server: this.#http,
      verifyClient: ({ req }, admit) =>
        admit(req.headers.authorization === `Bearer ${this.announced.token}`, 401),
    });
    this.#sockets.on('connection', (socket) => {
      socket.on('message', (data) => this.#receive(JSON.parse(String(data)), socket));
    });
  }

  /** Listens on a free port and announces itself in the folder. */
  static async open(folder: string, more: Partial<SessionFile> = {}): Promise<OpenBlender> {
    const blender = new OpenBlender(folder, more);
    await new Promise<void>((resolve) => blender.#http.listen(0, '127.0.0.1', resolve));
    blender.announced.port = (blender.#http.address() as AddressInfo).port;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(blender.file, JSON.stringify(blender.announced), { mode: 0o600 });
    return blender;
  }

  get file(): string {
    return join(this.#folder, `${this.announced.pid}.json`);
  }

  get clients(): number {
    return this.#sockets.clients.size;
  }

  tell(event: string, params: unknown): void {
    for (const socket of this.#sockets.clients)
      socket.send(JSON.stringify({ jsonrpc: '2.0', method: event, params }));
  }

  /** Dies; `kill` leaves its file lying there, as kill -9 does. */
  async close(how: 'kill' | 'quit' = 'quit'): Promise<void> {
    if (how === 'quit') rmSync(this.file, { force: true });
    for (const socket of this.#sockets.clients) socket.terminate();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #receive(request: Request, socket: WebSocket): void {
    if (request.method !== 'session/hello') this.asked.push(request);
    const body = request.method === 'session/hello' ? this.hello(request) : this.answer(request);
    if (body) socket.send(JSON.stringify({ jsonrpc: '2.0', id: request.id, ...body }));
  }
}
