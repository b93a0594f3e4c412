import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Vite prefers graphql's ES build, Node (and so Yoga and Pothos) its CommonJS one; two would not know each other's errors. */
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

/** HUIYIN_NOW=2026-12-31T16:00 (Shanghai): tests, their servers and their browsers' pages live at another time. */
if (process.env.HUIYIN_NOW && !process.env.HUIYIN_AHEAD) {
  process.env.HUIYIN_AHEAD = String(Date.parse(`${process.env.HUIYIN_NOW}+08:00`) - Date.now());
  process.env.NODE_OPTIONS = `--import=${new URL('tests/testkit/shifted-clock.mjs', import.meta.url)}`;
}

/** One run for the whole house: `vitest run --project domain` for one part. */
export default defineConfig({
  test: {
    // a file waits for its servers and browsers half the time: one at each core, not one fewer
    maxWorkers: '100%',
    projects: [
      // pure: no file leaves anything behind that another could meet
      { test: { name: 'domain', root: 'packages/domain', include: ['src/**/*.test.ts'], isolate: false } },
      {
        resolve,
        test: { name: 'server', root: 'packages/server', include: ['src/**/*.test.ts'], testTimeout: 30_000 },
      },
      { test: { name: 'pwa', root: 'packages/pwa', include: ['src/**/*.test.ts'] } },
      {
        resolve,
        test: {
          name: 'tests',
          root: 'tests',
          include: ['{regulation,api,browser,chaos}/**/*.test.ts'],
          globalSetup: [fileURLToPath(new URL('tests/testkit/postgres.ts', import.meta.url))],
          setupFiles: [fileURLToPath(new URL('tests/testkit/met-refusals.ts', import.meta.url))],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // A second, as it comes, is too short for a browser on a busy machine.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
