import { addDays, type PlainDate } from '@huiyin/domain';
import { openStatuses } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import { visibleCounts } from '../people/visibility.ts';
import { type CaseFilter, type CaseQuery, narrowed, ofCounts } from './case-filter.ts';
import { ratePartSums } from './rate-part.ts';

/** A line of days; an end that is not given is open. */
interface Days {
  readonly from: PlainDate | null | undefined;
  readonly to: PlainDate | null | undefined;
}

/** Whether these are whole months. */
function wholeMonths({ from, to }: Days): boolean {
  return (!from || from.endsWith('-01')) && (!to || addDays(to, 1).endsWith('-01'));
}

interface FigureSum {
  readonly measures: readonly string[];
  readonly days: Days;
  readonly amount: Prisma.Sql;
}

const all = Prisma.sql`coalesce(sum(k.amount), 0)`;

const allOpen = (status: CaseFilter['status']): boolean =>
  status?.length === openStatuses.length && openStatuses.every((one) => status.includes(one));

/** Which kept figures say how many cases a filter finds; undefined when none do. */
function figureOf({ filter, day }: Pick<CaseQuery, 'filter' | 'day'>): FigureSum | undefined {
  const { channel: _channel, contentKind: _kind, unitId: _unit, unitAlone: _alone, ...rest } = filter;
  const { receivedFrom, receivedTo, closedFrom, closedTo, rate, status, due, ...others } = rest;
  if (Object.values(others).some((one) => one != null && one !== '')) return undefined;
  const received: Days = { from: receivedFrom, to: receivedTo };
  const closed: Days = { from: closedFrom, to: closedTo };
  if (closedFrom || closedTo) {
    if (receivedFrom || receivedTo || rate || status || due) return undefined;
    return { measures: [wholeMonths(closed) ? 'closed' : 'closedDay'], days: closed, amount: all };
  }
  if (rate) {
    if (status || due || !wholeMonths(received)) return undefined;
    return { ...ratePartSums(rate, day), days: received };
  }
  if (!receivedFrom && !receivedTo) return undefined;
  if (!status && !due)
    return { measures: [wholeMonths(received) ? 'received' : 'receivedDay'], days: received, amount: all };
  if (!allOpen(status) || (due && due !== 'overdue')) return undefined;
  const late = Prisma.sql`coalesce(sum(k.amount) filter (where k.due < ${day.today}::date), 0)`;
  return { measures: ['open'], days: received, amount: due ? late : all };
}

/**
 * SQL of how many cases a filter finds by the kept figures, which cost the same at any number of cases: what came or was closed
 * in some days, what of it is still open, and the parts of rates. Undefined when they do not say it.
 */
export function figureCountSql(query: CaseQuery): Prisma.Sql | undefined {
  const { scope, filter, day } = query;
  const found = figureOf(query);
  if (!found) return undefined;
  const { channel, contentKind, unitId, unitAlone } = filter;
  const { from, to } = found.days;
  const conditions = [
    visibleCounts(scope),
    Prisma.sql`k.measure = any(${[...found.measures]})`,
    ...(from ? [Prisma.sql`k.day >= ${from}::date`] : []),
    ...(to ? [Prisma.sql`k.day <= ${to}::date`] : []),
    ...narrowed(ofCounts, scope, { channel, contentKind, unitId, unitAlone }, day),
  ];
  return Prisma.sql`
    select (${found.amount})::int as count from figure_total k where ${Prisma.join(conditions, ' and ')}`;
}
