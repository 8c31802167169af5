/** How a server that speaks OpenAI's language differs from OpenAI's own. */
export interface Dialect {
  /** Its name, for messages: "OpenAI", "Ollama". */
  label: string;
  /** Which interface is used when the settings do not say. */
  api: 'responses' | 'chat';
  /** Whether it is of no use to ask without a key. */
  needsKey: boolean;
  /** The environment's variable that usually holds the key. */
  keyVariable?: string;
  /** Whether the key goes in a header of its own (Azure) or as a bearer's token. */
  keyHeader: 'authorization' | 'api-key';
  /** Chat Completions: the option that bounds the answer. OpenAI's reasoning models know only the longer name. */
  maxTokens: 'max_tokens' | 'max_completion_tokens';
  /** Chat Completions: the option that fixes chance. */
  seed: 'seed' | 'random_seed';
  /** Chat Completions: whether tokens are counted only when `stream_options` asks for it. */
  streamOptions: boolean;
  /** Whether tools and answers may be marked as strict. */
  strict: boolean;
  /** Whether `prompt_cache_key` is known. */
  cacheKey: boolean;
  /** How one asks whether a model is there: by its name, in the list of all, or only whether the server answers. */
  check: 'name' | 'list' | 'server';
  /** Whether the server counts the tokens of a request. */
  countTokens: boolean;
}

/** OpenAI's own server. */
export const openAiDialect: Dialect = {
  label: 'OpenAI',
  api: 'responses',
  needsKey: true,
  keyVariable: 'OPENAI_API_KEY',
  keyHeader: 'authorization',
  maxTokens: 'max_completion_tokens',
  seed: 'seed',
  streamOptions: true,
  strict: true,
  cacheKey: true,
  check: 'name',
  countTokens: true,
};

/** What is safe with any server that takes Chat Completions: options that few of them know are not sent. */
export const plainDialect: Dialect = {
  label: 'The server',
  api: 'chat',
  needsKey: false,
  keyHeader: 'authorization',
  maxTokens: 'max_tokens',
  seed: 'seed',
  streamOptions: true,
  strict: false,
  cacheKey: false,
  check: 'list',
  countTokens: false,
};
