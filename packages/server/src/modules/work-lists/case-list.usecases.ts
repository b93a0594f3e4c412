import { parsePlainDate } from '@huiyin/domain';
import { type CaseSort, channels, usualCaseSort } from '@huiyin/domain/cases';
import type { RequestContext } from '../../context.ts';
import { placeCursor, readFirst, readPlaceCursor } from '../../graphql/paging.ts';
import { refusalError } from '../../graphql/refusal.ts';
import type { Viewer } from '../people/viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import { countCases, keptCountSql, mostCountedCases, upToMost } from '../petition-cases/case-count.ts';
import type { CaseFilter, CaseOrder } from '../petition-cases/case-filter.ts';
import type { ListPlace } from '../petition-cases/case-order.ts';
import { figureCountSql } from '../petition-cases/figure-count.ts';
import { findCaseList, placeOf } from './case-list.repository.ts';
import { type ListFacts, listFacts, ShownRow } from './list-row.ts';
import { nobodysTurn, noDate } from './turns.ts';

/** A page of a list of cases. */
export interface CaseListPage {
  readonly rows: readonly ShownRow[];
  readonly endCursor: string | null;
  /** By the same condition as the rows; where no count is kept at most 100, and `more` says that there are more. */
  readonly totalCount: number;
  readonly more: boolean;
  readonly asOf: string;
}

/** What is asked for of a list. */
export interface CaseListAsked {
  readonly filter?: CaseFilter | null | undefined;
  readonly sort?: CaseSort | null | undefined;
  readonly descending?: boolean | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  /** Whether the count is wanted; a list that nobody counts costs one statement. */
  readonly counted: boolean;
  /** The fields of its rows that are wanted. */
  readonly fields: readonly (keyof ShownRow)[];
}

/** The newest first, but what binds first first. */
export function orderOf({
  filter,
  sort,
  descending,
}: Pick<CaseListAsked, 'filter' | 'sort' | 'descending'>): CaseOrder {
  const by = sort ?? usualCaseSort(filter ?? {});
  return { by, descending: descending ?? by !== 'due' };
}

/** The conditions asked for. Throws unknown-unit. */
export function soundFilter({ filter }: Pick<CaseListAsked, 'filter'>, { units }: ListFacts): CaseFilter {
  if (filter?.unitId && !units.get(filter.unitId)) throw refusalError('unknown-unit', { unitId: filter.unitId });
  return filter ?? {};
}

/** One page of the cases that the viewer sees. Throws invalid-page-size, invalid-cursor, unknown-unit. */
export async function caseListPage(
  context: RequestContext,
  viewer: Viewer,
  asked: CaseListAsked,
): Promise<CaseListPage> {
  const facts = await listFacts(context, viewer);
  const filter = soundFilter(asked, facts);
  const order = orderOf(asked);
  const first = readFirst(asked.first);
  const after = asked.after == null ? undefined : readPlace(order, asked.after);
  const query = { scope: scopeOf(viewer), filter, day: facts.day, turns: facts.turns };
  const { database, proof } = context;
  // Which cases a rate counts is kept beside them, and may be a moment behind.
  if (filter.rate) await context.figures.catchUp(viewer.bureauId);
  const kept = asked.counted ? keptCountSql(query) : undefined;
  const figured = asked.counted && !kept && figureCountSql(query) ? countCases(context, query) : undefined;
  // What is looked for anyway is counted in the same look, as far as a count goes.
  const countTo = asked.counted && !kept && !figured && !after && !filter.topic ? mostCountedCases + 1 : undefined;
  const page = { limit: first + 1, after, kept, countTo, fields: asked.fields, proof };
  const [{ found, counted }, figure] = await Promise.all([findCaseList(database, query, order, page), figured]);
  const rows = found.slice(0, first);
  const read = counted === undefined ? undefined : kept ? { count: counted, more: false } : upToMost(counted);
  const total = figure ?? read ?? (asked.counted ? await countCases(context, query) : undefined);
  const last = rows.at(-1);
  const place = last && found.length > first ? placeOf(order, last) : undefined;
  return {
    rows: rows.map((row) => new ShownRow(row, facts)),
    endCursor: place ? placeCursor(order.by, place.value, place.ordinal) : null,
    totalCount: total?.count ?? 0,
    more: total?.more ?? false,
    asOf: new Date(context.clock.now()).toISOString(),
  };
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Reads a cursor of this order; what no page gave is refused before PostgreSQL sees it. */
function readPlace({ by }: CaseOrder, cursor: string): ListPlace {
  const place = readPlaceCursor(cursor, by);
  const { value } = place;
  const known: Readonly<Record<CaseSort, () => boolean>> = {
    registered: () => value === '',
    due: () => value === nobodysTurn || value === noDate || parsePlainDate(value).ok,
    received: () => parsePlainDate(value).ok,
    closed: () => value === '-infinity' || parsePlainDate(value).ok,
    updated: () => instant.test(value) && !Number.isNaN(Date.parse(value)),
    number: () => channels.some((channel) => channel === value),
  };
  if (!known[by]()) throw refusalError('invalid-cursor');
  return place;
}
