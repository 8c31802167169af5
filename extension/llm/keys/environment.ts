import type { KeySource } from './store.ts';

/** Keys in variables of the environment; one that is empty is none. */
export const environmentKeys = (env: NodeJS.ProcessEnv = process.env): KeySource => ({
  place: 'the environment',
  get: async (_, variables = []) => variables.map((name) => env[name]?.trim()).find(Boolean),
});
