/** A value after "api-key:" or the like: not a word of a sentence. */
const value = String.raw`(?:(?=[^\s"'\\,;<>&}]{0,4096}\d)[^\s"'\\,;<>&}]{4,}|[^\s"'\\,;<>&}]{16,})`;

/** Keys that are known by their look, whoever handed them out; all after the pattern's group is the key. */
const shapes: readonly RegExp[] = [
  // OpenAI, Anthropic, OpenRouter, LiteLLM; also as their servers quote them, with stars in the middle.
  /(?<![A-Za-z0-9])(?:sk|pk|rk)-[A-Za-z0-9_*-]{12,}/g,
  // Google, Hugging Face, Groq, xAI, GitHub.
  /(?<![A-Za-z0-9])(?:AIza[\w-]{16,}|hf_\w{12,}|gsk_\w{12,}|xai-[\w-]{12,}|gh[opsu]_\w{16,})/g,
  // A signed token.
  /(?<![A-Za-z0-9])eyJ[\w-]{8,256}\.[\w-]{4,4096}(?:\.[\w-]{0,4096})?/g,
  /(\b(?:bearer|basic)(?:\s|%20|\+){1,8})[^\s"'\\,;<>&]{16,}/gi,
  new RegExp(
    String.raw`((?:api|access|secret|auth|subscription)[-_ ]?(?:key|token)["'\\]{0,4}\s{0,8}[:=]\s{0,8}["'\\]{0,4})${value}`,
    'gi',
  ),
  new RegExp(
    String.raw`(\bauthorization["'\\]{0,4}\s{0,8}[:=]\s{0,8}["'\\]{0,4}(?:(?:bearer|basic)\s{1,8})?)${value}`,
    'gi',
  ),
  /([?&](?:key|token|sig|signature|code|password|secret)=)[^\s"'\\&#<>]+/gi,
  // A name and a password before a host.
  /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"'\\]{1,512}(?=@)/gi,
];

/** Names of fields and headers whose value is a key, whatever it looks like. */
const secretName =
  /^(?:x-)?(?:(?:goog|litellm)-)?(?:api[-_]?key|.*authorization|(?:access|auth|secret|id|refresh)[-_]?token|secret|password|cookie|set-cookie)$/i;

export const isSecretName = (name: string): boolean => secretName.test(name);

/** Where in a text keys stand, by their look: [start, end) of each. */
export const keyShapesIn = (text: string): [start: number, end: number][] =>
  shapes.flatMap((shape) =>
    [...text.matchAll(shape)].map(({ index, 0: whole, 1: before = '' }): [number, number] => [
      index + before.length,
      index + whole.length,
    ]),
  );
