import { describe, expect, test } from 'vitest';
import { staffFaults } from '../identity/staffing.ts';
import { petitionSourceName, staffFaultName } from '../messages/zh-CN.ts';
import { petitionSources, sourceStanding } from './sources.ts';

describe('from whom the office takes matters in (R65)', () => {
  test.each([
    ['petitioner', '第三条（一）', 'direct', false],
    ['provincialDepartment', '第三条（一）', 'transferred', false],
    ['petitionBureau', '第三条（一）', 'transferred', false],
    ['sameLevelLeaders', '第三条（二）', 'transferred', false],
    ['sameLevelDepartments', '第三条（三）', 'transferred', false],
    ['petitionBureauImportant', '第三条（四）', 'transferred', true],
  ] as const)('%s stands in %s: %s, important %s', (source, article, receipt, important) => {
    expect(sourceStanding(source)).toMatchObject({
      receipt,
      important,
      citations: [{ regulation: 'petitionSystem', article, rule: 'R65' }],
    });
  });
  test('items （一） to （四） all have their sources', () => {
    const articles = petitionSources.map((source) => sourceStanding(source).citations[0]?.article);
    expect(new Set(articles)).toEqual(new Set(['第三条（一）', '第三条（二）', '第三条（三）', '第三条（四）']));
    expect(new Set(petitionSources.map(petitionSourceName)).size).toBe(petitionSources.length);
  });
});

test('a department needs head (R66), deputy and named person (R67)', () => {
  expect(staffFaults({ headId: 'a', deputyId: 'b', clerkId: 'c' })).toEqual([]);
  expect(staffFaults({ headId: 'a', deputyId: 'a', clerkId: 'a' })).toEqual([]);
  const faults = staffFaults({});
  expect(faults.map(({ fault }) => fault)).toEqual(['headMissing', 'deputyMissing', 'clerkMissing']);
  expect(faults[0]?.citations.map(({ rule }) => rule)).toEqual(['R66', 'R67']);
  expect(staffFaults({ headId: 'a', deputyId: 'b' }).map(({ fault }) => staffFaultName(fault))).toEqual([
    '没有指定受理和分办的专人',
  ]);
});
