import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildCalendar, isWorkingDay } from '../calendar/calendar.ts';
import { builtInYears } from '../calendar/years.ts';
import { addDays, fromEpochDay, type PlainDate, plainDate, toEpochDay } from '../date.ts';
import { type ChangedDeadline, type ClockChange, changedDeadline } from './changes.ts';
import { type Deadline, deadline } from './deadline.ts';

const calendar = buildCalendar(builtInYears);
const anyDay = fc
  .integer({ min: toEpochDay(plainDate('2020-01-01')), max: toEpochDay(plainDate('2027-06-01')) })
  .map(fromEpochDay);

function due(clock: string, from: PlainDate): Deadline {
  const result = deadline(calendar, clock, from);
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

function changed(original: Deadline, changes: readonly ClockChange[]): ChangedDeadline {
  const result = changedDeadline(calendar, original, changes);
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.params)}`);
  return result.value;
}

/** Every day from the trigger once, ending on a working day, with `counted` days counted 1, 2, 3 …. */
function checkSteps({ original, steps, legalDue }: ChangedDeadline, counted: number): void {
  const last = toEpochDay(legalDue) - toEpochDay(original.from);
  expect(steps.map((step) => step.date)).toEqual(
    Array.from({ length: last + 1 }, (_, index) => addDays(original.from, index)),
  );
  const ordinals = steps.flatMap((step) => ('counted' in step ? [step.counted] : []));
  expect(ordinals).toEqual(Array.from({ length: counted }, (_, index) => index + 1));
  expect(isWorkingDay(calendar, legalDue)).toEqual({ ok: true, value: true });
}

describe('what happens to a clock, from any day', () => {
  test('nothing: the dates are the original ones', () => {
    fc.assert(
      fc.property(anyDay, (from) => {
        const original = due('handling', from);
        const { legalDue, targetDue, state, excluded, steps } = changed(original, []);
        expect([legalDue, targetDue, state, excluded]).toEqual([original.legalDue, original.targetDue, 'running', []]);
        expect(steps).toEqual(original.binding.steps);
      }),
    );
  });

  test('an extension adds exactly its days to the count and never shortens (Art 34)', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (from, days) => {
        const original = due('handling', from);
        const act = { reason: '情况复杂', approvedBy: '局长', decidedOn: from, toldOn: from };
        const found = changed(original, [{ type: 'extended', days, ...act }]);
        expect(found.unrolled).toBe(addDays(from, 60 + days));
        expect(found.legalDue >= original.legalDue && found.original === original).toBe(true);
        checkSteps(found, 60 + days);
      }),
    );
  });

  test('a hearing adds exactly its days, and those days are not counted (Art 36)', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 40 }), (from, after, length) => {
        const on = addDays(from, after);
        const found = changed(due('final-review', from), [
          { type: 'paused', cause: 'hearing', on },
          { type: 'resumed', on: addDays(on, length) },
        ]);
        expect(found.unrolled).toBe(addDays(from, 30 + length));
        expect(found.steps.filter((step) => step.reason === 'hearing')).toHaveLength(length);
        checkSteps(found, 30);
      }),
    );
  });
});
