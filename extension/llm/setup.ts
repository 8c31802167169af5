import { cached } from './cache/cached.ts';
import type { FileCache } from './cache/store.ts';
import { Availabilities } from './catalogue/availability.ts';
import { type KnownModel, knownModel, type ModelName, modelNamed } from './config/candidates.ts';
import type { Config } from './config/config.ts';
import { type KnownProvider, knownProvider, providerNames } from './config/known.ts';
import { LlmError } from './errors.ts';
import type { KeyChain } from './keys/chain.ts';
import type { Ledger } from './ledger/ledger.ts';
import { type LocalModel, type LocalServer, localServers } from './local/servers.ts';
import { providerKinds } from './providers/registry.ts';
import { type Budget, createBudget, type Held } from './router/budget.ts';
import type { Candidate } from './router/candidate.ts';
import { createCooldowns } from './router/cooldowns.ts';
import type { RouteEvent } from './router/events.ts';
import { type RouteOptions, route } from './router/route.ts';
import type { LlmRequest, Provider } from './types.ts';

export interface Surroundings {
  keys: Pick<KeyChain, 'find'>;
  /** Where calls are written down, and what was spent is known. */
  ledger: Pick<Ledger, 'add' | 'spent' | 'spentToday'>;
  /** Where answers are kept, if the user wants that. */
  answers?: FileCache;
  env?: NodeJS.ProcessEnv;
}

/** What a call is for. */
interface Purpose {
  film?: string;
  agent?: string;
  purpose?: string;
}

export interface AskOptions extends Purpose {
  /** "provider/model"; else the user's. */
  model?: string;
  /** No other model may answer. */
  alone?: boolean;
  compact?: RouteOptions['compact'];
}

/** Milliseconds for which a server on this machine that was not there is not looked for again. */
const lookedFor = 30_000;

/** The user's models: who has them, what is known of them, and a way to ask them. */
export class Models {
  readonly availability = new Availabilities();
  readonly #config: Config;
  readonly #env: NodeJS.ProcessEnv;
  readonly #surroundings: Surroundings;
  readonly #providers = new Map<string, Promise<Provider>>();
  readonly #budgets = new Map<string, Budget>();
  readonly #cooldowns = createCooldowns();
  readonly #heldToday: Held = { cost: 0 };
  #local: { until: number; servers: Promise<LocalServer[]> } | undefined;

  constructor(config: Config, surroundings: Surroundings) {
    this.#config = config;
    this.#surroundings = surroundings;
    this.#env = surroundings.env ?? process.env;
  }

  /** Names of providers that are in the user's file or have a key, in the order in which they are asked. */
  async ready(): Promise<string[]> {
    const names = providerNames(this.#config);
    const found = await Promise.all(
      names.map(async (id) => Object.hasOwn(this.#config.providers, id) || (await this.#hasKey(id))),
    );
    return names.filter((_, index) => found[index]);
  }

  /** What is known of a provider. Throws `no_model` for a name that nobody knows. */
  known(id: string): KnownProvider {
    const known = knownProvider(id, this.#config, this.#env);
    if (known) return known;
    throw new LlmError('no_model', `There is no provider "${id}".`, {
      hint: `Providers are ${providerNames(this.#config).join(', ')}.`,
    });
  }

  /** A provider, made when it is first asked for. Rejects with `no_model` for a name that nobody knows. */
  provider(id: string): Promise<Provider> {
    const made = this.#providers.get(id) ?? this.#make(id);
    this.#providers.set(id, made);
    made.catch(() => this.#providers.delete(id));
    return made;
  }

  /** Servers on this machine that answer. */
  local(signal?: AbortSignal): Promise<LocalServer[]> {
    const now = performance.now();
    if (this.#local && this.#local.until > now) return this.#local.servers;
    const originOf = (id: string) => new URL(this.known(id).settings.baseUrl ?? '').origin;
    const servers = localServers({ ollama: originOf('ollama'), llamaCpp: originOf('llama.cpp') }, signal);
    this.#local = { until: now + lookedFor, servers };
    return servers;
  }

  /** What is known of a model at a provider. */
  async describe(name: ModelName): Promise<KnownModel> {
    const servers = this.known(name.provider).free ? await this.local() : [];
    const local = servers
      .find(({ kind }) => kind === name.provider)
      ?.models.find((model) => model.name === name.model);
    return knownModel(name, this.known(name.provider), this.#config, local);
  }

  /**
   * The models to ask, in order: the one that is named, or the user's, or the usual one of the first provider with a
   * key; then the user's fallbacks; then one on this machine. When there is none at all, one that says so. Throws
   * `no_model` for a name that nobody knows.
   */
  async chain(named?: string, alone = false): Promise<Candidate[]> {
    const local = alone && named?.includes('/') ? [] : await this.local();
    const words = [named ?? this.#config.model, ...(alone ? [] : this.#config.fallbacks)];
    const names = await Promise.all(
      words.filter((name) => name !== undefined).map((name) => this.#named(name, local)),
    );
    if (named === undefined && this.#config.model === undefined) names.unshift(...(await this.#usual()));
    const [first] = local
      .flatMap(({ kind, models }) => models.map((model) => ({ kind, model })))
      .sort(byTools);
    if (first && (!alone || names.length === 0))
      names.push({ provider: first.kind, model: first.model.name });
    if (names.length === 0) names.push({ provider: 'none', model: 'none' });
    const once = new Map(names.map((name) => [`${name.provider}/${name.model}`, name]));
    const found = await Promise.allSettled([...once.values()].map((name) => this.#candidate(name)));
    if (found[0]?.status === 'rejected') throw found[0].reason;
    return found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }

  /** Asks a model, and its fallbacks when it cannot answer; writes each try down, and keeps to the budgets. */
  async *ask(
    request: Omit<LlmRequest, 'model'>,
    { model, alone, compact, ...purpose }: AskOptions = {},
  ): AsyncGenerator<RouteEvent> {
    let candidates: Candidate[];
    try {
      candidates = await this.chain(model, alone);
    } catch (error) {
      yield { type: 'error', error: error instanceof LlmError ? error : cannotStart(error) };
      return;
    }
    const { firstToken, idle, total } = this.#config.deadlines;
    yield* route(
      candidates,
      { ...request, model: candidates[0]?.model ?? '' },
      {
        cooldowns: this.#cooldowns,
        budget: this.#budget(purpose.film),
        limits: {
          ...(firstToken !== undefined && { firstTokenMs: firstToken * 1000 }),
          ...(idle !== undefined && { idleMs: idle * 1000 }),
          ...(total !== undefined && { totalMs: total * 1000 }),
        },
        record: (attempt) => {
          if (attempt.provider === 'none') return;
          this.#surroundings.ledger.add({ ...purpose, ...attempt, time: Date.now() - attempt.totalMs });
        },
        ...(compact && { compact }),
      },
    );
  }

  async #hasKey(id: string): Promise<boolean> {
    return (await this.#surroundings.keys.find(id, this.known(id).variables)) !== undefined;
  }

  async #make(id: string): Promise<Provider> {
    const { kind, settings, variables } = this.known(id);
    const provider = await providerKinds[kind]({
      ...settings,
      key: () => this.#surroundings.keys.find(id, variables),
    });
    const { answers } = this.#surroundings;
    return answers && this.#config.keepAnswers ? cached(provider, answers) : provider;
  }

  async #candidate(name: ModelName): Promise<Candidate> {
    const [provider, known] = await Promise.all([this.provider(name.provider), this.describe(name)]);
    return { provider, model: name.model, ...known };
  }

  /** The model that a name means, if need be that of the only provider that is ready. */
  async #named(name: string, local: readonly LocalServer[]): Promise<ModelName> {
    const found = modelNamed(name, this.#config, this.#env, local);
    if (found) return found;
    const [only, ...others] = await this.ready();
    if (only !== undefined && others.length === 0 && /^[^/]+$/.test(name))
      return { provider: only, model: name };
    throw new LlmError('no_model', `Nobody knows whose model "${name}" is.`, {
      hint: 'Name it as provider/model, like openai/gpt-6.2-sol. photoplay models shows what there is.',
    });
  }

  /** The usual model of the first provider that is ready. */
  async #usual(): Promise<ModelName[]> {
    for (const id of await this.ready()) {
      const { usual } = this.known(id);
      if (usual) return [{ provider: id, model: usual }];
    }
    return [];
  }

  #budget(film = ''): Budget {
    const { perDay, perFilm, perCall } = this.#config.budgets;
    const { ledger } = this.#surroundings;
    const made =
      this.#budgets.get(film) ??
      createBudget(
        {
          ...(perDay !== undefined && { day: micro(perDay) }),
          ...(perFilm !== undefined && film && { film: micro(perFilm) }),
          ...(perCall !== undefined && { call: micro(perCall) }),
        },
        { spent: (scope) => (scope === 'day' ? ledger.spentToday() : ledger.spent({ film })) },
        this.#heldToday,
      );
    this.#budgets.set(film, made);
    return made;
  }
}

/** Models that can use tools first. */
const byTools = (a: { model: LocalModel }, b: { model: LocalModel }): number =>
  Number(b.model.capabilities.tools) - Number(a.model.capabilities.tools);

const micro = (dollars: number): number => Math.round(dollars * 1e6);

const cannotStart = (cause: unknown): LlmError =>
  new LlmError('unknown', 'The models could not be set up.', { cause });
