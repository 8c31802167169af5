import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { BlenderClient } from '../../bridge/client.ts';
import { errorCodes } from '../../schemas/source/blenderProtocol.ts';

interface Request {
  id: string;
  method: string;
  params: unknown;
}

const hello = {
  protocol: 1,
  addon: '0.1.0',
  session: 'x',
  blender: [4, 5, 0],
  background: true,
  capabilities: [],
};

let http: Server;
let clients: Set<WebSocket>;
let answer: (request: Request, socket: WebSocket) => void;
beforeEach(async () => {
  http = createServer();
  const server = new WebSocketServer({ server: http });
  clients = server.clients;
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const request = JSON.parse(String(data)) as Request;
      if (request.method === 'session/hello') reply(socket, request, { result: hello });
      else answer(request, socket);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  for (const socket of clients) socket.terminate();
  http.close();
});

const reply = (socket: WebSocket, { id }: Request, body: object): void =>
  socket.send(JSON.stringify({ jsonrpc: '2.0', id, ...body }));

async function connect(complain?: (problem: string) => void): Promise<BlenderClient> {
  const { port } = http.address() as AddressInfo;
  const options = complain ? { client: 'test', complain } : { client: 'test' };
  return (await BlenderClient.connect({ port, token: 'x' }, options)).client;
}

describe('the client', () => {
  test('gives each answer to its own question, in whatever order they come', async () => {
    const waiting: [Request, WebSocket][] = [];
    answer = (request, socket) => {
      waiting.push([request, socket]);
      if (waiting.length < 2) return;
      for (const [asked, from] of waiting.reverse()) {
        const { path } = asked.params as { path: string };
        reply(from, asked, { result: { path, bytes: path.length } });
      }
    };
    const client = await connect();
    const both = [client.call('snapshot/save', { path: 'a' }), client.call('snapshot/save', { path: 'bb' })];
    expect(await Promise.all(both)).toEqual([
      { path: 'a', bytes: 1 },
      { path: 'bb', bytes: 2 },
    ]);
  });

  test('refuses wrong params before anything is sent, with their place', async () => {
    let asked = 0;
    answer = () => {
      asked += 1;
    };
    const client = await connect();
    const batch = { label: 'x', commands: [{ type: 'light.finish', scene: '1' }, { type: 'light.finish' }] };
    await expect(client.call('stage/apply', batch)).rejects.toMatchObject({
      kind: 'invalidParams',
      data: { path: 'commands[1].scene' },
    });
    await expect(
      client.call('stage/apply', { label: 'x', commands: [{ type: 'code.run' }] }),
    ).rejects.toMatchObject({
      kind: 'invalidParams',
      data: { path: 'commands[0].type' },
    });
    await expect(client.call('snapshot/save', { path: '' })).rejects.toMatchObject({
      data: { path: 'path' },
    });
    expect(asked).toBe(0);
  });

  test.each(Object.entries(errorCodes))('knows the error %s by its code', async (kind, code) => {
    answer = (request, socket) =>
      reply(socket, request, { error: { code, message: 'so', data: { command: 3 } } });
    const client = await connect();
    await expect(client.call('session/status', {})).rejects.toMatchObject({
      kind,
      message: 'so',
      data: { command: 3 },
    });
  });

  test('does not take an answer of the wrong shape', async () => {
    answer = (request, socket) => reply(socket, request, { result: { tickAge: 'soon' } });
    const client = await connect();
    await expect(client.call('session/ping', {})).rejects.toMatchObject({ kind: 'parse' });
  });

  test('fails what is under way when the connection breaks, and what comes after', async () => {
    answer = (_request, socket) => socket.terminate();
    const client = await connect();
    await expect(client.call('session/status', {})).rejects.toMatchObject({ name: 'BlenderError' });
    await expect(client.call('session/status', {})).rejects.toMatchObject({ kind: 'notFound' });
  });

  test('says at the deadline what Blender is busy with', async () => {
    answer = (request, socket) => {
      if (request.method !== 'session/ping') return;
      reply(socket, request, { result: { tickAge: 12.3, busy: 'stage/apply', waiting: 2 } });
    };
    const client = await connect();
    await expect(client.call('session/status', {}, { deadlineMs: 30 })).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('busy with stage/apply (12.3 s, 2 calls wait)'),
    });
  });

  test('hands events to who listens, until they stop, and complains of nonsense', async () => {
    const complaints: string[] = [];
    const client = await connect((problem) => complaints.push(problem));
    const heard: number[] = [];
    const off = client.on('render/done', ({ rendered }) => heard.push(rendered));
    const done = (rendered: unknown) =>
      JSON.stringify({
        jsonrpc: '2.0',
        method: 'render/done',
        params: { job: 'a', sequence: 1, rendered, kept: 0, seconds: 1 },
      });
    answer = (request, socket) => {
      for (const text of [done(1), done('two'), 'not json', '{"method":"scene/burned"}']) socket.send(text);
      reply(socket, request, { result: { tickAge: 0, busy: '', waiting: 0 } });
    };
    await client.call('session/ping', {});
    off();
    await client.call('session/ping', {});
    expect(heard).toEqual([1]);
    expect(complaints).toHaveLength(6);
  });
});
