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

const refusals: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'it may not be written or read',
  EPERM: 'it may not be written or read',
  EROFS: 'it is read-only',
  EEXIST: 'something else is in its place',
  ENOTDIR: 'a file is in the place of a folder',
  EISDIR: 'a folder is in its place',
};

/** The error as one that a person can mend: ours, or the file system's refusal. Undefined for a mistake of ours. */
export function mendable(error: unknown): PhotoplayError | undefined {
  if (error instanceof PhotoplayError) return error;
  const { code = '', path } = (error ?? {}) as NodeJS.ErrnoException;
  const why = refusals[code];
  if (why === undefined) return undefined;
  const what = path === undefined ? 'A file cannot be written' : `${path} cannot be used`;
  return new PhotoplayError(code === 'ENOSPC' ? 'disk-full' : 'write', `${what}: ${why}.`, {
    ...(path === undefined ? {} : { file: path }),
    hint: 'Check the folder and the space on the disk, then run the command again; what is finished is kept.',
    cause: error,
  });
}
