import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';

const source = resolve(import.meta.dirname, '../../packages/domain/src');
const kilobytes = 1024;
type Externals = (id: string, importer: string | undefined) => boolean;

/** What a bundle of this source text weighs, minified and gzipped, and which files are in it. */
async function bundle(text: string, external: Externals = () => false) {
  const entry = resolve(source, 'a-program.ts');
  const program = {
    name: 'a-program',
    resolveId: (id: string) => (id === entry ? id : null),
    load: (id: string) => (id === entry ? text : null),
  };
  const built = await rolldown({ input: entry, plugins: [program], external, cwd: source });
  const { output } = await built.generate({ minify: true });
  await built.close();
  const [chunk] = output;
  return { size: gzipSync(chunk.code).length, files: new Set(chunk.moduleIds) };
}

const whole = (entry: string) => `export * from './${entry}';`;

test.each([
  ['index.ts', 15], // with every year of the calendar
  ['office.ts', 21],
])('%s, all of it, is at most %i KB gzipped', async (entry, most) => {
  const { size } = await bundle(whole(entry));
  expect(size).toBeGreaterThan(5 * kilobytes);
  expect(size).toBeLessThanOrEqual(most * kilobytes);
});

test('a phone that gives its three commands carries at most 15 KB of them, the core included', async () => {
  const { size, files } = await bundle(
    "export { amendOutreachVisit, giveInstruction, logOutreachVisit } from './cases.ts';",
  );
  expect(size).toBeLessThanOrEqual(15 * kilobytes);
  expect([...files].filter((file) => /petition-cases\/(procedures|reply|issue)\.ts$/.test(file))).toEqual([]);
});

test('the whole life of a case and of a reception day, some ninety commands, is at most 48 KB on top of the core', async () => {
  const core = (await bundle(whole('index.ts'))).files;
  const { size } = await bundle(
    whole('cases.ts'),
    (id, importer) => importer !== undefined && core.has(resolve(importer, '..', id)),
  );
  expect(size).toBeLessThanOrEqual(48 * kilobytes);
});
