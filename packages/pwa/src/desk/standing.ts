import type { CaseClock, PetitionCaseState } from '@huiyin/domain/cases';
import type { FormCommand } from './command-fields.ts';
import type { FieldSpec, Values } from './field-spec.ts';

type Act = Readonly<Record<string, unknown>>;

type ClockChange = NonNullable<CaseClock['changes']>[number];
/** What was last said of the newest of these clocks. */
const changeOf =
  <T extends ClockChange['type']>(clock: CaseClock['clock'], type: T) =>
  ({ clocks }: PetitionCaseState) =>
    clocks
      .findLast((row) => row.clock === clock)
      ?.changes?.findLast((change): change is Extract<ClockChange, { readonly type: T }> => change.type === type);
const resting = changeOf('final-review', 'paused');
const resumed = changeOf('final-review', 'resumed');

/** Where what a command says is kept in the case, for those whose form does not begin with it. */
const kept: { readonly [T in FormCommand]?: (state: PetitionCaseState) => object | undefined } = {
  preScreenCase: ({ preScreening }) => preScreening,
  giveInstruction: ({ instructions }) => instructions?.at(-1),
  issueAcceptanceNotice: ({ notice }) => notice,
  assignCase: ({ assignment }) => assignment,
  transferCase: ({ transfer }) => transfer,
  issueDestinationNotice: ({ destination }) => destination,
  objectToTransfer: ({ objection }) => objection,
  settleObjection: ({ objection }) => objection?.settled,
  hearCounsel: ({ counsel }) => counsel,
  reviewReply: ({ review }) => review && { ...review, agreed: true },
  approveReply: ({ approval }) => approval && { ...approval, agreed: true },
  issueReply: ({ issued }) => issued,
  deliverReply: ({ delivery }) => delivery,
  completeCase: ({ completion }) => completion,
  extendHandling: changeOf('handling', 'extended'),
  agreeHotlineDate: changeOf('hotline-reply', 'agreed'),
  requestHotlineDate: ({ dateRequests }) => dateRequests?.at(-1),
  refuseHotlineDate: ({ dateRequests }) => {
    const { answer } = dateRequests?.at(-1) ?? {};
    return answer?.agreed === false ? { ...answer, approvedBy: answer.answeredBy, decidedOn: answer.on } : undefined;
  },
  pauseClock: (state) => ({ pausedOn: resting(state)?.on }),
  resumeClock: (state) => ({ resumedOn: resumed(state)?.on }),
  recordRecusal: ({ recusals }) => {
    const last = recusals?.at(-1);
    return last && { ...last, approverId: last.approver?.id };
  },
  requestLeader: ({ leaderRequests }) => leaderRequests?.at(-1),
  arrangeLeader: ({ leaderRequests }) => {
    const { arranged } = leaderRequests?.at(-1) ?? {};
    return arranged && { ...arranged, arrangedOn: arranged.on };
  },
  recordLeaderAttendance: ({ leaderRequests }) => {
    const { attended } = leaderRequests?.at(-1) ?? {};
    return attended && { ...attended, attendedOn: attended.on };
  },
  urgeCase: ({ urgings }) => urgings?.at(-1),
  superviseCase: ({ supervisions }) => supervisions?.at(-1),
  answerSupervision: ({ supervisions }) => supervisions?.at(-1)?.answer,
  circulateCriticism: ({ supervisions }) => supervisions?.at(-1)?.circulated,
  mergeCases: ({ merger }) => merger,
  withdrawCase: ({ withdrawal }) => withdrawal,
  voidCase: ({ voided }) => voided,
  requestReexamination: ({ reexamination }) => reexamination,
  approveReexamination: ({ reexamination }) => reexamination?.report?.approval,
  decideReexamination: ({ reexamination }) => reexamination,
  requestFinalReview: ({ finalReview }) => finalReview,
  decideFinalReview: ({ finalReview }) => finalReview,
  concludeCase: ({ conclusion }) => conclusion,
  recordEvaluation: ({ evaluation }) => evaluation,
  reportToSender: ({ senderReport }) => senderReport,
};

/** What a command says in one part, as its form would hold it. */
export function asTyped(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join('\n') : String(value ?? '');
}

/** What is read masked is no version that a form could take over: who signed (送达) stands in the case as 李**. */
const readMasked: readonly string[] = ['signedBy'];

/**
 * What the same act says that stands in the case already, as its form would hold it: a colleague may have been first. Empty
 * where nothing stands yet; undefined where the form itself begins with what stands.
 */
export function standingIn(
  command: FormCommand,
  fields: readonly FieldSpec[],
  state: PetitionCaseState,
): Values | undefined {
  const find = kept[command];
  if (find === undefined) return undefined;
  const act = find(state) as Act | undefined; // its parts bear the names of the command's fields
  // to whom a letter goes beside is kept with the letter
  const { copyTo, enclosures } = (act && state.documents?.at(-1)) ?? {};
  const said: Act = { ...act, copyTo, enclosures };
  const told = fields.filter(({ name }) => !readMasked.includes(name));
  return Object.fromEntries(told.map(({ name }) => [name, asTyped(said[name])]));
}
