import { type Dialect, plainDialect } from './openai/dialect.ts';

/** A server that takes Chat Completions: where it usually is, and how it differs from what is safe with any. */
export interface Preset {
  baseUrl: string;
  /** The environment's variable that usually holds its key. */
  keyVariable?: string;
  dialect: Dialect;
}

const preset = (
  label: string,
  baseUrl: string,
  { keyVariable, ...dialect }: Partial<Dialect> = {},
): Preset => ({
  baseUrl,
  ...(keyVariable !== undefined && { keyVariable }),
  dialect: { ...plainDialect, label, ...(keyVariable !== undefined && { keyVariable }), ...dialect },
});

/** From the projects' own documentation. Ports are those that they listen on when nobody says otherwise. */
export const presets = {
  litellm: preset('The LiteLLM proxy', 'http://127.0.0.1:4000/v1', {
    keyVariable: 'LITELLM_API_KEY',
    strict: true,
    cacheKey: true,
  }),
  ollama: preset('Ollama', 'http://127.0.0.1:11434/v1'),
  'llama.cpp': preset('llama.cpp', 'http://127.0.0.1:8080/v1', { keyVariable: 'LLAMA_API_KEY' }),
  vllm: preset('vLLM', 'http://127.0.0.1:8000/v1', { keyVariable: 'VLLM_API_KEY' }),
  'lm-studio': preset('LM Studio', 'http://127.0.0.1:1234/v1'),
  openrouter: preset('OpenRouter', 'https://openrouter.ai/api/v1', {
    keyVariable: 'OPENROUTER_API_KEY',
    needsKey: true,
    strict: true,
  }),
  huggingface: preset('Hugging Face', 'https://router.huggingface.co/v1', {
    keyVariable: 'HF_TOKEN',
    needsKey: true,
    strict: true,
  }),
  /** It refuses options that it does not know, counts tokens unasked, and names some options in its own way. */
  mistral: preset('Mistral', 'https://api.mistral.ai/v1', {
    keyVariable: 'MISTRAL_API_KEY',
    needsKey: true,
    strict: true,
    seed: 'random_seed',
    streamOptions: false,
  }),
  groq: preset('Groq', 'https://api.groq.com/openai/v1', {
    keyVariable: 'GROQ_API_KEY',
    needsKey: true,
    strict: true,
    maxTokens: 'max_completion_tokens',
  }),
} satisfies Record<string, Preset>;
export type PresetName = keyof typeof presets;

/** The preset of a server, known by host and port; undefined for one of which nothing is known. */
export function presetAt(baseUrl: string): Preset | undefined {
  const host = hostOf(baseUrl);
  return Object.values(presets).find((each) => hostOf(each.baseUrl) === host);
}

/** This machine by its usual name; undefined for what is no address. */
function hostOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  return new URL(url).host.replace(/^(localhost|\[::1\])(?=:|$)/, '127.0.0.1');
}
