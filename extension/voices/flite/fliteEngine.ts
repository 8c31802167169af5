import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Speech, SpeechEngine, SpeechRequest } from '../engine.ts';
import type { Sentence } from '../spokenText.ts';
import { saidByFlite } from './said.ts';

/** Raised whenever the same words would sound different: it is part of every line's cache key. */
const ourVersion = 1;
const fliteVersion = '0.1.1';

/** Threads that speak at once: a third one would only wait for the memory. */
const most = 2;

/** The embedded Flite, in threads of its own that start with the first lines and stay until it is closed. */
export function fliteEngine(): SpeechEngine {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const lanes = Math.max(1, Math.min(most, availableParallelism()));
  return {
    name: 'flite',
    version: `${fliteVersion}.${ourVersion}`,
    lanes,
    canSpeak: (language, sentences) => /^en\b/i.test(language) && sentences.every(sayable),
    async speak(request, signal) {
      signal?.throwIfAborted();
      const worker = idle.pop() ?? start(all);
      const speech = await ask(worker, request, signal);
      idle.push(worker);
      return speech;
    },
    async close() {
      idle.length = 0;
      await Promise.all([...all].map((worker) => worker.terminate()));
      all.clear();
    },
  };
}

const sayable = (sentence: Sentence): boolean => {
  const letters = sentence.words.join('').match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const said =
    sentence.words
      .map(saidByFlite)
      .join('')
      .match(/[A-Za-z0-9]/g)?.length ?? 0;
  return said * 2 >= letters;
};

function start(all: Set<Worker>): Worker {
  // Beside the bundle lies the bundled worker; from source, Node reads TypeScript itself.
  const file = import.meta.url.endsWith('.ts') ? './speechWorker.ts' : './speechWorker.js';
  const worker = new Worker(new URL(file, import.meta.url));
  worker.unref();
  all.add(worker);
  return worker;
}

/** One question to a worker. It has to be answered, or ended: a worker that was given up on is terminated. */
function ask(worker: Worker, request: SpeechRequest, signal: AbortSignal | undefined): Promise<Speech> {
  return new Promise((resolve, reject) => {
    const done = () => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      signal?.removeEventListener('abort', onAbort);
      worker.unref();
    };
    const onMessage = (answer: { speech?: Speech; error?: string }) => {
      done();
      if (answer.speech) resolve(answer.speech);
      else reject(new Error(answer.error ?? 'Flite gave no answer'));
    };
    const onError = (error: Error) => {
      done();
      reject(error);
    };
    const onExit = () => onError(new Error('the speech thread ended'));
    const onAbort = () => {
      done();
      void worker.terminate();
      reject(signal?.reason);
    };
    worker.ref();
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.postMessage(request);
  });
}
