import { yearOf } from '@huiyin/domain';
import {
  type Channel,
  type DomainEvent,
  evolvePetitionCase,
  nextDue,
  numberCase,
  type OutreachVisitState,
  type PetitionCaseState,
  type World,
} from '@huiyin/domain/cases';
import type { ReceptionSessionState } from '@huiyin/domain/receptions';
import { type BureauSettings, openingKey } from '@huiyin/domain/settings';
import type { Transaction } from '../../infra/transaction.ts';
import type { Refusal } from '../../messages/refusals.ts';
import { tieAttachments, tieScans, tieSignatures } from '../attachments/attachments.repository.ts';
import { saveHotlineOrders } from '../hotline/hotline.repository.ts';
import { saveSessions } from '../reception/session-rows.repository.ts';
import { saveCaseKeys } from '../repeats/case-keys.ts';
import { appendCountDeltas, type CaseChange } from './count-deltas.ts';
import { appendEvents, chainEvents, type LoadedStreams, type Provenance } from './event-store.repository.ts';
import type { RegisteredCase, StreamVersion } from './outcome.ts';
import { appendChanges, saveCases, saveVisits, seenBefore, takeNumbers } from './projections.repository.ts';

/** What one accepted command writes. */
export interface Decided {
  readonly events: readonly DomainEvent[];
  readonly changes: readonly CaseChange[];
  readonly visit: OutreachVisitState | undefined;
  readonly sessions: readonly ReceptionSessionState[];
  /** What its streams were before. */
  readonly loaded: LoadedStreams;
}

/** What the rules, or the door, made of one command. */
export type Decision = { readonly ok: true; readonly value: Decided } | Refusal;

/** An accepted command with its provenance. */
export interface Accepting extends Decided {
  readonly from: Provenance;
}

/** Every row of the accepted commands, on the way together. `secret`: see caseKeySecret. */
export async function writeAll(
  tx: Transaction,
  bureauId: string,
  { world, secret }: { readonly world: World; readonly secret: Buffer },
  run: readonly Accepting[],
): Promise<void> {
  if (run.length === 0) return;
  const chained = run.map((one) => ({ ...one, ...chainEvents(one.loaded.heads, one.from, one.events) }));
  const changes = chained.flatMap((one) => one.changes);
  const visits = chained.flatMap(({ visit, from, heads }) => (visit ? [{ visit, from, heads }] : []));
  const sessions = chained.flatMap((one) =>
    one.sessions.map((session) => ({ session, from: one.from, heads: one.heads })),
  );
  await Promise.all([
    appendEvents(tx, { rows: chained.flatMap(({ rows }) => rows) }),
    saveCases(
      tx,
      world,
      chained.flatMap(({ changes: some, from, heads }) => some.map((change) => ({ ...change, from, heads }))),
    ),
    saveVisits(tx, visits),
    saveSessions(tx, sessions),
    tieSignatures(tx, bureauId, sessions),
    ...visits.map(({ visit }) =>
      tieAttachments(
        tx,
        bureauId,
        visit.id,
        visit.attachments.map(({ id }) => id),
      ),
    ),
    ...changes.flatMap((change) => {
      const named = scansNamed(change);
      return named.length > 0 ? [tieScans(tx, bureauId, change.after.id, named)] : [];
    }),
    saveHotlineOrders(tx, bureauId, changes),
    saveCaseKeys(tx, secret, bureauId, changes),
    appendCountDeltas(tx, bureauId, world.today, changes),
    appendChanges(tx, bureauId, [
      ...sessions.map(
        ({ session }) => ({ kind: 'receptionSession', id: session.id, unitId: session.unitId ?? '' }) as const,
      ),
      ...visits.map(({ visit }) => ({ kind: 'outreachVisit', id: visit.id, unitId: visit.placeUnitId }) as const),
      ...changes.map((change) => {
        const { id, handlingUnitId: unitId } = change.after;
        return { kind: 'petitionCase', id, unitId, before: seenBefore(change, world) } as const;
      }),
    ]),
  ]);
}

/** New cases get their numbers last, so that the counters' rows are locked as briefly as possible, and always in one order. */
export async function numbered(
  tx: Transaction,
  bureauId: string,
  { today, settings }: Pick<World, 'today'> & { readonly settings: BureauSettings },
  run: readonly Accepting[],
): Promise<readonly Accepting[]> {
  const year = yearOf(today);
  const fresh = run.flatMap(({ changes }) => changes.filter(({ after }) => after.number === undefined));
  const channels = Map.groupBy(fresh, ({ after }) => after.channel);
  const next = new Map<Channel, number>();
  for (const [channel, some] of [...channels].sort(([a], [b]) => (a < b ? -1 : 1))) {
    next.set(channel, await takeNumbers(tx, bureauId, { channel, year, count: some.length }));
  }
  if (next.size === 0) return run;
  const numberOne = (state: PetitionCaseState) => {
    const sequence = next.get(state.channel) ?? 0;
    next.set(state.channel, sequence + 1);
    return numberCase(state, year, sequence, settings[openingKey(state.channel)]);
  };
  return run.map((one) => {
    const numberEvents: DomainEvent[] = [];
    const changes = one.changes.map(({ before, after }) => {
      if (after.number !== undefined) return { before, after };
      const event = numberOne(after);
      numberEvents.push(event);
      return { before, after: evolvePetitionCase(after, event) };
    });
    return { ...one, changes, events: [...one.events, ...numberEvents] };
  });
}

/** The files that a change names for the first time: scans of a new case, evidence of what was carried out (落实). */
function scansNamed({ before, after }: CaseChange): readonly string[] {
  const scans = before === undefined ? (after.scans ?? []) : [];
  const reports = after.implementations?.slice(before?.implementations?.length ?? 0) ?? [];
  return [...scans, ...reports.flatMap(({ evidence = [] }) => evidence)].map(({ id }) => id);
}

/** What an accepted command's sessions, cases and visit are now. */
export function versionsOf({ changes, visit, sessions }: Decided): StreamVersion[] {
  return [
    ...sessions.map(({ id, version }) => ({ kind: 'receptionSession', id, version }) as const),
    ...(visit ? [{ kind: 'outreachVisit', id: visit.id, version: visit.version } as const] : []),
    ...changes.map(({ after }) => ({ kind: 'petitionCase', id: after.id, version: after.version }) as const),
  ];
}

/** The cases that a command made, as its outcome tells them. */
export function registeredCases(changes: readonly CaseChange[]): RegisteredCase[] {
  return changes
    .filter(({ before }) => before === undefined)
    .map(({ after }) => {
      const due = nextDue(after);
      return { id: after.id, number: after.number ?? '', legalDue: due?.legalDue ?? null, clock: due?.clock ?? null };
    });
}
