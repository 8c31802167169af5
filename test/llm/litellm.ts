import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from '../../extension/runtime/process.ts';
import { findEnvironment } from '../../extension/runtime/python.ts';

/*
 * A real LiteLLM proxy on a free port of this machine. Some of its models answer by themselves, without a network;
 * those that begin with `real-` are passed on to a server that the caller names, as a company's proxy does.
 */

const requirements = fileURLToPath(new URL('litellm.txt', import.meta.url));
/** Seconds until the proxy must be up; it takes about 8, and more on a machine that has never run it. */
const patience = 120;

/** What its own models answer. */
export const mocked = {
  steady: 'The harbour is quiet tonight.',
  limited: 'Once a minute.',
};

/** A model that answers as written here, whoever asks. */
const own = (name: string, answer: string, more: Record<string, unknown> = {}) => ({
  model_name: name,
  litellm_params: { model: 'openai/gpt-4o-mini', api_key: 'none', mock_response: answer, ...more },
});

/** `failing` falls back to `steady` within the proxy; `limited` takes one request a minute. */
const config = (upstream: string | undefined) => ({
  model_list: [
    own('steady', mocked.steady),
    own('limited', mocked.limited, { rpm: 1 }),
    own('failing', 'litellm.InternalServerError'),
    ...(upstream === undefined
      ? []
      : [
          {
            model_name: 'real-openai',
            litellm_params: { model: 'openai/gpt-4o-mini', api_key: 'none', api_base: `${upstream}/v1` },
          },
          {
            model_name: 'real-claude',
            litellm_params: { model: 'anthropic/claude-sonnet-4-5', api_key: 'none', api_base: upstream },
          },
        ]),
  ],
  litellm_settings: { num_retries: 0, telemetry: false },
  router_settings: {
    optional_pre_call_checks: ['enforce_model_rate_limits'],
    fallbacks: [{ failing: ['steady'] }],
  },
  general_settings: { master_key: 'os.environ/LITELLM_MASTER_KEY' },
});

export interface LiteLlm {
  /** Without a path: `http://127.0.0.1:4000`. */
  url: string;
  key: string;
  /** What it has printed. */
  output(): string;
  /** Ends it with all the processes that it started. */
  close(): Promise<void>;
}

/** The proxy's program, or what to do to have it. In CI it has to be there: throws when it is not. */
export function findLiteLlm(): { program: string } | { missing: string } {
  const python = findEnvironment('litellm', requirements);
  if (python)
    return { program: join(dirname(python), process.platform === 'win32' ? 'litellm.exe' : 'litellm') };
  const missing = 'LiteLLM is not set up: `npm test -- llm` does that (Python 3.11, about 750 MB)';
  if (process.env.CI) throw new Error(missing);
  return { missing };
}

/** Starts the proxy and waits until it answers. Throws with what it said when it does not come up. */
export async function startLiteLlm(program: string, upstream?: string): Promise<LiteLlm> {
  const folder = mkdtempSync(join(tmpdir(), 'photoplay-litellm-'));
  const file = join(folder, 'config.yaml'); // JSON is YAML
  writeFileSync(file, JSON.stringify(config(upstream)));
  const key = `sk-${randomBytes(32).toString('hex')}`;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(program, ['--config', file, '--host', '127.0.0.1', '--port', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32', // a process group of its own, so that nothing of it stays behind
    env: {
      ...process.env,
      LITELLM_MASTER_KEY: key,
      LITELLM_LOCAL_MODEL_COST_MAP: 'True', // its price list is not fetched
      PYTHONUNBUFFERED: '1',
      NO_COLOR: '1',
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => {
      output += data;
    });
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve();
    });
    child.once('close', () => resolve());
  });
  const close = async () => {
    await endTree(child);
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await healthy(url, ended);
  } catch (error) {
    await close();
    throw new Error(`LiteLLM did not come up. It said:\n${output.slice(-3000)}`, { cause: error });
  }
  return { url, key, output: () => output, close };
}

async function healthy(url: string, ended: Promise<void>): Promise<void> {
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (const limit = Date.now() + patience * 1000; Date.now() < limit; await wait(100)) {
    if (over) throw new Error('it ended');
    const answer = await fetch(`${url}/health/liveliness`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`it was not healthy after ${patience} s`);
}

async function endTree(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    await run('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
}
