import { addDays, dateInShanghai, isWorkingDay, type PlainDate } from '@huiyin/domain';
import type { Channel } from '@huiyin/domain/cases';
import { builtInCalendar } from '../modules/calendar/calendar.ts';
import { goesDown, handedDown, takesLetter } from './letters.ts';
import { type WrittenMatter, writeMatter } from './matter-writer.ts';
import { writerOf } from './people.ts';
import type { PlannedCommand } from './planned-command.ts';
import { type Chance, seededChance } from './seeded.ts';

// The year before the ten weeks that are told day by day: what trends, rates and reports need to show something. Written down
// once a week, so that a start takes a second and not a minute.

const weeks = 48;
/** Weeks of the ten in which what came before is still answered. */
const followed = 9;
const clerk = 'demo-office1';
const leader = 'demo-leader1';
/** Channels whose matters need no letter's way. */
const channels: readonly Channel[] = [
  ...Array<Channel>(4).fill('hotline'),
  'online',
  'online',
  'call',
  'call',
  'visit',
  'email',
  'leaderReception',
];
/** More comes when school begins and when it ends. */
const season: Readonly<Record<string, number>> = { '01': 2, '02': 2, '06': 5, '08': 4, '09': 5, '12': 4 };

interface Told {
  readonly written: WrittenMatter;
  readonly week: number;
  readonly channel: Channel;
  /** Weeks from receipt to the notice and to the reply. */
  readonly noticeAfter: number;
  readonly replyAfter: number;
  /** The earlier case whose matter it brings again (重复信访). */
  readonly again?: string;
  /** The 12345 centre agreed to a later day (续报). */
  readonly extended: boolean;
}

/** A week's working days, and the instant at which the office writes it up. */
interface Week {
  readonly days: readonly PlainDate[];
  readonly at: number;
}

function weekOf(before: PlainDate, back: number): Week | undefined {
  const days = Array.from({ length: 7 }, (_, day) => addDays(before, day - 7 * back)).filter((day) => {
    const working = isWorkingDay(builtInCalendar, day);
    return working.ok && working.value;
  });
  const last = days.at(-1);
  return last && { days, at: Date.parse(`${last}T16:30:00+08:00`) };
}

/** Ordinary matters of people who can be told and asked; what is refused or secret has its place in the ten weeks. */
function write(chance: Chance, at: number, channel: Channel): WrittenMatter {
  for (;;) {
    const written = writeMatter(chance, at, channel);
    const { facts, petitioner } = written.matter;
    if (!written.refusal && facts.contentKind !== 'accusation' && !petitioner.anonymous) return written;
  }
}

/**
 * The commands of the year that ends before `before`, as far as `now`, oldest first. Those of one instant are given
 * together. Most is in time; about one in fifteen is late, one in ten comes again.
 */
export function planHistory(before: PlainDate, now: number): readonly PlannedCommand[] {
  const chance = seededChance(20_250_930);
  const told: Told[] = [];
  const commands: PlannedCommand[] = [];
  // A week of holidays is nobody's: what is due in it is done in the next.
  const worked = Array.from({ length: weeks + followed }, (_, at) => weekOf(before, weeks - at) ?? []).flat();
  for (const [number, week] of worked.entries()) {
    if (week.at > now) break;
    const on = () => chance.pick(week.days);
    // a leader's word comes before what the office does upon it, and that before what a unit does
    const written = new Map<string, PlannedCommand[]>([
      [leader, []],
      [clerk, []],
    ]);
    const give: Pen['give'] = (type, payload, caseId, actorId = clerk) => {
      const command = { at: week.at, occurredAt: week.at - 20_000, actorId, commandId: chance.uuid(week.at), type };
      const own = written.get(actorId) ?? [];
      written.set(actorId, own);
      own.push({ ...command, payload, ...(caseId !== undefined && { caseId }) });
    };
    for (const one of told) follow(chance, one, number - one.week, { give, on });
    const many =
      week.at >= Date.parse(before) ? 0 : chance.between(2, 1 + (season[week.days[0]?.slice(5, 7) ?? ''] ?? 4));
    for (let count = 0; count < many; count += 1) {
      const one = begin(chance, week, { number, told });
      told.push(one);
      const { matter } = one.written;
      const hotline = { externalNumber: `LJ12345-${on().replaceAll('-', '')}${chance.between(1000, 9999)}` };
      const receivedOn = one.channel === 'hotline' ? week.days.at(-1) : on();
      give('registerCase', { channel: one.channel, receivedOn, matter, ...(one.channel === 'hotline' && { hotline }) });
    }
    commands.push(...[...written.values()].flat());
  }
  return commands;
}

function begin(
  chance: Chance,
  { at }: Week,
  { number: week, told }: { readonly number: number; readonly told: readonly Told[] },
): Told {
  const channel = chance.pick(channels);
  const late = chance.next() < 0.07;
  // One order of the last half year: the allowance of a year (2 %, R86) is not much more.
  const extended = channel === 'hotline' && week > weeks - 26 && !told.some((one) => one.extended);
  const replyAfter = channel === 'hotline' ? 1 : late ? 9 : chance.between(2, 4);
  const again = chance.next() < 0.1 ? told.at(-chance.between(4, 12))?.written.matter.caseId : undefined;
  return {
    written: write(chance, at, channel),
    week,
    channel,
    // A 12345 order is answered within days, and told before that.
    noticeAfter: late && channel !== 'hotline' ? 3 : 1,
    replyAfter: extended ? 2 : replyAfter,
    extended,
    ...(again !== undefined && { again }),
  };
}

interface Pen {
  /** @param actorId who does it; the office's clerk unless said */
  give(type: string, payload: Record<string, unknown>, caseId?: string, actorId?: string): void;
  on(): PlainDate;
}

/** What the week brings of a case so many weeks old. */
function follow(chance: Chance, told: Told, age: number, { give, on }: Pen): void {
  const { noticeAfter, replyAfter, again, extended, channel } = told;
  const { matter, cause, resolution } = told.written;
  const { caseId, handlingUnitId: unitId } = matter;
  const down = goesDown(told.written);
  // a staffed department has it once it is accepted (R10, R67); what nobody can be handed the office answers itself
  const assigned = takesLetter(told.written) && channel !== 'leaderReception';
  const unit = down || assigned ? writerOf(unitId) : clerk;
  const day = on();
  if (age === 1 && again !== undefined) give('linkCases', { caseId, otherId: again, relation: 'sameMatter' }, caseId);
  if (age === 1 && extended) {
    const agreed = {
      dueOn: addDays(day, 14),
      reason: '需现场核查，情况复杂。',
      approvedBy: '局办公室',
      decidedOn: day,
    };
    give('agreeHotlineDate', { caseId, ...agreed }, caseId);
  }
  if (age === noticeAfter) {
    for (const { type, payload, actorId } of down ? handedDown(told.written, channel) : [])
      give(type, { caseId, ...payload(day) }, caseId, actorId);
    give('issueAcceptanceNotice', { caseId, decision: 'accept', issuedOn: day }, caseId, down ? unit : clerk);
    if (assigned) give('assignCase', { caseId, unitId, assignedOn: day }, caseId);
  }
  if (age === replyAfter) {
    const outcome = chance.pick(['solved', 'solved', 'solved', 'explained', 'explained', 'underStudy']);
    give('completeCase', { caseId, cause, resolution, repliedOn: day, outcome }, caseId, unit);
  }
  if (age === replyAfter + 2 && chance.next() < 0.6) {
    const grade = () =>
      chance.pick(['satisfied', 'satisfied', 'satisfied', 'basicallySatisfied', 'unsatisfied'] as const);
    give('recordEvaluation', { caseId, office: grade(), unit: grade(), comment: '', ratedOn: day }, caseId);
  }
  // a district or a school is pressed by what it was given (R65)
  const pressedLate = replyAfter > 5 && down;
  if (age === 5 && pressedLate) {
    const pressed = {
      trigger: 'other',
      requirement: '请尽快办结并书面反馈。',
      suggestions: ['improveWork'],
    };
    give('superviseCase', { caseId, ...pressed, supervisedOn: day }, caseId);
  }
  if (age === replyAfter + 1 && chance.next() < 0.06) {
    const improved = {
      id: chance.uuid(Date.parse(day)),
      kind: chance.pick(['improveWork', 'improvePolicy'] as const),
      suggestion: '收费、招生等群众关心的事项，公示前先征求家长意见。',
      owner: '局办公室',
      status: chance.pick(['adopted', 'done', 'proposed'] as const),
      statusOn: day,
    };
    give('recordImprovement', { caseId, ...improved }, caseId);
  }
}

/** What the office asked of those who were answered in the ten weeks (满意度评价): three in five rate it. */
export function planEvaluations(commands: readonly PlannedCommand[], now: number): readonly PlannedCommand[] {
  const chance = seededChance(20_260_606);
  const week = 7 * 86_400_000;
  return commands
    .filter(
      ({ type, payload, at }) => type === 'completeCase' && at + week <= now && payload.outcome !== 'notSupported',
    )
    .flatMap(({ at, caseId }): PlannedCommand[] => {
      if (caseId === undefined || chance.next() > 0.6) return [];
      const when = at + Math.round(week * (0.3 + chance.next() * 0.7));
      const ratedOn = dateInShanghai(when);
      const grade = () => chance.pick(['satisfied', 'satisfied', 'basicallySatisfied', 'unsatisfied'] as const);
      const payload = { caseId, office: grade(), unit: grade(), comment: '', ratedOn };
      const command = { at: when, occurredAt: when - 20_000, actorId: clerk, commandId: chance.uuid(when) };
      return [{ ...command, type: 'recordEvaluation', payload, caseId }];
    });
}
