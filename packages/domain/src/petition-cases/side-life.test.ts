import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type PlainDate } from '../date.ts';
import { type Role, reviewBodies } from '../identity/units.ts';
import { matterOf, must, register } from '../testkit.ts';

import { allowedActions } from './procedures.ts';
import { retractableActs } from './retract-limits.ts';
import { type SideCommand, sideCommandTypes } from './side-commands.ts';
import {
  conclusionGrounds,
  filedDocuments,
  implementationResults,
  improvementStatuses,
  linkRelations,
  reopenReasons,
  reviewResults,
  supervisionTriggers,
} from './side-facets.ts';
import { CaseStory, day, on } from './side-testkit.ts';

type Type = SideCommand['type'] | 'issueAcceptanceNotice' | 'completeCase';
const main = ['issueAcceptanceNotice', 'completeCase'] as const;
/** What ends a case is tried less often, or few would come far. */
const ending: readonly Type[] = ['withdrawCase', 'mergeCases'];
const review = [
  'requestReexamination',
  'entrustReexamination',
  'reportReexamination',
  'decideReexamination',
  'requestFinalReview',
  'decideFinalReview',
] as const;
const going = sideCommandTypes.filter((type) => !ending.includes(type));
const types: readonly Type[] = [
  ...going,
  ...going,
  ...going,
  ...main,
  ...main,
  ...main,
  ...review,
  ...review,
  ...ending,
];

/** One step of a random life: what is tried, on which of two cases, by whom, so many days later. */
const step = fc.record({
  type: fc.constantFrom(...types),
  caseId: fc.constantFrom('case-1', 'case-2'),
  role: fc.constantFrom<Role[]>('leader', 'clerk', 'clerk', 'departmentClerk'),
  later: fc.integer({ min: 0, max: 4 }),
  pick: fc.nat(1000),
});

const lives = fc.array(step, { maxLength: 60, size: 'max' });

/** Fields that fit the command, chosen by a number; many are refused, which is as it should be. */
function fieldsOf(story: CaseStory, caseId: string, today: PlainDate, pick: number): Readonly<Record<string, unknown>> {
  const one = <T>(list: readonly T[]): T | undefined => list[pick % list.length];
  const other = caseId === 'case-1' ? 'case-2' : 'case-1';
  const days = [
    ...['issuedOn', 'decidedOn', 'toldOn', 'pausedOn', 'resumedOn', 'urgedOn', 'supervisedOn', 'answeredOn'],
    ...['circulatedOn', 'mergedOn', 'unmergedOn', 'reopenedOn', 'withdrawnOn', 'requestedOn', 'deliveredOn', 'ratedOn'],
    ...[
      'concludedOn',
      'implementedOn',
      'statusOn',
      'offeredOn',
      'acceptedOn',
      'declinedOn',
      'filedOn',
      'repliedOn',
      'checkedOn',
      'reportedOn',
      'entrustedOn',
      'approvedOn',
    ],
  ];
  return {
    ...Object.fromEntries(days.map((name) => [name, today])),
    decision: 'accept',
    act: one(retractableActs),
    ...{ cause: '原因', resolution: '办法', outcome: 'solved' },
    ...{
      days: 1 + (pick % 30),
      dueOn: addDays(today, pick % 20),
      reason: '理由',
      approvedBy: '陈局长',
      approverId: 'person-leader',
    },
    ...{
      text: '内容',
      requirement: '要求',
      suggestions: [],
      trigger: one(supervisionTriggers),
      answer: '已办',
      adopted: true,
    },
    ...{ intoId: other, intoVersion: story.case(other).version, otherId: other, relation: one(linkRelations) },
    manner: 'system',
    ...{ explanation: '说明', body: one(reviewBodies), request: '请求', opinion: '意见' },
    ...{ result: one([...reviewResults, ...implementationResults]), measures: '已办', finding: '未见' },
    ...{ ground: one(conclusionGrounds), office: 'satisfied', unit: 'satisfied', comment: '' },
    ...{ id: `entry-${pick % 3}`, kind: 'improveWork', suggestion: '改进', owner: '王敏', problem: '问题' },
    ...{ status: one(improvementStatuses), toUnitId: 'office', toPerson: '陈静' },
    changes: pick % 2 === 0 ? { title: `更正${pick}` } : { receivedOn: addDays(today, -(pick % 400)) },
    ...{ unitId: 'office', leaderId: 'person-leader', instruction: '同意', agreed: pick % 2 === 0 },
    ...{ document: one(filedDocuments), documentOn: story.case(caseId).notice?.issuedOn ?? today },
  };
}

/** Two cases of that duty, just registered or both answered already. */
function begin(responsibility: 'municipal' | 'district', answered: boolean): CaseStory {
  const story = new CaseStory();
  for (const caseId of ['case-1', 'case-2']) {
    const handlingUnitId = responsibility === 'district' ? 'west' : 'basic';
    const matter = matterOf({ responsibility }, { caseId, handlingUnitId });
    // a district's came from above, with the day by which its result is wanted
    const incoming = { from: '市信访局', dueOn: day('2026-04-01') };
    const passedOn = handlingUnitId === 'west' && ({ channel: 'transferred', incoming } as const);
    must(story.give(register({ channel: 'visit', ...passedOn, receivedOn: day('2026-03-02'), matter })));
    if (!answered) continue;
    story.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-03-02') }, undefined, caseId);
    const completion = { cause: '原因', resolution: '办法', repliedOn: day('2026-03-02'), outcome: 'solved' } as const;
    story.do('completeCase', completion, undefined, caseId);
  }
  return story;
}

test('any life of two cases: the table and decide agree, events fold to the state, what is over owes nothing', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.constantFrom('municipal', 'district'), fc.boolean(), lives, (whose, answered, steps) => {
      const story = begin(whose, answered);
      let today = day('2026-03-02');
      for (const { type, caseId, role, later, pick } of steps) {
        today = addDays(today, later);
        const world = on(
          today,
          role,
          role === 'departmentClerk' ? (whose === 'district' ? 'west' : 'basic') : undefined,
        );
        const fields = fieldsOf(story, caseId, today, pick);
        const said = allowedActions(story.case(caseId), world).find(({ action }) => action === type);
        const reason = type === 'reopenCase' ? { reason: reopenReasons[pick % reopenReasons.length] } : {};
        // the generator gives every field that any command has; decide takes its own
        const result = story.try(type as 'urgeCase', { ...fields, ...reason } as never, world, caseId);
        if (said?.refusal !== undefined) expect(result).toMatchObject({ ok: false, code: said.refusal.code });
        if (!result.ok) expect(result.code).not.toBe('version-conflict');
        for (const id of ['case-1', 'case-2']) {
          const { status } = story.case(id);
          reached.add(status);
          const left = story.owed(id).filter(({ clock }) => clock !== 'sender-report');
          if (['merged', 'withdrawn', 'concluded'].includes(status)) expect(left).toEqual([]);
          if (['registered', 'accepted'].includes(status)) expect(story.owed(id)).not.toEqual([]);
        }
      }
      story.expectRefolds('case-1');
      story.expectRefolds('case-2');
    }),
    { numRuns: 150, seed: 6 },
  );
  expect([...reached].toSorted()).toEqual(
    expect.arrayContaining([
      'accepted',
      'completed',
      'concluded',
      'inReexamination',
      'merged',
      'reexamined',
      'withdrawn',
    ]),
  );
}, 60_000);
