import type { ContentKind, DueState, PlainDate } from '@huiyin/domain';
import {
  type CaseFlag,
  type CaseSort,
  type CaseStatus,
  type Channel,
  type ImplementationState,
  type ReceiptState,
  voidedStatus,
} from '@huiyin/domain/cases';
import type { CountedRate, RatePart } from '@huiyin/domain/office';
import { Prisma } from '../../generated/prisma/client.ts';
import { caseIdsOf } from '../imports/import-ids.ts';
import type { Scope } from '../people/visibility.ts';
import { noDate, ownTurnSql } from '../work-lists/turns.ts';
import { type DueDay, dueSoonSql, onTimeSql, overdueSql } from './due.ts';
import { ratePartSql } from './rate-part.ts';
import { isWholeNumber, searchForm, searchWords } from './search.ts';

/** What a case list is narrowed to; all given conditions hold together. */
export interface CaseFilter {
  readonly search?: string | null | undefined;
  readonly status?: readonly CaseStatus[] | null | undefined;
  readonly channel?: readonly Channel[] | null | undefined;
  /** The unit or one below it. */
  readonly unitId?: string | null | undefined;
  /** Of `unitId` that unit alone, without those below it. */
  readonly unitAlone?: boolean | null | undefined;
  readonly due?: DueState | null | undefined;
  readonly visitId?: string | null | undefined;
  /** Registered by this import (批量导入). */
  readonly importId?: string | null | undefined;
  readonly contentKind?: readonly ContentKind[] | null | undefined;
  /** Received on one of these days, both included. */
  readonly receivedFrom?: PlainDate | null | undefined;
  readonly receivedTo?: PlainDate | null | undefined;
  /** Closed (办结) on one of these days, both included. */
  readonly closedFrom?: PlainDate | null | undefined;
  readonly closedTo?: PlainDate | null | undefined;
  /** Counted in this part of a rate. */
  readonly rate?: { readonly of: CountedRate; readonly part: RatePart } | null | undefined;
  /** In whose title or demand this phrase stands (热点); never an accusation. */
  readonly topic?: string | null | undefined;
  /** Registered on this day. */
  readonly registeredOn?: PlainDate | null | undefined;
  /** Marked as any of these. */
  readonly flags?: readonly CaseFlag[] | null | undefined;
  /** The next step is the viewer's own. */
  readonly mine?: boolean | null | undefined;
  /** Carried out as far as any of these (落实情况). */
  readonly implementation?: readonly ImplementationState[] | null | undefined;
  /** Whose newest 催办, 督办 or 通报 stands in any of these ways (签收情况). */
  readonly receipts?: readonly ReceiptState[] | null | undefined;
  /** In the archive (归档), or not. */
  readonly archived?: boolean | null | undefined;
}

/** Where the facts that a list can be narrowed by stand: with each case, or with the kept counts. */
interface Facts {
  readonly status: Prisma.Sql;
  readonly channel: Prisma.Sql;
  readonly contentKind: Prisma.Sql;
  readonly unit: Prisma.Sql;
  readonly legalDue: Prisma.Sql;
  readonly targetDue: Prisma.Sql;
  readonly noDate: Prisma.Sql;
}

/** The facts of the cases themselves, on alias `c`. */
export const ofCases: Facts = {
  status: Prisma.sql`c.status`,
  channel: Prisma.sql`c.channel`,
  contentKind: Prisma.sql`c.content_kind`,
  unit: Prisma.sql`c.handling_unit_id`,
  legalDue: Prisma.sql`c.next_legal_due`,
  targetDue: Prisma.sql`c.next_target_due`,
  noDate: Prisma.sql`c.next_legal_due is null`,
};

/** The facts of the kept counts, on alias `k`. */
export const ofCounts: Facts = {
  status: Prisma.sql`k.status`,
  channel: Prisma.sql`k.channel`,
  contentKind: Prisma.sql`k.content_kind`,
  unit: Prisma.sql`k.unit_id`,
  legalDue: Prisma.sql`k.legal_due`,
  targetDue: Prisma.sql`k.target_due`,
  noDate: Prisma.sql`k.legal_due = ${noDate}::date`,
};

/** The one definition of what a filter means, for the list and for its badge. */
export function narrowed(
  facts: Facts,
  { bureauId, accusationsBut }: Scope,
  filter: CaseFilter,
  day: DueDay,
): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [];
  if (filter.status) parts.push(Prisma.sql`${facts.status} = any(${[...filter.status]})`);
  if (filter.channel) parts.push(Prisma.sql`${facts.channel} = any(${[...filter.channel]})`);
  if (filter.contentKind) {
    // who sees no accusation is not led past all cases to none (Art 30)
    const seen = filter.contentKind.filter((kind) => kind !== 'accusation' || accusationsBut !== null);
    parts.push(seen.length === 0 ? Prisma.sql`false` : Prisma.sql`${facts.contentKind} = any(${seen})`);
  }
  if (filter.due) parts.push(dueCondition(facts, filter.due, day));
  if (filter.unitId && filter.unitAlone) parts.push(Prisma.sql`${facts.unit} = ${filter.unitId}`);
  else if (filter.unitId) {
    parts.push(Prisma.sql`${facts.unit} in (
      select below.id from unit top join unit below on below.bureau_id = top.bureau_id and starts_with(below.path, top.path)
      where top.bureau_id = ${bureauId} and top.id = ${filter.unitId})`);
  }
  return parts;
}

/**
 * A registration that was voided (已作废) stands in no list but those that ask for it: by its status or its number, and all of an import
 * or a visit. No date runs in it, so a list of those that have one need not leave it out.
 */
export function standing(facts: Facts, { status, due, search, importId, visitId }: CaseFilter): Prisma.Sql[] {
  const asked = status || importId || visitId || searchWords(search ?? '').some(isWholeNumber);
  return asked || (due && due !== 'none') ? [] : [Prisma.sql`${facts.status} <> ${voidedStatus}`];
}

/** SQL: a date stands so (超期, 临近, 正常, 无期限), for lists, badges and 12345 orders alike. */
export function dueCondition({ legalDue, targetDue, noDate: none }: Facts, due: DueState, day: DueDay): Prisma.Sql {
  switch (due) {
    case 'overdue':
      return overdueSql(legalDue, day);
    case 'dueSoon':
      return dueSoonSql(legalDue, targetDue, day);
    case 'onTime':
      return Prisma.sql`(${onTimeSql(legalDue, targetDue, day)} and not ${none})`;
    case 'none':
      return none;
  }
}

/** 落实情况. That it is not the many of which nothing is to be carried out is said apart: the index holds only the others. */
const implementedSql = (states: readonly ImplementationState[]): Prisma.Sql =>
  Prisma.sql`${states.includes('none') ? Prisma.empty : Prisma.sql`c.implementation <> 'none' and `}c.implementation = any(${[...states]}::text[])`;

/** What the kept counts know nothing of. */
export function uncounted({ filter, day, turns }: Pick<CaseQuery, 'filter' | 'day' | 'turns'>): Prisma.Sql[] {
  const {
    visitId,
    importId,
    receivedFrom,
    receivedTo,
    closedFrom,
    closedTo,
    registeredOn,
    flags,
    mine,
    rate,
    topic,
    implementation,
    receipts,
    archived,
  } = filter;
  return [
    ...(visitId ? [Prisma.sql`c.visit_id = ${visitId}`] : []),
    ...(importId ? [Prisma.sql`c.id = any(${[...caseIdsOf(importId)]}::text[])`] : []),
    ...(receivedFrom ? [Prisma.sql`c.received_on >= ${receivedFrom}::date`] : []),
    ...(receivedTo ? [Prisma.sql`c.received_on <= ${receivedTo}::date`] : []),
    ...(closedFrom ? [Prisma.sql`c.closed_on >= ${closedFrom}::date`] : []),
    ...(closedTo ? [Prisma.sql`c.closed_on <= ${closedTo}::date`] : []),
    ...(closedTo && !closedFrom ? [Prisma.sql`c.closed_on > '-infinity'`] : []),
    ...(rate ? [ratePartSql(rate, day)] : []),
    ...(topic ? [topicSql(topic)] : []),
    ...(registeredOn ? [Prisma.sql`c.registered_on = ${registeredOn}::date`] : []),
    ...(flags ? [Prisma.sql`c.flags && ${[...flags]}::text[]`] : []),
    ...(implementation ? [implementedSql(implementation)] : []),
    // that it is one of the few that were pressed is said apart: the index holds only those
    ...(receipts ? [Prisma.sql`c.receipts <> '{}'::text[] and c.receipts && ${[...receipts]}::text[]`] : []),
    // archived cases have an index of their own, by these very words; of the others PostgreSQL would else think that they are few
    ...(archived == null
      ? []
      : [
          archived
            ? Prisma.sql`c.state->'archive' is not null`
            : Prisma.sql`case when c.state->'archive' is null then true else false end`,
        ]),
    ...(mine ? [ownTurnSql(turns)] : []),
  ];
}

/** SQL on alias `c`: title or demand of an ordinary case holds the phrase, as its pieces find it (case-keys.ts) and the text then says. */
function topicSql(topic: string): Prisma.Sql {
  const phrase = searchForm(topic);
  const text = Prisma.sql`lower(normalize(c.title || ' ' || c.demand, NFKC))`;
  return Prisma.sql`(c.compartment <> 'accusation' and strpos(${text}, ${phrase}) > 0)`;
}

/** What is listed: of which scope, narrowed how, judged by which day. */
export interface CaseQuery {
  readonly scope: Scope;
  readonly filter: CaseFilter;
  readonly day: DueDay;
  /** The viewer's turns, see work-lists/turns.ts. */
  readonly turns: readonly string[];
}

/**
 * An order of cases, each an index with the order of registration after it, and its direction. By what binds first, what is done
 * comes last; by closing, what is open; numbers are given in the order of registration.
 */
export interface CaseOrder {
  readonly by: CaseSort;
  readonly descending: boolean;
}
