import { describe, expect, test } from 'vitest';
import { matterOf, must, visit, world } from '../testkit.ts';
import type { Incoming } from './registration.ts';
import { acceptedStory, amend, CaseStory, completedStory, day, on, registeredStory } from './side-testkit.ts';
import type { HotlineOrder, RegisterCase } from './types.ts';

/*
 * 更正登记: what was taken down wrong is put right, what stood there before is never lost, and the matter is judged again as
 * it was at registration.
 */

const today = on('2026-11-22');

describe('words', () => {
  test('only what differs changes; the event keeps what stood there, who and why', () => {
    const story = registeredStory().do(
      'amendCase',
      amend({ title: '校车 8 号线停运', demand: '要求恢复校车 3 号线。' }),
      today,
    );
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
    const story = registeredStory().do(
      'amendCase',
      amend({ petitioner: { phone: '13800000000', relation: '' } }),
      today,
    );
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
    const story = registeredStory().do('amendCase', amend({ petitioner: given }), today);
    expect(story.case().matter.petitioner).toMatchObject(given);
    story.do('amendCase', amend({ petitioner: { idCard: '', address: '' } }), today);
    expect(story.case().matter.petitioner).toEqual(registeredStory().case().matter.petitioner);
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
    expect(registeredStory().refusal('amendCase', fields, today)).toMatchObject({ code, path });
  });

  test('a unit’s clerk mends words of what the unit holds, and nothing that weighs', () => {
    const own = on('2026-11-22', 'departmentClerk', 'basic');
    const title = amend({ title: '校车 8 号线停运' });
    const assigned = () =>
      registeredStory({ channel: 'visit' }).do('assignCase', { assignedOn: day('2026-11-18') }, on('2026-11-18'));
    expect(registeredStory().refusal('amendCase', title, own).code).toBe('not-handed-over');
    assigned().do('amendCase', title, own);
    expect(assigned().refusal('amendCase', amend({ receivedOn: day('2026-11-17') }), own).code).toBe(
      'amend-office-only',
    );
    const other = on('2026-11-22', 'departmentClerk', 'west');
    expect(assigned().refusal('amendCase', title, other).code).toBe('unit-out-of-scope');
  });

  test('whoever wrote upon an older version meets a conflict', () => {
    const story = registeredStory();
    const stale = { type: 'amendCase', caseId: 'case-1', expectedVersion: 1, ...amend({ title: '改' }) } as const;
    expect(story.give(stale, today)).toMatchObject({ ok: false, code: 'version-conflict' });
  });
});

describe('the day of receipt', () => {
  test('one day earlier: the clocks count from it, and the former dates stay in the record', () => {
    const story = registeredStory();
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
    const story = registeredStory({ channel: 'email' });
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
    const story = registeredStory().do(
      'issueAcceptanceNotice',
      { decision: 'accept', issuedOn: day('2026-11-18') },
      today,
    );
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
    const story = registeredStory({
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
    const story = registeredStory();
    if (code === 'received-after-step')
      story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-11-20') }, today);
    expect(story.refusal('amendCase', amend({ receivedOn: day(receivedOn) }), today).code).toBe(code);
  });
});

describe('what others have said', () => {
  const sender: Incoming = { from: '省教育厅', number: '教信转〔2026〕8号', dueOn: day('2026-11-27') };
  /** Passed on from above to a district (R65). */
  const passedOn = (change: Partial<RegisterCase> = {}) =>
    registeredStory({
      channel: 'transferred',
      source: 'provincialDepartment',
      incoming: sender,
      matter: matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' }),
      ...change,
    });
  const order = (hotline: HotlineOrder) => registeredStory({ channel: 'hotline', hotline });
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
      () => registeredStory({ channel: 'letter' }),
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
    const handled = { responsibility: 'district', priorHandling: 'inProgress' } as const;
    const there = passedOn({ matter: matterOf(handled, { handlingUnitId: 'west' }) });
    expect(there.refusal('amendCase', amend({ incoming: { number: '9' } }), own)).toMatchObject({
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
