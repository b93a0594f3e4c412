import { type CountedRate, everyCase, type FactPick, markOf, type RatePart, rateFacts } from '@huiyin/domain/office';
import { Prisma } from '../../generated/prisma/client.ts';
import type { DueDay } from './due.ts';

// A part of a rate in SQL, once as the cases (marks of case_figure, alias `f`) and once as the number (sums of figure_total,
// alias `k`). Both are made of the domain's one table of what a rate is made of; tests/api/figures.test.ts holds them to each other.

interface AskedPart {
  readonly of: CountedRate;
  readonly part: RatePart;
}

const dueColumn: Readonly<Record<string, Prisma.Sql>> = {
  notice: Prisma.sql`f.notice_due`,
  reply: Prisma.sql`f.reply_due`,
  asked: Prisma.sql`f.asked_due`,
};

const either = (parts: readonly Prisma.Sql[]): Prisma.Sql =>
  parts.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join([...parts], ' or ')})`;

function markedSql(pick: FactPick, { today }: Pick<DueDay, 'today'>, part: RatePart): Prisma.Sql {
  if (pick.measure === everyCase) return Prisma.sql`true`;
  const due = dueColumn[pick.measure];
  if ('past' in pick) return due ? Prisma.sql`${due} < ${today}::date` : Prisma.sql`false`;
  const marked = Prisma.sql`f.marks @> ${[markOf(pick)]}::text[]`;
  // What stands in neither number has its day still before it, so that days lead to the few cases there are.
  if (part === 'leftOut' && due) return Prisma.sql`(${marked} and ${due} >= ${today}::date)`;
  return due ? Prisma.sql`(${marked} and (${due} is null or ${due} >= ${today}::date))` : marked;
}

/** SQL on alias `c`: the cases of a part of a rate, as of a day. */
export function ratePartSql({ of, part }: AskedPart, day: Pick<DueDay, 'today'>): Prisma.Sql {
  const cases = (picks: readonly FactPick[]) => either(picks.map((pick) => markedSql(pick, day, part)));
  const { numerator, denominator } = rateFacts[of];
  const wanted =
    part === 'rest'
      ? Prisma.sql`${cases(denominator)} and not ${cases(numerator)}`
      : Prisma.sql`${cases(rateFacts[of][part])}`;
  return Prisma.sql`exists (
    select 1 from case_figure f where f.bureau_id = c.bureau_id and f.case_id = c.id and ${wanted})`;
}

function pickedSql(pick: FactPick, { today }: Pick<DueDay, 'today'>): Prisma.Sql {
  return 'past' in pick
    ? Prisma.sql`(k.measure = ${pick.measure} and k.due < ${today}::date)`
    : Prisma.sql`(k.measure = ${pick.measure} and k.detail = ${pick.detail} and k.due >= ${today}::date)`;
}

/** SQL on alias `k`: what the sums of a part of a rate are added up to, and of which measures. */
export function ratePartSums({ of, part }: AskedPart, day: Pick<DueDay, 'today'>) {
  const { numerator, denominator } = rateFacts[of];
  const picks = part === 'rest' ? denominator : rateFacts[of][part];
  const sum = (some: readonly FactPick[]) =>
    Prisma.sql`coalesce(sum(k.amount) filter (where ${either(some.map((pick) => pickedSql(pick, day)))}), 0)`;
  return {
    measures: [...new Set([...picks, ...numerator].map(({ measure }) => measure))],
    amount: part === 'rest' ? Prisma.sql`${sum(denominator)} - ${sum(numerator)}` : sum(picks),
  };
}
