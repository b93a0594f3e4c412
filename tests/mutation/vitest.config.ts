import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));
const domain = (file: string): string => `${root}packages/domain/src/${file}`;

/**
 * The tests that must notice a mutant: those beside the code and the tables of the regulations. The sweep over every day
 * of receipt (oracle) is left out: it is slow, and what only it would notice deserves a line in a table.
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
    include: ['packages/domain/src/{calendar,clocks,routing}/*.test.ts', 'tests/regulation/*.test.ts'],
    exclude: ['tests/regulation/{oracle,rules}.test.ts'],
  },
});
