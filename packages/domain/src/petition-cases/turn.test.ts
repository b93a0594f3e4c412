import { describe, expect, test } from 'vitest';
import { matterOf, must, register, world } from '../testkit.ts';
import { letterLine, letterUntil } from './case-story.ts';
import { acceptedStory, completedStory, day, on, CaseStory as SideStory, turn } from './side-testkit.ts';
import { turnOf } from './turn.ts';

const own = matterOf({});
const district = matterOf({ responsibility: 'district' }, { handlingUnitId: 'east' });

describe('whose turn it is (轮到谁), by the procedure table', () => {
  test('a letter goes from hand to hand: office, leader, department, its head, its leader, office (R69–R75)', () => {
    expect(letterLine.map(([name]) => [name, turn(letterUntil(name, own))])).toMatchInlineSnapshot(`
      [
        [
          "open",
          "office recordIntakeStep",
        ],
        [
          "stamp",
          "office recordIntakeStep",
        ],
        [
          "abstract",
          "office recordIntakeStep",
        ],
        [
          "submit",
          "office recordIntakeStep",
        ],
        [
          "screen",
          "person person-leader giveInstruction",
        ],
        [
          "instruct",
          "person person-leader giveInstruction",
        ],
        [
          "accept",
          "office issueAcceptanceNotice",
        ],
        [
          "assign",
          "office assignCase",
        ],
        [
          "draft",
          "unit basic draftReply",
        ],
        [
          "review",
          "reviewer basic reviewReply",
        ],
        [
          "approve",
          "person person-leader approveReply",
        ],
        [
          "issue",
          "office issueReply",
        ],
        [
          "deliver",
          "office deliverReply",
        ],
        [
          "complete",
          "office completeCase",
        ],
      ]
    `);
  });

  test('a district’s matter: the office sends it down and says where; then the district accepts and answers (Art 23, R77)', () => {
    const story = new SideStory();
    must(story.give(register({ channel: 'visit', receivedOn: day('2026-09-01'), matter: district })));
    expect(turn(story)).toBe('office transferCase');
    story.do('transferCase', { unitId: 'east', reason: '属地管理', transferredOn: day('2026-09-02') });
    expect(turn(story)).toBe('office issueDestinationNotice');
    story.do('issueDestinationNotice', { toldOn: day('2026-09-02') });
    expect(turn(story)).toBe('unit east issueAcceptanceNotice');
    const clerk = on('2026-09-03', 'departmentClerk', 'east');
    story.do('objectToTransfer', { reason: '不在本辖区', objectedOn: day('2026-09-03') }, clerk);
    expect(turn(story)).toBe('office settleObjection');
    const accept = { decision: 'accept', issuedOn: day('2026-09-03') } as const;
    expect(story.refusal('issueAcceptanceNotice', accept, clerk).code).toBe('objection-pending');
    // agreed: the office sends it to the right one, and says so again; only what is the bureau's own it accepts (Art 23, R26)
    story.do('settleObjection', { agreed: true, reason: '属西河区', settledOn: day('2026-09-04') }, on('2026-09-04'));
    expect(turn(story)).toBe('office transferCase');
    const taken = { ...story.case(), route: { ...story.case().route, outcome: 'acceptMunicipal' as const } };
    expect(turnOf(taken, world())?.command).toBe('issueAcceptanceNotice');
    story.do(
      'transferCase',
      { unitId: 'west', reason: '属地管理', transferredOn: day('2026-09-04') },
      on('2026-09-04'),
    );
    expect(turn(story)).toBe('office issueDestinationNotice');
  });

  test('a 12345 order is handed on and answered first: five working days bind before the fifteen of its notice (R83, Art 23)', () => {
    const hotline = { externalNumber: 'RX-1' };
    const story = new SideStory();
    must(story.give(register({ channel: 'hotline', receivedOn: day('2026-09-01'), matter: own, hotline })));
    expect(turn(story)).toBe('office assignCase');
    story.do('assignCase', { unitId: 'basic', assignedOn: day('2026-09-01') });
    expect(turn(story)).toBe('unit basic draftReply');
    // what is none of the bureau's own waits for its notice
    const other = { ...story.case(), route: { ...story.case().route, outcome: 'notAcceptNotEducation' as const } };
    expect(turnOf(other, world())?.command).toBe('issueAcceptanceNotice');
  });

  test('supervision is answered by the unit before anything else; a closed case waits for nothing else', () => {
    const story = acceptedStory();
    expect(turn(story)).toBe('office assignCase');
    story.do('assignCase', { unitId: 'basic', assignedOn: day('2026-09-03') });
    expect(turn(story)).toBe('unit basic draftReply');
    const supervised = {
      trigger: 'shirking',
      requirement: '限期报送',
      suggestions: [],
      supervisedOn: day('2026-09-10'),
    };
    story.do('superviseCase', { ...supervised, trigger: 'shirking' });
    expect(turn(story)).toBe('unit basic answerSupervision');
    const closed = completedStory();
    expect(turn(closed)).toBe('');
    closed.do('superviseCase', { ...supervised, trigger: 'opinionNotCarriedOut', supervisedOn: day('2026-11-20') });
    expect(turn(closed)).toBe('unit basic answerSupervision');
  });

  test('what one is recused from falls to the next who may; a department without a head leaves its case with the office', () => {
    const story = letterUntil('review', own);
    expect(turn(story)).toBe('reviewer basic reviewReply');
    const nobody = turnOf(story.case(), { ...world(), staff: () => undefined });
    expect(nobody).toEqual({ holder: 'office', id: '', command: undefined });
    const recused = { ...story.case(), recusals: [{ ...recusal, personId: 'basic-head' }] };
    expect(turnOf(recused, world())).toMatchObject({ holder: 'person', id: 'basic-deputy' });
  });
});

const recusal = { reason: '', decidedOn: day('2026-11-20'), by: { id: '', name: '', unitId: '' } };
