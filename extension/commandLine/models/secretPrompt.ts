import { UsageError } from '../command.ts';

/** What a secret is read from: a terminal, or what was piped in. */
export type SecretInput = NodeJS.ReadableStream & {
  isTTY?: boolean;
  setRawMode?: (raw: boolean) => unknown;
};

/** More than any key has. */
const most = 65_536;
const enter = new Set(['\r', '\n', '\u0004']);
const erase = new Set(['\b', '\u007f']);
const interrupt = '\u0003';

/**
 * Asks for a secret. At a terminal nothing of it is shown, and it ends with Enter; otherwise it is all that comes in.
 * Throws UsageError when too much comes; rejects with AbortError on Ctrl-C.
 */
export function readSecret(
  question: string,
  input: SecretInput,
  output: { write(text: string): unknown },
): Promise<string> {
  const terminal = input.isTTY === true;
  return new Promise((resolve, reject) => {
    let text = '';
    const finish = (end: () => void) => {
      input.off('data', hear);
      input.off('end', ended);
      input.off('error', fail);
      input.pause();
      if (terminal) {
        input.setRawMode?.(false);
        output.write('\n');
      }
      end();
    };
    const ended = () => finish(() => resolve(text));
    const fail = (error: Error) => finish(() => reject(error));
    const hear = (piece: string) => {
      if (!terminal) text += piece;
      else
        for (const sign of piece) {
          if (enter.has(sign)) return ended();
          if (sign === interrupt) return fail(new DOMException('Stopped.', 'AbortError'));
          text = erase.has(sign) ? text.slice(0, -1) : text + sign;
        }
      if (text.length > most) fail(new UsageError('This is too long for a key.'));
    };
    if (terminal) {
      output.write(question);
      input.setRawMode?.(true);
    }
    input.setEncoding('utf8');
    input.on('data', hear);
    input.on('end', ended);
    input.on('error', fail);
    input.resume();
  });
}
