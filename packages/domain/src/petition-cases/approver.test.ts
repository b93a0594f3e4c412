import { describe, expect, test } from 'vitest';
import { world } from '../testkit.ts';
import { answersForOrgan, decidesRecusal } from './approver.ts';
import { acceptedStory, day } from './side-testkit.ts';

const people: Readonly<Record<string, { name: string; unitId: string }>> = {
  'basic-head': { name: '周敏', unitId: 'basic' },
  'basic-clerk': { name: '吴迪', unitId: 'basic' },
  'west-head': { name: '郑海', unitId: 'west' },
  'west-clerk': { name: '孙悦', unitId: 'west' },
  'school-clerk': { name: '何静', unitId: 'first-school' },
};
const known = world({ person: (id) => people[id] });
const recorded = {
  ...known,
  staff: (id: string) => (id === 'west' ? { headId: 'west-head' } : known.staff(id)),
};

describe('本机关、单位负责人 (《信访工作条例》第三十四条)', () => {
  test.each([
    ['a leader of the bureau, for a department', 'person-leader', 'basic', true],
    ['the head of the department is none of the organ', 'basic-head', 'basic', false],
    ['a leader of the bureau, for a district', 'person-leader', 'west', false],
    ['the recorded head of the district', 'west-head', 'west', true],
    ['the same, for a school of the district', 'west-head', 'west-school', false],
    ['another of the district, whose head is recorded', 'west-clerk', 'west', false],
    ['whoever works in a school that has recorded nobody', 'school-clerk', 'first-school', true],
    ['a stranger', 'nobody', 'first-school', false],
  ])('%s', (_name, personId, unitId, answers) => {
    expect(answersForOrgan(personId, unitId, recorded)).toBe(answers);
  });
});

describe('who decides a recusal (回避, 《信访工作条例》第二十八条)', () => {
  test.each([
    ['the head of the clerk’s department', 'basic-head', 'basic-clerk', 'basic', true],
    ['a leader of the bureau', 'person-leader', 'basic-clerk', 'basic', true],
    ['the clerk themself', 'basic-clerk', 'basic-clerk', 'basic', false],
    ['a head of themself', 'basic-head', 'basic-head', 'basic', false],
    ['a colleague', 'west-clerk', 'basic-clerk', 'basic', false],
    ['the head of the district, of its clerk', 'west-head', 'west-clerk', 'west', true],
    ['another leader, of a leader', 'chief', 'person-leader', 'bureau', true],
  ])('%s: %s of %s', (_name, deciderId, id, unitId, decides) => {
    expect(decidesRecusal(deciderId, { id, unitId }, recorded)).toBe(decides);
  });

  const recuse = { personId: 'basic-clerk', reason: '亲属', decidedOn: day('2026-09-10') };
  test.each([
    ['basic-head', undefined, { id: 'basic-head', name: '周敏' }],
    ['person-leader', undefined, { id: 'person-leader', name: '沈若兰' }],
    ['basic-clerk', 'not-approver', undefined],
    ['west-head', 'not-approver', undefined],
    ['nobody', 'not-approver', undefined],
    [' ', 'approver-missing', undefined],
  ])('decided by “%s”: %s', (approverId, code, approver) => {
    const story = acceptedStory();
    const result = story.try('recordRecusal', { ...recuse, approverId }, known);
    expect(result.ok ? undefined : [result.code, result.path, result.citations[0]?.article]).toEqual(
      code && [code, 'approverId', '第二十八条'],
    );
    expect(story.case().recusals?.[0]?.approver).toEqual(approver);
  });

  test('a device that knows nobody leaves it to the server', () => {
    const { leader: _leader, ...unknown } = world();
    const told = { decidedOn: day('2026-09-10'), toldOn: day('2026-09-10') };
    const extend = { days: 30, reason: '须鉴定', approverId: 'somebody', ...told };
    acceptedStory()
      .do('recordRecusal', { ...recuse, approverId: 'somebody' }, unknown)
      .do('extendHandling', extend, unknown);
  });
});
