import { defineConfig } from 'vitest/config';

/** Unit, contract and golden tests are pure; `test/blender` drives a real Blender and has the longer limit. */
export default defineConfig({
  test: {
    include: ['test/{unit,contract,golden,blender}/**/*.test.ts'],
    globalSetup: ['test/bundle.ts'],
    testTimeout: 20_000,
    hookTimeout: 120_000,
    coverage: { provider: 'v8', include: ['extension/**', 'bridge/**', 'schemas/source/**'] },
  },
});
