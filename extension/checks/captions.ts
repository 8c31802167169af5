/** One caption of an SRT file; times in seconds. */
export interface Caption {
  start: number;
  end: number;
  lines: string[];
}

/** A caption that breaks a rule (Netflix Timed Text Style Guide, as most broadcasters have it). */
export interface CaptionFault {
  caption: Caption;
  rule: 'caption-lines' | 'caption-length' | 'caption-speed' | 'caption-time' | 'caption-gap';
  message: string;
}

const limits = {
  lines: 2,
  characters: 42,
  perSecond: 17,
  shortest: 5 / 6,
  longest: 7,
  gapFrames: 2,
} as const;
/** Half a frame of rounding is forgiven. */
const slack = 0.021;

/** Reads an SRT text. */
export function readSrt(text: string): Caption[] {
  return text
    .replace(/\r/g, '')
    .split(/\n\n+/)
    .flatMap((block): Caption[] => {
      const rows = block.split('\n').filter(Boolean);
      const at = rows.findIndex((row) => row.includes('-->'));
      const found = /(\d+):(\d+):(\d+)[,.](\d+)\s*-->\s*(\d+):(\d+):(\d+)[,.](\d+)/.exec(rows[at] ?? '');
      if (!found) return [];
      const [h1, m1, s1, t1, h2, m2, s2, t2] = found.slice(1).map(Number) as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      return [
        {
          start: h1 * 3600 + m1 * 60 + s1 + t1 / 1000,
          end: h2 * 3600 + m2 * 60 + s2 + t2 / 1000,
          lines: rows.slice(at + 1),
        },
      ];
    });
}

/** What is wrong with captions at a frame rate. */
export function captionFaults(captions: readonly Caption[], fps: number): CaptionFault[] {
  return captions.flatMap((caption, i): CaptionFault[] => {
    const { start, end, lines } = caption;
    const text = lines.join(' ');
    const seconds = end - start;
    const next = captions[i + 1];
    const gap = next ? (next.start - end) * fps : Number.POSITIVE_INFINITY;
    const faults: (CaptionFault | false)[] = [
      lines.length > limits.lines && {
        caption,
        rule: 'caption-lines',
        message: `"${text}" has ${lines.length} lines.`,
      },
      lines.some((line) => line.length > limits.characters) && {
        caption,
        rule: 'caption-length',
        message: `"${text}" has a line of more than ${limits.characters} characters.`,
      },
      text.length / (seconds + slack) > limits.perSecond + 0.5 && {
        caption,
        rule: 'caption-speed',
        message: `"${text}" asks for ${(text.length / seconds).toFixed(0)} characters a second.`,
      },
      (seconds < limits.shortest - slack || seconds > limits.longest + slack) && {
        caption,
        rule: 'caption-time',
        message: `"${text}" stands for ${seconds.toFixed(2)} s.`,
      },
      gap < limits.gapFrames - 0.5 && {
        caption,
        rule: 'caption-gap',
        message: `"${text}" leaves ${gap.toFixed(1)} frames before the next.`,
      },
    ];
    return faults.filter((fault) => fault !== false);
  });
}
