// pnpm bench calendar: addWorkingDays against chinese-days, over the same receipt days, in the same run.
import {
  addDays,
  addWorkingDays,
  buildCalendar,
  builtInYears,
  deadline,
  dueDater,
  type PlainDate,
  plainDate,
} from '@huiyin/domain';
import chineseDays from 'chinese-days';
import { print, type Row, rate } from './harness.ts';

const calendar = buildCalendar(builtInYears);
const days: PlainDate[] = [];
for (let day = plainDate('2020-01-03'); day < '2026-10-01'; day = addDays(day, 1)) days.push(day);

let at = 0;
const next = (): PlainDate => days[at++ % days.length] ?? plainDate('2026-01-28');

const rows: Row[] = [];
for (const n of [5, 20, 30, 60]) {
  const peer = rate(() => void chineseDays.findWorkday(n, next()));
  const ours = rate(() => void addWorkingDays(calendar, next(), n));
  rows.push({ what: `chinese-days findWorkday(${n})`, value: peer, unit: 'calls/s', ratio: 1 });
  rows.push({ what: `addWorkingDays(${n})`, value: ours, unit: 'calls/s', ratio: ours / peer });
}
rows.push({
  what: 'deadline(acceptance-notice), with its workings',
  value: rate(() => void deadline(calendar, 'acceptance-notice', next())),
  unit: 'calls/s',
});

/** All open cases when a notice changes the calendar: tables built anew, then every case dated, as an office would. */
const open = Array.from({ length: 1_000_000 }, (_, index) => ({
  clock: index % 3 === 0 ? 'acceptance-notice' : index % 3 === 1 ? 'department-reply' : 'handling',
  from: days[(index * 7919) % days.length] ?? plainDate('2026-01-28'),
}));
const start = performance.now();
const due = dueDater(buildCalendar(builtInYears));
let dated = 0;
for (const { clock, from } of open) if (due(clock, from).ok) dated += 1;
rows.push({ what: `re-dating ${dated} open cases, calendar built anew`, value: performance.now() - start, unit: 'ms' });
print('calendar', rows);
