import { route } from '../../../extension/llm/router/route.ts';
import { faultServer, refusedUrl } from '../../llm/faultServer.ts';
import { openAiChatStream, sse } from '../../llm/streams.ts';
import { latencies, percentile, type Take } from '../measure.ts';
import { candidateAt } from './clients.ts';

const request = { model: '', messages: [{ role: 'user' as const, parts: [] }] };

/** How soon another model answers when the first is not there, and how soon a connection is closed when we stop. */
export async function benchRouting(take: Take): Promise<void> {
  const server = await faultServer();
  server.always(sse(openAiChatStream('The boats are in.')));
  try {
    const models = [await candidateAt(await refusedUrl(), 'away'), await candidateAt(server.url, 'there')];
    const untilText = async () => {
      for await (const event of route(models, request)) {
        if (event.type === 'error') throw event.error;
        if (event.type === 'text') return;
      }
    };
    await latencies(10, untilText);
    const longest = percentile(await latencies(50, untilText), 0.99);
    take('fallback-after-refused', longest, 'ms', '≤ 50, the longest of 50', longest <= 50);

    server.always(sse(openAiChatStream('The boats are in.'), { afterBytes: 600, end: 'stall' }));
    const untilClosed = async () => {
      const stop = new AbortController();
      let stopped = Number.NaN;
      let closed: Promise<number> | undefined;
      for await (const event of route(models.slice(1), { ...request, signal: stop.signal })) {
        if (event.type !== 'text' || closed) continue;
        stopped = performance.now();
        stop.abort();
        closed = server.quiet(5000);
      }
      if (!closed) throw new Error('nothing was said that could be stopped');
      return (await closed) - stopped;
    };
    const times: number[] = [];
    for (let round = 0; round < 60; round++) times.push(await untilClosed());
    const slowest = Math.max(...times.slice(10));
    take('abort-to-socket-closed', slowest, 'ms', '≤ 20, the longest of 50', slowest <= 20);
  } finally {
    await server.close();
  }
}
