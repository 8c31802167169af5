/** A text with no half of a surrogate pair: what was cut in the middle of an emoji is refused by providers. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\u{fffd}');

/** A tool's input as providers want it: an object, also where a model once gave something else. */
export const asObject = (input: unknown): { [key: string]: unknown } =>
  typeof input === 'object' && input !== null && !Array.isArray(input)
    ? { ...input }
    : input === undefined
      ? {}
      : { input };
