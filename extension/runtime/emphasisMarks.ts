/** A run of one to three stars, or an underscore. */
interface Mark {
  char: string;
  at: number;
  length: number;
  canOpen: boolean;
  canClose: boolean;
}

/** Two marks (or parts of marks) of one length that enclose a stretch of text. */
export interface MarkPair {
  char: string;
  open: number;
  close: number;
  length: number;
}

/** A mark that waits for its end; `length` shrinks when only a part of it is closed. */
interface Waiting {
  char: string;
  at: number;
  length: number;
}

const isSpace = (char: string | undefined): boolean => char === undefined || /\s/u.test(char);

/** The marks from one line break to the next, and the backslashes that make a mark plain. */
function marksOfLine(text: string, from: number, to: number): { marks: Mark[]; escapes: number[] } {
  const marks: Mark[] = [];
  const escapes: number[] = [];
  for (let i = from; i < to; i++) {
    const char = text[i] ?? '';
    if (char === '\\' && (text[i + 1] === '*' || text[i + 1] === '_')) escapes.push(i++);
    else if (char === '*' || char === '_') {
      let length = 1;
      while (char === '*' && text[i + length] === '*') length++;
      const canOpen = !isSpace(text[i + length]);
      const canClose = !isSpace(text[i - 1]);
      if (length <= 3) marks.push({ char, at: i, length, canOpen, canClose });
      i += length - 1;
    }
  }
  return { marks, escapes };
}

/** Marks that wait for their end, innermost last. Every mark enters and leaves once, so that all is linear. */
class OpenMarks {
  private readonly stack: Waiting[] = [];
  private readonly counts = new Map<string, number>();

  has(char: string, length: number): boolean {
    return (this.counts.get(char + length) ?? 0) > 0;
  }

  push(mark: Waiting): void {
    this.stack.push(mark);
    this.count(mark, 1);
  }

  /** Takes the innermost mark of one of the lengths; those inside it are dropped, and stay text. */
  take(char: string, lengths: readonly number[]): Waiting | undefined {
    for (let top = this.stack.pop(); top; top = this.stack.pop()) {
      this.count(top, -1);
      if (top.char === char && lengths.includes(top.length)) return top;
    }
    return undefined;
  }

  private count(mark: Waiting, by: number): void {
    const key = mark.char + mark.length;
    this.counts.set(key, (this.counts.get(key) ?? 0) + by);
  }
}

/** Closes one length; `***` may be closed in two steps, its inner stars first. */
function close(open: OpenMarks, char: string, at: number, length: number): MarkPair | undefined {
  const lengths = length < 3 && char === '*' ? [length, 3] : [length];
  const mark = open.take(char, lengths);
  if (!mark) return undefined;
  const rest = mark.length - length;
  if (rest > 0) open.push({ char, at: mark.at, length: rest });
  return { char, open: mark.at + rest, close: at, length };
}

/** What a mark closes: nothing, one pair, or two when `***` ends a `*` and a `**`. */
function closings(open: OpenMarks, mark: Mark): MarkPair[] {
  const { char, at, length } = mark;
  if (open.has(char, length) || (char === '*' && open.has(char, 3))) {
    const pair = close(open, char, at, length);
    return pair ? [pair] : [];
  }
  if (length < 3 || !open.has(char, 1) || !open.has(char, 2)) return [];
  const inner = open.take(char, [1, 2]);
  if (!inner) return [];
  const pair = { char, open: inner.at, close: at, length: inner.length };
  const outer = close(open, char, at + inner.length, 3 - inner.length);
  return outer ? [pair, outer] : [pair];
}

/** Pairs the emphasis marks of a text, line by line; what has no partner is text. */
export function pairMarks(text: string): { pairs: MarkPair[]; escapes: number[] } {
  const pairs: MarkPair[] = [];
  const escapes: number[] = [];
  let from = 0;
  while (from < text.length) {
    let to = from;
    while (to < text.length && text[to] !== '\n' && text[to] !== '\r') to++;
    const line = marksOfLine(text, from, to);
    for (const at of line.escapes) escapes.push(at);
    const open = new OpenMarks();
    for (const mark of line.marks) {
      const closed = mark.canClose ? closings(open, mark) : [];
      if (closed.length > 0) pairs.push(...closed);
      else if (mark.canOpen) open.push({ char: mark.char, at: mark.at, length: mark.length });
    }
    from = to + 1;
  }
  return { pairs, escapes };
}
