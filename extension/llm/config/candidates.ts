import type { Capabilities } from '../capabilities.ts';
import { capabilitiesOf, priceOf, rowOf } from '../catalogue/find.ts';
import type { LocalModel, LocalServer } from '../local/servers.ts';
import type { Price } from '../price.ts';
import type { Config } from './config.ts';
import { type KnownProvider, knownProvider, providerNames } from './known.ts';

/** A model at one of the user's providers. */
export interface ModelName {
  provider: string;
  model: string;
}

/** What is known of a model before it is asked. */
export interface KnownModel {
  capabilities: Capabilities;
  price?: Price;
}

const free: Price = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

/**
 * What a model can do and costs: what the user says of it, else what its server on this machine says, else the table.
 * A free server's models cost nothing, but for those that it has others run: Ollama marks them "cloud".
 */
export function knownModel(
  { provider, model }: ModelName,
  known: KnownProvider,
  config: Config,
  local?: LocalModel,
): KnownModel {
  const { price: said, ...can } = config.models[`${provider}/${model}`] ?? {};
  const table = local?.capabilities ?? capabilitiesOf(known.maker, model);
  const capabilities = { ...table, ...defined(can) };
  const price = said
    ? {
        ...rates(said),
        ...(said.long && { long: { above: said.long.above, ...rates(said.long) } }),
      }
    : known.free && !/[:-]cloud$/.test(model)
      ? free
      : priceOf(known.maker, model);
  return { capabilities, ...(price && { price }) };
}

interface SaidRates {
  input: number;
  output: number;
  cacheRead?: number | undefined;
  cacheWrite?: number | undefined;
}

const rates = ({ input, output, cacheRead = input, cacheWrite = input }: SaidRates) => ({
  input,
  cacheRead,
  cacheWrite,
  output,
});

const defined = (
  can: { [key in keyof Capabilities]?: Capabilities[key] | undefined },
): Partial<Capabilities> =>
  Object.fromEntries(Object.entries(can).filter(([, value]) => value !== undefined));

/**
 * The model that a name means: "provider/model"; or a model's own name, when a server on this machine has it, the table
 * knows its maker, or there is but one provider in the user's file. Undefined when that does not tell.
 */
export function modelNamed(
  name: string,
  config: Config,
  env: NodeJS.ProcessEnv,
  local: readonly LocalServer[],
): ModelName | undefined {
  const slash = name.indexOf('/');
  const provider = name.slice(0, Math.max(slash, 0));
  if (slash > 0 && slash < name.length - 1 && knownProvider(provider, config, env))
    return { provider, model: name.slice(slash + 1) };
  const server = local.find(({ models }) => models.some((model) => model.name === name));
  if (server) return { provider: server.kind, model: name };
  const [only, ...others] = Object.keys(config.providers);
  if (only !== undefined && others.length === 0 && slash < 0) return { provider: only, model: name };
  for (const id of providerNames(config)) {
    const maker = knownProvider(id, config, env)?.maker;
    if (maker && rowOf(maker, name)) return { provider: id, model: name };
  }
  return undefined;
}
