import { describe, expect, test } from 'vitest';
import { matterOf, must, register } from '../testkit.ts';
import { acceptedStory, amend, type CaseStory, day, on, registeredStory } from './side-testkit.ts';

/*
 * 更正登记 of what decides where a matter belongs: the route is judged anew, and an accusation is kept from whoever may not have it.
 */

const today = on('2026-11-22');
const facts = (change: Partial<ReturnType<typeof matterOf>['facts']>) => matterOf(change).facts;

describe('where the matter belongs', () => {
  test('the facts decide the route anew, with the unit that may have it and the clocks it owes', () => {
    const story = registeredStory();
    const district = { facts: facts({ responsibility: 'district' }), handlingUnitId: 'west' };
    expect(story.refusal('amendCase', amend({ facts: district.facts }), today)).toMatchObject({
      code: 'unit-kind-mismatch',
      path: 'changes.handlingUnitId',
    });
    story.do('amendCase', amend(district), today);
    expect(story.case()).toMatchObject({ handlingUnitId: 'west', route: { outcome: 'acceptDistrict' } });
    expect(story.owed().map(({ clock }) => clock)).toEqual(['acceptance-notice', 'district-notice', 'district-reply']);
    story.expectRefolds();
  });

  test('one who gave no name after all gives it: the notice is owed', () => {
    const nameless = matterOf({}, { petitioner: { kind: 'person', anonymous: true, name: '' } });
    const story = registeredStory({ matter: nameless });
    expect(story.owed().map(({ clock }) => clock)).toEqual(['department-reply']);
    story.do('amendCase', amend({ petitioner: { anonymous: false, name: '李小明' } }), today);
    expect(story.owed().map(({ clock }) => clock)).toEqual(['department-reply', 'acceptance-notice']);
  });

  const nameless = { petitioner: { kind: 'person', anonymous: true, name: '' } } as const;
  const district = { facts: facts({ responsibility: 'district' }), handlingUnitId: 'west' };
  const accusation = { facts: facts({ contentKind: 'accusation' }), handlingUnitId: 'supervision' };
  const municipal = { facts: facts({}), handlingUnitId: 'basic' };
  test.each([
    ['of facts', matterOf({}), district, municipal],
    ['of facts where nobody can be told', matterOf({}, nameless), district, municipal],
    ['to an accusation', matterOf({}), accusation, municipal],
    ['of a name', matterOf({}), { petitioner: { anonymous: true } }, { petitioner: { anonymous: false } }],
  ])('a mistaken correction %s is put right: what was owed before is owed again', (_name, matter, mistake, mended) => {
    const story = registeredStory({ matter });
    const owed = () => story.owed().map(({ clock, from, legalDue }) => `${clock} ${from} ${legalDue}`);
    const before = owed().toSorted();
    story.do('amendCase', amend(mistake), today).do('amendCase', amend(mended), today);
    expect(owed().toSorted()).toEqual(before);
    story.expectRefolds();
  });

  test('a name that is given after the written notice asks for no second notice (Art 23)', () => {
    const story = registeredStory({ matter: matterOf({ contentKind: 'suggestion' }, nameless) });
    story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-11-19') }, today);
    const owed = story.owed();
    story.do('amendCase', amend({ petitioner: { anonymous: false, name: '李小明' } }), today);
    expect(story.owed()).toEqual(owed);
  });

  test('once a step stands on the route, the step’s own way back is the way', () => {
    const story = acceptedStory();
    const changes = { facts: facts({ responsibility: 'district' }), handlingUnitId: 'west' };
    expect(story.refusal('amendCase', amend(changes), on('2026-09-10'))).toMatchObject({
      code: 'amend-too-late',
      params: { step: 'issueAcceptanceNotice' },
    });
  });

  test('what turns out to be an accusation is kept apart at any time, and never with the accused (Art 30)', () => {
    const story = acceptedStory();
    const accusation = { facts: facts({ contentKind: 'accusation' }), accusedUnitId: 'basic' };
    const late = on('2026-09-10');
    expect(story.refusal('amendCase', amend(accusation), late)).toMatchObject({
      code: 'accused-unit',
      citations: [{ article: '第三十条' }],
    });
    story.do('amendCase', amend({ ...accusation, accusedUnitId: 'first-school' }), late);
    expect(story.case()).toMatchObject({ compartment: 'accusation', route: { outcome: 'disciplineChannel' } });
    story.expectRefolds();
  });
});

describe('a wrong responsibility that a leader has signed (R25, R70)', () => {
  const leader = on('2026-11-22', 'leader', 'bureau');
  const west = on('2026-11-22', 'departmentClerk', 'west');
  const word = {
    decision: 'handOver',
    text: '请西河区办理',
    instructedOn: day('2026-11-18'),
    raisedBefore: false,
  } as const;
  const signed = () =>
    registeredStory({
      channel: 'leaderReception',
      matter: matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' }),
    }).do('giveInstruction', word, leader);
  const returned = () =>
    signed()
      .do('transferCase', { unitId: 'west', reason: '属地管理', transferredOn: day('2026-11-18') }, today)
      .do('objectToTransfer', { reason: '属市级', objectedOn: day('2026-11-19') }, west)
      .do('settleObjection', { agreed: true, reason: '属市级', settledOn: day('2026-11-20') }, today);
  const municipal = { facts: facts({}), handlingUnitId: 'basic' };

  test.each([
    ['the office, once an objection was agreed to (Art 23)', returned, today],
    ['a leader, at once', signed, leader],
  ])('is put right by %s; the leader then signs anew', (_name, begun, by) => {
    const story = begun().do('amendCase', amend(municipal), by);
    expect(story.case()).toMatchObject({ handlingUnitId: 'basic', route: { outcome: 'acceptMunicipal' } });
    expect(story.owed().map(({ clock }) => clock)).toEqual(['acceptance-notice', 'department-reply']);
    expect(story.refusal('assignCase', { assignedOn: day('2026-11-21') }, today).code).toBe('instruction-missing');
    story.do('giveInstruction', { ...word, decision: 'handle', instructedOn: day('2026-11-21') }, leader);
    story.do('assignCase', { assignedOn: day('2026-11-21') }, today);
    expect(story.owed().map(({ clock }) => clock)).toEqual(['acceptance-notice', 'leader-reception-result']);
    story.expectRefolds();
  });

  test('not by the office while the word stands; what it still fits it goes on to say', () => {
    expect(signed().refusal('amendCase', amend(municipal), today)).toMatchObject({
      code: 'amend-too-late',
      params: { step: 'giveInstruction' },
    });
    const story = returned().do('amendCase', amend({ handlingUnitId: 'east' }), today);
    expect(story.case().instructions).toHaveLength(1);
  });

  test('of a department that gives it back, too (R65)', () => {
    const story = registeredStory({ channel: 'leaderReception' })
      .do('giveInstruction', { ...word, decision: 'handle' }, leader)
      .do('assignCase', { assignedOn: day('2026-11-19') }, today)
      .do(
        'returnAssignment',
        { reason: '属西河区', returnedOn: day('2026-11-20') },
        on('2026-11-22', 'departmentClerk', 'basic'),
      )
      .do('amendCase', amend({ facts: facts({ responsibility: 'district' }), handlingUnitId: 'west' }), today);
    expect(story.case().instructions).toBeUndefined();
    story.expectRefolds();
  });

  test('an answer that is brought here for 复查 after all is not the district’s: the word that accepted 复查 falls (R51)', () => {
    const answered = { responsibility: 'district', priorHandling: 'replied' } as const;
    const story = registeredStory({
      channel: 'leaderReception',
      matter: matterOf(answered, { handlingUnitId: 'west' }),
    });
    story.do('giveInstruction', { ...word, decision: 'handle', asksReexamination: true }, leader);
    story.do('amendCase', amend({ ...municipal, facts: facts({ priorHandling: 'replied' }) }), leader);
    expect(story.case().instructions).toBeUndefined();
  });
});

/** What is against a unit or a person does not stay with them, nor with a unit that may have no accusation. */
describe('an accusation is taken from whoever may not have it, whatever has been done (Art 30)', () => {
  const toldOn = { issuedOn: day('2026-11-19'), decision: 'accept' } as const;
  const draft = {
    request: '恢复校车',
    facts: '运力不足',
    opinion: '增开一班',
    basis: '校车安全管理条例第三条',
    conclusion: 'supported',
    reexaminationBody: '市人民政府',
    draftedOn: day('2026-11-20'),
  } as const;
  const sent = () =>
    registeredStory({ matter: matterOf({ responsibility: 'affiliated' }, { handlingUnitId: 'first-school' }) }).do(
      'transferCase',
      { unitId: 'first-school', reason: '属学校职责', transferredOn: day('2026-11-18') },
      today,
    );
  const atSchool = () =>
    sent().do('issueAcceptanceNotice', toldOn, on('2026-11-22', 'departmentClerk', 'first-school'));
  const objected = () =>
    sent().do(
      'objectToTransfer',
      { reason: '不属学校职责', objectedOn: day('2026-11-19') },
      on('2026-11-22', 'departmentClerk', 'first-school'),
    );
  const atBasic = () =>
    registeredStory()
      .do('issueAcceptanceNotice', toldOn, today)
      .do('assignCase', { assignedOn: day('2026-11-19') }, today)
      .do('draftReply', draft, on('2026-11-22', 'departmentClerk', 'basic'));
  const toSupervision = { facts: facts({ contentKind: 'accusation' }), handlingUnitId: 'supervision' };

  test.each([
    [
      'accepted by a school',
      atSchool,
      { ...toSupervision, facts: facts({ responsibility: 'affiliated', contentKind: 'accusation' }) },
    ],
    ['objected to by a school', objected, toSupervision],
    ['drafted by the department that it is against', atBasic, { ...toSupervision, accusedUnitId: 'basic' }],
  ])('%s: the office has it again and hands it on', (_name, begun, changes) => {
    const story = begun();
    const owed = story.owed().map(({ clock }) => clock);
    story.do('amendCase', amend(changes), today);
    const now = story.case();
    for (const part of ['assignment', 'transfer', 'objection', 'draft']) expect(now).not.toHaveProperty(part);
    expect(now).toMatchObject({ handlingUnitId: 'supervision', compartment: 'accusation', handedBackOn: '2026-11-22' });
    expect(story.owed().map(({ clock }) => clock)).toEqual(owed.filter((clock) => clock !== 'acceptance-notice'));
    const staffed = { ...today, staff: () => today.staff('basic') };
    expect(story.refusal('assignCase', { assignedOn: day('2026-11-21') }, staffed).code).toBe('done-too-early');
    story.do('assignCase', { assignedOn: day('2026-11-22') }, staffed);
    expect(story.owed().filter(({ clock }) => clock.endsWith('-reply'))).toMatchObject([{ from: '2026-11-22' }]);
    story.expectRefolds();
  });

  test('an accusation whose accused becomes known later, too', () => {
    const story = atBasic().do('amendCase', amend({ facts: facts({ contentKind: 'accusation' }) }), today);
    expect(story.case().assignment?.unitId).toBe('basic');
    expect(story.refusal('amendCase', amend({ handlingUnitId: 'supervision' }), today).code).toBe('amend-too-late');
    story.do('amendCase', amend({ accusedUnitId: 'basic', handlingUnitId: 'supervision' }), today);
    expect(story.case()).toMatchObject({ handlingUnitId: 'supervision' });
    expect(story.case().assignment).toBeUndefined();
  });

  const linked = (story: CaseStory) => story.do('linkCases', { otherId: 'case-2', relation: 'related' }, today);
  const unlinked = (story: CaseStory) => story.do('unlinkCases', { otherId: 'case-2', reason: '检举控告' }, today);
  const joined = (story: CaseStory) => {
    const { id: intoId, version: intoVersion } = story.case();
    const merger = { intoId, intoVersion, reason: '同一事项', mergedOn: day('2026-11-20') };
    return story.do('mergeCases', merger, today, 'case-2');
  };
  const parted = (story: CaseStory) =>
    story.do('unmergeCase', { intoId: 'case-1', reason: '检举控告', unmergedOn: day('2026-11-21') }, today, 'case-2');
  test.each([
    ['linked with another', linked, unlinked, 'link-other-compartment'],
    ['into which another was merged', joined, parted, 'merge-other-compartment'],
  ] as const)('a case %s is parted from it first: accusations are not mixed with others', (_name, join, part, code) => {
    const story = registeredStory();
    must(story.give(register({ receivedOn: day('2026-11-19'), matter: matterOf({}, { caseId: 'case-2' }) })));
    const citations = [{ article: '第三十条' }];
    expect(join(story).refusal('amendCase', amend(toSupervision), today)).toMatchObject({
      code,
      path: 'changes.facts',
      citations,
    });
    part(story).do('amendCase', amend(toSupervision), today);
    expect(story.case().compartment).toBe('accusation');
  });

  test('what has been answered stays with who answered it', () => {
    const story = atSchool().do('draftReply', draft, on('2026-11-22', 'departmentClerk', 'first-school'));
    story.do('issueReply', { issuedOn: day('2026-11-21') }, on('2026-11-22', 'departmentClerk', 'first-school'));
    expect(story.refusal('amendCase', amend(toSupervision), today).code).toBe('amend-too-late');
  });
});
