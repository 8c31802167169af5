import { spawn } from 'node:child_process';
import { PhotoplayError } from '../../runtime/errors.ts';

/** How long ffmpeg may take to finish its file after `q`, and to die after a signal, milliseconds. */
const patience = 1500;
/** As much of what ffmpeg says as is ever needed to tell what went wrong. */
const kept = 20_000;

/** What ffmpeg said, and how many frames of picture it wrote. */
export interface FfmpegResult {
  log: string;
  frames: number;
}

/**
 * Runs ffmpeg to its end. When the signal fires it is asked to stop (`q`), then told, then killed, and the promise
 * rejects with the signal's reason. Throws PhotoplayError with ffmpeg's own words when it fails.
 */
export function runFfmpeg(
  ffmpeg: string,
  args: readonly string[],
  options: { cwd: string; signal?: AbortSignal | undefined; onFrame?: (frame: number) => void },
): Promise<FfmpegResult> {
  const { cwd, signal, onFrame } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const child = spawn(ffmpeg, ['-hide_banner', '-nostats', '-progress', 'pipe:1', ...args], { cwd });
    let log = '';
    let frames = 0;
    const timers: NodeJS.Timeout[] = [];
    const stop = () => {
      child.stdin.write('q');
      timers.push(setTimeout(() => child.kill('SIGTERM'), patience));
      timers.push(setTimeout(() => child.kill('SIGKILL'), 2 * patience));
    };
    child.stdin.on('error', () => {
      // ffmpeg that ended before it read `q` has closed its end: its exit tells the rest.
    });
    child.stdout.on('data', (data: Buffer) => {
      for (const [, count] of String(data).matchAll(/^frame=\s*(\d+)/gm)) {
        frames = Number(count);
        onFrame?.(frames);
      }
    });
    child.stderr.on('data', (data: Buffer) => {
      log = (log + String(data)).slice(-kept);
    });
    signal?.addEventListener('abort', stop, { once: true });
    const done = () => {
      signal?.removeEventListener('abort', stop);
      for (const timer of timers) clearTimeout(timer);
    };
    child.on('error', (error) => {
      done();
      reject(
        new PhotoplayError('ffmpeg', `ffmpeg could not be started: ${error.message}`, {
          file: ffmpeg,
          hint: 'Run "photoplay doctor".',
          cause: error,
        }),
      );
    });
    child.on('close', (code) => {
      done();
      if (signal?.aborted) reject(signal.reason);
      else if (code === 0) resolve({ log, frames });
      else reject(failure(log, code));
    });
  });
}

function failure(log: string, code: number | null): PhotoplayError {
  const lines = log.trim().split('\n');
  const reason =
    lines.find((line) => /error|invalid|no such|cannot|could not|no space/i.test(line)) ?? lines.at(-1);
  const full = /No space left/i.test(log);
  return new PhotoplayError(
    full ? 'disk-full' : 'ffmpeg',
    `ffmpeg failed (${code}): ${reason?.trim() || 'no reason given'}`,
    {
      hint: full
        ? 'Free some space and run the command again; the takes are kept.'
        : 'Run "photoplay doctor" to see which ffmpeg is used.',
    },
  );
}
