import { defineConfig } from 'vitest/config';

/** The stages whose every branch counts: the parser, the planner and the cut. */
const pure = ['screenplay', 'breakdown', 'sets', 'blocking', 'shotlist', 'edit'];

/** Unit, contract and golden tests are pure; `test/llm` drives a real LiteLLM proxy, `test/blender` a real Blender. */
export default defineConfig({
  test: {
    include: ['test/{unit,contract,golden,llm,blender,window}/**/*.test.ts'],
    globalSetup: ['test/bundle.ts'],
    testTimeout: 20_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      reporter: ['text-summary'],
      include: ['extension/**/*.ts', 'bridge/**/*.ts', 'schemas/source/**/*.ts'],
      exclude: ['**/*.d.ts'],
      thresholds: {
        ...Object.fromEntries(pure.map((stage) => [`extension/${stage}/**`, { branches: 90 }])),
        'extension/llm/**': { branches: 95 },
      },
    },
  },
});
