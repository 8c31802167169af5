import type { Maker } from '../catalogue/find.ts';
import { localAddresses } from '../local/servers.ts';
import { type PresetName, presets } from '../providers/presets.ts';
import type { ProviderKind, ProviderSettings } from '../providers/registry.ts';
import type { Config, KindName, ProviderConfig } from './config.ts';

/** A provider that can be asked, as far as it is known before it is. */
export interface KnownProvider {
  kind: ProviderKind;
  settings: Omit<ProviderSettings, 'key'>;
  /** Variables of the environment that may hold its key, the first that does counts. */
  variables: readonly string[];
  /** Whose prices and models it has; undefined for a server that has models of many makers, or prices of its own. */
  maker?: Maker;
  /** Its models cost nothing: they run on the user's own machine. */
  free: boolean;
  /** The model that is asked where none is named. */
  usual?: string;
}

interface Own {
  kind: ProviderKind;
  variables: readonly string[];
  /** Its maker's address: only there its prices hold. */
  home?: string;
  /** A variable that may hold another one. */
  addressVariable?: string;
  maker?: Maker;
  usual?: string;
}

/** Providers that are known without a file, the first whose key is there is asked first. */
const own = {
  openai: {
    kind: 'openai',
    variables: ['OPENAI_API_KEY'],
    home: 'https://api.openai.com/v1',
    addressVariable: 'OPENAI_BASE_URL',
    maker: 'openai',
    usual: 'gpt-6.2-sol',
  },
  anthropic: {
    kind: 'anthropic',
    variables: ['ANTHROPIC_API_KEY'],
    home: 'https://api.anthropic.com',
    addressVariable: 'ANTHROPIC_BASE_URL',
    maker: 'anthropic',
    usual: 'claude-sonnet-5-5',
  },
  gemini: {
    kind: 'gemini',
    variables: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
    home: 'https://generativelanguage.googleapis.com',
    maker: 'google',
    usual: 'gemini-3.8-flash',
  },
  azure: {
    kind: 'azure',
    variables: ['AZURE_OPENAI_API_KEY'],
    addressVariable: 'AZURE_OPENAI_ENDPOINT',
  },
  mistral: { kind: 'compatible', variables: [], maker: 'mistral', usual: 'mistral-medium-2604' },
  groq: { kind: 'compatible', variables: [], maker: 'groq', usual: 'openai/gpt-oss-120b' },
} satisfies Record<string, Own>;

const isOwn = (name: string): name is keyof typeof own => Object.hasOwn(own, name);

const freeKinds: ReadonlySet<string> = new Set<KindName>([
  'ollama',
  'llama.cpp',
  'lm-studio',
  'scripted',
  'none',
]);

const isPreset = (name: string): name is PresetName => Object.hasOwn(presets, name);

/**
 * The user's providers, then those that are known without a file, by name. An address comes from the file, or else from
 * the environment. `undefined` for a name that nobody knows.
 */
export function knownProvider(id: string, config: Config, env: NodeJS.ProcessEnv): KnownProvider | undefined {
  const configured = Object.hasOwn(config.providers, id) ? config.providers[id] : undefined;
  const kindName = configured?.kind ?? (isOwn(id) || isPreset(id) || id === 'none' ? id : undefined);
  if (kindName === undefined) return undefined;
  return asKnown(id, kindName, configured, env);
}

/** Names of the user's providers, and of those that are known without a file, in the order in which they are asked. */
export const providerNames = (config: Config): string[] => [
  ...new Set([...Object.keys(config.providers), ...Object.keys(own), ...Object.keys(presets)]),
];

function asKnown(
  id: string,
  kindName: KindName,
  configured: ProviderConfig | undefined,
  env: NodeJS.ProcessEnv,
): KnownProvider {
  const preset = isPreset(kindName) ? presets[kindName] : undefined;
  const known: Own | undefined = isOwn(kindName) ? own[kindName] : undefined;
  const home = preset?.baseUrl ?? known?.home;
  const baseUrl =
    configured?.baseUrl ??
    addressIn(known?.addressVariable, env) ??
    localAddress(kindName, env) ??
    preset?.baseUrl;
  const atHome = baseUrl === undefined || home === undefined || hostOf(baseUrl) === hostOf(home);
  const { api, apiVersion, headers, keyVariable = variableOf(id) } = configured ?? {};
  const variables = [...(known?.variables ?? []), ...(preset?.keyVariable ? [preset.keyVariable] : [])];
  return {
    kind: isPreset(kindName) ? 'compatible' : kindName,
    settings: {
      id,
      ...(baseUrl !== undefined && { baseUrl }),
      ...(api && { api }),
      ...(apiVersion !== undefined && { apiVersion }),
      ...(headers && { headers }),
      ...(isPreset(kindName) && { preset: kindName }),
    },
    // A key for its maker does not go to another provider's address just because it lies in the environment.
    variables: [...new Set([keyVariable, ...(atHome || id === kindName ? variables : [])])],
    ...(known?.maker && atHome && { maker: known.maker }),
    free: freeKinds.has(kindName),
    ...(known?.usual && { usual: known.usual }),
  };
}

/** Where a server on this machine is looked for. */
function localAddress(kindName: KindName, env: NodeJS.ProcessEnv): string | undefined {
  const { ollama, llamaCpp } = localAddresses(env);
  if (kindName === 'ollama') return `${ollama}/v1`;
  return kindName === 'llama.cpp' ? `${llamaCpp}/v1` : undefined;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');

const addressIn = (variable: string | undefined, env: NodeJS.ProcessEnv): string | undefined => {
  const value = variable === undefined ? undefined : env[variable]?.trim();
  return value && URL.canParse(value) ? value.replace(/\/+$/, '') : undefined;
};

/** The variable of a provider's own name: "work-proxy" → WORK_PROXY_API_KEY. */
const variableOf = (id: string): string => `${id.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_API_KEY`;
