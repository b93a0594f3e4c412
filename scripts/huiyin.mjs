#!/usr/bin/env node
// Every command of the project. Plain JavaScript: on a machine with only Node 18 it first fetches the right Node.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import module from 'node:module';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser, ensureNode, followParent, generate, install, prepare } from './prepare.mjs';
import { cache, environment, fail, root, run, tool } from './shell.mjs';

const [command = 'help', ...rest] = process.argv.slice(2);

async function start() {
  await prepare();
  followParent();
  module.enableCompileCache?.(join(cache, 'compiled'));
  process.env.NODE_ENV ??= 'production'; // libraries leave out what helps only those who write code
  await import('../packages/server/src/main.ts');
}

/** Runs all tests, or those whose names are given, and ends with `N passed, N failed`. */
async function test() {
  await prepare();
  const browser = await ensureBrowser();
  mkdirSync(join(cache, 'results'), { recursive: true });
  const report = join(cache, 'results', 'test.json');
  rmSync(report, { force: true });
  rmSync(join(cache, 'results', 'refusals'), { recursive: true, force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...rest];
  const code = await run(tool('vitest'), args, { env: environment({ HUIYIN_BROWSER: browser }) });
  if (!existsSync(report)) fail('测试没有跑起来。The tests did not run.');
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, success } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // A file that fails to load has no failed test of its own, but must count as one.
  const failedTests = numFailedTests || (success && code === 0 ? 0 : Math.max(1, numFailedTestSuites));
  const unmet = rest.length > 0 ? [] : (await import('../tests/testkit/unmet-refusals.ts')).unmetRefusals();
  for (const refusal of unmet)
    console.log(`✗ 没有测试经接口遇到的不予办理理由 · refusal not met through the API: ${refusal}`);
  const failed = failedTests + unmet.length;
  console.log(`\n${numPassedTests} passed, ${failed} failed${numPendingTests ? `, ${numPendingTests} skipped` : ''}`);
  process.exit(failed === 0 && code === 0 ? 0 : 1);
}

/** Format, lint, types, boundaries, dead code, printed schema: the same for people and CI. */
async function check() {
  await install();
  await generate();
  const tsc = (where) => [join(root, 'node_modules/ts7/bin/tsc'), ['-p', where]];
  const checks = [
    [
      '格式与规范 · format and lint',
      tool('biome'),
      ['ci', '--error-on-warnings', ...(process.stdout.isTTY ? [] : ['--colors=off']), '.'],
    ],
    ...['packages/domain', 'packages/server', 'packages/pwa', 'tests'].map((where) => [
      `类型 · types of ${where}`,
      process.execPath,
      tsc(where).flat(),
    ]),
    ['边界 · boundaries', process.execPath, [join(root, 'scripts/boundaries.mjs')]],
    ['死代码 · dead code', tool('knip'), []],
    [
      '接口文本 · printed schema',
      process.execPath,
      [join(root, 'packages/server/src/graphql/print-schema.ts'), '--check'],
    ],
  ];
  let failed = 0;
  for (const [title, program, args] of checks) {
    const code = await run(program, args);
    if (code !== 0) failed += 1;
    console.log(`${code === 0 ? '✓' : '✗'} ${title}`);
  }
  console.log(`\ncheck: ${checks.length - failed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** Mutation tests, a folder at a time: of all small changes to its code, at least 90 % must fail a test. */
async function mutate() {
  await install();
  setPriority(15); // ten minutes and more of both cores: whatever else runs goes first
  const folders = rest.length > 0 ? rest : ['calendar', 'clocks', 'routing'];
  const low = [];
  for (const folder of folders) {
    const config = ['run', 'tests/mutation/stryker.config.mjs'];
    const code = await run(tool('stryker'), config, { env: environment({ HUIYIN_MUTATE: folder }) });
    if (code !== 0) low.push(folder);
  }
  if (low.length > 0) fail(`变异测试未达 90 %：${low.join('、')}。Mutation score below 90 %.`);
}

/** Server and app, both reloading on change. */
async function dev() {
  await install();
  await generate();
  const server = run(process.execPath, ['--watch', 'packages/server/src/main.ts', ...rest]);
  const app = run(tool('vite', 'packages/pwa'), ['--host', '127.0.0.1'], { cwd: join(root, 'packages/pwa') });
  process.exit((await Promise.race([server, app])) ?? 0);
}

/** Runs one program of tests/<folder>. */
async function program(folder, name, args) {
  const file = join(root, 'tests', folder, `${name}.ts`);
  if (!name || !existsSync(file)) {
    const names = readdirSync(join(root, 'tests', folder)).flatMap(
      (found) => /^(?!harness)(\w+)\.ts$/.exec(found)?.[1] ?? [],
    );
    fail(`没有名为“${name ?? ''}”的项目。现有：${names.join('、')}。`);
  }
  await prepare();
  process.exit(await run(process.execPath, [file, ...args]));
}

const commands = {
  start,
  test,
  check,
  dev,
  build: prepare,
  mutate,
  bench: () => program('bench', rest[0], rest.slice(1)),
  chaos: () => program('chaos', 'chaos', rest),
  cli: async () => {
    await install();
    await generate();
    process.exit(await run(process.execPath, [join(root, 'packages/server/src/cli.ts'), ...rest]));
  },
};

if (!Object.hasOwn(commands, command)) fail(`用法：npm start · npm test · pnpm ${Object.keys(commands).join(' | ')}`);
await ensureNode();
await commands[command]();
