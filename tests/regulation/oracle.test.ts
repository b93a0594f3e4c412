import { clocks, deadline, plainDate } from '@huiyin/domain';
import { describe, expect, test } from 'vitest';
import { calendar } from './calendar.ts';
import { afterCalendarDays, afterWorkingDays, daysFrom, works } from './calendar-oracle.ts';

/** The last day from which every limit (60 days, and the roll) still ends within the official calendars. */
const receipts = daysFrom('2020-01-01', '2026-10-31');
/** The one clock that did not exist under the text of 2005. */
const since = (id: string): string => (id === 'transfer-objection' ? '2022-05-01' : '2020-01-01');

describe('every day of receipt 2020-01-01 … 2026-10-31, counted a second way', () => {
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
    expect(receipts.length).toBe(2496);
    expect(disagreements).toEqual([]);
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
