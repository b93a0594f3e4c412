import { describe, expect, test } from 'vitest';
import { matterOf, must, register, visit, world } from '../testkit.ts';
import type { Incoming } from './registration.ts';
import type { AmendCase } from './side-commands.ts';
import { acceptedStory, CaseStory, completedStory, day, on } from './side-testkit.ts';
import type { HotlineOrder, RegisterCase } from './types.ts';

/*
 * 更正登记: what was taken down wrong is put right, what stood there before is never lost, and the matter is judged again as
 * it was at registration.
 */

function letter(change: Partial<RegisterCase> = {}): CaseStory {
  const story = new CaseStory();
  must(story.give(register({ channel: 'visit', receivedOn: day('2026-11-18'), ...change })));
  return story;
}
const today = on('2026-11-22');
const amend = (changes: AmendCase['changes'], reason = '核对来信原件') => ({ changes, reason });
const facts = (change: Partial<ReturnType<typeof matterOf>['facts']>) => matterOf(change).facts;

describe('words', () => {
  test('only what differs changes; the event keeps what stood there, who and why', () => {
    const story = letter().do('amendCase', amend({ title: '校车 8 号线停运', demand: '要求恢复校车 3 号线。' }), today);
    expect(story.case().matter).toMatchObject({ title: '校车 8 号线停运', demand: '要求恢复校车 3 号线。' });
    expect(story.events.at(-1)).toMatchObject({
      type: 'caseAmended',
      changes: { title: '校车 8 号线停运' },
      before: { title: '校车 3 号线停运' },
      reason: '核对来信原件',
      by: { id: 'person-clerk' },
    });
    story.expectRefolds();
  });

  test('of the petitioner only the part that was wrong; an empty part is taken away', () => {
    const story = letter().do('amendCase', amend({ petitioner: { phone: '13800000000', relation: '' } }), today);
    expect(story.case().matter.petitioner).toEqual({
      kind: 'person',
      anonymous: false,
      name: '李小明',
      phone: '13800000000',
    });
    expect(story.events.at(-1)).toMatchObject({ before: { petitioner: { phone: '13912342041', relation: '家长' } } });
  });

  test('a card number and an address are written down and taken away like a telephone', () => {
    const given = { idCard: '33010619900101123X', address: '西河区临江镇' };
    const story = letter().do('amendCase', amend({ petitioner: given }), today);
    expect(story.case().matter.petitioner).toMatchObject(given);
    story.do('amendCase', amend({ petitioner: { idCard: '', address: '' } }), today);
    expect(story.case().matter.petitioner).toEqual(letter().case().matter.petitioner);
  });

  test.each([
    ['nothing that differs', amend({ title: '校车 3 号线停运' }), 'changes-missing', 'changes'],
    ['an empty title', amend({ title: ' ' }), 'title-missing', 'changes.title'],
    [
      'no name of one who gave it',
      amend({ petitioner: { name: '' } }),
      'petitioner-name-missing',
      'changes.petitioner.name',
    ],
    ['no reason', amend({ title: '校车 8 号线停运' }, ''), 'reason-missing', 'reason'],
    ['a telephone that is none', amend({ petitioner: { phone: '12' } }), 'phone-malformed', 'changes.petitioner.phone'],
    [
      'a card number that is none',
      amend({ petitioner: { idCard: 'abc' } }),
      'resident-card-malformed',
      'changes.petitioner.idCard',
    ],
  ])('%s is refused in its field', (_name, fields, code, path) => {
    expect(letter().refusal('amendCase', fields, today)).toMatchObject({ code, path });
  });

  test('a unit’s clerk mends words of what the unit holds, and nothing that weighs', () => {
    const own = on('2026-11-22', 'departmentClerk', 'basic');
    letter().do('amendCase', amend({ title: '校车 8 号线停运' }), own);
    expect(letter().refusal('amendCase', amend({ receivedOn: day('2026-11-17') }), own).code).toBe('amend-office-only');
    const other = on('2026-11-22', 'departmentClerk', 'west');
    expect(letter().refusal('amendCase', amend({ title: '改' }), other).code).toBe('unit-out-of-scope');
  });

  test('whoever wrote upon an older version meets a conflict', () => {
    const story = letter();
    const stale = { type: 'amendCase', caseId: 'case-1', expectedVersion: 1, ...amend({ title: '改' }) } as const;
    expect(story.give(stale, today)).toMatchObject({ ok: false, code: 'version-conflict' });
  });
});

describe('the day of receipt', () => {
  test('one day earlier: the clocks count from it, and the former dates stay in the record', () => {
    const story = letter();
    const before = story.owed();
    story.do('amendCase', amend({ receivedOn: day('2026-11-17') }), today);
    expect(story.case().receivedOn).toBe('2026-11-17');
    expect(story.owed().map(({ clock, from }) => [clock, from])).toEqual(
      before.map(({ clock }) => [clock, '2026-11-17']),
    );
    // 15 days from 17 November, and from 18 November (Art 23)
    expect(story.owed().find(({ clock }) => clock === 'acceptance-notice')?.legalDue).toBe('2026-12-02');
    const stopped = story.case().clocks.filter(({ state }) => state === 'stopped');
    expect(stopped.map(({ clock, legalDue }) => [clock, legalDue])).toEqual(
      before.map(({ clock, legalDue }) => [clock, legalDue]),
    );
    story.expectRefolds();
  });

  test('what has been met stays judged by the date that stood then; what was accepted runs on', () => {
    const story = acceptedStory();
    const met = story.case().clocks.find(({ state }) => state === 'met');
    const handling = story.owed().find(({ clock }) => clock === 'handling');
    story.do('amendCase', amend({ receivedOn: day('2026-08-31') }), on('2026-09-10'));
    expect(story.case().clocks).toContainEqual(met);
    expect(story.owed()).toContainEqual(handling);
    expect(story.owed().find(({ clock }) => clock === 'department-reply')?.from).toBe('2026-08-31');
  });

  test('a unit’s own clock runs from its own receipt, whenever the bureau received the matter', () => {
    const story = letter({ channel: 'email' });
    const assigned = { unitId: 'basic', assignedOn: day('2026-11-18'), receivedOn: day('2026-11-18') };
    const steps = [
      ['recordIntakeStep', { step: 'opened', doneOn: day('2026-11-18') }],
      ['recordIntakeStep', { step: 'stamped', doneOn: day('2026-11-18') }],
      ['recordIntakeStep', { step: 'abstracted', doneOn: day('2026-11-18'), abstract: '校车' }],
      ['recordIntakeStep', { step: 'submitted', doneOn: day('2026-11-18'), leaderId: 'person-leader' }],
    ] as const;
    for (const [type, fields] of steps) story.try(type, fields, on('2026-11-18'));
    story.try(
      'giveInstruction',
      { decision: 'handle', text: '请办', instructedOn: day('2026-11-18') },
      on('2026-11-18', 'leader', 'bureau'),
    );
    story.do('assignCase', assigned, on('2026-11-18'));
    const unit = story.owed().find(({ clock }) => clock === 'department-reply');
    story.do('amendCase', amend({ receivedOn: day('2026-11-16') }), today);
    expect(story.owed()).toContainEqual(unit);
    expect(story.owed().find(({ clock }) => clock === 'acceptance-notice')?.from).toBe('2026-11-16');
  });

  test('what began on the day of receipt by another act runs on: the 60 days of acceptance (Art 34), a supervision (Art 40)', () => {
    const story = letter().do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-11-18') }, today);
    story.do('assignCase', { assignedOn: day('2026-11-18'), receivedOn: day('2026-11-18') }, today);
    const supervised = { trigger: 'shirking', requirement: '限期办结', suggestions: [] } as const;
    story.do('superviseCase', { ...supervised, supervisedOn: day('2026-11-18') }, today);
    const owed = story.owed();
    expect(owed.map(({ clock }) => clock)).toEqual(['handling', 'department-reply', 'supervision-report']);
    story.do('amendCase', amend({ title: '校车 8 号线停运' }), today);
    expect(story.owed()).toEqual(owed);
    story.do('amendCase', amend({ receivedOn: day('2026-11-17') }), today);
    expect(story.owed()).toEqual(owed);
  });

  test('what an acceptance began so that nothing is lost sight of runs on (R12)', () => {
    const story = letter({
      matter: matterOf({ responsibility: 'affiliated', contentKind: 'suggestion' }, { handlingUnitId: 'first-school' }),
    });
    story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-11-18') }, today);
    story.do('amendCase', amend({ receivedOn: day('2026-11-17') }), today);
    expect(story.owed().map(({ clock, from }) => [clock, from])).toEqual([['department-reply', '2026-11-18']]);
  });

  test.each([
    ['tomorrow', '2026-11-23', 'received-in-future'],
    ['after the notice was issued', '2026-11-21', 'received-after-step'],
    ['a day whose limit falls into a year without a calendar', '2019-11-18', 'calendar-missing'],
  ])('%s is refused', (_name, receivedOn, code) => {
    const story = letter();
    if (code === 'received-after-step')
      story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-11-20') }, today);
    expect(story.refusal('amendCase', amend({ receivedOn: day(receivedOn) }), today).code).toBe(code);
  });
});

describe('where the matter belongs', () => {
  test('the facts decide the route anew, with the unit that may have it and the clocks it owes', () => {
    const story = letter();
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
    const story = letter({ matter: nameless });
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
    const story = letter({ matter });
    const owed = () => story.owed().map(({ clock, from, legalDue }) => `${clock} ${from} ${legalDue}`);
    const before = owed().toSorted();
    story.do('amendCase', amend(mistake), today).do('amendCase', amend(mended), today);
    expect(owed().toSorted()).toEqual(before);
    story.expectRefolds();
  });

  test('a name that is given after the written notice asks for no second notice (Art 23)', () => {
    const story = letter({ matter: matterOf({ contentKind: 'suggestion' }, nameless) });
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
    letter({
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
    const story = letter({ channel: 'leaderReception' })
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
    const story = letter({ channel: 'leaderReception', matter: matterOf(answered, { handlingUnitId: 'west' }) });
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
    letter({ matter: matterOf({ responsibility: 'affiliated' }, { handlingUnitId: 'first-school' }) }).do(
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
    letter()
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
    const story = letter();
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

describe('what others have said', () => {
  const sender: Incoming = { from: '省教育厅', number: '教信转〔2026〕8号', dueOn: day('2026-11-27') };
  /** Passed on from above to a district (R65). */
  const passedOn = (change: Partial<RegisterCase> = {}) =>
    letter({
      channel: 'transferred',
      source: 'provincialDepartment',
      incoming: sender,
      matter: matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' }),
      ...change,
    });
  const order = (hotline: HotlineOrder) => letter({ channel: 'hotline', hotline });
  const due = (story: CaseStory) => Object.fromEntries(story.owed().map(({ clock, legalDue }) => [clock, legalDue]));

  test('the sender’s number and day are put right: what it binds counts anew, what it does not stays; the former stands in the record', () => {
    const story = passedOn();
    const before = due(story);
    expect(before).toMatchObject({ 'district-reply': '2026-11-27', 'sender-report': '2026-11-27' });
    story.do('amendCase', amend({ incoming: { number: '教信转〔2026〕18号', dueOn: day('2026-12-04') } }), today);
    expect(story.case().incoming).toEqual({ ...sender, number: '教信转〔2026〕18号', dueOn: '2026-12-04' });
    expect(due(story)).toEqual({ ...before, 'district-reply': '2026-12-04', 'sender-report': '2026-12-04' });
    expect(story.events.findLast(({ type }) => type === 'caseAmended')).toMatchObject({
      changes: { incoming: { number: '教信转〔2026〕18号', dueOn: '2026-12-04' } },
      before: { incoming: { number: '教信转〔2026〕8号', dueOn: '2026-11-27' } },
    });
    expect(story.case().clocks.filter(({ state }) => state === 'stopped')).toMatchObject([
      { legalDue: '2026-11-27' },
      { legalDue: '2026-11-27' },
    ]);
    story.expectRefolds();
  });

  test('a day that the sender never asked for is taken away, and may be set again', () => {
    const story = passedOn().do('amendCase', amend({ incoming: { dueOn: '' } }), today);
    expect(story.case().incoming).toEqual({ from: '省教育厅', number: sender.number });
    expect(due(story)).not.toHaveProperty('sender-report');
    const own = due(story)['district-reply'];
    expect(own && own > '2026-11-27').toBe(true);
    story.do('amendCase', amend({ incoming: { dueOn: day('2026-11-26') } }), today);
    expect(due(story)).toMatchObject({ 'sender-report': '2026-11-26', 'district-reply': '2026-11-26' });
    story.expectRefolds();
  });

  test('when the case is done its sender’s day can still be wrong, until the report is given', () => {
    const story = passedOn().do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-11-19') }, today);
    const done = { cause: '人手', resolution: '增派', repliedOn: day('2026-11-20'), outcome: 'solved' } as const;
    story.do('completeCase', done, today);
    story.do('amendCase', amend({ incoming: { dueOn: day('2026-11-30') } }), today);
    expect(due(story)).toEqual({ 'sender-report': '2026-11-30' });
    const told = { manner: 'system', result: '已增派', reportedOn: day('2026-11-21') } as const;
    story.do('reportToSender', told, today);
    const late = amend({ incoming: { dueOn: day('2026-12-01') } });
    expect(story.refusal('amendCase', late, today)).toMatchObject({
      code: 'case-closed',
      path: 'changes.incoming.dueOn',
    });
    story.do('amendCase', amend({ incoming: { number: '教信转〔2026〕9号' } }), today);
    story.expectRefolds();
  });

  test('the 12345 centre’s number, day and urgency: the answer is owed by the day as it is now', () => {
    const story = order({ externalNumber: 'RX-1', dueOn: day('2026-11-20') });
    expect(due(story)['hotline-reply']).toBe('2026-11-20');
    story.do('amendCase', amend({ hotline: { externalNumber: 'RX-10', dueOn: '' } }), today);
    expect(story.case().hotline).toEqual({ externalNumber: 'RX-10' });
    // five working days from 18 November (R84)
    expect(due(story)['hotline-reply']).toBe('2026-11-25');
    story.do('amendCase', amend({ hotline: { dueOn: day('2026-12-02'), urgent: true } }), today);
    expect(due(story)['hotline-reply']).toBe('2026-12-02');
    story.expectRefolds();
  });

  test.each([
    [
      'the day before receipt',
      passedOn,
      { incoming: { dueOn: day('2026-11-17') } },
      'superior-due-before-receipt',
      'incoming.dueOn',
    ],
    ['a sender without a name', passedOn, { incoming: { from: ' ' } }, 'sender-missing', 'incoming.from'],
    [
      'a letter with a day to report',
      () => letter({ channel: 'letter' }),
      { incoming: { dueOn: day('2026-12-01') } },
      'superior-due-elsewhere',
      'incoming.dueOn',
    ],
    [
      'an order without a number',
      () => order({ externalNumber: 'RX-1' }),
      { hotline: { externalNumber: '' } },
      'hotline-number-missing',
      'hotline.externalNumber',
    ],
    [
      'the centre’s day before receipt',
      () => order({ externalNumber: 'RX-1' }),
      { hotline: { dueOn: day('2026-11-17') } },
      'hotline-due-before-receipt',
      'hotline.dueOn',
    ],
    [
      'urgent, but by no day',
      () => order({ externalNumber: 'RX-1' }),
      { hotline: { urgent: true } },
      'hotline-urgent-without-date',
      'hotline.dueOn',
    ],
    [
      'a day of receipt after the centre’s',
      () => order({ externalNumber: 'RX-1', dueOn: day('2026-11-19') }),
      { receivedOn: day('2026-11-20') },
      'hotline-due-before-receipt',
      'receivedOn',
    ],
  ] as const)('%s is refused in its field', (_name, story, changes, code, path) => {
    expect(story().refusal('amendCase', amend(changes), today)).toMatchObject({ code, path: `changes.${path}` });
  });

  test('it is the office’s to put right', () => {
    const own = on('2026-11-22', 'departmentClerk', 'west');
    expect(passedOn().refusal('amendCase', amend({ incoming: { number: '9' } }), own)).toMatchObject({
      code: 'amend-office-only',
      path: 'changes.incoming',
    });
  });
});

describe('after the end', () => {
  test('the office mends words; nobody else, and nothing that weighs', () => {
    const late = on('2026-11-22');
    completedStory().do('amendCase', amend({ petitioner: { name: '李晓明' } }), late);
    const leader = on('2026-11-22', 'leader', 'bureau');
    expect(completedStory().refusal('amendCase', amend({ title: '改' }), leader).code).toBe('case-closed');
    const date = amend({ receivedOn: day('2026-08-31') });
    expect(completedStory().refusal('amendCase', date, late).code).toBe('case-closed');
  });
});

test('a leader puts right on the way home what the visit raised', () => {
  const story = new CaseStory();
  must(story.give(visit({ matters: [matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' })] })));
  story.do('amendCase', amend({ title: '校车 8 号线停运' }), world({ actor: { ...world().actor, role: 'leader' } }));
  expect(story.case().matter.title).toBe('校车 8 号线停运');
});
