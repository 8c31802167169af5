import type { Provider } from '../types.ts';
import type { PresetName } from './presets.ts';

/** How a provider is reached. */
export interface ProviderSettings {
  /** Its name among the user's providers: "openai", "work-proxy". */
  id: string;
  baseUrl?: string;
  /** Asked for anew with each call, so that a key that was changed counts at once. */
  key: () => Promise<string | undefined>;
  /** Sent with each call, besides the provider's own. */
  headers?: Readonly<Record<string, string>>;
  /** OpenAI and servers that speak like it: which of its two interfaces. */
  api?: 'responses' | 'chat';
  /** Azure: the version of its interface. */
  apiVersion?: string;
  /** A server that takes Chat Completions: which, where its address does not tell. */
  preset?: PresetName;
}

type Load = (settings: ProviderSettings) => Promise<Provider>;

/** Every kind of provider, loaded when it is first used. A new one is a file and a line here. */
export const providerKinds = {
  anthropic: async (settings) => (await import('./anthropic/index.ts')).anthropic(settings),
  gemini: async (settings) => (await import('./gemini/index.ts')).gemini(settings),
  openai: async (settings) => (await import('./openai/index.ts')).openAi(settings),
  azure: async (settings) => (await import('./azure.ts')).azure(settings),
  compatible: async (settings) => (await import('./compatible.ts')).compatible(settings),
  scripted: async (settings) => (await import('./scripted/index.ts')).scripted(settings),
  none: async (settings) => (await import('./offline.ts')).offline(settings),
} satisfies Record<string, Load>;
export type ProviderKind = keyof typeof providerKinds;
