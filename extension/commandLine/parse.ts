import { readFileSync } from 'node:fs';
import { jsonLine, printBytes, readScreenplay } from '../screenplay/screenplay.ts';
import type { Command } from './command.ts';

/** `photoplay parse`: screenplays as data, or back as they were. */
export const parseCommand: Command = {
  name: 'parse',
  summary: 'The screenplay as data: one JSON object a file, a line each.',
  usage: '<file.fountain>… [--print] [--timing]',
  options: { print: { type: 'boolean' }, timing: { type: 'boolean' } },
  optionHelp: {
    print: 'write the tree back as Fountain, byte for byte',
    timing: 'add {"ms"} on stderr: the parse alone',
  },
  examples: [
    'photoplay parse script.fountain',
    'photoplay parse --json scenes/*.fountain | jq .findings',
    'photoplay parse --print script.fountain > copy.fountain',
  ],
  positionals: [1, Number.POSITIVE_INFINITY],
  async run(files, values, io) {
    let failed = false;
    for (const file of files) {
      let bytes: Uint8Array;
      try {
        bytes = readFileSync(file);
      } catch (error) {
        failed = true;
        const message = `Could not read ${file} (${(error as NodeJS.ErrnoException).code}).`;
        io.warn(message);
        if (io.json) io.write(`${JSON.stringify({ version: 1, file, error: { code: 'read', message } })}\n`);
        continue;
      }
      const started = performance.now();
      const parsed = readScreenplay(bytes, file);
      const ms = performance.now() - started;
      if (values.timing) process.stderr.write(`${JSON.stringify({ ms: Math.round(ms * 1000) / 1000 })}\n`);
      if (values.print) process.stdout.write(printBytes(parsed));
      else {
        for (const piece of jsonLine(parsed)) io.write(piece);
        io.write('\n');
      }
    }
    return failed ? { exitCode: 1 } : undefined;
  },
};
