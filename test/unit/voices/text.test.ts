import { describe, expect, it } from 'vitest';
import { deliveryOf, treatmentOf } from '../../../extension/voices/delivery.ts';
import { estimateSpeech, syllables } from '../../../extension/voices/estimate.ts';
import { saidByFlite } from '../../../extension/voices/flite/said.ts';
import { languageOf } from '../../../extension/voices/language.ts';
import { sentencesOf } from '../../../extension/voices/spokenText.ts';

const words = (text: string, language = 'en') => sentencesOf(text, language).map((s) => s.words.join(' '));
const plain = deliveryOf({ text: '' });

describe('what is said of a line', () => {
  it('leaves out emphasis, notes, directions and cue extensions', () => {
    expect(words("I *really* _do_ **not** (beat) care [[check this]] (CONT'D) at all.")).toEqual([
      'I really do not care at all.',
    ]);
  });

  it('breaks at full stops but not at abbreviations, and pauses longest at an ellipsis', () => {
    expect(words('Dr. Jones met Mrs. Lee. She ran.')).toEqual(['Dr. Jones met Mrs. Lee.', 'She ran.']);
    const [first, second] = sentencesOf('Well... I never!', 'en');
    expect(first?.words).toEqual(['Well...']);
    expect(first?.pause).toBeGreaterThan(second?.pause ?? 1);
  });

  it('breaks where a thought is cut by a dash', () => {
    expect(words('I was—no—never there')).toEqual(['I was--', 'no--', 'never there']);
  });

  it('finds the words of a script that writes no spaces', () => {
    expect(sentencesOf('你好，世界。再见。', 'zh').map((s) => s.words.join(''))).toEqual([
      '你好，世界。',
      '再见。',
    ]);
    expect(sentencesOf('你好，世界。', 'zh')[0]?.words.length).toBeGreaterThan(1);
  });

  it('is nothing for punctuation alone', () => {
    for (const text of ['', '...', '?!', '(beat)', '---', '*']) expect(sentencesOf(text, 'en')).toEqual([]);
  });

  it('is written for Flite in plain letters: accents, shouts, drawn-out words, sounds and signs', () => {
    expect(saidByFlite('café,')).toBe('cafe,');
    expect(saidByFlite('NEVER!')).toBe('never!');
    expect(saidByFlite('FBI')).toBe('FBI');
    expect(saidByFlite('Nooooo!')).toBe('Noo!');
    expect(saidByFlite('Hmm.')).toBe('hum.');
    expect(saidByFlite('20°C')).toBe('20 degrees celsius');
    expect(saidByFlite('世界')).toBe('');
  });
});

describe('how a line is said', () => {
  it('follows its parenthetical in level, rate and breath', () => {
    expect(deliveryOf({ text: 'Go.', parenthetical: 'whispering' })).toMatchObject({
      whisper: true,
      levelDb: -7,
    });
    expect(deliveryOf({ text: 'Go.', parenthetical: 'shouting over the crowd' }).levelDb).toBeGreaterThan(3);
    expect(deliveryOf({ text: 'Go.', parenthetical: 'sighs' }).rate).toBeLessThan(1);
    expect(deliveryOf({ text: 'Go.', parenthetical: 'to Sam' })).toEqual(plain);
  });

  it('rises with exclamation marks and with a line in capitals', () => {
    expect(deliveryOf({ text: 'Go!' }).levelDb).toBeGreaterThan(0);
    expect(deliveryOf({ text: 'GET OUT NOW' }).levelDb).toBe(3);
    expect(deliveryOf({ text: 'GET OUT NOW!', parenthetical: 'whispers' }).levelDb).toBe(-7);
  });

  it('is heard as its cue says: over the picture, from outside, out of a phone', () => {
    expect(treatmentOf({ extensions: ['V.O.'] })).toBe('voice-over');
    expect(treatmentOf({ extensions: ['O.S.', "CONT'D"] })).toBe('off-screen');
    expect(treatmentOf({ extensions: ['O.C.'] })).toBe('off-screen');
    expect(treatmentOf({ extensions: ['ON PHONE'] })).toBe('phone');
    expect(treatmentOf({ extensions: ['V.O.'], parenthetical: 'over the phone' })).toBe('phone');
    expect(treatmentOf({ parenthetical: 'into phone' })).toBe('room');
    expect(treatmentOf({ extensions: ["CONT'D"] })).toBe('room');
  });
});

describe('the language of a line', () => {
  it('is the film language unless its letters belong to another script', () => {
    expect(languageOf('Bonjour', 'fr')).toBe('fr');
    expect(languageOf('Где ключ?', 'en')).toBe('ru');
    expect(languageOf('Де ключ?', 'uk')).toBe('uk');
    expect(languageOf('鍵はどこ？', 'en')).toBe('ja');
    expect(languageOf('鍵', 'ja')).toBe('ja');
    expect(languageOf('钥匙在哪里', 'en-GB')).toBe('zh');
    expect(languageOf('He said "привет" to all of us', 'en')).toBe('en');
    expect(languageOf('...', 'en')).toBe('en');
  });
});

describe('the estimate', () => {
  it('counts syllables, in letters and in characters', () => {
    expect(syllables('never')).toBe(2);
    expect(syllables('House,')).toBe(1);
    expect(syllables('こんにちは')).toBe(5);
    expect(syllables('שלום')).toBe(2);
    expect(syllables('—')).toBe(0);
  });

  it('takes 5.14 syllables a second, 0.3 s at a comma and 0.75 s between sentences', () => {
    const speech = estimateSpeech({
      sentences: sentencesOf('No, never. Go.', 'en'),
      language: 'en',
      voice: { engine: 'none', name: '', pitch: 1, rate: 1 },
      delivery: plain,
    });
    expect(speech.samples.length / speech.sampleRate).toBeCloseTo(4 / 5.14 + 0.3 + 0.75, 3);
    expect(speech.words).toHaveLength(3);
    expect(speech.phonemes.filter((p) => p.symbol === 'pau')).toHaveLength(2);
  });
});
