import type { PlainDate } from '@huiyin/domain';
import type { ClockRedated, DomainEvent, PetitionCaseState } from '@huiyin/domain/cases';
import { eventName } from '@huiyin/domain/messages';
import type { RequestContext } from '../../context.ts';
import { builder } from '../../graphql/builder.ts';
import { CitationType } from '../../graphql/common.graphql.ts';
import { citationForApi } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { eventCitations, eventDetail, otherCaseOf } from '../../messages/timeline.ts';
import type { StoredEvent } from '../commands/event-store.repository.ts';
import { peopleNames } from '../people/names.ts';
import { unitTree } from '../people/units.ts';
import { mayReadReexamination } from '../people/visibility.ts';
import { casesById } from './case-batches.ts';

/** A stored event with the case it belongs to; `late`: the legal date of the duty that it did too late. */
type Entry = StoredEvent & {
  readonly bureauId: string;
  readonly caseId: string;
  readonly late?: PlainDate | undefined;
  /** The department that reexamines the case. */
  readonly reexaminedBy?: string | undefined;
};

function domainEvent(entry: Entry): DomainEvent {
  // the store keeps exactly what decide() made, split into stream, type and the rest
  return { ...entry.data, type: entry.type, stream: { kind: 'petitionCase', id: entry.caseId } } as DomainEvent;
}

const ClockRedatingType = builder.objectRef<ClockRedated>('ClockRedating').implement({
  description: 'What a notice of days off has done to a clock (重算期限).',
  fields: (t) => ({
    clock: t.exposeID('clock', { description: 'Id of the clock.' }),
    before: t.field({ type: 'Date', description: 'Last lawful day before.', resolve: ({ before }) => before.legalDue }),
    after: t.field({ type: 'Date', description: 'And since.', resolve: ({ legalDue }) => legalDue }),
  }),
});

/** An entry of a case’s timeline. */
export const TimelineEntryType = builder.objectRef<Entry>('TimelineEntry').implement({
  description: 'One thing that happened to a case.',
  fields: (t) => ({
    id: t.id({ description: 'Id of the entry.', resolve: (entry) => `${entry.caseId}:${entry.seq}` }),
    type: t.exposeString('type', { description: 'Id of the event type.' }),
    title: t.string({ description: 'What happened, in Chinese.', resolve: (entry) => eventName(entry.type) }),
    detail: t.string({
      nullable: true,
      description: 'More of it, in Chinese.',
      resolve: async (entry, _args, context) => detailOf(entry, context),
    }),
    redated: t.field({
      type: ClockRedatingType,
      nullable: true,
      description: 'The clock that a notice of days off has dated anew, of clockRedated.',
      resolve: (entry) => {
        const event = domainEvent(entry);
        return event.type === 'clockRedated' ? event : null;
      },
    }),
    actorName: t.exposeString('actorName', { description: 'Who did it.' }),
    actorUnit: t.string({
      nullable: true,
      description: "The actor's unit.",
      resolve: async (entry, _args, { database }) =>
        (await unitTree(database.prisma, entry.bureauId)).get(entry.actorUnitId)?.name ?? null,
    }),
    occurredAt: t.field({
      type: 'DateTime',
      description: "By the device's clock.",
      resolve: (entry) => entry.occurredAt,
    }),
    receivedAt: t.field({
      type: 'DateTime',
      description: "By the server's clock.",
      resolve: (entry) => entry.receivedAt,
    }),
    skewSuspected: t.exposeBoolean('skewed', { description: "The device's clock was more than five minutes off." }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles it stands on.',
      resolve: (entry) => eventCitations(domainEvent(entry)).map(citationForApi),
    }),
  }),
});

/** What stays between the department that reexamines, the office and the leader (R52). */
const reported: readonly string[] = ['reexaminationReported', 'reexaminationApproved'];

async function detailOf(entry: Entry, context: RequestContext): Promise<string | null> {
  const event = domainEvent(entry);
  const other = otherCaseOf(event);
  const [units, names, row] = await Promise.all([
    unitTree(context.database.prisma, entry.bureauId),
    peopleNames(context.database.prisma, entry.bureauId),
    other === undefined ? undefined : casesById(context, other),
  ]);
  const reexaminedIn = units.get(entry.reexaminedBy ?? '')?.path;
  if (reported.includes(event.type) && !mayReadReexamination(requireViewer(context), reexaminedIn)) return null;
  const unit = (id: string) => units.get(id)?.name ?? '';
  const person = (id: string) => names.get(id) ?? '';
  return eventDetail(event, context.clock.today(), {
    unit,
    person,
    other: row?.state.number ?? undefined,
    late: entry.late,
  });
}

/** The legal date of the duty that an event did too late. */
export function lateIn({ clocks }: PetitionCaseState, { type, data }: StoredEvent): PlainDate | undefined {
  if (type !== 'clockMet') return undefined;
  const row = clocks.findLast(({ clock, metOn }) => clock === data.clock && metOn === data.metOn);
  return row?.metOn !== undefined && row.metOn > row.legalDue ? row.legalDue : undefined;
}
