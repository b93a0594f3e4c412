import { expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import { type PeriodSum, type ReportSource, reportFigures } from './report.ts';

const sum = (measure: PeriodSum['measure'], amount: number, change: Partial<PeriodSum> = {}): PeriodSum => ({
  measure,
  amount,
  detail: '',
  past: false,
  unitId: 'basic',
  channel: 'letter',
  kind: 'appeal',
  ...change,
});
const source: ReportSource = {
  period: '2026-10',
  from: plainDate('2026-10-01'),
  to: plainDate('2026-10-31'),
  asOf: plainDate('2026-11-02'),
  before: '2026-09',
  lastYear: '2025-10',
  open: 3,
  overdue: 1,
  topics: [],
  repeated: [],
  pending: [],
  sums: {
    now: [
      sum('received', 4),
      sum('received', 2, { channel: 'leaderReception', unitId: 'west' }),
      sum('completed', 2, { channel: 'leaderReception', unitId: 'west' }),
      sum('toImplement', 2, { channel: 'leaderReception', unitId: 'west' }),
      sum('implemented', 1, { channel: 'leaderReception', unitId: 'west' }),
      sum('confirmed', 1, { channel: 'leaderReception', unitId: 'west' }),
      sum('reply', 3, { detail: 'onTime' }),
      sum('reply', 1, { detail: 'notYetDue', past: true }),
      sum('reply', 5, { detail: 'notYetDue' }),
      sum('acted', 2, { detail: 'supervised' }),
      sum('suggested', 1, { detail: 'improveWork:adopted' }),
    ],
    before: [sum('received', 9, { channel: 'call', kind: 'suggestion' })],
    lastYear: [],
  },
  units: [
    { unitId: 'west', overdue: 0 },
    { unitId: 'basic', overdue: 1 },
  ],
};

test('a report (Art 41, R65) compares with the period before and with last year, by channel and class that occurred', () => {
  const report = reportFigures(source);
  expect(report.received).toMatchObject({ now: 6, before: 9, lastYear: 0 });
  expect(report.channels.map(({ key, now, before }) => [key, now, before])).toEqual([
    ['letter', 4, 0],
    ['call', 0, 9],
    ['leaderReception', 2, 0],
  ]);
  expect(report.kinds.map(({ key }) => key)).toEqual(['suggestion', 'appeal']);
  expect(report.acts.find(({ key }) => key === 'supervised')).toMatchObject({ now: 2, before: 0 });
});

test('rates have both numbers, what is not yet due stands apart; no case is no rate', () => {
  const { rates, notYetDue } = reportFigures(source);
  const reply = rates.find(({ key }) => key === 'onTimeReply');
  expect(reply?.now).toEqual({ numerator: 3, denominator: 4, value: 0.75 });
  expect(reply?.lastYear).toEqual({ numerator: 0, denominator: 0 });
  expect(notYetDue.onTimeReply).toBe(5);
});

test('receptions are never told without what came of them (R37), units never by volume', () => {
  const { reception, units } = reportFigures(source);
  expect(reception.find(({ channel }) => channel === 'leaderReception')).toEqual({
    channel: 'leaderReception',
    received: 2,
    completed: 2,
    implemented: { numerator: 1, denominator: 2, value: 0.5 },
    confirmed: 1,
  });
  expect(units.map(({ unitId, received }) => [unitId, received])).toEqual([
    ['west', 2],
    ['basic', 4],
  ]);
});
