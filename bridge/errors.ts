import { type ErrorData, type ErrorName, errorCodes, errorData } from '../schemas/source/blenderProtocol.ts';

/** A call that Blender refused, could not carry out, or did not answer. */
export class BlenderError extends Error {
  readonly kind: ErrorName;
  readonly data: ErrorData;

  constructor(kind: ErrorName, message: string, data: ErrorData = {}) {
    super(message);
    this.name = 'BlenderError';
    this.kind = kind;
    this.data = data;
  }
}

/** The error that a response carries; a code nobody knows counts as Blender's own. */
export function errorFrom(response: { code: number; message: string; data?: unknown }): BlenderError {
  const found = Object.entries(errorCodes).find(([, code]) => code === response.code);
  const data = errorData.safeParse(response.data ?? {});
  return new BlenderError(
    (found?.[0] as ErrorName | undefined) ?? 'blender',
    response.message,
    data.success ? data.data : {},
  );
}
