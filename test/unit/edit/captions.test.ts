import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CaptionSource, captionRules, makeCaptions, toSrt } from '../../../extension/edit/captions.ts';
import { breakCost, columns, joinWords, lineLength, toLines } from '../../../extension/edit/captionText.ts';

const fps = 24;
const plain = (text: string) => text.replace(/<[^>]*>|♪/g, '').trim();

/** A line said at an even pace from a moment on. */
function said(
  text: string,
  start: number,
  secondsAWord = 0.35,
  style: CaptionSource['style'] = 'plain',
): CaptionSource {
  const words = text
    .split(' ')
    .map((word, i) => ({ text: word, start: start + i * secondsAWord, end: start + (i + 1) * secondsAWord }));
  return { words, style };
}

describe('lines of a caption', () => {
  it('stay within 42 columns and break where a phrase ends', () => {
    expect(toLines(['Short', 'one.'])).toEqual(['Short one.']);
    const lines = toLines('They sold the house when I was nine, and I stood on that pavement.'.split(' '));
    expect(lines).toEqual(['They sold the house when I was nine,', 'and I stood on that pavement.']);
    expect(toLines(Array(30).fill('words'))).toBeUndefined();
  });

  it('leave a word alone that is wider than a line', () => {
    const word = 'x'.repeat(60);
    expect(toLines([word])).toEqual([word]);
  });

  it('join words as their script does, and count wide characters twice', () => {
    expect(joinWords(['你好，', '世界'])).toBe('你好，世界');
    expect(joinWords(['I', 'was--', 'no'])).toBe('I was— no');
    expect(columns('世界a')).toBe(5);
  });

  it('break best after a sentence, worst after a word that leans on the next', () => {
    const costs = ['house.', 'house,', 'house', 'the'].map(breakCost);
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(new Set(costs).size).toBe(4);
  });
});

describe('captions of a film', () => {
  it('start with the first word and stay until the last', () => {
    const [caption] = makeCaptions([said('You went through my coat.', 2, 0.5)], [], fps, 480);
    expect(caption).toEqual({ start: 48, end: 108, lines: ['You went through my coat.'] });
  });

  it('stay long enough to be read', () => {
    const [caption] = makeCaptions([said('Go.', 1, 0.2)], [], fps, 480);
    expect(caption?.end).toBe(24 + Math.ceil((5 / 6) * fps));
  });

  it('go with the cut once the words are over and read', () => {
    const quick = said('We never talked about any of this.', 1, 0.2);
    const [caption] = makeCaptions([quick], [24 + 50], fps, 480);
    expect(caption?.end).toBeGreaterThanOrEqual(24 + 48);
    expect(makeCaptions([said('Go.', 1, 0.7)], [24 + 20], fps, 480)[0]?.end).toBe(44);
  });

  it('split at a cut rather than cross it', () => {
    const line = said('Every Sunday you say you go running. Whose door is this, Sam?', 0, 0.4);
    const cut = Math.round(7 * 0.4 * fps);
    const captions = makeCaptions([line], [cut], fps, 480);
    expect(captions.map((c) => c.lines.join(' '))).toEqual([
      'Every Sunday you say you go running.',
      'Whose door is this, Sam?',
    ]);
  });

  it('set voices from elsewhere in italics and songs between notes', () => {
    const [voice, song] = makeCaptions(
      [said('Far away.', 0, 0.5, 'italic'), said('La la la.', 4, 0.5, 'lyrics')],
      [],
      fps,
      480,
    );
    expect(voice?.lines).toEqual(['<i>Far away.</i>']);
    expect(song?.lines).toEqual(['♪ La la la. ♪']);
    const [long] = makeCaptions(
      [said('I will sing of the sea and the ships that went down in it.', 0, 0.5, 'lyrics')],
      [],
      fps,
      480,
    );
    expect(long?.lines[0]).toMatch(/^♪ [^♪]*$/);
    expect(long?.lines[1]).toMatch(/^[^♪]* ♪$/);
  });

  it('share a caption when two speak at once, and follow one another when it is too much', () => {
    const shared = makeCaptions([said('Not now.', 1, 0.5), said('Yes now!', 1.1, 0.5)], [], fps, 480);
    expect(shared.map((c) => c.lines)).toEqual([['- Not now.', '- Yes now!']]);
    const long = 'I have been waiting here for hours and hours, you know that very well.';
    const following = makeCaptions([said(long, 1), said(long, 1.2)], [], fps, 960);
    for (const [i, caption] of following.entries())
      expect(caption.start).toBeGreaterThanOrEqual((following[i - 1]?.end ?? -2) + 2);
  });

  it('end with the film', () => {
    const captions = makeCaptions([said('The end is near.', 1, 0.5), said('Too late.', 30)], [], fps, 60);
    expect(captions).toHaveLength(1);
    expect(captions[0]?.end).toBe(60);
  });

  it('keep every rule, whatever is said and wherever it is cut', () => {
    const word = fc.stringMatching(/^[a-z]{1,12}[.,!?]?$/);
    const speech = fc.record({
      words: fc.array(word, { minLength: 1, maxLength: 60 }),
      pace: fc.double({ min: 0.25, max: 0.6, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(speech, { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 30 }),
        (speeches, cuts) => {
          let at = 1;
          const sources = speeches.map(({ words, pace }) => {
            const source = said(words.join(' '), at, pace);
            at += words.length * pace + 1.2;
            return source;
          });
          const total = Math.ceil((at + 2) * fps);
          const captions = makeCaptions(
            sources,
            cuts.sort((a, b) => a - b),
            fps,
            total,
          );
          const heard = sources.flatMap((s) => s.words.map((w) => w.text)).join(' ');
          expect(captions.flatMap((c) => c.lines).join(' ')).toBe(heard);
          const starts = sources.flatMap((s) => s.words.map((w) => Math.floor(w.start * fps + 1e-6)));
          for (const [i, c] of captions.entries()) {
            expect(c.lines.length).toBeLessThanOrEqual(2);
            for (const line of c.lines) expect(columns(line)).toBeLessThanOrEqual(lineLength);
            expect(c.end).toBeGreaterThan(c.start);
            expect(c.end - c.start).toBeLessThanOrEqual(captionRules.longestSeconds * fps);
            expect(c.start - (captions[i - 1]?.end ?? -9)).toBeGreaterThanOrEqual(captionRules.gapFrames);
            expect(Math.min(...starts.map((s) => Math.abs(s - c.start)))).toBeLessThanOrEqual(3);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are not read faster than 17 characters a second in speech of usual pace', () => {
    const text =
      'They sold it when I was nine years old. I stood on that pavement and watched them carry out the chairs, one by one.';
    for (const { start, end, lines } of makeCaptions([said(text, 0, 0.36)], [], fps, 2000))
      expect(plain(lines.join('')).length / ((end - start) / fps)).toBeLessThanOrEqual(17);
  });
});

describe('SubRip', () => {
  it('numbers captions and writes times to the millisecond', () => {
    const srt = toSrt(
      [
        { start: 0, end: 25, lines: ['One'] },
        { start: 86400 * 24 + 1, end: 86400 * 24 + 30, lines: ['Two', 'lines'] },
      ],
      24,
    );
    expect(srt).toBe(
      '1\n00:00:00,000 --> 00:00:01,042\nOne\n\n2\n24:00:00,042 --> 24:00:01,250\nTwo\nlines\n',
    );
  });
});

describe('a caption that the next line leaves too short', () => {
  it('comes up to three frames before its sound, and no more', () => {
    const hurried = [said("It isn't what you think at all.", 2, 0.2), said('Then tell me!', 3.45)];
    const [first, next] = makeCaptions(hurried, [], fps, 240);
    expect(first?.start).toBe(45);
    expect((next?.start ?? 0) - (first?.end ?? 0)).toBeGreaterThanOrEqual(captionRules.gapFrames);
  });

  it('starts with its sound where there is time to read it', () => {
    expect(makeCaptions([said('Row.', 2), said('Now.', 6)], [], fps, 240)[0]?.start).toBe(48);
  });
});
