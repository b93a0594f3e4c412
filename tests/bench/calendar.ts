// pnpm bench calendar: addWorkingDays against what people use today, over the same receipt days, in the same run.
import {
  addDays,
  addWorkingDays,
  buildCalendar,
  builtInYears,
  deadline,
  type PlainDate,
  plainDate,
  toEpochDay,
} from '@huiyin/domain';
import { type PetitionCaseState, redateCase } from '@huiyin/domain/cases';
import chineseDays from 'chinese-days';
import { isWorkday } from 'chinese-workday';
import { addBusinessDays } from 'date-fns';
import { print, type Row, rate } from './harness.ts';

const calendar = buildCalendar(builtInYears);
const days: PlainDate[] = [];
for (let day = plainDate('2020-01-03'); day < '2025-10-01'; day = addDays(day, 1)) days.push(day);

let at = 0;
const next = (): PlainDate => days[at++ % days.length] ?? plainDate('2026-01-28');

/** chinese-workday adds no days of itself: asked day by day. */
function byChineseWorkday(from: PlainDate, n: number): string {
  let date = from;
  for (let left = n; left > 0; ) {
    date = addDays(date, 1);
    if (isWorkday(date)) left -= 1;
  }
  return date;
}

/** date-fns counts Monday to Friday and knows no notice. */
function byDateFns(from: PlainDate, n: number): string {
  return addBusinessDays(new Date(toEpochDay(from) * 86_400_000), n)
    .toISOString()
    .slice(0, 10);
}

const ways: readonly (readonly [name: string, add: (from: PlainDate, n: number) => unknown])[] = [
  ['chinese-days findWorkday', (from, n) => chineseDays.findWorkday(n, from)],
  ['chinese-workday, day by day', byChineseWorkday],
  ['date-fns addBusinessDays', byDateFns],
  ['addWorkingDays', (from, n) => addWorkingDays(calendar, from, n)],
];

const rows: Row[] = [];
// 250 working days are a year: the cost of the others grows with n, ours must not
for (const n of [5, 20, 60, 250]) {
  let measure: number | undefined;
  for (const [name, add] of ways) {
    const value = rate(() => void add(next(), n), 100);
    measure ??= value;
    rows.push({ what: `${name}(${n})`, value, unit: 'calls/s', ratio: value / measure });
  }
}
const ours = (from: PlainDate): string => {
  const found = addWorkingDays(calendar, from, 20);
  return found.ok ? found.value.date : found.code;
};
const peers: readonly (readonly [name: string, add: (from: PlainDate) => string])[] = [
  ['chinese-days', (from) => chineseDays.findWorkday(20, from)],
  ['chinese-workday', (from) => byChineseWorkday(from, 20)],
  ['date-fns', (from) => byDateFns(from, 20)],
];
for (const [name, add] of peers) {
  const value = days.filter((from) => add(from) !== ours(from)).length;
  rows.push({ what: `${name}: another date for n = 20`, value, unit: `of ${days.length} days` });
}
rows.push({
  what: 'deadline(acceptance-notice), with its workings',
  value: rate(() => void deadline(calendar, 'acceptance-notice', next())),
  unit: 'calls/s',
});

/** All open cases when a notice changes the calendar: built anew, then every case dated anew, each with an event. */
const open = Array.from({ length: 1_000_000 }, (_, index) => {
  const clock = (['acceptance-notice', 'department-reply', 'handling'] as const)[index % 3];
  const from = days[(index * 7919) % days.length] ?? plainDate('2026-01-28');
  const clocks = [{ clock, from, state: 'running', legalDue: from, targetDue: from, provisional: true }];
  return { id: String(index), channel: 'visit', clocks } as unknown as PetitionCaseState; // all that is read of it
});
const start = performance.now();
const processor = process.cpuUsage();
const anew = buildCalendar(builtInYears);
let dated = 0;
for (const state of open) {
  const events = redateCase(state, anew);
  if (events.ok) dated += events.value.length;
}
const what = `re-dating ${dated} open cases, calendar built anew`;
rows.push({ what, value: performance.now() - start, unit: 'ms' });
rows.push({ what: `${what}: processor time`, value: process.cpuUsage(processor).user / 1000, unit: 'ms' });
print('calendar', rows);
