import { pick, seeded } from '../geometry/random.ts';
import type { Speech, SpeechRequest } from './engine.ts';

/** Spoken English at the pace of film dialogue; pauses measured with it. */
const syllablesPerSecond = 5.14;
const stopPause = 0.75;
const commaPause = 0.3;
const sampleRate = 16000;

const consonants = ['m', 't', 's', 'l', 'k', 'b', 'n', 'd', 'f', 'r'];
const vowels = ['aa', 'iy', 'ow', 'eh', 'uw', 'ax', 'ae'];

/** Silence as long as the words would take, with a mouth that moves: for what no engine here can say. No words are a pause. */
export function estimateSpeech({ sentences, voice, delivery }: SpeechRequest): Speech {
  const rate = syllablesPerSecond * voice.rate * delivery.rate;
  const words: Speech['words'] = [];
  const phonemes: Speech['phonemes'] = [];
  let now = 0;
  const rest = (seconds: number) => {
    phonemes.push({ symbol: 'pau', start: now, end: now + seconds });
    now += seconds;
  };
  sentences.forEach((sentence, i) => {
    for (const word of sentence.words) {
      const start = now;
      const random = seeded(word);
      for (let n = syllables(word); n > 0; n--) {
        const middle = now + 0.35 / rate;
        phonemes.push({ symbol: pick(consonants, random), start: now, end: middle });
        phonemes.push({ symbol: pick(vowels, random), start: middle, end: now + 1 / rate });
        now += 1 / rate;
      }
      words.push({ start, end: now });
      if (/[,;:、，；：،]["'”’»]*$/u.test(word)) rest(commaPause);
    }
    if (i < sentences.length - 1) rest(stopPause);
  });
  if (sentences.length === 0) rest(stopPause);
  return { sampleRate, samples: new Int16Array(Math.round(now * sampleRate)), words, phonemes };
}

/** Syllables of a word: groups of vowels where vowels are written, a character each in Han, kana and Hangul. */
export function syllables(word: string): number {
  const whole = (
    word.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) ?? []
  ).length;
  const rest = word.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu, ' ');
  const digits = (rest.match(/\p{N}/gu) ?? []).length;
  const groups = (
    rest
      .normalize('NFD')
      .match(/[aeiouyаеёиоуыэюяіїєαεηιουω]\p{M}*(?:[aeiouyаеёиоуыэюяіїєαεηιουω]\p{M}*)*/giu) ?? []
  ).length;
  const letters = (rest.match(/\p{L}/gu) ?? []).length;
  const silent = /[^aeiouy]e[^\p{L}]*$/iu.test(rest) && groups > 1 ? 1 : 0;
  const spelled = groups > 0 ? groups - silent : Math.round(letters / 2.3);
  const counted = whole + digits + spelled;
  return counted > 0 ? counted : letters > 0 ? 1 : 0;
}
