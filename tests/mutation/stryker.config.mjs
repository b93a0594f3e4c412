// Mutation testing of the code that gives dates and outcomes; run by `pnpm --silent mutate [calendar|clocks|routing]`.
const folder = process.env.HUIYIN_MUTATE;

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
  // data is left out: two libraries and the notices themselves check it day by day
  mutate: [`packages/domain/src/${folder}/!(*.test|years|festivals).ts`],
  // the sandbox needs the domain and the tables alone
  ignorePatterns: [
    '.cache',
    'data',
    'docs',
    'packages/server',
    'packages/pwa',
    'tests/{api,bench,browser,chaos,testkit}',
  ],
  tempDirName: '.cache/mutation',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 60_000,
  thresholds: { high: 95, low: 90, break: 90 },
  warnings: { slow: false },
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.cache/results/mutation.json' },
};
