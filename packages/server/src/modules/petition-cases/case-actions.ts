import { type Citation, maskAddress, maskName, maskPhone, maskResidentCard } from '@huiyin/domain';
import {
  allowedActions,
  awaitingAcknowledgement,
  type CaseCommand,
  implementationOf,
  nextIntakeStep,
  openDateRequest,
  type PetitionCaseState,
  type Petitioner,
  reportOwed,
  standingReport,
  turnOf,
} from '@huiyin/domain/cases';
import type { RequestContext } from '../../context.ts';
import type { Refusal } from '../../messages/refusals.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { knownLeaders } from '../people/names.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { mayReadReexamination } from '../people/visibility.ts';
import { worldOf } from '../people/world.ts';
import { provinceOf, settingsFor } from '../settings/settings.ts';
import type { CaseRow } from './petition-cases.repository.ts';

/**
 * 下一步: what carries the case on; 随时可办: what may be done on the way; 改变去向: what takes the case off its way; 撤回与更正: what puts
 * right what was done.
 */
const actionGroups = ['next', 'beside', 'aside', 'mend'] as const;
type ActionGroup = (typeof actionGroups)[number];

/** An action on a case in its group: allowed, or with the refusal that says why not. */
export interface GroupedAction {
  readonly command: CaseCommand['type'];
  readonly group: ActionGroup;
  readonly refusal: Refusal | undefined;
  readonly citations: readonly Citation[];
}

/** Where an action stands when it is not a step forward; every other command carries the case on. */
const groups: Readonly<Partial<Record<CaseCommand['type'], ActionGroup>>> = {
  setCaseFlags: 'beside',
  recordRecusal: 'beside',
  contractCase: 'beside',
  hearCounsel: 'beside',
  requestHotlineDate: 'beside',
  refuseHotlineDate: 'beside',
  extendHandling: 'beside',
  pauseClock: 'beside',
  resumeClock: 'beside',
  urgeCase: 'beside',
  superviseCase: 'beside',
  linkCases: 'beside',
  handOverFirstAsked: 'beside',
  acceptHandOver: 'beside',
  declineHandOver: 'beside',
  requestLeader: 'beside',
  arrangeLeader: 'beside',
  recordLeaderAttendance: 'beside',
  recordEvaluation: 'beside',
  recordImprovement: 'beside',
  recordRectification: 'beside',
  fileCopy: 'beside',
  applySimpleHandling: 'beside',
  endSimpleHandling: 'beside',
  voidDocument: 'mend',
  requestReexamination: 'beside',
  requestFinalReview: 'beside',
  concludeCase: 'beside',
  amendCase: 'mend',
  circulateCriticism: 'beside',
  returnAssignment: 'aside',
  objectToTransfer: 'aside',
  mergeCases: 'aside',
  unmergeCase: 'mend',
  reopenCase: 'mend',
  withdrawCase: 'aside',
  voidCase: 'mend',
  restoreCase: 'mend',
  retractAct: 'mend',
  unlinkCases: 'mend',
};

/** Steps that may be taken again and then carry nothing on: the letter lies with its leader, the draft is written … */
function isAgain(command: CaseCommand['type'], state: PetitionCaseState): boolean {
  switch (command) {
    case 'recordIntakeStep':
      return nextIntakeStep(state) === undefined;
    case 'agreeHotlineDate':
      return openDateRequest(state) === undefined;
    case 'giveInstruction':
      return (state.instructions ?? []).length > 0;
    case 'draftReply':
      return state.draft !== undefined && state.draft.sentBack === undefined;
    case 'recordImplementation':
      return implementationOf(state) === 'reported';
    case 'checkImplementation':
      return implementationOf(state) !== 'reported';
    case 'entrustReexamination':
      return state.reexamination?.entrusted !== undefined;
    case 'reportReexamination':
      return standingReport(state) !== undefined;
    case 'approveReexamination':
      return state.reexamination?.report?.approval !== undefined;
    case 'acknowledgePressing':
      return awaitingAcknowledgement(state).length === 0;
    case 'reportToSender':
      return !reportOwed(state);
    case 'archiveCase':
      return state.archive !== undefined;
    case 'preScreenCase':
      // a reception begins with it (R44); elsewhere the office may do without
      return state.channel !== 'leaderReception' || state.preScreening !== undefined;
    default:
      return false;
  }
}

const groupOf = (command: CaseCommand['type'], state: PetitionCaseState): ActionGroup =>
  groups[command] ?? (isAgain(command, state) ? 'beside' : 'next');

/** What the viewer can do with a case today: every row of the procedure table, next steps first. */
export async function actionsOn(
  context: RequestContext,
  viewer: Viewer,
  { bureauId, state }: CaseRow,
): Promise<readonly GroupedAction[]> {
  const { database, clock } = context;
  const [calendar, settings, units, leaders] = await Promise.all([
    calendarFor(database, { bureauId }),
    settingsFor({ database, clock }, { bureauId }),
    unitTree(database.prisma, bureauId),
    knownLeaders(database, bureauId),
  ]);
  const world = worldOf(viewer, { calendar, today: clock.today(), units, leaders, province: provinceOf(settings) });
  const actions = allowedActions(state, world).map(({ action, citations, refusal }) => ({
    command: action,
    group: groupOf(action, state),
    refusal,
    citations,
  }));
  const awaited = turnOf(state, world)?.command;
  const placed = actions.map((one) => {
    if (one.command === awaited) return { ...one, group: 'next' as const };
    // while an answer is waited for, closing the case without it is no next step
    return one.command === 'completeCase' && awaited !== undefined ? { ...one, group: 'beside' as const } : one;
  });
  // The step that work lists name comes first, here as there.
  placed.sort((a, b) => Number(b.command === awaited) - Number(a.command === awaited));
  return actionGroups.flatMap((group) => placed.filter((one) => one.group === group));
}

/** A case without what is not meant for this viewer: what a department has reported of a 复查. Names stand in it. */
export async function readableState(
  context: Pick<RequestContext, 'database'>,
  viewer: Viewer,
  row: Pick<CaseRow, 'bureauId' | 'state'>,
): Promise<PetitionCaseState> {
  return (await readsReexamination(context, viewer, row)) ? row.state : withoutReport(row.state);
}

/**
 * A case as the rules see it and this viewer may read it, with what tells who the petitioner is masked: from it a browser or a phone
 * asks the same rules before it sends.
 */
export async function maskedState(
  context: Pick<RequestContext, 'database'>,
  viewer: Viewer,
  row: Pick<CaseRow, 'bureauId' | 'state'>,
): Promise<PetitionCaseState> {
  const state = await readableState(context, viewer, row);
  const { matter, delivery, joint } = state;
  const { petitioner } = matter;
  return {
    ...state,
    matter: {
      ...matter,
      petitioner: { ...petitioner, ...maskedPerson(petitioner) },
    },
    ...(joint && {
      joint: { ...joint, members: joint.members.map((member) => ({ ...member, ...maskedPerson(member) })) },
    }),
    ...(delivery?.signedBy !== undefined && { delivery: { ...delivery, signedBy: maskName(delivery.signedBy) } }),
  };
}

/** Whether this viewer reads what was reported of the case's 复查, if anything was. */
async function readsReexamination(
  { database }: Pick<RequestContext, 'database'>,
  viewer: Viewer,
  { bureauId, state: { reexamination } }: Pick<CaseRow, 'bureauId' | 'state'>,
): Promise<boolean> {
  if (viewer.role !== 'departmentClerk' || reexamination?.entrusted === undefined) return true;
  const units = await unitTree(database.prisma, bureauId);
  return mayReadReexamination(viewer, units.get(reexamination.entrusted.unitId)?.path);
}

function withoutReport({ reexamination, ...rest }: PetitionCaseState): PetitionCaseState {
  if (reexamination === undefined) return rest;
  const { report: _report, ...told } = reexamination;
  return { ...rest, reexamination: told };
}

/** What tells who somebody is, masked. */
export function maskedPerson({ name, phone, idCard, address }: Omit<Petitioner, 'kind' | 'anonymous'>) {
  return {
    name: maskName(name),
    ...(phone !== undefined && { phone: maskPhone(phone) }),
    ...(idCard !== undefined && { idCard: maskResidentCard(idCard) }),
    ...(address !== undefined && { address: maskAddress(address) }),
  };
}
