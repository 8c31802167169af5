import { afterEach, describe, expect, it } from 'vitest';
import type { LlmError } from '../../../../extension/llm/errors.ts';
import { type PullProgress, pull } from '../../../../extension/llm/local/pull.ts';
import { refusedUrl } from '../../../llm/faultServer.ts';
import { localServer } from './localServer.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});
const serve = async (answer: Parameters<typeof localServer>[0][string]) => {
  const server = await localServer({ '/api/pull': answer });
  open.push(server);
  return server;
};
const says = (...lines: (object | string)[]) =>
  serve((_, response) => {
    for (const line of lines) response.write(typeof line === 'string' ? line : `${JSON.stringify(line)}\n`);
    response.end();
  });

async function all(events: AsyncIterable<PullProgress>): Promise<PullProgress[]> {
  const said: PullProgress[] = [];
  for await (const event of events) said.push(event);
  return said;
}
const refused = async (events: AsyncIterable<PullProgress>): Promise<LlmError> =>
  await all(events).then(
    () => expect.unreachable(),
    (error) => error,
  );

describe('a pull', () => {
  it('tells how far it has come, until it is done', async () => {
    const { origin, asked } = await says(
      { status: 'pulling manifest' },
      { status: 'pulling abc', digest: 'sha256:abc', total: 100, completed: 40 },
      'not json\n\n{"status":',
      '"success"}',
    );
    expect(await all(pull(origin, 'gemma4:e4b'))).toEqual([
      { status: 'pulling manifest' },
      { status: 'pulling abc', done: 40, total: 100 },
      { status: 'success' },
    ]);
    expect(asked).toEqual(['POST /api/pull {"model":"gemma4:e4b"}']);
  });

  it('of a model that there is not says so', async () => {
    const { origin } = await says(
      { status: 'pulling manifest' },
      { error: 'pull model manifest: file does not exist' },
    );
    expect(await refused(pull(origin, 'none'))).toMatchObject({
      code: 'no_model',
      details: { hint: expect.stringContaining('ollama.com/library') },
    });
  });

  it('that the server refuses has its reason', async () => {
    const full = await says({ error: 'no space left on device' });
    expect((await refused(pull(full.origin, 'a'))).message).toContain('no space left on device');
    const broken = await serve((_, response) => void response.writeHead(500).end());
    expect(await refused(pull(broken.origin, 'a'))).toMatchObject({
      code: 'server',
      message: expect.stringContaining('500'),
    });
    const page = await serve((_, response) => void response.writeHead(502).end('<html>\n'));
    expect(await refused(pull(page.origin, 'a'))).toMatchObject({ code: 'server' });
  });

  it('that breaks off, is lost, or finds no server is an error', async () => {
    const cut = await says({ status: 'pulling abc' });
    expect(await refused(pull(cut.origin, 'a'))).toMatchObject({ code: 'truncated' });
    const lost = await serve((_, response) => {
      response.write('{"status":"pulling abc"}\n', () => response.destroy());
    });
    expect(await refused(pull(lost.origin, 'a'))).toMatchObject({ code: 'network' });
    expect(await refused(pull(await refusedUrl(), 'a'))).toMatchObject({
      code: 'network',
      details: { hint: expect.stringContaining('ollama serve') },
    });
  });

  it('ends when it is stopped, or nothing is heard', async () => {
    const closed: string[] = [];
    const slow = await serve((request, response) => {
      response.write('{"status":"pulling abc"}\n');
      request.socket.on('close', () => closed.push('closed'));
    });
    const stop = new AbortController();
    const error = await refused(
      (async function* () {
        for await (const event of pull(slow.origin, 'a', stop.signal)) {
          yield event;
          stop.abort();
        }
      })(),
    );
    expect(error.code).toBe('aborted');
    expect((await refused(pull(slow.origin, 'a', undefined, 50))).code).toBe('stalled');
    await expect.poll(() => closed).toHaveLength(2);
  });

  it('closes the connection when nobody reads on', async () => {
    let closed = false;
    const slow = await serve((request, response) => {
      response.write('{"status":"pulling abc"}\n');
      request.socket.on('close', () => {
        closed = true;
      });
    });
    for await (const _ of pull(slow.origin, 'a')) break;
    await expect.poll(() => closed).toBe(true);
  });
});
