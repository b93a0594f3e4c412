import type { Calendar, CalendarYear } from '@huiyin/domain';
import { type ClockRedated, evolvePetitionCase, redateCase } from '@huiyin/domain/cases';
import { sendAll, type Transaction } from '../../infra/transaction.ts';
import { countStatements } from '../commands/count-deltas.ts';
import { chainEvents, eventStatements, type Provenance, streamKey } from '../commands/event-store.repository.ts';
import { caseStatements, fed, feedStatements } from '../commands/projections.repository.ts';
import type { RowWorld } from '../people/world.ts';
import { readRunningCases } from './notices.repository.ts';

/** Open cases that are looked at together. */
export const redatingPage = 500;

/** Runs over every case with a running clock, page by page. */
export async function forEachRedating(
  tx: Transaction,
  bureauId: string,
  { calendar, data, lock }: { readonly calendar: Calendar; readonly data: CalendarYear; readonly lock: boolean },
  each: (cases: readonly { readonly running: Running; readonly events: readonly ClockRedated[] }[]) => Promise<void>,
): Promise<void> {
  for (let after = ''; ; ) {
    const page = await readRunningCases(tx, bureauId, { after, limit: redatingPage, lock });
    const changed = page.flatMap((running) => {
      const events = redatingsOf(running, calendar, data);
      return events.length === 0 ? [] : [{ running, events }];
    });
    await each(changed);
    const last = page.at(-1);
    if (!last || page.length < redatingPage) return;
    after = last.state.id;
  }
}

type Running = Awaited<ReturnType<typeof readRunningCases>>[number];

/** How the running clocks of a case are dated anew by a year; none where nothing of it changes. */
export function redatingsOf({ state }: Running, calendar: Calendar, data: CalendarYear): readonly ClockRedated[] {
  const events = redateCase(state, calendar, { year: data.year, title: data.notice.title });
  // A clock whose year is in neither calendar cannot have started: that would be a bug, and must not pass in silence.
  if (!events.ok) throw new Error(`case ${state.id}: ${events.code}`);
  return events.value;
}

/** Whether a re-dating moves a date, and does not only say that it is no longer provisional. */
export function movesDates({ before, legalDue, targetDue }: ClockRedated): boolean {
  return before.legalDue !== legalDue || before.targetDue !== targetDue;
}

/** Writes the re-dating of all cases; answers how many were given other dates. */
export async function redateAll(
  tx: Transaction,
  situation: {
    readonly from: Provenance;
    readonly world: RowWorld;
    readonly data: CalendarYear;
  },
): Promise<number> {
  const { from, world, data } = situation;
  const { calendar } = world;
  const { bureauId } = from;
  let redated = 0;
  await forEachRedating(tx, bureauId, { calendar, data, lock: true }, async (cases) => {
    if (cases.length === 0) return;
    const heads = new Map(
      cases.map(({ running: { state, hash } }) => [
        streamKey({ kind: 'petitionCase', id: state.id }),
        { seq: state.version, hash },
      ]),
    );
    const changes = cases.map(({ running: { state }, events }) => ({
      before: state,
      after: events.reduce(evolvePetitionCase, state),
    }));
    const chained = chainEvents(
      heads,
      from,
      cases.flatMap(({ events }) => events),
    );
    await sendAll(tx, [
      ...eventStatements(chained),
      ...caseStatements(
        world,
        changes.map((change) => ({ ...change, from, heads: chained.heads })),
      ),
      ...countStatements(bureauId, world, changes),
      ...feedStatements(
        bureauId,
        changes.map((change) => fed.petitionCase(change, world)),
      ),
    ]);
    redated += cases.filter(({ events }) => events.some(movesDates)).length;
  });
  return redated;
}
