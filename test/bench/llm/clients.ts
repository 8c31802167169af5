import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { unknownCapabilities } from '../../../extension/llm/capabilities.ts';
import { providerKinds } from '../../../extension/llm/providers/registry.ts';
import type { Candidate } from '../../../extension/llm/router/candidate.ts';
import { route } from '../../../extension/llm/router/route.ts';
import { longScript } from '../scripts.ts';

/** Milliseconds from the request to the first piece of the answer, and to its end. */
export interface Timed {
  first: number;
  whole: number;
}

/** One way to ask a server. `onText` is told each piece of the answer. */
export type Client = (question: {
  model: string;
  prompt: string;
  signal?: AbortSignal;
  onText?: (text: string) => void;
}) => Promise<Timed>;

/** From a line to a whole screenplay. */
export const prompts = ['How is the harbour?', longScript(1), longScript(10), longScript(120)];

/** Node's own fetch and nothing else: pieces are what arrives. */
export const rawClient =
  (url: string, key = 'none'): Client =>
  async ({ model, prompt, signal, onText }) => {
    const started = performance.now();
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({
        model,
        messages: [{ role: 'user', content: prompt }],
        stream: true,
        stream_options: { include_usage: true },
      }),
      ...(signal && { signal }),
    });
    if (!response.ok || !response.body) throw new Error(`${response.status} ${await response.text()}`);
    const decoder = new TextDecoder();
    let first = Number.NaN;
    for await (const bytes of response.body) {
      if (Number.isNaN(first)) first = performance.now() - started;
      onText?.(decoder.decode(bytes, { stream: true }));
    }
    return { first, whole: performance.now() - started };
  };

export async function candidateAt(url: string, model: string, key = 'none'): Promise<Candidate> {
  const provider = await providerKinds.compatible({
    id: 'bench',
    baseUrl: `${url}/v1`,
    key: async () => key,
  });
  return { provider, model, capabilities: unknownCapabilities };
}

/** Ours: router and provider. Throws what the stream ends with when that is an error. */
export async function ourClient(url: string): Promise<Client> {
  const { provider } = await candidateAt(url, '');
  return async ({ model, prompt, signal, onText }) => {
    const started = performance.now();
    let first = Number.NaN;
    const candidates = [{ provider, model, capabilities: unknownCapabilities }];
    const messages = [{ role: 'user' as const, parts: [{ type: 'text' as const, text: prompt }] }];
    for await (const event of route(candidates, { model, messages, ...(signal && { signal }) })) {
      if (event.type === 'error') throw event.error;
      if (event.type !== 'text') continue;
      if (Number.isNaN(first)) first = performance.now() - started;
      onText?.(event.text);
    }
    return { first, whole: performance.now() - started };
  };
}

/** Starts the server that is measured by, in a process of its own. */
export async function startServer(): Promise<{ url: string; close(): Promise<void> }> {
  const file = fileURLToPath(new URL('server.ts', import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  for await (const port of createInterface({ input: child.stdout }))
    return {
      url: `http://127.0.0.1:${port}`,
      close: async () => {
        child.stdin.end();
        await ended;
      },
    };
  throw new Error('The server to measure by did not start.');
}
