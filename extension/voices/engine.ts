import type { Voice } from '../../schemas/source/breakdown.ts';
import type { SpokenLine } from '../../schemas/source/voices.ts';
import type { Delivery } from './delivery.ts';
import type { Sentence } from './spokenText.ts';

/** What an engine is asked to say: one line, in one voice, in one manner. */
export interface SpeechRequest {
  sentences: readonly Sentence[];
  /** BCP 47, e.g. "en" or "pt-BR". */
  language: string;
  voice: Voice;
  delivery: Delivery;
}

/** What comes back. Times are seconds from the first sample; there is one word for each word of the request. */
export interface Speech {
  sampleRate: number;
  samples: Int16Array<ArrayBuffer>;
  words: { start: number; end: number }[];
  phonemes: SpokenLine['phonemes'];
}

/** Something that turns words into sound. Piper, OpenAI and ElevenLabs would each be one of these. */
export interface SpeechEngine {
  readonly name: string;
  /** Part of the cache key: another version may say the same words differently. */
  readonly version: string;
  /** Lines it can say at once. */
  readonly lanes: number;
  /** Whether it can say this text in this language. */
  canSpeak(language: string, sentences: readonly Sentence[]): boolean;
  /** Rejects with the signal's reason once it fires, and with an error when the engine fails. */
  speak(request: SpeechRequest, signal?: AbortSignal): Promise<Speech>;
  close(): Promise<void>;
}
