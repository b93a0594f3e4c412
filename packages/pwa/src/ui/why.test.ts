import { deadline, plainDate } from '@huiyin/domain';
import { describe, expect, it } from 'vitest';
import { calendar } from './calendar.ts';
import { whyCells, whyFromDomain } from './why.ts';

const marks = { start: '收', due: '止', rest: '休', festival: '节' };

function cellsOf(clock: string, from: string) {
  const found = deadline(calendar(), clock, plainDate(from));
  if (!found.ok) throw new Error(found.code);
  const why = whyFromDomain(found.value);
  return { why, cells: whyCells(why, marks) };
}

describe('the strip of 为什么是这一天', () => {
  it('shows 2026-10-09 + 15 days: every day once, the 15th outlined, Sunday skipped, due on Monday 10-26', () => {
    const { why, cells } = cellsOf('acceptance-notice', '2026-10-09');
    expect(why.legalDue).toBe('2026-10-26');
    expect(cells).toHaveLength(18);
    expect(cells[0]).toMatchObject({ date: '2026-10-09', kind: 'start', mark: '收' });
    expect(cells[1]).toMatchObject({ date: '2026-10-10', kind: 'counted', mark: '1', makeUp: true });
    expect(cells.at(-3)).toMatchObject({ date: '2026-10-24', kind: 'unrolled', mark: '15' });
    expect(cells.at(-2)).toMatchObject({ date: '2026-10-25', kind: 'skipped', mark: '休' });
    expect(cells.at(-1)).toMatchObject({ date: '2026-10-26', kind: 'due', mark: '止' });
  });

  it('names the festivals that a working-day limit skips', () => {
    const { cells } = cellsOf('department-reply', '2026-09-22');
    const skipped = cells.filter((cell) => cell.kind === 'skipped' && cell.mark === '节');
    expect(skipped.map((cell) => cell.festival)).toContain('国庆节');
    expect(cells.filter((cell) => cell.kind === 'counted')).toHaveLength(19);
  });

  it('marks exactly one limit as the one that binds, and it is the one shown', () => {
    for (const clock of ['acceptance-notice', 'department-reply', 'district-reply', 'handling', 'reexamination']) {
      const { why } = cellsOf(clock, '2026-11-18');
      const binding = why.limits.filter((limit) => limit.binds);
      expect(binding).toHaveLength(1);
      expect(binding[0]?.legalDue).toBe(why.legalDue);
    }
  });
});
