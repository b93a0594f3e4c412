import { expect, test } from 'vitest';
import { rules } from './rules-list.ts';
import { articles, carriers, proofs, rulesTable } from './rules-table.ts';

test('the list has every rule R1–R97 once, each with a kind and a state, and says what is missing of a part', () => {
  expect(rules.map(({ rule }) => rule)).toEqual(Array.from({ length: 97 }, (_, index) => `R${index + 1}`));
  for (const { rule, kind, state, note } of rules) {
    expect(['hard', 'soft', 'principle', 'unknown'], rule).toContain(kind);
    expect(['done', 'part', 'notYet'], rule).toContain(state);
    if (state === 'part' || (kind === 'principle' && state === 'done')) expect(note, rule).toBeTruthy();
  }
});

test('a rule that is called done is carried by code that a program reaches; one that is no principle is proved by a test', () => {
  const claimed = rules.filter(({ state }) => state !== 'notYet');
  expect(claimed.filter(({ rule }) => !carriers.has(rule)).map(({ rule }) => rule)).toEqual([]);
  const unproved = claimed.filter(({ rule, kind }) => kind !== 'principle' && !proofs.has(rule));
  expect(unproved.map(({ rule }) => rule)).toEqual([]);
});

test('every article of law that the code names is named by a test', () => {
  expect(articles.filter((id) => !proofs.has(id))).toEqual([]);
});

test('docs/rules.md is what the code says today', async () => {
  await expect(rulesTable()).toMatchFileSnapshot('../../docs/rules.md');
});
