import { addDays, addWorkingDays, type Calendar, isWithin, type PlainDate } from '@huiyin/domain';
import { isRecused, type PetitionCaseState, workingUnitIds } from '@huiyin/domain/cases';
import { isReminded, sessionReminders } from '@huiyin/domain/receptions';
import { owingUnitId, pressingProposal, remindedOwner, reminderHorizon, reminderStage } from '@huiyin/domain/reminders';
import type { BureauSettings } from '@huiyin/domain/settings';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { findBureauId } from '../people/people.repository.ts';
import { type UnitTree, unitTree } from '../people/units.ts';
import { enqueuePush } from '../push/enqueue-push.ts';
import { settingsFor } from '../settings/settings.ts';
import {
  insertNotices,
  listReminded,
  type NewNotice,
  type NoticeStep,
  type Reminded,
  readNearCases,
  withdrawMoot,
  withdrawNotices,
} from './notices.repository.ts';
import { keepSessionNotices, type NewSessionNotice, readPlannedSessions } from './session-notices.repository.ts';
import { isWorkingNow } from './working-time.ts';

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
}

/** What the sweep knows while it looks at the cases of a bureau. */
interface Situation {
  readonly calendar: Calendar;
  readonly settings: BureauSettings;
  readonly today: PlainDate;
  readonly horizon: PlainDate;
  readonly units: UnitTree;
  readonly people: readonly Reminded[];
}

const pageSize = 500;

/**
 * Makes the reminders of this moment, in working time only, and takes back those that a re-dating or a finished duty has
 * made untrue. The same sweep again, here or in another process, makes nothing twice. Answers whom something new was made
 * for; nobody outside working time, and where a year is not known.
 */
export async function sweepReminders({ database, clock }: Deps): Promise<readonly string[]> {
  const bureauId = await findBureauId(database.prisma);
  if (bureauId === undefined) return [];
  const today = clock.today();
  const [calendar, settings] = await Promise.all([
    calendarFor(database, { bureauId }),
    settingsFor({ database, clock }, { bureauId }),
  ]);
  const horizon = reminderHorizon(calendar, today, settings);
  if (!isWorkingNow(clock, calendar, settings)) return [];
  // A target before rest days has its legal date on the working day after them.
  const next = addWorkingDays(calendar, horizon, 1);
  const reach = next.ok ? next.value.date : addDays(horizon, mostRestDays);
  const [units, people] = await Promise.all([
    unitTree(database.prisma, bureauId),
    listReminded(database.prisma, bureauId),
  ]);
  const situation = { calendar, settings, today, horizon, units, people };
  const at = new Date(clock.now()).toISOString();
  const told = new Set(await sweepSessions(database, bureauId, situation, at));
  for (let after = ''; ; ) {
    const page = await readNearCases(database.prisma, bureauId, { reach, after, limit: pageSize });
    const notices = page.flatMap((state) => noticesOf(state, situation));
    const made = await inTransaction(database.pool, async (tx) => {
      await withdrawNotices(tx, bureauId, { caseIds: page.map(({ id }) => id), keep: notices });
      return insertNotices(tx, bureauId, notices, at);
    });
    for (const personId of made) told.add(personId);
    const last = page.at(-1);
    if (!last || page.length < pageSize) break;
    after = last.id;
  }
  await inTransaction(database.pool, async (tx) => {
    await withdrawMoot(tx, bureauId, reach);
    if (settings.webPush === 'on') await enqueuePush(tx, { bureauId, through: at, now: clock.now() });
  });
  return [...told];
}

/** No row of rest days is longer: with the working day before it, further ahead nothing is reminded of. */
const mostRestDays = 12;

/** Reminds of the sessions that are held before the next working day ends (R93). */
async function sweepSessions(
  database: Database,
  bureauId: string,
  { calendar, today, people }: Situation,
  at: string,
): Promise<readonly string[]> {
  const days = { from: today, to: addDays(today, mostRestDays) };
  const sessions = await readPlannedSessions(database.prisma, bureauId, days);
  const notices = sessions
    .filter(({ date }) => isReminded(calendar, today, date))
    .flatMap((session) =>
      people.flatMap((person): readonly NewSessionNotice[] =>
        sessionReminders(session, person).map((reminder) => ({
          personId: person.id,
          sessionId: session.id,
          reminder,
        })),
      ),
    );
  return inTransaction(database.pool, (tx) => keepSessionNotices(tx, bureauId, notices, at));
}

/** Everything that stands about a case now: one notice a running clock and person, and the next step of the ladder. */
function noticesOf(state: PetitionCaseState, situation: Situation): readonly NewNotice[] {
  const { today, horizon } = situation;
  const notices = state.clocks.flatMap((row): readonly NewNotice[] => {
    const step = reminderStage(row, today, horizon);
    if (step === undefined) return [];
    const dueOn = step === 'overdue' ? row.legalDue : row.targetDue;
    const about = { caseId: state.id, clock: row.clock, clockFrom: row.from, step, dueOn };
    return ownersOf(state, row.clock, step, situation).map((personId) => ({ ...about, personId }));
  });
  const proposal = pressingProposal(state, situation, situation.settings);
  if (!proposal.ok || proposal.value === undefined) return notices;
  const { step, clock } = proposal.value;
  const about = { caseId: state.id, clock: clock.clock, clockFrom: clock.from, step, dueOn: clock.legalDue };
  return [...notices, ...officeClerks(state, situation).map((personId) => ({ ...about, personId }))];
}

/**
 * Who is reminded: of the office's duties its clerks; of a unit's whoever was given the case, else its named clerk (专人,
 * R67), else its head, else everybody there; when it is overdue its head and deputy too (R66), and the leader in charge.
 */
function ownersOf(
  state: PetitionCaseState,
  clock: NewNotice['clock'],
  step: NoticeStep,
  situation: Situation,
): readonly string[] {
  const owner = remindedOwner(state, clock);
  if (owner === undefined) return [];
  const { units, people } = situation;
  if (owner === 'bureau' || owner === 'generalOffice') {
    const office = officeClerks(state, situation);
    // an accusation that nobody in the office may read is the leaders' who may
    const leaders = people.filter((person) => person.role === 'leader' && sees(person, state, situation));
    return office.length > 0 ? office : leaders.map(({ id }) => id);
  }
  const owing = owingUnitId(state, clock);
  const { clerkId, headId, deputyId, portfolioLeaderId } = units.staff(owing);
  const handler = state.assignment?.unitId === owing ? state.assignment.handlerId : undefined;
  const first = handler ?? clerkId ?? headId;
  const own = people.filter(({ unitId, role }) => unitId === owing && role !== 'leader');
  const answering = step === 'overdue' ? [headId, deputyId, portfolioLeaderId] : [];
  const ids = new Set([...(first === undefined ? own.map(({ id }) => id) : [first]), ...answering]);
  return people.filter((person) => ids.has(person.id) && sees(person, state, situation)).map(({ id }) => id);
}

function officeClerks(state: PetitionCaseState, situation: Situation): readonly string[] {
  return situation.people
    .filter((person) => person.role === 'clerk' && sees(person, state, situation))
    .map(({ id }) => id);
}

/** As visibility.ts says in SQL, which has the last word when the notice is read; nobody is told of what is not theirs. */
function sees(person: Reminded, state: PetitionCaseState, { units }: Situation): boolean {
  const { compartment, matter } = state;
  if (isRecused(state, person.id)) return false;
  const works = workingUnitIds(state).some((id) => isWithin(units.get, id, person.unitId));
  if (person.role === 'departmentClerk' && !works) return false;
  if (compartment !== 'accusation') return true;
  const { accusedUnitId } = matter;
  return (
    person.mayReadAccusations && !(accusedUnitId !== undefined && person.unitPath.split('/').includes(accusedUnitId))
  );
}
