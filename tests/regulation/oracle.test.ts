import { changedDeadline, clocks, type Deadline, deadline, dueDate, plainDate } from '@huiyin/domain';
import { describe, expect, test } from 'vitest';
import { calendar } from './calendar.ts';
import { afterCalendarDays, afterDays, afterWorkingDays, daysFrom, works } from './calendar-oracle.ts';

/** The last day from which every limit (60 days, and the roll) still ends before a notice to come may move it. */
const receipts = daysFrom('2020-01-01', '2026-10-29');
/** The one clock that did not exist under the text of 2005. */
const since = (id: string): string => (id === 'transfer-objection' ? '2022-05-01' : '2020-01-01');

describe('every day of receipt 2020-01-01 … 2026-10-29, counted a second way', () => {
  test.each(clocks.map((clock) => clock.id))('%s: all limits and the one that binds agree', (id) => {
    const disagreements: string[] = [];
    for (const from of receipts) {
      if (from < since(id)) continue;
      const found = deadline(calendar, id, plainDate(from));
      if (!found.ok) throw new Error(`${id} ${from}: ${found.code}`);
      const second = found.value.candidates.map(({ limit }) => {
        if (limit.unit === 'workingDay') return afterWorkingDays(from, limit.amount);
        const due = afterCalendarDays(from, limit.amount);
        return limit.roll === 'backward' ? { ...due, legalDue: due.targetDue } : due;
      });
      found.value.candidates.forEach((candidate, index) => {
        const { unrolled, legalDue, targetDue } = candidate;
        const ours = [unrolled, legalDue, targetDue].join(' ');
        const theirs = [second[index]?.unrolled, second[index]?.legalDue, second[index]?.targetDue].join(' ');
        if (ours !== theirs) disagreements.push(`${from} ${candidate.limit.id}: ${ours}, not ${theirs}`);
      });
      const earliest = second.map((due) => due.legalDue).toSorted()[0];
      if (found.value.legalDue !== earliest) disagreements.push(`${from} ${id}: the earliest does not bind`);
      if (found.value.provisional) disagreements.push(`${from} ${id}: provisional inside official years`);
    }
    expect(receipts.length).toBe(2494);
    expect(disagreements).toEqual([]);
  });
});

const due = (id: string, from: string): Deadline => {
  const found = deadline(calendar, id, plainDate(from));
  if (!found.ok) throw new Error(`${id} ${from}: ${found.code}`);
  return found.value;
};
const threeDates = (dates: { unrolled: string; legalDue: string; targetDue: string }): string =>
  [dates.unrolled, dates.legalDue, dates.targetDue].join(' ');

describe('what changes a clock, counted a second way on every day of receipt', () => {
  // 60 + 30 days, and the roll, still end before the notice for 2027 can reach
  const handled = daysFrom('2020-01-01', '2026-09-29');

  test.each([1, 15, 30])('办理延长%i日 (Art 34): the 60 days and as many more, rolled once at the end', (days) => {
    for (const from of handled) {
      const original = due('handling', from);
      const decidedOn = plainDate(from);
      const act = { reason: '情况复杂', approvedBy: '局长', decidedOn, toldOn: decidedOn };
      const found = changedDeadline(calendar, original, [{ type: 'extended', days, ...act }]);
      if (!found.ok) throw new Error(`${from}: ${found.code}`);
      if (threeDates(found.value) !== threeDates(afterCalendarDays(from, 60 + days))) expect(found.value).toBe(from);
      if (found.value.original !== original || found.value.provisional) expect(found.value).toBe(from);
    }
    expect(handled.length).toBe(2464);
  });

  test.each([
    [3, 1],
    [10, 5],
    [25, 20],
  ])('复核听证：自第%i日起听证%i日不计 (Art 36)', (after, length) => {
    for (const from of handled) {
      const on = plainDate(afterDays(from, after));
      const back = plainDate(afterDays(from, after + length));
      const found = changedDeadline(calendar, due('final-review', from), [
        { type: 'paused', cause: 'hearing', on },
        { type: 'resumed', on: back },
      ]);
      if (!found.ok) throw new Error(`${from}: ${found.code}`);
      if (threeDates(found.value) !== threeDates(afterCalendarDays(from, 30 + length))) expect(found.value).toBe(from);
    }
  });

  test('省级规定 switched on: 5 working days and 30 days bind on every day of receipt', () => {
    for (const from of handled) {
      for (const [id, second] of [
        ['acceptance-notice', afterWorkingDays(from, 5)],
        ['district-notice', afterWorkingDays(from, 5)],
        ['handling', afterCalendarDays(from, 30)],
      ] as const) {
        const found = deadline(calendar, id, plainDate(from), { province: 'zhejiang' });
        if (!found.ok) throw new Error(`${id} ${from}: ${found.code}`);
        const { legalDue, targetDue, binding } = found.value;
        // over a long festival the nation's 15 days can end on the same working day as the five
        expect([id, from, legalDue]).toEqual([id, from, second.legalDue]);
        if (binding.limit.level === 'provincial') expect([id, from, targetDue]).toEqual([id, from, second.targetDue]);
      }
    }
  });

  test('without its workings a due date is the same', () => {
    for (const { id } of clocks) {
      for (const from of receipts.filter((day) => day >= since(id))) {
        const quick = dueDate(calendar, id, plainDate(from));
        if (!quick.ok || threeDates(quick.value) !== threeDates(due(id, from).binding))
          expect(quick).toBe(`${id} ${from}`);
      }
    }
  });
});

describe('the bureau’s 15 working days against the law’s 15 days (R71, R77; Art 23)', () => {
  test.each(['acceptance-notice', 'district-notice'])('%s: later on 685 of 685 working days of receipt', (id) => {
    const days = daysFrom('2024-01-01', '2026-09-30').filter(works);
    let later = 0;
    for (const from of days) {
      const found = deadline(calendar, id, plainDate(from));
      if (!found.ok) throw new Error(found.code);
      const [bureau, nation] = found.value.candidates;
      if (bureau && nation && bureau.legalDue > nation.legalDue) later += 1;
      expect(found.value.binding.limit.level).toBe('national');
      expect(found.value.citation).toEqual({ regulation: 'petitionRegulation2022', article: '第二十三条' });
    }
    expect([later, days.length]).toEqual([685, 685]);
  });
});
