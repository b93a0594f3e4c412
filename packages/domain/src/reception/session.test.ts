import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import {
  attendeeRoleName,
  emergencyLevelName,
  focusTagName,
  leaderRequestStepName,
  receptionFaultName,
  venueKindName,
} from '../messages/zh-CN.ts';
import { routeReception } from '../routing/reception.ts';
import { emergencyFaults, emergencyLevel, emergencyLevels } from './emergency.ts';
import { firstAskedOwner, openHandOver } from './first-asked.ts';
import { followUpOf, openFollowUps } from './follow-up.ts';
import { firstResponsibleLeader, slotFaults } from './responsibility.ts';
import {
  type AttendeeRole,
  attendeeRoles,
  focusTags,
  type ReceptionRecord,
  type ReceptionSession,
  recordFaults,
  sessionFaults,
  unfinishedVisitors,
  type Venue,
} from './session.ts';

const day = plainDate('2026-11-25');
const before = plainDate('2026-11-24');
const after = plainDate('2026-11-26');
const venues: readonly Venue[] = [
  { id: 'room', kind: 'petitionRoom', name: '一楼信访接待室' },
  { id: 'basic-office', kind: 'departmentOffice', name: '基础教育处' },
];
const roles = (...there: readonly AttendeeRole[]) => there.map((role) => ({ role, personId: role }));
const session: ReceptionSession = {
  kind: 'leaders',
  date: day,
  venueId: 'room',
  arrangedBy: 'generalOffice',
  recorderId: 'clerk',
  attendees: roles('receivingLeader', 'generalOffice', 'policyRegulation', 'supervisionOffice'),
};
const named = (faults: readonly { fault: string; citations: readonly { rule?: string }[] }[]) =>
  faults.map(({ fault, citations }) => [fault, ...citations.map(({ rule }) => rule)]);

describe('a session before it opens', () => {
  test('whole, it lacks nothing', () => expect(sessionFaults(session, venues)).toEqual([]));

  test.each<[string, Partial<ReceptionSession>, readonly (readonly string[])[]]>([
    ['a place that is not on the list (R17)', { venueId: 'canteen' }, [['venueNotListed', 'R17']]],
    [
      'leaders elsewhere than in the petition room (R40, R88)',
      { venueId: 'basic-office' },
      [['venueNotPetitionRoom', 'R40', 'R88']],
    ],
    ['a schedule not made by the office (R91)', { arrangedBy: 'department' }, [['notArrangedByOffice', 'R91']]],
    ['no recorder (R92)', { recorderId: ' ' }, [['recorderMissing', 'R92']]],
    [
      'a standing office away (R41)',
      { attendees: roles('receivingLeader', 'generalOffice', 'policyRegulation') },
      [['supervisionOfficeMissing', 'R41']],
    ],
  ])('%s', (_name, change, faults) => {
    expect(named(sessionFaults({ ...session, ...change }, venues))).toEqual(faults);
  });

  test('whoever was called must be there: head of department (R49), counsel (R50)', () => {
    expect(named(sessionFaults(session, venues, ['departmentHead', 'legalCounsel']))).toEqual([
      ['departmentHeadMissing', 'R41'],
      ['legalCounselMissing', 'R41'],
    ]);
  });

  test.each(['room', 'basic-office'])('a department head receives in “%s” (R94)', (venueId) => {
    const own: ReceptionSession = { ...session, kind: 'departmentHead', arrangedBy: 'department', venueId };
    expect(sessionFaults({ ...own, attendees: roles('departmentHead') }, venues)).toEqual([]);
    expect(named(sessionFaults(own, venues))).toEqual([['departmentHeadMissing', 'R94']]);
  });
});

const record: ReceptionRecord = {
  receivedBy: 'leader',
  recorderId: 'clerk',
  demands: '要求恢复校车',
  suggestions: '希望早些公布',
  guidance: '已告知可网上信访',
  weakLinks: '',
  focus: ['widelyConcerning'],
  outcome: 'instructAcceptance',
};

describe('each visitor of the day (R9)', () => {
  test.each<[string, Partial<ReceptionRecord>, readonly (readonly string[])[]]>([
    ['nobody received (R95)', { receivedBy: '' }, [['receiverMissing', 'R95']]],
    ['nobody wrote it down (R92)', { recorderId: '' }, [['recorderMissing', 'R92']]],
    ['no demands (R9)', { demands: ' ' }, [['demandsMissing', 'R9']]],
    [
      'not ours, nothing explained (R96)',
      { outcome: 'notAcceptNotEducation' },
      [
        ['explanationMissing', 'R96'],
        ['competentBodyMissing', 'R96'],
      ],
    ],
    [
      'not ours, explained, sent nowhere (R96)',
      { outcome: 'notAcceptNotEducation', told: { explanation: '属人社部门职责', competentBody: '' } },
      [['competentBodyMissing', 'R96']],
    ],
    [
      'not ours, explained and sent on',
      { outcome: 'notAcceptNotEducation', told: { explanation: '属人社部门职责', competentBody: '市人社局' } },
      [],
    ],
    // R6 guides every design, yet an empty field of guidance blocks nothing; nor do no weak links (R14) or focus (R90)
    ['no guidance, no focus', { guidance: '', focus: [] }, []],
  ])('%s', (_name, change, faults) => {
    expect(named(recordFaults({ ...record, ...change }))).toEqual(faults);
  });

  test('without a decision (R47)', () => {
    const { outcome: _outcome, ...undecided } = record;
    expect(named(recordFaults(undecided))).toEqual([['decisionMissing', 'R47']]);
  });

  test('ends with a whole record or a recorded no-show, never with both or neither', () => {
    const visitors = [
      { id: 'received', record },
      { id: 'absent', noShow: 'absent' },
      { id: 'left', noShow: 'leftBefore' },
      { id: 'both', record, noShow: 'absent' },
      { id: 'neither' },
      { id: 'half', record: { ...record, demands: '' } },
    ] as const;
    const { unfinished, citations } = unfinishedVisitors(visitors);
    expect(unfinished).toEqual(['both', 'neither', 'half']);
    expect(citations.map(({ rule }) => rule)).toEqual(['R9']);
  });
});

describe('首问负责制 (R23)', () => {
  const first = { unitId: 'basic', person: '王敏' };
  const to = { unitId: 'office', person: '陈静' };
  const offer = { to, reason: '属办公室职责', offeredOn: before };
  test('the first asked owns it until somebody accepts; an offer alone changes nothing', () => {
    expect(firstAskedOwner({ first, handOvers: [] })).toBe(first);
    expect(firstAskedOwner({ first, handOvers: [offer] })).toBe(first);
    expect(openHandOver({ first, handOvers: [offer] })).toBe(offer);
    const accepted = { ...offer, acceptedOn: day };
    expect(firstAskedOwner({ first, handOvers: [accepted] })).toBe(to);
    expect(openHandOver({ first, handOvers: [accepted] })).toBeUndefined();
    const back = { to: first, reason: '退回', offeredOn: day };
    expect(firstAskedOwner({ first, handOvers: [accepted, back] })).toBe(to);
    expect(openHandOver({ first, handOvers: [] })).toBeUndefined();
  });
});

describe('应急准备 (R60)', () => {
  test.each([
    [{ booked: 5, largestParty: 4, complex: 1 }, 'low'],
    [{ booked: 6, largestParty: 1, complex: 0 }, 'raised'],
    [{ booked: 0, largestParty: 5, complex: 0 }, 'raised'],
    [{ booked: 0, largestParty: 10, complex: 2 }, 'raised'],
    [{ booked: 10, largestParty: 1, complex: 0 }, 'high'],
    [{ booked: 1, largestParty: 11, complex: 0 }, 'high'],
    [{ booked: 1, largestParty: 1, complex: 4 }, 'high'],
  ] as const)('%o: %s', (expected, level) => {
    expect(emergencyLevel(expected)).toMatchObject({ level, citations: [{ rule: 'R60' }] });
  });
  test('measures are optional at the lowest level only', () => {
    const faults = (level: (typeof emergencyLevels)[number], measures: string) =>
      emergencyFaults({ level, measures }).map(({ fault }) => fault);
    expect(faults('low', '')).toEqual([]);
    expect(faults('raised', ' ')).toEqual(['measuresMissing']);
    expect(faults('high', '')).toEqual(['measuresMissing']);
    expect(faults('high', '联系派出所，备两名工作人员')).toEqual([]);
  });
});

describe('who answers', () => {
  test('three slots: 负总责, 亲自抓, 协调抓 (R33)', () => {
    const slots = { overall: 'chief', inCharge: 'leader', coordinating: ['other'] };
    expect(slotFaults(slots)).toEqual([]);
    expect(named(slotFaults({ overall: ' ', inCharge: '', coordinating: [] }))).toEqual([
      ['overallMissing', 'R33'],
      ['inChargeMissing', 'R33'],
      ['coordinatingMissing', 'R33'],
    ]);
  });
  test('the leader on duty, else the substitute, else nobody (R95, R93)', () => {
    const turn = { date: day, leaderId: 'a' };
    expect(firstResponsibleLeader(turn, [])).toBe('a');
    expect(firstResponsibleLeader(turn, [{ date: day, leaderId: 'a', substituteId: 'b' }])).toBe('b');
    expect(firstResponsibleLeader(turn, [{ date: day, leaderId: 'a' }])).toBeUndefined();
    expect(firstResponsibleLeader(turn, [{ date: after, leaderId: 'a', substituteId: 'b' }])).toBe('a');
    expect(firstResponsibleLeader(turn, [{ date: day, leaderId: 'c', substituteId: 'b' }])).toBe('a');
  });
});

test('every decision to be carried out is followed up by the office until it is (R48)', () => {
  const facts = { contentKind: 'appeal', priorHandling: 'none', opinionImplemented: false, newFacts: false } as const;
  const asked = { ...facts, asksReexamination: false, raisedBefore: false };
  const own = followUpOf('case-1', routeReception({ ...asked, responsibility: 'municipal' }), day);
  expect(own).toMatchObject({ owner: 'generalOffice', outcome: 'instructAcceptance', citations: [{ rule: 'R48' }] });
  expect(followUpOf('case-1', routeReception({ ...asked, responsibility: 'notEducation' }), day)).toBeUndefined();
  if (own === undefined) throw new Error('no follow-up');
  const done = { ...own, caseId: 'case-2', decidedOn: before, implementedOn: after };
  expect(openFollowUps([own, done], day).map(({ caseId }) => caseId)).toEqual(['case-2', 'case-1']);
  expect(openFollowUps([own, done], after).map(({ caseId }) => caseId)).toEqual(['case-1']);
});

test('every id has words', () => {
  const names = [
    ...attendeeRoles.map(attendeeRoleName),
    ...focusTags.map(focusTagName),
    ...emergencyLevels.map(emergencyLevelName),
    ...(['requested', 'arranged', 'attended'] as const).map(leaderRequestStepName),
    ...(['petitionRoom', 'departmentOffice'] as const).map(venueKindName),
    receptionFaultName('recorderMissing'),
  ];
  expect(names.every((name) => /^[\p{Script=Han}、]+$/u.test(name))).toBe(true);
  expect(new Set(names).size).toBe(names.length);
});
