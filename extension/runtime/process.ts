import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How a finished process ended. */
export interface Finished {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program to its end and collects what it prints. Rejects with AbortError when the signal fires, and with the
 * system's error when it cannot be started.
 */
export function run(
  program: string,
  args: readonly string[],
  options: { signal?: AbortSignal; env?: NodeJS.ProcessEnv; onLine?: (line: string) => void } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: options.env ?? process.env,
      ...(options.signal ? { signal: options.signal } : {}),
    });
    let stdout = '';
    let stderr = '';
    const collect = (text: string) => {
      for (const line of text.split(/\r?\n/)) if (line) options.onLine?.(line);
    };
    child.stdout.on('data', (data: Buffer) => {
      stdout += data;
      collect(String(data));
    });
    child.stderr.on('data', (data: Buffer) => {
      stderr += data;
      collect(String(data));
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

/** The full path of a program on PATH, or undefined. */
export function onPath(name: string): string | undefined {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    for (const ending of endings) {
      const path = join(dir, name + ending);
      if (executable(path)) return path;
    }
  }
  return undefined;
}

/** Whether a file is there and may be run. */
export function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
