import { type Command, streamsOf } from '@huiyin/domain/cases';
import { isReceptionCommand, receptionSettingsOf } from '@huiyin/domain/receptions';
import type { BureauSettings } from '@huiyin/domain/settings';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Transaction } from '../../infra/transaction.ts';
import type { Refusal } from '../../messages/refusals.ts';
import { firstMissingAttachment } from '../attachments/attachments.repository.ts';
import { calendarIn } from '../calendar/calendar.ts';
import { ordersTaken, type TakenOrder } from '../hotline/hotline.repository.ts';
import { listColleagues, listLeaders } from '../people/people.repository.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import type { Surroundings } from '../people/world.ts';
import { caseKeySecret } from '../repeats/case-keys.ts';
import { provinceOf, settingsIn } from '../settings/settings.ts';
import type { ConcedeConflict, PreparedCommand } from './command-envelope.ts';
import { type LoadedStreams, loadStreams } from './event-store.repository.ts';

/** What a run needs to know of people before its transaction begins; at most seconds old. */
export type KnownPeople = Awaited<ReturnType<typeof peopleFor>>;

/** Commands that name who has decided: a leader, or the head of a unit. */
const namingApprover: readonly string[] = ['recordRecusal', 'extendHandling'];
/** Commands that name a leader of the bureau. */
const namingLeader: readonly string[] = ['contractCase', 'arrangeLeader', 'entrustReexamination', ...namingApprover];
/** Commands that name anybody else who works on cases. */
const namingPerson: readonly string[] = ['assignCase', ...namingApprover];

/** Reads who and what units there are, as far as these commands ask for it, and the secret of {@link caseKeySecret}. */
export async function peopleFor(database: Database, bureauId: string, run: readonly PreparedCommand[]) {
  const reception = run.some(({ type }) => isReceptionCommand({ type }));
  const names = (some: readonly string[]) => reception || run.some(({ type }) => some.includes(type));
  const [units, secret, leaders, people] = await Promise.all([
    unitTree(database.prisma, bureauId),
    caseKeySecret(database, bureauId),
    names(namingLeader) ? listLeaders(database, bureauId) : undefined,
    names(namingPerson) ? listColleagues(database.prisma, bureauId) : undefined,
  ]);
  return { units, secret, leaders, people: people && new Map(people.map((one) => [one.id, one])) };
}

/** What is the same for all commands of a run, whoever gives them. */
export interface Situation {
  readonly bureauId: string;
  readonly known: Surroundings;
  readonly settings: BureauSettings;
  /** See {@link caseKeySecret}. */
  readonly secret: Buffer;
}

/** The transaction's own part: calendar and settings as they will be until it ends. */
export async function situationIn(
  tx: Transaction,
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  bureauId: string,
  { secret, ...people }: KnownPeople,
): Promise<Situation> {
  const today = clock.today();
  const [calendar, settings] = await Promise.all([
    calendarIn(tx, database, bureauId),
    settingsIn(tx, database, { bureauId, today }),
  ]);
  const rules = { province: provinceOf(settings), reception: receptionSettingsOf(settings) };
  return { bureauId, known: { calendar, today, ...people, ...rules }, settings, secret };
}

/** A command, and what the database knows that it is decided on. */
export interface Known {
  readonly ok: true;
  readonly actor: Viewer;
  readonly command: Command | ConcedeConflict;
  readonly loaded: LoadedStreams;
  readonly missingAttachment: string | undefined;
  /** 12345 numbers that another case has, with what this actor may know of it. */
  readonly taken: ReadonlyMap<string, TakenOrder>;
}

/** Locks and loads what each command of a run is about, as its actor sees it: a statement a table for each actor. */
export async function loadKnown(
  tx: Transaction,
  run: readonly PreparedCommand[],
): Promise<ReadonlyMap<PreparedCommand, Known | Refusal>> {
  const byActor = [...Map.groupBy(run, ({ actor }) => actor)];
  return new Map((await Promise.all(byActor.map(([actor, own]) => loadOwn(tx, actor, own)))).flat());
}

async function loadOwn(
  tx: Transaction,
  actor: Viewer,
  run: readonly PreparedCommand[],
): Promise<(readonly [PreparedCommand, Known | Refusal])[]> {
  const commands = run.flatMap(({ command }) =>
    command.ok && command.value.type !== 'concedeConflict' ? [command.value] : [],
  );
  const [loaded, missing, taken] = await Promise.all([
    loadStreams(tx, actor, commands.flatMap(streamsOf)),
    Promise.all(
      run.map(({ command }) => {
        return firstMissingAttachment(tx, actor.bureauId, actor.id, command.ok ? filesOf(command.value) : []);
      }),
    ),
    ordersTaken(tx, actor, commands),
  ]);
  return run.map((prepared, place) => {
    const { command } = prepared;
    if (!command.ok) return [prepared, command];
    return [prepared, { ok: true, actor, command: command.value, loaded, missingAttachment: missing[place], taken }];
  });
}

/** The files that a command names: they must have been sent before it. */
function filesOf(command: Command | ConcedeConflict): readonly { id: string; sha256: string; size: number }[] {
  if (command.type === 'logOutreachVisit') return command.attachments;
  if (command.type === 'recordReception') return command.signature.attachment ? [command.signature.attachment] : [];
  if (command.type === 'recordImplementation') return command.evidence ?? [];
  return command.type === 'registerCase' ? (command.scans ?? []) : [];
}
