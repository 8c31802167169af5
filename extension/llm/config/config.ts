import * as z from 'zod';
import { type PresetName, presets } from '../providers/presets.ts';
import { type ProviderKind, providerKinds } from '../providers/registry.ts';

/** What a provider is: a kind, or a server that is known by its own name. */
export type KindName = ProviderKind | PresetName;
const kindNames = [...Object.keys(providerKinds), ...Object.keys(presets)] as [KindName, ...KindName[]];

const address = z.url({
  protocol: /^(https?|file)$/,
  error: 'is not an address like https://models.example.com/v1',
});
const dollars = z.number().nonnegative();
const seconds = z.number().positive().max(86_400);
/** "provider/model"; the model's own name may have more slashes. */
const modelName = z.string().regex(/^[^/\s]+\/\S+$/, 'is not of the form provider/model');

const provider = z.strictObject({
  kind: z.enum(kindNames, { error: `is not one of ${kindNames.join(', ')}` }),
  /** Where it is; a file: address for a script. */
  baseUrl: address.transform((url) => url.replace(/\/+$/, '')).optional(),
  /** The variable of the environment that holds its key, where it is not NAME_API_KEY. */
  keyVariable: z.string().optional(),
  /** Servers that speak like OpenAI: which of its two interfaces. */
  api: z.enum(['responses', 'chat']).optional(),
  /** Azure: the version of its interface. */
  apiVersion: z.string().optional(),
  /** Sent with each call. Keys do not belong here: photoplay keys set NAME. */
  headers: z.record(z.string(), z.string()).optional(),
});

const rates = {
  input: dollars,
  cacheRead: dollars.optional(),
  cacheWrite: dollars.optional(),
  output: dollars,
};

const model = z.strictObject({
  images: z.boolean().optional(),
  tools: z.boolean().optional(),
  structured: z.boolean().optional(),
  options: z.array(z.enum(['temperature', 'stop', 'seed', 'effort', 'cacheKey'])).optional(),
  context: z.number().int().positive().optional(),
  maxOutput: z.number().int().positive().optional(),
  /** Dollars a million tokens; what is read from or written to a cache costs what is sent, unless it is said. */
  price: z
    .strictObject({
      ...rates,
      long: z.strictObject({ ...rates, above: z.number().int().positive() }).optional(),
    })
    .optional(),
});

/**
 * The user's own models file. It lies in the user's configuration and nowhere else: whoever writes an address here
 * decides where keys are sent.
 */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1).optional(),
  providers: z
    .record(
      z.string().regex(/^[A-Za-z0-9][\w.-]*$/, 'is not a name of letters, digits, dots and dashes'),
      provider,
    )
    .default({}),
  /** The model that is asked where none is named. */
  model: modelName.optional(),
  /** Asked in this order when it cannot answer. */
  fallbacks: z.array(modelName).default([]),
  /** In dollars. */
  budgets: z
    .strictObject({ perDay: dollars.optional(), perFilm: dollars.optional(), perCall: dollars.optional() })
    .default({}),
  /** What is known better than in the table of models, by "provider/model". */
  models: z.record(modelName, model).default({}),
  /** Whether the same question for an answer of a given shape is asked once, and its answer used again. */
  keepAnswers: z.boolean().default(false),
  /** In seconds. */
  deadlines: z
    .strictObject({ firstToken: seconds.optional(), idle: seconds.optional(), total: seconds.optional() })
    .default({}),
});

export type Config = z.infer<typeof configSchema>;
export type ProviderConfig = Config['providers'][string];

/** Nothing configured. */
export const noConfig: Config = configSchema.parse({});
