import { expect, test } from 'vitest';
import { demoUnits } from '../../demo/units.ts';
import { pinyinInitials } from './pinyin.ts';

test('makes the initials that were written by hand for every unit of the demo bureau', () => {
  for (const { name, initials } of demoUnits) expect([name, pinyinInitials(name)]).toEqual([name, initials]);
});

test('keeps letters and digits, drops everything else', () => {
  expect(pinyinInitials('第３中学（A校区）')).toBe('d3zxaxq');
  expect(pinyinInitials('—— ·')).toBe('');
});

test.each([
  ['长兴县教育局', 'cxxjyj'],
  ['厦门路小学', 'xmlxx'],
  ['曾家镇小学', 'zjzxx'],
  ['朝阳小学', 'cyxx'],
])('%s is found by %s', (name, initials) => {
  expect(pinyinInitials(name)).toBe(initials);
});

test.each([
  ['重庆路小学', 'zqlxx', 'cqlxx'],
  ['单县第一小学', 'dxdyxx', 'sxdyxx'],
  ['乐清市实验小学', 'lqssyxx', 'yqssyxx'],
  ['会稽山小学', 'hjsxx', 'kjsxx'],
  ['藏文中学', 'cwzx', 'zwzx'],
])('known limit: a character with several readings has one: %s → %s, not %s', (name, made) => {
  expect(pinyinInitials(name)).toBe(made);
});
