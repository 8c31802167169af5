import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import type {
  EventName,
  EventParams,
  MethodName,
  Params,
  Result,
} from '../schemas/source/blenderProtocol.ts';
import { BlenderClient, type CallOptions } from './client.ts';
import { BlenderError } from './errors.ts';

/** A Blender to start: the program, or a Python that has Blender's module. */
type BlenderProgram = { kind: 'application'; path: string } | { kind: 'module'; python: string };

export interface LaunchOptions {
  blender: BlenderProgram;
  /** The folder to put on Python's path, that holds the package `photoplay`. */
  addonFolder: string;
  /** More folders for Python's path, with what the add-on needs and a program does not bring. */
  pythonPath?: readonly string[];
  client: string;
  signal?: AbortSignal;
  env?: NodeJS.ProcessEnv;
}

const startDeadline = 60_000;
/** Milliseconds that a session gets to end by itself. */
const grace = 2_000;
const keptLines = 12;

/** A Blender without a window that lives as long as we do, and our connection to it. */
export class HeadlessSession {
  readonly #child: ChildProcess;
  readonly #client: BlenderClient;
  readonly hello: Result<'session/hello'>;
  /** Settles when the process has ended, with the last words it said. */
  readonly gone: Promise<string>;

  private constructor(
    child: ChildProcess,
    client: BlenderClient,
    hello: Result<'session/hello'>,
    gone: Promise<string>,
  ) {
    this.#child = child;
    this.#client = client;
    this.hello = hello;
    this.gone = gone;
    void client.closed.then(() => child.stdin?.end());
  }

  /**
   * Starts Blender and connects. The token goes through stdin, and Blender ends when stdin closes, so that it never
   * outlives us. Throws BlenderError with what Blender said when it does not start.
   */
  static async launch(options: LaunchOptions): Promise<HeadlessSession> {
    options.signal?.throwIfAborted();
    const { program, args } = commandLine(options);
    const path = [options.addonFolder, ...(options.pythonPath ?? [])];
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PYTHONPATH: path.join(process.platform === 'win32' ? ';' : ':'),
        PYTHONDONTWRITEBYTECODE: '1',
        OPENBLAS_NUM_THREADS: '1',
        ...options.env,
      },
    });
    const words = new LastWords();
    const gone = new Promise<string>((resolve) => {
      child.on('error', (error) => resolve(error.message));
      child.on('close', (code, signal) => resolve(words.text() || `it ended with ${signal ?? code}`));
    });
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stderr }).on('line', (line) => words.add(line));
    const token = randomBytes(32).toString('hex');
    try {
      const address = announced(child, words);
      child.stdin.write(`${JSON.stringify({ token })}\n`);
      const port = await started(address, gone, options.signal);
      const { client, hello } = await BlenderClient.connect(
        { port, token },
        { client: options.client, ...(options.signal ? { signal: options.signal } : {}) },
      );
      return new HeadlessSession(child, client, hello, gone);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  call<M extends MethodName>(method: M, params: Params<M>, options?: CallOptions): Promise<Result<M>> {
    return this.#client.call(method, params, options);
  }

  on<E extends EventName>(event: E, handler: (params: EventParams<E>) => void): () => void {
    return this.#client.on(event, handler);
  }

  /** Ends the session: gently, then not. */
  async close(): Promise<void> {
    this.#client.close();
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), grace);
    await this.gone;
    clearTimeout(timer);
  }
}

function commandLine({ blender, addonFolder, pythonPath }: LaunchOptions): {
  program: string;
  args: string[];
} {
  if (blender.kind === 'module') return { program: blender.python, args: ['-m', 'photoplay.headless'] };
  const folders = JSON.stringify([addonFolder, ...(pythonPath ?? [])]);
  const script = `import sys; sys.path[:0] = ${folders}; from photoplay import headless; headless.main()`;
  return {
    program: blender.path,
    args: ['--background', '--factory-startup', '--python-exit-code', '1', '--python-expr', script],
  };
}

/** The last lines a process wrote, for when it dies. */
class LastWords {
  readonly #lines: string[] = [];

  add(line: string): void {
    if (!line.trim() || /EGL Error|EGL_/.test(line)) return;
    this.#lines.push(line);
    if (this.#lines.length > keptLines) this.#lines.shift();
  }

  text(): string {
    return this.#lines.join('\n');
  }
}

/** The port, from the line of JSON among whatever Blender prints. */
function announced(child: ChildProcess, words: LastWords): Promise<number> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^\{"photoplay": \{"port": (\d+),/.exec(line);
      if (found) resolve(Number(found[1]));
      else if (!/^(Saved|Fra:|Info:| Time:|Read blend)/.test(line)) words.add(line);
    });
  });
}

async function started(
  port: Promise<number>,
  gone: Promise<string>,
  signal: AbortSignal | undefined,
): Promise<number> {
  const timeout = AbortSignal.timeout(startDeadline);
  const limit = signal ? AbortSignal.any([signal, timeout]) : timeout;
  return Promise.race([
    port,
    gone.then((words) => {
      throw new BlenderError('blender', `Blender did not start: ${words}`);
    }),
    new Promise<never>((_, reject) => {
      limit.addEventListener(
        'abort',
        () =>
          reject(
            signal?.aborted ? signal.reason : new BlenderError('timeout', 'Blender did not start in time.'),
          ),
        { once: true },
      );
    }),
  ]);
}
