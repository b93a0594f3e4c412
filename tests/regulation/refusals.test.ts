import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type RefusalCode, refusalCodes } from '@huiyin/domain';
import { expect, test } from 'vitest';

/*
 * Every refusal is reachable: something yields each code, and some test has met it. Its sentence, with the article and how to go
 * on, is the catalogue's (packages/domain/src/messages), which its own test walks code by code.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (...patterns: readonly string[]) =>
  globSync([...patterns], { cwd: root }).map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }));
const isTest = ({ path }: { readonly path: string }) => path.endsWith('.test.ts');

const sources = read('packages/{domain,server}/src/**/*.ts').filter(
  (file) => !isTest(file) && !/refusal-codes|messages\/|generated\//.test(file.path),
);
const tests = read('packages/{domain,server,pwa}/src/**/*.test.ts', 'tests/{api,browser}/**/*.test.ts');
const without = (files: typeof sources): readonly RefusalCode[] =>
  refusalCodes.filter((code) => !files.some(({ text }) => text.includes(`'${code}'`)));

test('something yields every refusal code', () => {
  expect(sources.length).toBeGreaterThan(200);
  expect(without(sources)).toEqual([]);
});

test('a test has met every refusal code', () => {
  expect(tests.length).toBeGreaterThan(100);
  expect(without(tests)).toEqual([]);
});

test('the server has no sentence of its own for a code that the domain yields: it would be read in its place', () => {
  const [catalogue] = read('packages/server/src/messages/refusals.ts');
  const own = [...(catalogue?.text ?? '').matchAll(/^ {2}'?([a-z]+(?:-[a-z]+)+)'?:/gm)].map(([, code]) => code ?? '');
  expect(own.length).toBeGreaterThan(50);
  const rules = sources.filter(({ path }) => path.startsWith('packages/domain/'));
  expect(own.filter((code) => rules.some(({ text }) => text.includes(`'${code}'`)))).toEqual([]);
});
