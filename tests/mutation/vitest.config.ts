import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));
const domain = (file: string): string => `${root}packages/domain/src/${file}`;

/**
 * The tests that must notice a mutant: those beside the code and the tables of the regulations. The sweeps over every day
 * are left out: they are slow, and what only they would notice deserves a line in a table. So are the sizes (entries):
 * mutants make every file larger.
 */
export default defineConfig({
  root,
  // the mutated copy, not the package that node_modules links to
  resolve: {
    alias: [
      { find: '@huiyin/domain/cases', replacement: domain('cases.ts') },
      { find: '@huiyin/domain/messages', replacement: domain('messages/zh-CN.ts') },
      { find: '@huiyin/domain/office', replacement: domain('office.ts') },
      { find: '@huiyin/domain', replacement: domain('index.ts') },
    ],
  },
  test: {
    // one worker a run, made anew for each run: half the time of one a file
    isolate: false,
    include: ['packages/domain/src/{calendar,clocks,routing}/*.test.ts', 'tests/regulation/*.test.ts'],
    exclude: ['tests/regulation/{entries,oracle,sweeps,notice-slips,rules}.test.ts'],
    setupFiles: [`${root}tests/mutation/setup.ts`],
  },
});
