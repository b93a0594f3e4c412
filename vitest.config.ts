import { defineConfig } from 'vitest/config';

/** One run for the whole house: `vitest run --project domain` for one part. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'domain', root: 'packages/domain', include: ['src/**/*.test.ts'] } },
      { test: { name: 'server', root: 'packages/server', include: ['src/**/*.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'pwa', root: 'packages/pwa', include: ['src/**/*.test.ts'] } },
      {
        test: {
          name: 'tests',
          root: 'tests',
          include: ['{regulation,api,offline,browser}/**/*.test.ts'],
          globalSetup: ['./testkit/postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
