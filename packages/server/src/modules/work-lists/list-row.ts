import {
  type Calendar,
  type ClockId,
  type ContentKind,
  dueState,
  maskName,
  type PlainDate,
  workingDaysBetween,
} from '@huiyin/domain';
import {
  type CaseCommand,
  type CaseFlag,
  type CaseStatus,
  type Channel,
  type ReceiptState,
  voidedStatus,
} from '@huiyin/domain/cases';
import { channelName, clockName, commandName, contentKindName, statusName } from '@huiyin/domain/messages';
import type { RequestContext } from '../../context.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { onceEach } from '../../infra/once-each.ts';
import { anonymousName } from '../../messages/timeline.ts';
import { turnWords } from '../../messages/work-lists.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { peopleNames } from '../people/names.ts';
import { type UnitTree, unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { type DueDay, dueDay } from '../petition-cases/due.ts';
import { isOwnTurn, readTurnKey, turnsOf } from './turns.ts';

/** A case as a list reads it: columns only, never the whole state. Dates as text, instants in milliseconds. */
export interface ListRow {
  readonly id: string;
  readonly ordinal: number;
  readonly number: string;
  readonly title: string;
  readonly status: CaseStatus;
  readonly channel: Channel;
  readonly kind: ContentKind;
  readonly received: PlainDate;
  /** '-infinity' while it is open. */
  readonly closed: PlainDate | '-infinity';
  readonly registered: number;
  readonly updated: number;
  readonly name: string;
  readonly anonymous: boolean;
  readonly unit: string;
  readonly meant: string | null;
  readonly legal: PlainDate | null;
  readonly target: PlainDate | null;
  readonly clock: ClockId | null;
  readonly turn: string | null;
  readonly turnDue: string;
  readonly action: CaseCommand['type'] | null;
  readonly flags: readonly CaseFlag[];
  readonly receipts: readonly ReceiptState[];
  /** See recusedTurns. */
  readonly recused: readonly string[];
  readonly version: number;
}

/** SQL on alias `c` of each part of a {@link ListRow}. An ordinal is far below 2^53. */
const partSql: Readonly<Record<keyof ListRow, Prisma.Sql>> = {
  id: Prisma.sql`c.id`,
  ordinal: Prisma.sql`c.ordinal`,
  number: Prisma.sql`c.number`,
  title: Prisma.sql`c.title`,
  status: Prisma.sql`c.status`,
  channel: Prisma.sql`c.channel`,
  kind: Prisma.sql`c.content_kind`,
  received: Prisma.sql`c.received_on`,
  closed: Prisma.sql`c.closed_on`,
  registered: Prisma.sql`(extract(epoch from c.registered_at) * 1000)::bigint`,
  updated: Prisma.sql`(extract(epoch from c.updated_at) * 1000)::bigint`,
  name: Prisma.sql`c.petitioner_name`,
  anonymous: Prisma.sql`c.petitioner_anonymous`,
  unit: Prisma.sql`c.handling_unit_id`,
  meant: Prisma.sql`c.meant_unit_id`,
  legal: Prisma.sql`c.next_legal_due`,
  target: Prisma.sql`c.next_target_due`,
  clock: Prisma.sql`c.next_clock`,
  turn: Prisma.sql`c.turn`,
  turnDue: Prisma.sql`c.turn_due`,
  action: Prisma.sql`c.next_action`,
  flags: Prisma.sql`c.flags`,
  receipts: Prisma.sql`c.receipts`,
  recused: Prisma.sql`c.recused`,
  version: Prisma.sql`c.version`,
};

/** Some parts of rows as one text of PostgreSQL, and the reading of it. */
interface RowCodec {
  /** SQL on alias `c`: all rows of a select as JSON, `order` (order by …) kept. */
  readonly sql: (order: Prisma.Sql) => Prisma.Sql;
  /** The rows of that JSON; parts that were not asked for are not there. */
  readonly read: (json: string) => readonly ListRow[];
}

/** Arrays of values, named here and not fifty times by the database: half its work and half the bytes of objects. */
function rowCodec(parts: readonly (keyof ListRow)[]): RowCodec {
  const values = Prisma.join(parts.map((part) => partSql[part]));
  return {
    sql: (order) => Prisma.sql`coalesce(json_agg(json_build_array(${values}) ${order}), '[]')::text`,
    read(json) {
      // json_build_array makes exactly this shape
      const rows = JSON.parse(json) as readonly (readonly unknown[])[];
      return rows.map((row) => {
        const named: Partial<Record<keyof ListRow, unknown>> = {};
        for (let at = 0; at < parts.length; at += 1) named[parts[at] as keyof ListRow] = row[at]; // at is within parts
        return named as unknown as ListRow; // each part is of the type that its column has
      });
    },
  };
}

/** What each field of a shown row is made of; of a list only that is read. */
const partsOf: Readonly<Record<keyof ShownRow, readonly (keyof ListRow)[]>> = {
  id: ['id'],
  number: ['number'],
  title: ['title'],
  status: ['status'],
  statusName: ['status'],
  channel: ['channel'],
  channelName: ['channel'],
  contentKind: ['kind'],
  contentKindName: ['kind'],
  receivedOn: ['received'],
  closedOn: ['closed', 'status'],
  registeredAt: ['registered'],
  updatedAt: ['updated'],
  version: ['version'],
  petitioner: ['name', 'anonymous'],
  handlingUnit: ['unit'],
  meantUnit: ['meant'],
  dueState: ['legal', 'target'],
  workingDaysLeft: ['legal', 'target'],
  nextDue: ['legal', 'target', 'clock'],
  turn: ['turn', 'action', 'recused'],
  flags: ['flags'],
  receipts: ['receipts'],
};

/** Rows with what these fields are made of and `place`, the parts that say where a row stands in its list's order. */
export function rowsOf(fields: readonly (keyof ShownRow)[], place: readonly (keyof ListRow)[]): RowCodec {
  return rowCodec([...new Set([...place, ...fields.flatMap((field) => partsOf[field])])].sort());
}

/** The fields of a shown row that a query asks for. */
export function shownFields(asked: ReadonlySet<string>): readonly (keyof ShownRow)[] {
  return (Object.keys(partsOf) as (keyof ShownRow)[]).filter((field) => asked.has(field)); // its own keys
}

/** The columns that a row is read from, for a select that another one goes on with. */
export const listColumns = Prisma.sql`c.id, c.ordinal, c.number, c.title, c.status, c.channel, c.content_kind,
  c.received_on, c.closed_on, c.registered_at, c.updated_at, c.petitioner_name, c.petitioner_anonymous, c.handling_unit_id, c.meant_unit_id,
  c.next_legal_due, c.next_target_due, c.next_clock, c.turn, c.turn_due, c.next_action, c.flags, c.receipts, c.recused, c.version`;

/** What every row of a list is shown by: the day, the units, the names, and whose turns are the viewer's. */
export interface ListFacts {
  readonly day: DueDay;
  readonly calendar: Calendar;
  readonly units: UnitTree;
  readonly names: ReadonlyMap<string, string>;
  readonly turns: readonly string[];
}

/** Reads the facts: all of them kept for seconds by this process, so that most lists ask the database for their rows only. */
export async function listFacts(
  { database, clock }: Pick<RequestContext, 'database' | 'clock'>,
  viewer: Viewer,
): Promise<ListFacts> {
  const { bureauId } = viewer;
  const [calendar, units, names] = await Promise.all([
    calendarFor(database, viewer),
    unitTree(database.prisma, bureauId),
    peopleNames(database.prisma, bureauId),
  ]);
  return { day: dueDay(calendar, clock.today()), calendar, units, names, turns: turnsOf(viewer, units) };
}

/** Who has the turn, as people say it: a name where the post has a holder, else the post. */
function turnName(key: string, { units, names }: ListFacts): string {
  const turn = readTurnKey(key);
  if (!turn) return turnWords.unknown;
  const { holder, id } = turn;
  const unit = units.get(id)?.shortName ?? units.get(id)?.name ?? '';
  const { headId = '', portfolioLeaderId = '' } = units.staff(id);
  switch (holder) {
    case 'office':
      return turnWords.office;
    case 'unit':
      return unit;
    case 'reviewer':
      return names.get(headId) ?? turnWords.head(unit);
    case 'portfolioLeader':
      return names.get(portfolioLeaderId) ?? turnWords.leader;
    case 'person':
      return names.get(id) ?? turnWords.unknown;
  }
}

/** Whose turn it is and with which step, in Chinese; null when nothing more is owed. */
export function shownTurn({ turn, action, recused }: Pick<ListRow, 'turn' | 'action' | 'recused'>, facts: ListFacts) {
  if (turn === null) return null;
  const actionName = action === null ? null : commandName(action);
  return { name: turnName(turn, facts), mine: isOwnTurn(turn, recused, facts.turns), action, actionName };
}

/** Working days to a date, counted once a day and date: a list holds the same few dates again and again. */
const countedBy = onceEach((_calendar: Calendar) => new Map<string, number | null>());

function daysLeft({ calendar, day: { today } }: ListFacts, legalDue: PlainDate): number | null {
  const known = countedBy(calendar);
  const key = `${today} ${legalDue}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const between = workingDaysBetween(calendar, today, legalDue);
  const days = between.ok ? between.value.days : null;
  known.set(key, days);
  return days;
}

/**
 * A row as every reader may see it: named in Chinese, the petitioner masked. A field is worked out when it is asked for, and only
 * what was asked for has been read.
 */
export class ShownRow {
  readonly #row: ListRow;
  readonly #facts: ListFacts;

  constructor(row: ListRow, facts: ListFacts) {
    this.#row = row;
    this.#facts = facts;
  }

  get #due() {
    const { legal, target } = this.#row;
    return legal !== null && target !== null ? { legalDue: legal, targetDue: target } : undefined;
  }

  get id() {
    return this.#row.id;
  }

  get number() {
    return this.#row.number;
  }

  get title() {
    return this.#row.title;
  }

  get status() {
    return this.#row.status;
  }

  get statusName() {
    return statusName(this.#row.status);
  }

  get channel() {
    return this.#row.channel;
  }

  get channelName() {
    return channelName(this.#row.channel);
  }

  get contentKind() {
    return this.#row.kind;
  }

  get contentKindName() {
    return contentKindName(this.#row.kind);
  }

  get receivedOn() {
    return this.#row.received;
  }

  get closedOn() {
    const { closed, status } = this.#row;
    // what was voided was never closed: it is no case
    return closed === '-infinity' || status === voidedStatus ? null : closed;
  }

  get registeredAt() {
    return new Date(this.#row.registered).toISOString();
  }

  get updatedAt() {
    return new Date(this.#row.updated).toISOString();
  }

  get version() {
    return this.#row.version;
  }

  get flags() {
    return this.#row.flags;
  }

  get receipts() {
    return this.#row.receipts;
  }

  get petitioner() {
    const { name, anonymous } = this.#row;
    return { name: anonymous ? anonymousName : maskName(name), anonymous };
  }

  get handlingUnit() {
    const { unit } = this.#row;
    return { id: unit, name: this.#facts.units.holderName(unit) };
  }

  get meantUnit() {
    const { meant } = this.#row;
    return meant === null ? null : { id: meant, name: this.#facts.units.get(meant)?.name ?? '' };
  }

  get dueState() {
    const { today, horizon } = this.#facts.day;
    return dueState(this.#due, today, horizon);
  }

  get workingDaysLeft() {
    const due = this.#due;
    return due ? daysLeft(this.#facts, due.legalDue) : null;
  }

  get nextDue() {
    const due = this.#due;
    const { clock } = this.#row;
    return due && clock !== null ? { clock, name: clockName(clock), ...due } : null;
  }

  get turn() {
    return shownTurn(this.#row, this.#facts);
  }
}
