/*
 * A process of its own that speaks Chat Completions, to measure by. The model `instant` answers at once and whole;
 * `paced` in pieces, each with the time (ms since 1970) at which it was sent; `held` begins, and says no more. It prints
 * its port, and ends when its input does.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { openAiChatStream } from '../../llm/streams.ts';
import { between, pieces } from './pace.ts';

const instant = openAiChatStream(
  'The boats came in late, and nobody on the quay had anything to say about it.',
);
/** A stream around one piece, for the models that say theirs one by one. */
const [opening = '', piece = '', ...closing] = openAiChatStream('PIECE', { pieces: ['PIECE'] });

async function paced(response: ServerResponse): Promise<void> {
  response.write(opening);
  for (let n = 0; n < pieces && !response.destroyed; n++) {
    response.write(piece.replace('PIECE', `${(performance.timeOrigin + performance.now()).toFixed(3)} `));
    await new Promise((resolve) => setTimeout(resolve, between));
  }
  response.end(closing.join(''));
}

const server = createServer(async (request, response) => {
  // A proxy before it looks around at times.
  if (request.method !== 'POST') return void response.writeHead(404).end();
  const { model } = JSON.parse(await text(request)) as { model: string };
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  if (model === 'paced') await paced(response);
  else if (model === 'held') response.write(opening + piece);
  else response.end(instant.join(''));
});
server.keepAliveTimeout = 60_000;
server.on('connection', (socket) => socket.setNoDelay(true));
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
process.stdin.on('end', () => process.exit()).resume();
