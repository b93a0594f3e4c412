import { expect, test } from 'vitest';
import { countPhrases, hotTopics } from './topics.ts';

const many = (title: string, count: number, demand = '') => Array.from({ length: count }, () => ({ title, demand }));
const phrases = (texts: Parameters<typeof hotTopics>[0], names: readonly string[] = []) =>
  hotTopics(texts, names).map(({ phrase, cases }) => `${phrase} ${cases}`);

test('overlapping bigrams become the phrase that people say; its pieces are not told again', () => {
  expect(phrases(many('反映临江小学课后服务收费与公示内容', 4), ['临江小学'])).toEqual(['课后服务收费 4']);
});

test('the shorter phrase stands when far more cases hold it', () => {
  const texts = [...many('关于课后服务收费', 3), ...many('要求延长课后服务', 4)];
  expect(phrases(texts)).toEqual(['课后服务 7']);
});

test('two cases are too few: a phrase that may tell who is meant is not shown', () => {
  expect(phrases(many('操场塑胶跑道有异味', 2))).toEqual([]);
  expect(phrases(many('操场塑胶跑道有异味', 3)).length).toBeGreaterThan(0);
});

test('names of units and persons are never part of a phrase', () => {
  const told = phrases(many('反映东城一小李小明校车停运', 5), ['东城一小', '李小明']);
  expect(told).toEqual(['校车停运 5']);
});

test('counted are the cases in whose title or demand the phrase stands, once each', () => {
  const texts = [...many('校车停运', 3), ...many('上学不便', 2, '校车停运两个月，校车停运无人管')];
  expect(countPhrases(texts, ['校车停运'])).toEqual([{ phrase: '校车停运', cases: 5 }]);
  expect(phrases(texts)[0]).toBe('校车停运 5');
});

test('the same texts in another order give the same list', () => {
  const texts = [...many('学区划分不合理', 4), ...many('食堂饭菜质量差', 4), ...many('校服价格偏高', 4)];
  expect(phrases(texts.toReversed())).toEqual(phrases(texts));
});
