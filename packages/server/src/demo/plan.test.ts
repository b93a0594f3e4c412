import { addDays, isWorkingDay, plainDate } from '@huiyin/domain';
import { describe, expect, test } from 'vitest';
import { builtInCalendar } from '../modules/calendar/calendar.ts';
import { planDemo } from './plan.ts';
import { demoUnits } from './units.ts';

const now = Date.parse('2026-11-23T10:30:00+08:00');

describe('the demo bureau’s ten weeks', () => {
  test('the same moment gives the same plan', () => {
    expect(planDemo(now)).toEqual(planDemo(now));
  });

  test('about 120 cases, oldest first, nothing in the future, every id once', () => {
    const plan = planDemo(now);
    const times = plan.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThanOrEqual(now);
    expect(new Set(plan.map(({ commandId }) => commandId)).size).toBe(plan.length);
    const registered = plan.filter(({ type }) => type === 'registerCase').length;
    const visits = plan.filter(({ type }) => type === 'logOutreachVisit').length;
    expect(registered).toBeGreaterThan(90);
    expect(visits).toBeGreaterThanOrEqual(7);
  });

  test('on any day of a year there is a plan, and matters come in on working days only', () => {
    for (let day = plainDate('2026-03-01'), count = 0; count < 365; day = addDays(day, 3), count += 3) {
      const plan = planDemo(Date.parse(`${day}T09:00:00+08:00`));
      expect(plan.length).toBeGreaterThan(150);
      for (const { type, payload } of plan) {
        if (type !== 'registerCase') continue;
        const received = plainDate(String(payload.receivedOn));
        expect(isWorkingDay(builtInCalendar, received)).toEqual({ ok: true, value: true });
      }
    }
  });
});

test('units stand after their parents and can be found by the initials of their names', () => {
  const seen = new Set<string>();
  for (const { id, parentId, initials, name } of demoUnits) {
    expect(parentId === null || seen.has(parentId)).toBe(true);
    expect(seen.has(id)).toBe(false);
    expect([name, initials.length]).toEqual([name, name.length]);
    seen.add(id);
  }
  expect(demoUnits.filter(({ kind }) => kind === 'districtSchool').length).toBeGreaterThanOrEqual(38);
});
