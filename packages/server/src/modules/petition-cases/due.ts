import { type Calendar, dueSoonHorizon, type PlainDate } from '@huiyin/domain';
import { Prisma } from '../../generated/prisma/client.ts';

/** Today and the last day that counts as due soon (临近): with both, a due date has its state. */
export interface DueDay {
  readonly today: PlainDate;
  readonly horizon: PlainDate;
}

/** The day by which list, badge and wall judge. */
export function dueDay(calendar: Calendar, today: PlainDate): DueDay {
  return { today, horizon: dueSoonHorizon(calendar, today) };
}

// The domain's dueState() in SQL, once for the list's filter and the kept counts. No date (null, or 9999-12-31 in the
// counts) is neither. tests/api/live-counts.test.ts holds the two to each other.

/** SQL: past the legal due date (超期). */
export function overdueSql(legalDue: Prisma.Sql, { today }: DueDay): Prisma.Sql {
  return Prisma.sql`${legalDue} < ${today}::date`;
}

/** SQL: not overdue, and the target is at hand (临近). */
export function dueSoonSql(legalDue: Prisma.Sql, targetDue: Prisma.Sql, { today, horizon }: DueDay): Prisma.Sql {
  return Prisma.sql`(${legalDue} >= ${today}::date and ${targetDue} <= ${horizon}::date)`;
}

/** SQL: neither overdue nor due soon, but with a date (正常). */
export function onTimeSql(legalDue: Prisma.Sql, targetDue: Prisma.Sql, { today, horizon }: DueDay): Prisma.Sql {
  return Prisma.sql`(${legalDue} >= ${today}::date and ${targetDue} > ${horizon}::date)`;
}
