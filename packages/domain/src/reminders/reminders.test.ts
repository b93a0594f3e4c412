import { describe, expect, test } from 'vitest';
import { addDays, type PlainDate, plainDate } from '../date.ts';
import type { CaseClock, PetitionCaseState } from '../petition-cases/types.ts';
import { settingsOn } from '../settings/settings.ts';
import { must, register, Story, world } from '../testkit.ts';
import { isWorkingTime, pressingProposal, remindedOwner, reminderHorizon, reminderStage } from './reminders.ts';

const { calendar } = world();
const settings = settingsOn([], plainDate('2026-01-01'));
const at = (day: string, time: string) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return must(isWorkingTime(calendar, { day: plainDate(day), minute: hour * 60 + minute }, settings));
};

describe('reminders go out in working time only', () => {
  test.each([
    ['a working day at half past eight', '2026-11-23', '08:30', true],
    ['a minute before', '2026-11-23', '08:29', false],
    ['at noon the office rests', '2026-11-23', '12:00', false],
    ['a minute before noon', '2026-11-23', '11:59', true],
    ['half past one', '2026-11-23', '13:30', true],
    ['half past five is over', '2026-11-23', '17:30', false],
    ['at night', '2026-11-23', '23:00', false],
    ['a Saturday', '2026-11-21', '10:00', false],
    ['National Day', '2026-10-01', '10:00', false],
    ['a make-up Saturday (调休上班)', '2026-10-10', '10:00', true],
    ['a make-up Sunday (调休上班)', '2026-09-20', '10:00', true],
  ])('%s', (_title, day, time, works) => {
    expect(at(day, time)).toBe(works);
  });

  test('a year that is not known gives no guess', () => {
    expect(isWorkingTime(calendar, { day: plainDate('2031-03-03'), minute: 600 }, settings)).toMatchObject({
      ok: false,
      code: 'calendar-missing',
    });
  });
});

const clock = (targetDue: string, legalDue = targetDue): CaseClock =>
  ({ clock: 'department-reply', state: 'running', targetDue, legalDue }) as CaseClock; // what a stage looks at
const stageOn = (row: CaseClock, day: string) =>
  reminderStage(row, plainDate(day), reminderHorizon(calendar, plainDate(day), settings));

describe('amber three working days before, red on the day, overdue the day after', () => {
  test.each([
    ['four working days before', '2026-11-24', undefined],
    ['three working days before', '2026-11-25', 'soon'],
    ['the day before', '2026-11-27', 'soon'],
    ['the day itself', '2026-11-30', 'due'],
    ['the day after', '2026-12-01', 'overdue'],
  ])('%s', (_title, day, stage) => {
    expect(stageOn(clock('2026-11-30'), day)).toBe(stage);
  });

  test.each([
    ['before the National Day week the count leaps over it', '2026-09-28', 'soon'],
    ['one day earlier it is four working days', '2026-09-25', undefined],
  ])('%s', (_title, day, stage) => {
    // 9-25 to 9-27 is the Mid-Autumn Festival, 10-01 to 10-07 National Day: 28, 29, 30 September, then 8 October
    expect(stageOn(clock('2026-10-08'), day)).toBe(stage);
  });

  test('a target before rest days is red, not overdue, until the legal date is past', () => {
    const rolled = clock('2026-09-30', '2026-10-08');
    expect(stageOn(rolled, '2026-10-08')).toBe('due');
    expect(stageOn(rolled, '2026-10-09')).toBe('overdue');
  });

  test('a clock that does not run is nobody’s worry', () => {
    expect(stageOn({ ...clock('2026-11-30'), state: 'met' }, '2026-12-01')).toBeUndefined();
    expect(stageOn({ ...clock('2026-11-30'), state: 'paused' }, '2026-12-01')).toBeUndefined();
  });
});

describe('the ladder 催办 → 督办 → 通报 is proposed as far as the file bears it out', () => {
  const story = new Story();
  must(story.give(register({ receivedOn: plainDate('2026-11-02') }), world({ today: plainDate('2026-11-02') })));
  const of = (state: PetitionCaseState, today: string) =>
    must(pressingProposal(state, { calendar, today: plainDate(today) }, settings))?.step;
  const late = (state: PetitionCaseState): PlainDate => {
    const row = state.clocks.find((one) => one.clock === 'department-reply');
    if (!row) throw new Error('no reply clock');
    return row.legalDue;
  };
  const unassigned = story.case();
  const [by, assignedOn] = [{ id: 'p', name: '王敏', unitId: 'office' }, plainDate('2026-11-03')];
  const assignment = { unitId: 'basic', officeUnitId: 'office', assignedOn, receivedOn: assignedOn, by };
  const state: PetitionCaseState = { ...unassigned, assignment };
  const breach = addDays(late(state), 1);
  const urged: PetitionCaseState = {
    ...state,
    urgings: [{ text: '请速办', urgedOn: breach, by }],
  };

  test('nothing while the unit is in time', () => {
    expect(of(state, late(state))).toBeUndefined();
  });

  test('urging on the day after the legal date', () => {
    expect(of(state, breach)).toBe('urge');
  });

  test('nobody is urged for what the office has not handed on', () => {
    expect(of(unassigned, breach)).toBeUndefined();
    expect(remindedOwner(unassigned, 'department-reply')).toBe('generalOffice');
    expect(remindedOwner(state, 'department-reply')).toBe('department');
    // a supervision is answered by whoever it was sent to
    expect(remindedOwner(unassigned, 'supervision-report')).toBe('handlingUnit');
  });

  test('then patience for five working days, and supervision after them', () => {
    const due = plainDate('2026-12-08'); // five working days after 12-01
    expect(breach).toBe('2026-12-01');
    expect(of(urged, breach)).toBeUndefined();
    expect(of(urged, due)).toBeUndefined();
    expect(of(urged, addDays(due, 1))).toBe('supervise');
  });

  test('criticism when the supervision goes unanswered past its date, once', () => {
    const report = {
      ...clock('2026-12-31'),
      clock: 'supervision-report' as const,
    };
    const supervised = { ...urged, clocks: [...urged.clocks, report] };
    expect(of(supervised, '2026-12-31')).toBeUndefined();
    expect(of(supervised, '2027-01-04')).toBe('criticise');
  });
});
