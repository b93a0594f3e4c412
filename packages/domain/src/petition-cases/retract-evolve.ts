import { isOwed } from './case-clocks.ts';
import type { RetractableAct } from './retract-limits.ts';
import type { ActRetracted } from './side-events.ts';
import type { Reconsideration, Supervision } from './side-facets.ts';
import type { CaseClock, PetitionCaseState } from './types.ts';

const withoutLast = <T>(list: readonly T[] | undefined): readonly T[] => (list ?? []).slice(0, -1);

/** The list of that name without its newest entry; without the list when nothing is left of it. */
function shortened<K extends 'intake' | 'recusals' | 'urgings' | 'supervisions' | 'dateRequests' | 'leaderRequests'>(
  state: PetitionCaseState,
  name: K,
): PetitionCaseState {
  const { [name]: list, ...rest } = state;
  const left = withoutLast(list as readonly unknown[] | undefined); // all of these are lists
  // what is left out of a case need not be there; the rest is as it was
  return (left.length === 0 ? rest : { ...rest, [name]: left }) as PetitionCaseState;
}

/** The case without the part of that name, which it need not have. */
function without<K extends keyof PetitionCaseState>(state: PetitionCaseState, name: K): PetitionCaseState {
  const { [name]: _gone, ...rest } = state;
  return rest as PetitionCaseState; // only optional parts are named
}

/** The newest supervision without one of its parts. */
function onSupervision(state: PetitionCaseState, part: 'answer' | 'circulated'): PetitionCaseState {
  const all = state.supervisions ?? [];
  const last = all.at(-1);
  if (last === undefined) return state;
  const { [part]: _gone, ...rest } = last;
  return { ...state, supervisions: [...all.slice(0, -1), rest as Supervision] }; // both parts are optional
}

/** Back in the hands of the office that had handed it on. */
function handedBack(state: PetitionCaseState, name: 'assignment' | 'transfer'): PetitionCaseState {
  const given = state[name];
  return given ? { ...without(state, name), handlingUnitId: given.officeUnitId } : state;
}

function onReexamination(
  state: PetitionCaseState,
  change: (given: Reconsideration) => Reconsideration,
): PetitionCaseState {
  return state.reexamination ? { ...state, reexamination: change(state.reexamination) } : state;
}

function reconsidered(state: PetitionCaseState, name: 'reexamination' | 'finalReview'): PetitionCaseState {
  const given = state[name];
  if (given === undefined) return state;
  const { decidedOn: _d, result: _r, opinion: _o, approvedBy: _a, deliveredOn: _l, ...request } = given;
  return { ...state, [name]: request };
}

function withoutAttendance(state: PetitionCaseState): PetitionCaseState {
  const all = state.leaderRequests ?? [];
  const last = all.at(-1);
  if (last === undefined) return state;
  const { attended: _attended, ...request } = last;
  return { ...state, leaderRequests: [...all.slice(0, -1), request] };
}

/** The newest 续报申请 waits for its answer again; what was agreed to at once was never asked for. */
function unanswered(state: PetitionCaseState): PetitionCaseState {
  const all = state.dateRequests ?? [];
  const last = all.at(-1);
  if (last === undefined) return state;
  if (last.by === undefined) return shortened(state, 'dateRequests');
  const { answer: _answer, ...request } = last;
  return { ...state, dateRequests: [...all.slice(0, -1), request] };
}

function withoutHandOver(state: PetitionCaseState): PetitionCaseState {
  const asked = state.firstAsked;
  if (asked === undefined) return state;
  const handOvers = withoutLast(asked.handOvers);
  // nobody had been written down: it goes with the unit that has the case again
  if (handOvers.length === 0 && asked.first.person === '') return without(state, 'firstAsked');
  return { ...state, firstAsked: { ...asked, handOvers } };
}

function unsettled(state: PetitionCaseState): PetitionCaseState {
  if (state.objection === undefined) return state;
  const { settled: _settled, ...objection } = state.objection;
  return { ...state, objection };
}

/** Its clock says all: see `recounted`. */
const onlyItsClock = (state: PetitionCaseState): PetitionCaseState => state;

/** The case as it was before the act, but for its clocks. */
const undo: Readonly<Record<RetractableAct, (state: PetitionCaseState) => PetitionCaseState>> = {
  recordIntakeStep: (state) => shortened(state, 'intake'),
  issueAcceptanceNotice: (state) => without(state, 'notice'),
  assignCase: (state) => handedBack(state, 'assignment'),
  transferCase: (state) => handedBack(state, 'transfer'),
  issueDestinationNotice: (state) => without(state, 'destination'),
  objectToTransfer: (state) => without(state, 'objection'),
  settleObjection: unsettled,
  recordRecusal: (state) => shortened(state, 'recusals'),
  reviewReply: (state) => without(state, 'review'),
  approveReply: (state) => without(state, 'approval'),
  issueReply: (state) => without(state, 'issued'),
  deliverReply: (state) => without(state, 'delivery'),
  extendHandling: onlyItsClock,
  requestHotlineDate: (state) => shortened(state, 'dateRequests'),
  agreeHotlineDate: unanswered,
  refuseHotlineDate: unanswered,
  pauseClock: onlyItsClock,
  resumeClock: onlyItsClock,
  urgeCase: (state) => shortened(state, 'urgings'),
  superviseCase: (state) => shortened(state, 'supervisions'),
  answerSupervision: (state) => onSupervision(state, 'answer'),
  circulateCriticism: (state) => onSupervision(state, 'circulated'),
  requestReexamination: (state) => without(state, 'reexamination'),
  entrustReexamination: (state) => onReexamination(state, ({ entrusted: _entrusted, ...rest }) => rest),
  reportReexamination: (state) => onReexamination(state, ({ report: _report, ...rest }) => rest),
  approveReexamination: (state) =>
    onReexamination(state, ({ report, ...rest }) => {
      if (report === undefined) return rest;
      const { approval: _approval, ...reported } = report;
      return { ...rest, report: reported };
    }),
  decideReexamination: (state) => reconsidered(state, 'reexamination'),
  requestFinalReview: (state) => without(state, 'finalReview'),
  decideFinalReview: (state) => reconsidered(state, 'finalReview'),
  recordEvaluation: (state) => without(state, 'evaluation'),
  reportToSender: (state) => without(state, 'senderReport'),
  handOverFirstAsked: withoutHandOver,
  requestLeader: (state) => shortened(state, 'leaderRequests'),
  recordLeaderAttendance: withoutAttendance,
};

/** The newest row of a clock in one of those states changes; the others stay. */
function onNewest(
  clocks: readonly CaseClock[],
  is: (row: CaseClock) => boolean,
  change: (row: CaseClock) => CaseClock,
): readonly CaseClock[] {
  const at = clocks.findLastIndex(is);
  return clocks.map((row, place) => (place === at ? change(row) : row));
}

function running({ metOn: _metOn, ...row }: CaseClock): CaseClock {
  return { ...row, state: 'running' };
}

/** Without its last change, with the dates that stand then. */
function recounted(
  row: CaseClock,
  { legalDue, targetDue, provisional }: NonNullable<ActRetracted['recounted']>,
): CaseClock {
  const { changes = [], original, ...rest } = row;
  const left = changes.slice(0, -1);
  const state = left.at(-1)?.type === 'paused' ? 'paused' : 'running';
  const kept = left.length > 0 && { changes: left, ...(original && { original }) };
  return { ...rest, legalDue, targetDue, provisional, state, ...kept };
}

/** 撤回操作: the act counts as not done; that it was done, and taken back, stays in the events. */
export function retracted(state: PetitionCaseState, event: ActRetracted): PetitionCaseState {
  const { act, again, ended, recounted: back, paperId } = event;
  let { clocks } = state;
  for (const id of ended) {
    clocks = onNewest(
      clocks,
      (row) => row.clock === id && isOwed(row),
      (row) => ({ ...row, state: 'stopped' }),
    );
  }
  for (const id of again) clocks = onNewest(clocks, (row) => row.clock === id && !isOwed(row), running);
  if (back) {
    clocks = onNewest(
      clocks,
      (row) => row.clock === back.clock && isOwed(row),
      (row) => recounted(row, back),
    );
  }
  const documents = state.documents?.map((paper) =>
    paper.id === paperId ? { ...paper, retracted: true as const } : paper,
  );
  return { ...undo[act](state), clocks, ...(documents && { documents }) };
}
