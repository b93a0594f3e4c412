import {
  type Calendar,
  type ClockId,
  type ContentKind,
  dueState,
  maskName,
  type PlainDate,
  workingDaysBetween,
} from '@huiyin/domain';
import type { CaseCommand, CaseFlag, CaseStatus, Channel } from '@huiyin/domain/cases';
import { channelName, clockName, commandName, contentKindName, statusName } from '@huiyin/domain/messages';
import type { RequestContext } from '../../context.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { anonymousName } from '../../messages/timeline.ts';
import { turnWords } from '../../messages/work-lists.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { peopleNames } from '../people/names.ts';
import { type UnitTree, unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { type DueDay, dueDay } from '../petition-cases/due.ts';
import { readTurnKey, turnsOf } from './turns.ts';

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
  readonly registered: number;
  readonly updated: number;
  readonly name: string;
  readonly anonymous: boolean;
  readonly unit: string;
  readonly legal: PlainDate | null;
  readonly target: PlainDate | null;
  readonly clock: ClockId | null;
  readonly turn: string | null;
  readonly turnDue: string;
  readonly action: CaseCommand['type'] | null;
  readonly flags: readonly CaseFlag[];
  readonly version: number;
}

/** SQL on alias `c`: one {@link ListRow} as JSON. An ordinal is far below 2^53. */
export const listRowSql = Prisma.sql`json_build_object('id', c.id, 'ordinal', c.ordinal, 'number', c.number,
  'title', c.title, 'status', c.status, 'channel', c.channel, 'kind', c.content_kind, 'received', c.received_on,
  'registered', (extract(epoch from c.registered_at) * 1000)::bigint,
  'updated', (extract(epoch from c.updated_at) * 1000)::bigint, 'name', c.petitioner_name,
  'anonymous', c.petitioner_anonymous, 'unit', c.handling_unit_id, 'legal', c.next_legal_due,
  'target', c.next_target_due, 'clock', c.next_clock, 'turn', c.turn, 'turnDue', c.turn_due,
  'action', c.next_action, 'flags', c.flags, 'version', c.version)`;

/** The columns that {@link listRowSql} reads, for a select that another one goes on with. */
export const listColumns = Prisma.sql`c.id, c.ordinal, c.number, c.title, c.status, c.channel, c.content_kind,
  c.received_on, c.registered_at, c.updated_at, c.petitioner_name, c.petitioner_anonymous, c.handling_unit_id,
  c.next_legal_due, c.next_target_due, c.next_clock, c.turn, c.turn_due, c.next_action, c.flags, c.version`;

/** What every row of a list is shown by: the day, the units, the names, and whose turns are the viewer's. */
export interface ListFacts {
  readonly day: DueDay;
  readonly calendar: Calendar;
  readonly units: UnitTree;
  readonly names: ReadonlyMap<string, string>;
  readonly turns: readonly string[];
}

/** Reads the facts: all of them kept for seconds by this process, so that most lists ask the database for their rows only. */
export async function listFacts({ database, clock }: RequestContext, viewer: Viewer): Promise<ListFacts> {
  const { bureauId } = viewer;
  const [calendar, units, names] = await Promise.all([
    calendarFor(database, viewer),
    unitTree(database.prisma, bureauId),
    peopleNames(database.prisma, bureauId),
  ]);
  return { day: orRefuse(dueDay(calendar, clock.today())), calendar, units, names, turns: turnsOf(viewer, units) };
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

/** Working days to a date, counted once a day and date: a list holds the same few dates again and again. */
const counted = new WeakMap<Calendar, Map<string, number | null>>();

function daysLeft({ calendar, day: { today } }: ListFacts, legalDue: PlainDate): number | null {
  const known = counted.get(calendar) ?? new Map<string, number | null>();
  counted.set(calendar, known);
  const key = `${today} ${legalDue}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const between = workingDaysBetween(calendar, today, legalDue);
  const days = between.ok ? between.value.days : null;
  known.set(key, days);
  return days;
}

/** A row as every reader may see it: named in Chinese, the petitioner masked. Plain data, ready to be sent. */
export function presentRow(row: ListRow, facts: ListFacts) {
  const { units, day, turns } = facts;
  const { legal, target, clock } = row;
  const unit = units.get(row.unit);
  const due = legal !== null && target !== null ? { legalDue: legal, targetDue: target } : undefined;
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    status: row.status,
    statusName: statusName(row.status),
    channel: row.channel,
    channelName: channelName(row.channel),
    contentKind: row.kind,
    contentKindName: contentKindName(row.kind),
    receivedOn: row.received,
    registeredAt: new Date(row.registered).toISOString(),
    updatedAt: new Date(row.updated).toISOString(),
    version: row.version,
    petitioner: { name: row.anonymous ? anonymousName : maskName(row.name), anonymous: row.anonymous },
    handlingUnit: { id: row.unit, name: unit?.name ?? '' },
    dueState: dueState(due, day.today, day.horizon),
    workingDaysLeft: due ? daysLeft(facts, due.legalDue) : null,
    nextDue: due && clock !== null ? { clock, name: clockName(clock), ...due } : null,
    turn:
      row.turn === null
        ? null
        : {
            name: turnName(row.turn, facts),
            mine: turns.includes(row.turn),
            action: row.action,
            actionName: row.action === null ? null : commandName(row.action),
          },
    flags: row.flags,
  };
}
export type ShownRow = ReturnType<typeof presentRow>;
