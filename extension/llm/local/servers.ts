import * as z from 'zod';
import type { Capabilities } from '../capabilities.ts';

/** A server of models on this machine. */
export interface LocalServer {
  kind: 'ollama' | 'llama.cpp';
  /** Where it listens, without a path: http://127.0.0.1:11434. */
  origin: string;
  models: readonly LocalModel[];
}

/** A model that a local server has. */
export interface LocalModel {
  name: string;
  /** Bytes on disk; undefined when the server does not say. */
  bytes?: number;
  /** Tokens that it could read at most, for which it was trained. Its context is what the server lets it read. */
  trained?: number;
  capabilities: Capabilities;
}

/** Where local servers are looked for. */
export interface LocalAddresses {
  ollama: string;
  llamaCpp: string;
}

/** The usual ports, or what OLLAMA_HOST and LLAMA_CPP_HOST name. */
export const localAddresses = (env: NodeJS.ProcessEnv = process.env): LocalAddresses => ({
  ollama: originOf(env.OLLAMA_HOST, 11434),
  llamaCpp: originOf(env.LLAMA_CPP_HOST, 8080),
});

/** "0.0.0.0", ":11500", "box:11434", "http://box" → an origin. A server that listens everywhere is spoken to here. */
function originOf(host: string | undefined, port: number): string {
  const usual = `http://127.0.0.1:${port}`;
  if (!host) return usual;
  const spelled = /^https?:\/\//.test(host)
    ? host
    : `http://${host.startsWith(':') ? `127.0.0.1${host}` : host}`;
  if (!URL.canParse(spelled)) return usual;
  const url = new URL(spelled);
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.port === '' && url.protocol === 'http:' && !/:80(\/|$)/.test(spelled)) url.port = String(port);
  return url.origin;
}

/** The servers that answer, in the order Ollama, llama.cpp. Asked at the same time; one that is silent is left out. */
export async function localServers(
  addresses: LocalAddresses = localAddresses(),
  signal?: AbortSignal,
): Promise<LocalServer[]> {
  const found = await Promise.all([
    ollamaServer(addresses.ollama, signal).catch(() => undefined),
    llamaCppServer(addresses.llamaCpp, signal).catch(() => undefined),
  ]);
  return found.filter((server) => server !== undefined);
}

/** Milliseconds: a port without a server refuses at once; a server on this machine answers at once. */
const patience = 1000;

async function ask<T>(url: string, shape: z.ZodType<T>, signal?: AbortSignal, body?: unknown): Promise<T> {
  const timeout = AbortSignal.timeout(patience);
  const answer = await fetch(url, {
    redirect: 'error',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new Error(`${url} answered ${answer.status}.`);
  }
  return shape.parse(await answer.json());
}

const tags = z.object({ models: z.array(z.object({ name: z.string(), size: z.number().optional() })) });
const loaded = z.object({
  models: z.array(z.object({ name: z.string(), context_length: z.number().optional() })),
});
const shown = z.object({
  model_info: z.record(z.string(), z.unknown()).optional(),
  capabilities: z.array(z.string()).optional(),
  parameters: z.string().optional(),
});

async function ollamaServer(origin: string, signal?: AbortSignal): Promise<LocalServer> {
  const [{ models }, running] = await Promise.all([
    ask(`${origin}/api/tags`, tags, signal),
    ask(`${origin}/api/ps`, loaded, signal).catch(() => ({ models: [] })),
  ]);
  const described = await Promise.all(
    models.map(async ({ name, size }): Promise<LocalModel | undefined> => {
      const known = await ask(`${origin}/api/show`, shown, signal, { model: name }).catch(() => ({}));
      const { capabilities, model_info = {}, parameters }: z.infer<typeof shown> = known;
      if (capabilities && !capabilities.includes('completion')) return undefined;
      const now = running.models.find((model) => model.name === name)?.context_length;
      const context = now ?? setContext(parameters);
      const trained = trainedContext(model_info);
      return {
        name,
        ...(size && { bytes: size }),
        ...(trained !== undefined && { trained }),
        capabilities: localCapabilities({
          images: capabilities?.includes('vision') === true,
          tools: capabilities === undefined || capabilities.includes('tools'),
          ...(context !== undefined && { context }),
        }),
      };
    }),
  );
  return { kind: 'ollama', origin, models: described.filter((model) => model !== undefined) };
}

/** The context that the model's file sets: "num_ctx    8192". */
function setContext(parameters = ''): number | undefined {
  const found = /^num_ctx\s+(\d+)/m.exec(parameters);
  return found ? Number(found[1]) : undefined;
}

/**
 * The context for which the model was trained: "llama.context_length". Until it is loaded nobody knows how much of that
 * Ollama gives it; what is more, Ollama drops without a word.
 */
function trainedContext(info: Record<string, unknown>): number | undefined {
  const length = Object.entries(info).find(([key]) => key.endsWith('.context_length'))?.[1];
  return typeof length === 'number' ? length : undefined;
}

const listed = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      owned_by: z.literal('llamacpp'),
      meta: z.object({ n_ctx_train: z.number().optional(), size: z.number().optional() }).nullish(),
    }),
  ),
});
const properties = z.object({
  default_generation_settings: z.object({ n_ctx: z.number().optional() }).optional(),
  modalities: z.object({ vision: z.boolean().optional() }).optional(),
  chat_template_caps: z.object({ supports_tools: z.boolean().optional() }).optional(),
});

/** Port 8080 is anybody's: only a server whose models are owned by "llamacpp" is one. */
async function llamaCppServer(origin: string, signal?: AbortSignal): Promise<LocalServer> {
  const { data } = await ask(`${origin}/v1/models`, listed, signal);
  const props: z.infer<typeof properties> = await ask(`${origin}/props`, properties, signal).catch(
    () => ({}),
  );
  const models = data.map(({ id, meta }): LocalModel => {
    const context = props.default_generation_settings?.n_ctx;
    return {
      name: id,
      ...(meta?.size && { bytes: meta.size }),
      ...(meta?.n_ctx_train && { trained: meta.n_ctx_train }),
      capabilities: localCapabilities({
        images: props.modalities?.vision === true,
        tools: props.chat_template_caps?.supports_tools !== false,
        ...(context !== undefined && { context }),
      }),
    };
  });
  return { kind: 'llama.cpp', origin, models };
}

/** Both servers hold an answer to a schema, and know the usual options. */
const localCapabilities = (can: Pick<Capabilities, 'images' | 'tools' | 'context'>): Capabilities => ({
  ...can,
  structured: true,
  options: ['temperature', 'stop', 'seed'],
});
