/** Something a person can mend: what happened, where, and what to do about it. */
export class PhotoplayError extends Error {
  readonly code: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly hint: string | undefined;

  /** `line` counts from 0, as in every document. */
  constructor(
    code: string,
    message: string,
    more: { file?: string; line?: number; hint?: string; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'PhotoplayError';
    this.code = code;
    this.file = more.file;
    this.line = more.line;
    this.hint = more.hint;
  }
}
