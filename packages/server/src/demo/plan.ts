import { addDays, dateInShanghai, isWorkingDay, type PlainDate } from '@huiyin/domain';
import type { Channel, LogOutreachVisit, Matter } from '@huiyin/domain/cases';
import { builtInCalendar } from '../modules/calendar/calendar.ts';
import { besideCases } from './beside.ts';
import { planEvaluations, planHistory } from './history.ts';
import { planImplementations } from './implementations.ts';
import { takenIn } from './intake.ts';
import { goesDown, handedDown, isLetter, type LetterStep, letterIntake, letterReply, takesLetter } from './letters.ts';
import { writeMatter } from './matter-writer.ts';
import { visitObservations } from './matters.ts';
import { writerOf } from './people.ts';
import type { PlannedCommand } from './planned-command.ts';
import { planReceptions } from './receptions.ts';
import { type Chance, seededChance } from './seeded.ts';
import { showcases } from './showcase.ts';
import { demoUnits } from './units.ts';

const HOUR = 3_600_000;
const DAYS_BACK = 70;
const channels: readonly Channel[] = [
  ...Array<Channel>(6).fill('hotline'),
  ...Array<Channel>(6).fill('online'),
  ...Array<Channel>(5).fill('call'),
  ...Array<Channel>(4).fill('letter'),
  ...Array<Channel>(4).fill('visit'),
  'email',
  'email',
  'leaderReception',
  'leaderReception',
  'transferred',
  'fax',
];

/** What goes on while a plan is made. */
interface Draft {
  readonly chance: Chance;
  readonly now: number;
  /** Working days (工作日) of the last ten weeks, today last when it is one. */
  readonly days: readonly PlainDate[];
  readonly commands: PlannedCommand[];
  /** Matters left lying on purpose so far: what is overdue, what is due soon. */
  left: number;
}

/** The instant of a Shanghai date at so many hours. */
function instantOf(date: PlainDate, hours: number): number {
  return Date.parse(`${date}T00:00:00+08:00`) + Math.round(hours * HOUR);
}

/**
 * A year of the demo bureau in outline and then ten weeks day by day, up to `now` (epoch milliseconds), oldest command first. The
 * same `now` gives the same plan.
 * Most cases are accepted and answered in time; a few lie overdue, a few are due within days.
 */
export function planDemo(now: number): readonly PlannedCommand[] {
  const today = dateInShanghai(now);
  const days: PlainDate[] = [];
  for (let back = DAYS_BACK; back >= 0; back -= 1) {
    const day = addDays(today, -back);
    const working = isWorkingDay(builtInCalendar, day);
    if (working.ok && working.value) days.push(day);
  }
  const draft: Draft = { chance: seededChance(20_260_128), now, days, commands: [], left: 0 };
  for (const index of days.keys()) planDay(draft, index);
  planContracts(draft);
  planShowcases(draft);
  planIntake({ ...draft, chance: seededChance(20_261_128) });
  planReceptions({ now, today, chance: seededChance(20_261_202), add: (...command) => add(draft, ...command) });
  const recent = draft.commands.filter(({ at }) => at <= now);
  const rated = planEvaluations(recent.filter(mayBeRated(recent)), now);
  const history = planHistory(days[0] ?? today, now);
  const told = [...history, ...recent, ...rated].sort((a, b) => a.at - b.at);
  return [...told, ...planImplementations(told, mayBeRated(told), now)].sort((a, b) => a.at - b.at);
}

/** Of a petitioner who can be asked, and of no accusation (检举控告). */
function mayBeRated(commands: readonly PlannedCommand[]): (command: PlannedCommand) => boolean {
  // written above by writeMatter
  const matters = commands.flatMap(({ type, payload }): readonly Matter[] =>
    type === 'registerCase'
      ? [payload.matter as Matter]
      : type === 'logOutreachVisit'
        ? (payload.matters as readonly Matter[])
        : [],
  );
  const askable = new Set(
    matters
      .filter(({ facts, petitioner }) => facts.contentKind !== 'accusation' && !petitioner.anonymous)
      .map(({ caseId }) => caseId),
  );
  return ({ caseId }) => caseId !== undefined && askable.has(caseId);
}

function planDay(draft: Draft, index: number): void {
  const { chance, days } = draft;
  const day = days[index];
  if (day === undefined) return;
  for (let count = chance.between(1, 4); count > 0; count -= 1) {
    const at = instantOf(day, 8.5 + chance.next() * 8);
    const picked = chance.pick(channels);
    const written = writeMatter(chance, at, picked);
    const channel = isLetter(picked) && !mayCome(written) ? 'online' : picked;
    add(draft, at, chance.pick(['demo-office1', 'demo-office1', 'demo-office2']), 'registerCase', {
      channel,
      receivedOn: day,
      matter: written.matter,
      ...(channel === 'hotline' && {
        hotline: { externalNumber: `LJ12345-${day.replaceAll('-', '')}${chance.between(1000, 9999)}` },
      }),
    });
    planHandling(draft, index, at, channel, written);
  }
  if (index % 6 === 3) planVisit(draft, index, day);
}

function planVisit(draft: Draft, index: number, day: PlainDate): void {
  const { chance } = draft;
  const schools = demoUnits.filter((unit) => unit.kind === 'districtSchool');
  const place = chance.pick(schools);
  const savedAt = instantOf(day, 15 + chance.next());
  // Written where there is no signal, received in the evening.
  const at = savedAt + Math.round((0.5 + chance.next() * 3) * HOUR);
  const written = Array.from({ length: chance.between(1, 3) }, () => writeMatter(chance, savedAt, 'outreach', place));
  const modes: readonly LogOutreachVisit['mode'][] = [
    'discussionVisit',
    'survey',
    'accompaniedSupervision',
    'contractedCase',
  ];
  const followUps = Array.from({ length: chance.between(1, 2) }, () => ({
    id: chance.uuid(savedAt),
    what: chance.pick([
      '向座谈群众反馈办理进展',
      '督促学校整改并报送照片',
      '协调相关部门现场会商',
      '回访信访人并征求意见',
    ]),
    owner: chance.pick(['许文静', '丁晓波', '学校负责人', '属地教育局经办']),
    dueOn: addDays(day, chance.between(10, 30)),
  }));
  const payload = {
    visitId: chance.uuid(savedAt),
    visitedOn: day,
    mode: modes[Math.floor(index / 6) % modes.length],
    placeUnitId: place.id,
    programme: chance.next() < 0.6,
    companions: [chance.pick(['许文静', '丁晓波']), chance.pick(['温雅琴', '高立峰', '属地教育局负责人'])],
    observations: chance.pick(visitObservations),
    matters: written.map(({ matter }) => matter),
    followUps,
    attachments: [],
  };
  add(draft, at, chance.pick(['demo-leader1', 'demo-leader2', 'demo-leader3']), 'logOutreachVisit', payload, savedAt);
  for (const one of written) planHandling(draft, index, at, 'outreach', one);
}

/** Every sixth matter that is no accusation is put under a leader's contract (包案) within the hour, in turn. */
function planContracts(draft: Draft): void {
  const matters = draft.commands
    .filter(({ type }) => type === 'registerCase')
    // written above by writeMatter
    .map(({ at, payload }) => ({ at, matter: payload.matter as Matter }))
    .filter(({ matter }) => matter.facts.contentKind !== 'accusation');
  for (const [place, { at, matter }] of matters.entries()) {
    if (place % 6 !== 0) continue;
    const leaderId = `demo-leader${((place / 6) % 3) + 1}`;
    const when = at + 300_000;
    add(draft, when, 'demo-office1', 'contractCase', { caseId: matter.caseId, leaderId }, when, matter.caseId);
  }
}

type Written = ReturnType<typeof writeMatter>;

/** What becomes of a case: its notice and its reply, each on a working day, some left lying. */
function planHandling(draft: Draft, index: number, receivedAt: number, channel: Channel, written: Written): void {
  const { chance, days } = draft;
  const { matter } = written;
  const hotline = channel === 'hotline';
  const age = days.length - 1 - index;
  const noticeAfter = hotline ? chance.between(0, 1) : chance.between(1, 6);
  const replyAfter = noticeAfter + (hotline ? chance.between(1, 3) : chance.between(3, 11));
  // Some of those whose notice falls due about now, and a few older ones, are left lying: the desk has something to do.
  const noticeDueNow = age >= 6 && age <= 10 && chance.next() < 0.6;
  const forgotten = age >= 12 && age <= 30 && draft.left < 6 && chance.next() < 0.15;
  if (forgotten) draft.left += 1;
  const noticeForgotten = forgotten && draft.left % 2 === 0;
  if (noticeDueNow || noticeForgotten) return;
  if (isLetter(channel) && takesLetter(written)) {
    planLetter(draft, index, receivedAt, written, { noticeAfter, replyAfter, forgotten });
    return;
  }
  const actor = writerOf(matter.handlingUnitId);
  const down = goesDown(written);
  const before = down ? handedDown(written, channel) : [];
  const handedAt = planSteps(draft, index, receivedAt, matter.caseId, before);
  const noticeAt = handedAt && handledAt(draft, index + Math.max(noticeAfter, down && !hotline ? 1 : 0), handedAt);
  if (noticeAt === undefined) return;
  // of what a department handles, or nobody was given, the office tells the petitioner (R71)
  const teller = down ? actor : 'demo-office1';
  add(draft, noticeAt, teller, 'issueAcceptanceNotice', noticeOf(written, noticeAt), noticeAt, matter.caseId);
  if (written.refusal) return;
  // a staffed department has it from then on (R10, R67); what nobody was handed the office answers itself
  const assigned = !down && channel !== 'leaderReception' && takesLetter(written);
  if (assigned) {
    const { caseId, handlingUnitId: unitId } = matter;
    const payload = { caseId, unitId, assignedOn: dateInShanghai(noticeAt) };
    add(draft, noticeAt + 1_000, 'demo-office1', 'assignCase', payload, noticeAt, caseId);
  }
  if (forgotten) return;
  const replyAt = handledAt(draft, index + replyAfter, noticeAt);
  if (replyAt === undefined) return;
  const { cause, resolution } = written;
  const outcome = chance.pick(['solved', 'solved', 'solved', 'explained', 'explained', 'underStudy', 'notSupported']);
  const reply = { caseId: matter.caseId, cause, resolution, repliedOn: dateInShanghai(replyAt), outcome };
  const answers = down || assigned ? actor : 'demo-office1';
  add(draft, replyAt, answers, 'completeCase', reply, replyAt, matter.caseId);
}

/** A department's letter goes the whole way (R69–R75); the others are a district's, a school's, or refused. */
const mayCome = (written: Written): boolean =>
  written.refusal !== undefined || takesLetter(written) || !isInHouse(written);

/** Handled by a department of the bureau. */
const isInHouse = ({ matter }: Written): boolean =>
  demoUnits.find(({ id }) => id === matter.handlingUnitId)?.kind === 'department';

interface LetterTimes {
  readonly noticeAfter: number;
  readonly replyAfter: number;
  readonly forgotten: boolean;
}

/** A letter to a department, step by step, as far as today. A forgotten one lies with its department. */
function planLetter(draft: Draft, index: number, receivedAt: number, written: Written, times: LetterTimes): void {
  const { caseId } = written.matter;
  const { chance } = draft;
  const outcome = chance.pick(['solved', 'solved', 'explained', 'underStudy', 'notSupported'] as const);
  const replyAfter = Math.max(times.replyAfter, times.noticeAfter + 3);
  const notice: LetterStep = {
    after: Math.max(times.noticeAfter, 1),
    actorId: 'demo-office1',
    type: 'issueAcceptanceNotice',
    payload: (issuedOn) => ({ decision: 'accept', issuedOn }),
  };
  const reply = times.forgotten ? [] : letterReply(written, replyAfter, outcome);
  planSteps(draft, index, receivedAt, caseId, [...letterIntake(written), notice, ...reply]);
}

/** Steps of one case, each on its working day after receipt, as far as today: when the last is done, undefined if it is not yet. */
function planSteps(
  draft: Draft,
  index: number,
  receivedAt: number,
  caseId: string,
  steps: readonly LetterStep[],
): number | undefined {
  let last = receivedAt;
  for (const { after, actorId, type, payload } of steps) {
    const at = handledAt(draft, index + after, last);
    if (at === undefined) return undefined;
    add(draft, at, actorId, type, { caseId, ...payload(dateInShanghai(at)) }, at, caseId);
    last = at;
  }
  return last;
}

/** One case for each status that would otherwise not be seen, the oldest weeks ago. */
function planShowcases(draft: Draft): void {
  const { days, chance, now } = draft;
  const at60 = now - 60 * 24 * HOUR;
  for (const { age, channel, written, steps } of [...showcases(chance, at60), ...besideCases(at60)]) {
    const index = days.length - 1 - age;
    const day = days[index];
    if (day === undefined) continue;
    const { caseId } = written.matter;
    const at = instantOf(day, 8.5);
    const order = {
      externalNumber: `LJ12345-${day.replaceAll('-', '')}${(Number.parseInt(caseId.slice(-4), 16) % 9_000) + 1_000}`,
    };
    const given = {
      channel,
      receivedOn: day,
      matter: written.matter,
      ...(channel === 'hotline' && { hotline: order }),
    };
    add(draft, at, 'demo-office1', 'registerCase', given);
    planSteps(draft, index, at, caseId, steps);
  }
}

/** What shows the counter at work. A chance of its own: nothing else of the plan moves with it. */
function planIntake(draft: Draft): void {
  const { days, chance, now } = draft;
  for (const { age, registration, steps } of takenIn(chance, now - 60 * 24 * HOUR)) {
    const index = days.length - 1 - age;
    const day = days[index];
    if (day === undefined) continue;
    const given = registration(day);
    const at = instantOf(day, 8.6);
    add(draft, at, 'demo-office1', 'registerCase', { ...given, receivedOn: day });
    planSteps(draft, index, at, given.matter.caseId, steps);
  }
}

function noticeOf({ matter, refusal }: Written, at: number): Record<string, unknown> {
  const base = { caseId: matter.caseId, issuedOn: dateInShanghai(at) };
  return refusal ? { ...base, decision: 'refuse', ...refusal } : { ...base, decision: 'accept' };
}

/** An office hour of the working day with this index, after `earliest`; undefined when that day has not come yet. */
function handledAt({ chance, days, now }: Draft, index: number, earliest: number): number | undefined {
  const day = days[index];
  if (day === undefined) return undefined;
  const at = Math.max(instantOf(day, 9 + chance.next() * 8), earliest + 600_000);
  return at <= now ? at : undefined;
}

function add(
  draft: Draft,
  at: number,
  actorId: string,
  type: string,
  payload: Record<string, unknown>,
  occurredAt = at - 20_000,
  caseId?: string,
): void {
  const commandId = draft.chance.uuid(occurredAt);
  const command = { at, occurredAt, actorId, commandId, type, payload };
  draft.commands.push(caseId === undefined ? command : { ...command, caseId });
}
