import { expect, test } from 'vitest';
import { canonicalJson, unstorablePath } from './canonical-json.ts';

test('the same content has the same text, whatever the order of keys and whether absent or undefined', () => {
  expect(canonicalJson({ b: [1, { d: 'x', c: null }], a: 1.5, z: undefined })).toBe(
    '{"a":1.5,"b":[1,{"c":null,"d":"x"}]}',
  );
  expect(canonicalJson(JSON.parse(canonicalJson({ 题: '“引号”\n', n: 1e21 })))).toBe(
    canonicalJson({ n: 1e21, 题: '“引号”\n' }),
  );
});

test('says where a value holds what the database cannot keep', () => {
  expect(unstorablePath({ matter: { title: '正常 🙂', list: [1, null, true] } })).toBeUndefined();
  expect(unstorablePath({ matter: { title: 'a\u0000' } })).toBe('matter.title');
  expect(unstorablePath({ list: ['ok', '\ud800'] })).toBe('list.1');
  expect(unstorablePath({ 'k\u0000': 1 })).toBe('k\u0000');
  const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
  expect(unstorablePath(deep)).toBeDefined();
});
