import { kindsAllowed, type World } from '../identity/units.ts';
import { routedMatter } from './assignment.ts';
import type { CaseCommand } from './case-commands.ts';
import { openDateRequest } from './hotline-date.ts';
import { nextIntakeStep, submittedTo } from './intake.ts';
import { openLeaderRequest } from './leader-request.ts';
import {
  approved,
  awaitsReexamination,
  chiefLeaderId,
  heldByDepartment,
  instructed,
  reviewed,
  standingReport,
} from './needs.ts';
import { guard, type Procedure } from './procedure.ts';
import { procedures } from './procedures.ts';
import { reportOwed } from './sender-report.ts';
import { isOpen } from './statuses.ts';
import type { PetitionCaseState } from './types.ts';

/**
 * By what somebody's turn is known: 局办公室; the unit's clerks; its head and recorded reviewers (审核, R66, R81); its portfolio
 * leader (分管领导, R73); one person by name. A post rather than a name, so that the turn stays right when the post changes hands.
 */
export const turnHolders = ['office', 'unit', 'reviewer', 'portfolioLeader', 'person'] as const;
export type TurnHolder = (typeof turnHolders)[number];

/** Whose turn it is in a case (轮到谁), and with which step. */
export interface Turn {
  readonly holder: TurnHolder;
  /** Of the unit, or of the person; '' for the General Office. */
  readonly id: string;
  /** Undefined where the procedure lets nobody go on (a post that nobody holds): the office has to see to it. */
  readonly command: CaseCommand['type'] | undefined;
}

/** The world of {@link turnOf}: nobody acts in it. */
export type TurnWorld = Pick<World, 'unit' | 'staff' | 'calendar' | 'today'>;

/** A step that carries a case on, when it is waited for; where its own row does not say it, who comes first to it. */
interface Step {
  readonly command: CaseCommand['type'];
  /** What the procedure table would allow again and again is waited for only once. */
  readonly awaited?: (state: PetitionCaseState, world: World) => boolean;
  readonly unitFirst?: true;
  /** A leader does it themselves; the office only in their place. */
  readonly leaderFirst?: true;
  /** Owed of a closed case as well. */
  readonly afterClosing?: true;
}

/**
 * Whether a unit below has to handle it (R26, R27): it holds it, or the office has it again and the matter is none of the bureau's
 * own (异议成立, Art 23).
 */
const belongsBelow = (state: PetitionCaseState, world: World): boolean =>
  !heldByDepartment(state, world) || !kindsAllowed(routedMatter(state).facts).includes('department');

/** Whether the leader's word is that the matter is not accepted (不予受理): it goes nowhere then. */
const isToRefuse = ({ instructions }: PetitionCaseState): boolean => instructions?.at(-1)?.decision === 'refuse';

/** A 12345 order of the bureau's own binds in five working days (R83), long before its notice (Art 23): it goes on first. */
const repliesFirst = ({ channel, route }: PetitionCaseState): boolean =>
  channel === 'hotline' && route.outcome === 'acceptMunicipal';

const steps: readonly Step[] = [
  { command: 'settleObjection' },
  { command: 'acceptHandOver', unitFirst: true },
  { command: 'agreeHotlineDate', awaited: (state) => openDateRequest(state) !== undefined },
  { command: 'answerSupervision', unitFirst: true, afterClosing: true },
  { command: 'arrangeLeader', awaited: (state) => openLeaderRequest(state)?.arranged === undefined },
  { command: 'recordLeaderAttendance', leaderFirst: true },
  // what is answered, and looked at again, is past its intake
  {
    command: 'recordIntakeStep',
    awaited: (state) => nextIntakeStep(state) !== undefined && !state.completion && !state.reexamination,
  },
  {
    command: 'preScreenCase',
    awaited: ({ channel, preScreening }) => channel === 'leaderReception' && preScreening === undefined,
  },
  { command: 'giveInstruction', awaited: (state, world) => !instructed.holds(state, world) },
  { command: 'requestReexamination', awaited: awaitsReexamination },
  { command: 'transferCase', awaited: (state, world) => belongsBelow(state, world) && !isToRefuse(state) },
  // who has the answer need not be told any more where the matter went
  {
    command: 'issueDestinationNotice',
    awaited: ({ matter, completion }) => !matter.petitioner.anonymous && completion === undefined,
  },
  { command: 'issueAcceptanceNotice', awaited: (state) => !repliesFirst(state) },
  { command: 'assignCase' },
  { command: 'draftReply', awaited: ({ draft }) => draft === undefined || draft.sentBack !== undefined },
  {
    command: 'hearCounsel',
    awaited: ({ flags, counsel }) => flags?.complexLegal === true && counsel === undefined,
    unitFirst: true,
  },
  { command: 'reviewReply', awaited: (state, world) => !reviewed.holds(state, world) },
  { command: 'approveReply', awaited: (state, world) => !approved.holds(state, world) },
  { command: 'issueAcceptanceNotice' },
  { command: 'issueReply' },
  { command: 'deliverReply' },
  { command: 'completeCase', awaited: ({ reexamination }) => reexamination === undefined },
  { command: 'reportToSender', awaited: reportOwed, afterClosing: true },
  { command: 'entrustReexamination', awaited: ({ reexamination }) => reexamination?.entrusted === undefined },
  { command: 'reportReexamination', awaited: (state) => standingReport(state) === undefined, unitFirst: true },
  {
    command: 'approveReexamination',
    awaited: ({ reexamination }) => reexamination?.report?.approval === undefined,
    leaderFirst: true,
  },
  { command: 'decideReexamination' },
  { command: 'decideFinalReview' },
  { command: 'resumeClock' },
];

/** Somebody who might have the turn, as the procedure table would see them act. */
interface Candidate extends Omit<Turn, 'command'> {
  readonly role: 'leader' | 'clerk' | 'departmentClerk';
  /** Every one of them must be allowed the step, else the post does not stand for it. */
  readonly actors: readonly string[];
  readonly unitId: string;
}

function unitCandidates(state: PetitionCaseState, world: TurnWorld, unitId: string): readonly Candidate[] {
  const { headId, reviewerIds = [], portfolioLeaderId } = world.staff(state.handlingUnitId) ?? {};
  const reviewers = headId === undefined ? reviewerIds : [headId, ...reviewerIds];
  const held = state.handlingUnitId;
  const clerk = { role: 'departmentClerk', unitId: held } as const;
  const leader = { role: 'leader', unitId: '' } as const;
  const person = (id: string | undefined, as: typeof clerk | typeof leader): readonly Candidate[] =>
    id === undefined ? [] : [{ ...as, holder: 'person', id, actors: [id] }];
  return [
    { ...clerk, unitId, holder: 'unit', id: unitId, actors: [''] },
    ...(reviewers.length > 0 ? [{ ...clerk, holder: 'reviewer', id: held, actors: reviewers } as const] : []),
    ...reviewers.flatMap((id) => person(id, clerk)),
    ...person(state.reexamination?.entrusted?.leaderId, leader),
    ...person(submittedTo(state), leader),
    ...person(openLeaderRequest(state)?.arranged?.leaderId, leader),
    { ...leader, holder: 'portfolioLeader', id: held, actors: [portfolioLeaderId ?? ''] },
    ...person(chiefLeaderId(world, held), leader),
  ];
}

/** For rows whose holder hangs on the case alone. */
const nobody: World['actor'] = { id: '', name: '', role: 'clerk', unitId: '' };
const office: Candidate = { holder: 'office', id: '', role: 'clerk', unitId: '', actors: [''] };

/** The first step that is waited for and that the procedure table allows to somebody: so whose turn it is never differs from it. */
function candidatesFor(step: Step, state: PetitionCaseState, world: TurnWorld): readonly Candidate[] {
  const procedure: Procedure = procedures[step.command];
  const units = unitCandidates(
    state,
    world,
    procedure.holder?.(state, { ...world, actor: nobody }) ?? state.handlingUnitId,
  );
  if (step.leaderFirst) return [...units, office];
  const down = state.assignment !== undefined || state.transfer !== undefined;
  const unitFirst = step.unitFirst === true || (down && !heldByDepartment(state, world));
  return unitFirst ? [...units.slice(0, 1), office, ...units.slice(1)] : [office, ...units];
}

/**
 * Whose turn it is in a case, and with which step of the procedure (下一步); undefined when nothing more is owed. A closed case
 * waits only for the answer to a supervision, which may come after it (意见未落实, Art 40), and for the report to its sender.
 * Hangs on the case, the tree of units and who holds which post, never on the day.
 */
export function turnOf(state: PetitionCaseState, world: TurnWorld): Turn | undefined {
  const open = isOpen(state.status);
  for (const step of steps) {
    if (!open && !step.afterClosing) continue;
    for (const { holder, id, role, actors, unitId } of candidatesFor(step, state, world)) {
      const may = actors.every((actorId) => {
        const as: World = { ...world, actor: { id: actorId, name: '', role, unitId } };
        return (step.awaited?.(state, as) ?? true) && guard(procedures[step.command], state, as) === undefined;
      });
      if (may) return { holder, id, command: step.command };
    }
  }
  return open ? { holder: 'office', id: '', command: undefined } : undefined;
}

/** The steps in which somebody signs for others: 批示, 负责人审核, 分管领导审核, 审定复查结果. */
export const signingSteps = ['giveInstruction', 'reviewReply', 'approveReply', 'approveReexamination'] as const;
