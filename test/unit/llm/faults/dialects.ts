import type { LlmErrorCode } from '../../../../extension/llm/errors.ts';
import {
  type ProviderKind,
  type ProviderSettings,
  providerKinds,
} from '../../../../extension/llm/providers/registry.ts';
import type { Candidate } from '../../../../extension/llm/router/candidate.ts';
import type { Reply } from '../../../llm/faultServer.ts';
import {
  anthropicError,
  anthropicModels,
  anthropicStream,
  geminiError,
  geminiModels,
  geminiStream,
  json,
  openAiChatStream,
  openAiError,
  openAiModels,
  openAiResponsesStream,
} from '../../../llm/streams.ts';

/** In no output may this be seen. */
export const secretKey = 'sk-proj-Zq8LmW2xVn5TbR7cKd4HfJ9gYs3A';

type Refusal = (more?: Reply) => Reply;

/** One of the four ways in which a model is spoken to, and how its server says what is wrong. */
export interface Dialect {
  name: string;
  kind: ProviderKind;
  settings: Partial<ProviderSettings>;
  /** What comes after the server's address. */
  root: string;
  stream: typeof openAiChatStream;
  /** How it lists its models. */
  models(ids: readonly string[]): Reply;
  /** How it says in HTTP that something is wrong. */
  errors: Record<
    Extract<
      LlmErrorCode,
      | 'auth'
      | 'permission'
      | 'no_model'
      | 'rate_limit'
      | 'quota'
      | 'server'
      | 'overloaded'
      | 'context_overflow'
      | 'bad_request'
    >,
    Refusal
  >;
  /** An event, in the middle of a stream, that says the server has too much to do. */
  overloadedEvent: string;
  /** An event that nobody has heard of. */
  unknownEvent: string;
  /** Its word at the end of an answer that was refused. */
  refusal: string;
  /** Text that is a piece of an answer, JSON already. */
  rawDelta(json: string): string;
}

const quoting = `Incorrect API key provided: ${secretKey}.`;
const tooLong = 'The input is too long.';

const openAiErrors: Dialect['errors'] = {
  auth: (more) => openAiError(401, 'invalid_api_key', quoting, more),
  permission: (more) => openAiError(403, 'unsupported_country_region_territory', undefined, more),
  no_model: (more) => openAiError(404, 'model_not_found', undefined, more),
  rate_limit: (more) => openAiError(429, 'rate_limit_exceeded', undefined, more),
  quota: (more) => openAiError(429, 'insufficient_quota', undefined, more),
  server: (more) => openAiError(500, 'server_error', undefined, more),
  overloaded: (more) => openAiError(503, 'service_unavailable', undefined, more),
  context_overflow: (more) => openAiError(400, 'context_length_exceeded', tooLong, more),
  bad_request: (more) => openAiError(400, 'invalid_request_error', undefined, more),
};

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const event = (type: string, value: object) => `event: ${type}\n${data({ type, ...value })}`;

export const dialects: readonly Dialect[] = [
  {
    name: 'OpenAI Chat Completions',
    kind: 'compatible',
    settings: { api: 'chat' },
    root: '/v1',
    stream: openAiChatStream,
    models: openAiModels,
    errors: openAiErrors,
    overloadedEvent: data({
      error: { message: 'Busy.', type: 'overloaded_error', code: 'overloaded_error' },
    }),
    unknownEvent: 'event: weather\ndata: {"object":"weather","choices":[]}\n\n: a comment\n\n',
    refusal: 'content_filter',
    rawDelta: (text) =>
      `data: {"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":${text}}}]}\n\n`,
  },
  {
    name: 'OpenAI Responses',
    kind: 'openai',
    settings: { api: 'responses' },
    root: '/v1',
    stream: openAiResponsesStream,
    models: openAiModels,
    errors: openAiErrors,
    overloadedEvent: event('error', { code: 'engine_overloaded', message: 'Busy.', param: null }),
    unknownEvent: event('response.weather.changed', { to: 'rain' }),
    refusal: 'content_filter',
    rawDelta: (text) =>
      `event: response.output_text.delta\ndata: {"type":"response.output_text.delta","output_index":0,"content_index":0,"item_id":"msg_test1","delta":${text}}\n\n`,
  },
  {
    name: 'Anthropic',
    kind: 'anthropic',
    settings: {},
    root: '',
    stream: anthropicStream,
    models: anthropicModels,
    errors: {
      auth: (more) => anthropicError(401, 'authentication_error', quoting, more),
      permission: (more) => anthropicError(403, 'permission_error', undefined, more),
      no_model: (more) => anthropicError(404, 'not_found_error', undefined, more),
      rate_limit: (more) => anthropicError(429, 'rate_limit_error', undefined, more),
      quota: (more) => anthropicError(400, 'invalid_request_error', 'Your credit balance is too low.', more),
      server: (more) => anthropicError(500, 'api_error', undefined, more),
      overloaded: (more) => anthropicError(529, 'overloaded_error', undefined, more),
      context_overflow: (more) =>
        anthropicError(400, 'invalid_request_error', 'prompt is too long: 9 tokens > 8 maximum', more),
      bad_request: (more) => anthropicError(400, 'invalid_request_error', undefined, more),
    },
    overloadedEvent: event('error', { error: { type: 'overloaded_error', message: 'Busy.' } }),
    unknownEvent: event('weather', { to: 'rain' }),
    refusal: 'refusal',
    rawDelta: (text) =>
      `event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":${text}}}\n\n`,
  },
  {
    name: 'Gemini',
    kind: 'gemini',
    settings: {},
    root: '',
    stream: geminiStream,
    models: geminiModels,
    errors: {
      auth: (more) => geminiError(401, 'UNAUTHENTICATED', quoting, more),
      permission: (more) => geminiError(403, 'PERMISSION_DENIED', undefined, more),
      no_model: (more) => geminiError(404, 'NOT_FOUND', undefined, more),
      rate_limit: (more) => geminiError(429, 'RESOURCE_EXHAUSTED', undefined, more),
      quota: (more) =>
        json(
          {
            error: {
              code: 429,
              status: 'RESOURCE_EXHAUSTED',
              message: 'You exceeded your current quota.',
              details: [
                {
                  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
                  violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel' }],
                },
              ],
            },
          },
          { status: 429, ...more },
        ),
      server: (more) => geminiError(500, 'INTERNAL', undefined, more),
      overloaded: (more) => geminiError(503, 'UNAVAILABLE', undefined, more),
      context_overflow: (more) =>
        geminiError(
          400,
          'INVALID_ARGUMENT',
          'The input token count (9) exceeds the maximum number of tokens allowed (8).',
          more,
        ),
      bad_request: (more) => geminiError(400, 'INVALID_ARGUMENT', undefined, more),
    },
    overloadedEvent: data({ error: { code: 503, message: 'Busy.', status: 'UNAVAILABLE' } }),
    unknownEvent: data({ weather: 'rain' }),
    refusal: 'SAFETY',
    rawDelta: (text) =>
      `data: {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":${text}}]}}]}\n\n`,
  },
];

/** A model at this address, reached with the secret key. */
export async function candidateAt(dialect: Dialect, url: string, model = 'm'): Promise<Candidate> {
  const settings = { id: `${dialect.kind}-test`, baseUrl: url + dialect.root, key: async () => secretKey };
  return {
    provider: await providerKinds[dialect.kind]({ ...settings, ...dialect.settings }),
    model,
    capabilities: { images: true, tools: true, structured: true, options: [], context: 8000 },
  };
}
