import { describe, expect, test } from 'vitest';
import { matterOf, staff } from '../testkit.ts';
import { began, clerk, day, drafter, leader, letterUntil, own, refusedAs, type Step, steps } from './case-story.ts';
import { awaitsInstructionOf } from './instruction.ts';

describe('accusations and recusal (检举控告, 回避; Arts 28, 30)', () => {
  const accusation = matterOf(
    { contentKind: 'accusation' },
    { handlingUnitId: 'supervision', accusedUnitId: 'basic', accusedPersonId: 'bad' },
  );

  test('never reach the accused unit or person, as unit, handler or actor', () => {
    const story = () => began('visit', accusation);
    expect(refusedAs(story(), steps.assign)).toEqual(['accused-unit', '第三十条']);
    const inspect = { ...steps.assign, unitId: 'supervision' } as const;
    const named = { staff: () => ({ ...staff.basic }) };
    expect(refusedAs(story(), { ...inspect, handlerId: 'bad' }, clerk, named)).toEqual(['accused-handler', '第三十条']);
    const badHead = { staff: () => ({ ...staff.basic, headId: 'bad' }) };
    expect(refusedAs(story(), inspect, clerk, badHead)).toEqual(['accused-handler', '第三十条']);
    expect(refusedAs(story(), inspect, { ...clerk, id: 'bad' })).toEqual(['accused-actor', '第三十条']);
    expect(refusedAs(story(), inspect, { ...clerk, unitId: 'basic' })).toEqual(['accused-actor', '第三十条']);
  });

  test('who is recused takes no part and is given nothing', () => {
    const recuse = (personId: string, approverId = 'person-leader'): Step => ({
      type: 'recordRecusal',
      personId,
      reason: '系亲属',
      approverId,
      decidedOn: day('20'),
    });
    const story = letterUntil('draft', own);
    expect(refusedAs(story, recuse('basic-head'), drafter)).toEqual(['role-not-allowed', '第二十八条']);
    story.all([recuse('basic-clerk'), drafter]);
    expect(refusedAs(story, steps.draft, drafter)).toEqual(['actor-recused', '第二十八条']);
    expect(refusedAs(story, recuse('basic-clerk'))).toEqual(['already-recused', '第二十八条']);
    const fresh = letterUntil('assign', own).all([recuse('basic-head')]);
    expect(refusedAs(fresh, steps.assign)).toEqual(['handler-recused', '第二十八条']);
    const submitted = letterUntil('instruct', own);
    expect(awaitsInstructionOf(submitted.case(), leader.id)).toBe(true);
    submitted.all([recuse(leader.id, 'chief')]);
    expect(refusedAs(submitted, steps.instruct, leader)).toEqual(['actor-recused', '第二十八条']);
    expect(awaitsInstructionOf(submitted.case(), leader.id)).toBe(false);
  });
});
