import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));

/** Processes that write to a ledger at once, each as "agent N"; what each of them told. */
export const writers = (folder: string, processes: number, calls: number, kind: string): Promise<string[]> =>
  Promise.all(
    Array.from(
      { length: processes },
      (_, index) =>
        new Promise<string>((resolve, reject) =>
          execFile(
            process.execPath,
            [writer, folder, `agent ${index}`, String(calls), kind],
            (error, stdout, stderr) =>
              error ? reject(new Error(stderr, { cause: error })) : resolve(stdout + stderr),
          ),
        ),
    ),
  );
