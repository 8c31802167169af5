import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** The command line as it is shipped; vitest bundles it before the tests. */
export const cliFile = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

export interface Ended {
  /** The exit code, or the signal that ended it. */
  code: number | NodeJS.Signals;
  stdout: string;
  stderr: string;
  seconds: number;
}

export interface Running {
  pid: number;
  ended: Promise<Ended>;
}

/** Starts `photoplay <args>`; `input` is what it reads on stdin. */
export function start(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; input?: string } = {},
): Running {
  const started = performance.now();
  const child = spawn(process.execPath, [cliFile, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {});
  child.stdin.end(options.input);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => {
    stdout += data;
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code: code ?? signal ?? 1, stdout, stderr, seconds: (performance.now() - started) / 1000 }),
    );
  });
  return { pid: child.pid ?? 0, ended };
}

/** Runs `photoplay <args>` to its end. */
export const photoplay = (...call: Parameters<typeof start>): Promise<Ended> => start(...call).ended;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder of its own, removed after the tests of the file. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'photoplay-'));
  folders.push(folder);
  return folder;
}
