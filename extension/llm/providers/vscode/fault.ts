import { LlmError, type LlmErrorCode } from '../../errors.ts';

/**
 * What VS Code throws, as a coded error. Its LanguageModelError has the code NoPermissions, Blocked, NotFound, or Unknown
 * with the model's own error as its cause (reference of `LanguageModelError`). The error comes from another process: it
 * is told apart by its code, not by its class.
 */
export function vscodeFault(thrown: unknown): LlmError {
  if (thrown instanceof LlmError) return thrown;
  if (!(thrown instanceof Error)) return new LlmError('unknown', `VS Code failed: ${String(thrown)}`);
  const inner = thrown.cause instanceof Error ? thrown.cause.message : '';
  const words = [thrown.message, inner].filter(Boolean).join(' ');
  const [code, message, hint] = meaning(String((thrown as { code?: unknown }).code ?? thrown.name), words);
  return new LlmError(code, `${message} ${words}`.trim(), {
    cause: thrown,
    ...(hint !== undefined && { hint }),
  });
}

function meaning(name: string, words: string): [LlmErrorCode, string, string?] {
  switch (name) {
    case 'NoPermissions':
      return [
        'consent',
        'VS Code was not allowed to use this model.',
        'Ask again, and allow it in the dialog; or choose another model.',
      ];
    case 'NotFound':
      return ['no_model', 'VS Code has no such model.', 'Choose another model.'];
    case 'Canceled':
      return ['aborted', 'The call was stopped.'];
  }
  if (/off_topic|content.?filter|responsible ai|policy|filtered/i.test(words))
    return ['refusal', 'The model will not answer this.'];
  if (/rate.?limit|too many requests/i.test(words)) return ['rate_limit', 'Too many requests for now.'];
  if (name === 'Blocked' || /quota|allowance/i.test(words))
    return ['quota', 'The allowance of this model is used up.', 'Wait, or choose another model.'];
  if (/token limit|context (window|length)|too (long|large)/i.test(words))
    return ['context_overflow', 'That is more than the model can read.'];
  return ['server', 'The model failed.'];
}
