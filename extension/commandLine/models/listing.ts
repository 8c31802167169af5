import type { Capabilities } from '../../llm/capabilities.ts';
import type { Availability, Listing } from '../../llm/catalogue/availability.ts';
import { rowOf } from '../../llm/catalogue/find.ts';
import type { Config } from '../../llm/config/config.ts';
import { LlmError } from '../../llm/errors.ts';
import type { LocalModel } from '../../llm/local/servers.ts';
import type { Price } from '../../llm/price.ts';
import type { Models } from '../../llm/setup.ts';

/** A model as it is listed. */
interface ListedModel {
  provider: string;
  model: string;
  capabilities: Capabilities;
  /** Tokens that it could read if its server let it; only where nobody knows how many it does. */
  upTo?: number;
  price?: Price;
  availability: Availability;
  /** It is in the table of models, or the user named it. */
  wellKnown: boolean;
}

/** Why nothing of a provider is listed. */
interface SilentProvider {
  provider: string;
  why: string;
  hint?: string;
}

export interface Listed {
  models: readonly ListedModel[];
  silent: readonly SilentProvider[];
}

/** All models of the providers that are ready and of servers on this machine, and whether they would answer now. */
export async function listModels(models: Models, config: Config, signal: AbortSignal): Promise<Listed> {
  const [ready, servers] = await Promise.all([models.ready(), models.local(signal)]);
  const ids = [...new Set([...ready, ...servers.map(({ kind }) => kind)])];
  const found = await Promise.all(
    ids.map((id) => {
      const here = servers.find(({ kind }) => kind === id);
      return ofProvider(models, config, id, signal, here?.models);
    }),
  );
  return { models: found.flatMap((each) => each.models), silent: found.flatMap((each) => each.silent) };
}

/** `here`: what a server on this machine has, which tells models for conversation from others. */
async function ofProvider(
  models: Models,
  config: Config,
  id: string,
  signal: AbortSignal,
  here: readonly LocalModel[] | undefined,
): Promise<Listed> {
  const { maker, usual, kind } = models.known(id);
  const listing = await listingOf(models, id, signal, here);
  if ('error' in listing) {
    const { message, details } = listing.error;
    const hint = details.hint;
    return { models: [], silent: [{ provider: id, why: message, ...(hint !== undefined && { hint }) }] };
  }
  // Azure lists what could be deployed, and what is deployed to nobody.
  const served = kind === 'azure' ? [] : (listing.models ?? []);
  const named = namesIn(config, id);
  const wanted = [...named, ...(served.length === 0 && usual ? [usual] : []), ...served];
  const listed = await Promise.all(
    [...new Set(wanted)].map(
      async (model): Promise<ListedModel> => ({
        provider: id,
        model,
        ...upTo(here?.find(({ name }) => name === model)),
        ...(await models.describe({ provider: id, model })),
        availability: served.includes(model)
          ? { available: true }
          : await models.availability.check(await models.provider(id), model, signal),
        wellKnown: !maker || named.includes(model) || rowOf(maker, model) !== undefined,
      }),
    ),
  );
  return { models: listed, silent: [] };
}

const upTo = (model: LocalModel | undefined): { upTo?: number } =>
  model?.trained && model.capabilities.context === undefined ? { upTo: model.trained } : {};

async function listingOf(
  models: Models,
  id: string,
  signal: AbortSignal,
  here: readonly LocalModel[] | undefined,
): Promise<Listing> {
  if (here) return { models: here.map(({ name }) => name) };
  try {
    return await models.availability.list(await models.provider(id), signal);
  } catch (error) {
    if (error instanceof LlmError) return { error };
    throw error;
  }
}

/** The models of a provider that the user's file names. */
const namesIn = ({ model, fallbacks, models }: Config, id: string): string[] =>
  [model, ...fallbacks, ...Object.keys(models)].flatMap((name) =>
    name?.startsWith(`${id}/`) ? [name.slice(id.length + 1)] : [],
  );
