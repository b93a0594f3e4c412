import { describe, expect, test } from 'vitest';
import { addDays } from '../date.ts';
import type { Actor } from '../identity/units.ts';
import { matterOf } from '../testkit.ts';
import {
  began,
  type CaseStory,
  clerk,
  clocksOf,
  day,
  districtClerk,
  own,
  refusedAs,
  type Step,
  steps,
} from './case-story.ts';
import { nextDue } from './evolve.ts';

const districts = matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' });
const send: Step = {
  type: 'transferCase',
  unitId: 'west',
  reason: '属区级职责',
  transferredOn: day('19'),
  receivedOn: day('19'),
};
const told: Step = { type: 'issueDestinationNotice', toldOn: day('20') };

describe('transfer (转送) and destination notice (告知去向, Art 23)', () => {
  test('hands the case to the unit with authority and tells the petitioner where it went', () => {
    const story = began('visit', districts).all([send]);
    expect(story.case()).toMatchObject({
      status: 'transferred',
      handlingUnitId: 'west',
      transfer: { supervised: true },
    });
    expect(clocksOf(story).filter(([, , state]) => state === 'running')).toEqual([
      ['acceptance-notice', '2026-11-18', 'running', undefined],
      ['district-notice', '2026-11-19', 'running', undefined],
      ['district-reply', '2026-11-19', 'running', undefined],
    ]);
    expect(refusedAs(story, { ...told, toldOn: day('18') } as Step)).toEqual(['done-too-early', '第二十三条']);
    story.all([told]);
    expect(clocksOf(story)[0]).toEqual(['acceptance-notice', '2026-11-18', 'met', '2026-11-20']);
    expect(refusedAs(story, told)).toEqual(['destination-told', '第二十三条']);
    story.all([{ ...steps.accept, issuedOn: day('20') }, districtClerk], [steps.draft, districtClerk]);
    // the district issues and delivers what is its own (R78)
    story.all([steps.issue, districtClerk], [steps.deliver, districtClerk], [steps.complete, districtClerk]);
    expect(story.case().status).toBe('completed');
  });

  test.each<[string, () => CaseStory, Step, Actor, readonly string[]]>([
    [
      'of the bureau’s own matter',
      () => began('visit', own),
      { ...send, unitId: 'basic' },
      clerk,
      ['own-matter', 'R25', '第二十三条'],
    ],
    [
      'to a unit without authority',
      () => began('visit', own),
      send,
      clerk,
      ['unit-kind-mismatch', 'R1', 'R25', 'R71', '第二十三条'],
    ],
    [
      'of what was accepted',
      () => began('visit', districts).all([steps.accept]),
      send,
      clerk,
      ['accepted-already', '第二十三条'],
    ],
    [
      'without a reason',
      () => began('visit', districts),
      { ...send, reason: '' } as Step,
      clerk,
      ['reason-missing', '第二十三条'],
    ],
    [
      'of a letter without instruction',
      () => began('letter', districts),
      send,
      clerk,
      ['instruction-missing', 'R70', 'R51', 'R54'],
    ],
    [
      'by the district itself',
      () => began('visit', districts),
      send,
      districtClerk,
      ['role-not-allowed', '第二十三条', 'R26', 'R27', 'R54'],
    ],
  ])('not %s', (_name, story, step, by, expected) => {
    expect(refusedAs(story(), step, by)).toEqual(expected);
  });
});

describe('objection (异议, Art 23: five working days, back only with consent)', () => {
  const object = (on: string): Step => ({ type: 'objectToTransfer', reason: '属市级职责', objectedOn: day(on) });
  const settle = (agreed: boolean): Step => ({ type: 'settleObjection', agreed, reason: '核实', settledOn: day('22') });

  test('of a district: the case stays until the office agrees, then is the office’s again', () => {
    const story = began('visit', districts).all([send], [object('20'), districtClerk]);
    expect(story.case().status).toBe('objected');
    expect(refusedAs(story, steps.draft, districtClerk)).toEqual(['objection-pending', '第二十三条']);
    expect(refusedAs(story, object('20'), districtClerk)).toEqual(['already-objected', '第二十三条']);
    const kept = began('visit', districts).all([send], [object('20'), districtClerk], [settle(false)]);
    expect(kept.case()).toMatchObject({ status: 'transferred', handlingUnitId: 'west' });
    story.all([settle(true)]);
    expect(story.case()).toMatchObject({ status: 'registered', handlingUnitId: 'office' });
    expect(refusedAs(story, settle(true))).toEqual(['no-objection', '第二十三条']);
  });

  test('of the bureau against its superior: with consent the case leaves, and its clocks end', () => {
    const story = began('transferred', own).all([object('20')]);
    expect(refusedAs(story, steps.issue)).toEqual(['objection-pending', '第二十三条']);
    story.all([settle(true)]);
    expect(story.case().status).toBe('returned');
    expect(nextDue(story.case())).toBeUndefined();
  });

  test.each([
    ['2026-11-24', true],
    ['2026-11-25', true],
    ['2026-11-26', false],
  ])('received on Wednesday 18 November and raised on %s: in time %s', (on, inTime) => {
    const objectedOn = addDays(day('18'), Number(on.slice(-2)) - 18);
    const result = began('transferred', own).give1({ ...object('20'), objectedOn } as Step, clerk, {
      today: addDays(day('22'), 9),
    });
    expect(result.ok || result).toEqual(
      inTime || expect.objectContaining({ code: 'objection-late', params: { due: '2026-11-25' } }),
    );
  });

  test('is nobody’s whose it is not', () => {
    expect(refusedAs(began('visit', own), object('20'))).toEqual(['not-transferred-here', '第二十三条']);
    const down = () => began('visit', districts).all([send]);
    expect(refusedAs(down(), object('20'))).toEqual(['objection-not-yours', '第二十三条']);
    const back: Step = { type: 'returnAssignment', reason: '不属本区', returnedOn: day('21') };
    const assigned = began('visit', districts).all([{ ...steps.assign, unitId: 'west' }]);
    expect(refusedAs(assigned, back, districtClerk)).toEqual(['object-instead', '第二十三条']);
  });
});
