import {
  awaitingAcknowledgement,
  type CaseCommand,
  type CaseFlag,
  caseFlags,
  completionOutcomes,
  conclusionGrounds,
  decisionsFor,
  deliveryManners,
  evaluationGrades,
  filedDocuments,
  type InstructionDecision,
  implementationResults,
  improvementStatuses,
  instructionDecisions,
  intakeSteps,
  isOpinion,
  linkRelations,
  maySetFlag,
  nextIntakeStep,
  openDateRequest,
  opinionConclusions,
  type PetitionCaseState,
  pressedBy,
  proposeRetention,
  type ReviewBody,
  reopenReasons,
  retentions,
  reviewBodies,
  reviewResults,
  simpleGrounds,
  suggestionKinds,
  supervisionTriggers,
} from '@huiyin/domain/cases';
import {
  commandName,
  completionOutcomeName,
  conclusionGroundName,
  deliveryMannerName,
  documentKindName,
  evaluationGradeName,
  filedDocumentName,
  implementationStateName,
  improvementStatusName,
  instructionDecisionName,
  intakeStepName,
  linkRelationName,
  opinionConclusionName,
  pressedByName,
  reopenReasonName,
  retentionGroundName,
  retentionName,
  reviewBodyName,
  reviewResultName,
  simpleGroundName,
  suggestionKindName,
  supervisionTriggerName,
} from '@huiyin/domain/messages';
import { remedyOf } from '@huiyin/domain/office';
import { commandFormMessages as words } from '../messages/commands.zh-CN.ts';
import { retractChoice } from '../messages/remedy.zh-CN.ts';
import { uuidv7 } from '../offline/uuid.ts';
import {
  approver,
  type Choice,
  choice,
  choicesOf,
  day,
  everyone,
  type FieldContext,
  type FieldSpec,
  itsUnit,
  leaders,
  lines,
  long,
  named,
  optional,
  person,
  ruled,
  text,
  unit,
  type Values,
  yesNo,
} from './field-spec.ts';
import { criticismText, lateClock, pressingText } from './pressing-text.ts';

/** What the last draft said, to be mended; of the first one only what was asked for. */
const fromDraft = (name: 'request' | 'facts' | 'opinion' | 'basis' | 'conclusion') => ({
  initial: ({ state }: FieldContext) => state.draft?.[name] ?? (name === 'request' ? state.matter.demand : ''),
});
/** To whom else a letter goes, as the rules propose it, and what lies with it. */
const addressing = [
  lines('copyTo', { ...optional, initial: ({ copies }) => copies.join('\n') }),
  lines('enclosures', optional),
];
const decided = [
  choice('result', reviewResults, reviewResultName),
  long('opinion'),
  approver,
  day('decidedOn'),
  day('deliveredOn'),
  ...addressing,
];
/** The bodies that the hierarchy leaves open; the only one is chosen already. */
const body = (of: (context: FieldContext) => readonly ReviewBody[]) =>
  choice('body', reviewBodies, reviewBodyName, {
    choices: (context) => choicesOf(of(context), reviewBodyName),
    initial: (context) => (of(context).length === 1 ? (of(context)[0] ?? '') : ''),
  });
const requested = [long('request'), day('requestedOn'), long('lateReason', optional)];
/** An entry of a list in the case: one that stands there, whose words then fill the form, or a new one. */
const entry = <T extends { readonly id: string }>(
  items: (state: PetitionCaseState) => readonly T[] | undefined,
  label: (item: T) => string,
): FieldSpec<'id'> => ({
  name: 'id',
  kind: 'entry',
  initial: () => uuidv7(),
  choices: ({ state }) => (items(state) ?? []).map((item) => ({ value: item.id, label: label(item) })),
  stands: (state, id) => Object.fromEntries(Object.entries(items(state)?.find((item) => item.id === id) ?? {})),
});

/** Papers that have not been cancelled. */
const standingPapers = ({ documents = [] }: PetitionCaseState): readonly Choice[] =>
  documents
    .filter(({ voided }) => voided === undefined)
    .map(({ id, kind, number }) => ({ value: id, label: `${documentKindName(kind)} ${number}` }));

/** A report (落实情况) that may still be put right; one that was refuted is made anew. */
const standingReport = ({ implementations }: PetitionCaseState) => {
  const last = implementations?.at(-1);
  return last?.check === undefined ? last : undefined;
};

/** Each retention; the one that the file's facts propose says so, and why. */
const retentionChoices = ({ state }: FieldContext): readonly Choice[] => {
  const { retention, ground } = proposeRetention(state);
  return choicesOf(retentions, (id) =>
    id === retention ? words.proposed(retentionName(id), retentionGroundName(ground)) : retentionName(id),
  );
};

/** What the route lets a leader sign, where it is a request for 复查 too (R51); only one of them is chosen already. */
const maySign = ({ state }: FieldContext): readonly InstructionDecision[] => {
  const may = [...decisionsFor(state, false), ...decisionsFor(state, true)];
  return instructionDecisions.filter((decision) => may.includes(decision));
};

const sentBackReason = long('reason', { ...ruled, shown: ({ agreed }) => agreed === 'no' });
const suggested = ({ supervisions }: PetitionCaseState) => (supervisions?.at(-1)?.suggestions ?? []).length > 0;

type Described = Exclude<CaseCommand['type'], 'amendCase'>;

const refusing = ({ decision }: Values) => decision === 'refuse';
/** The fields that a command has: a name that it does not know does not compile. Flags are asked for one by one. */
type NameIn<T extends Described> = T extends 'setCaseFlags'
  ? CaseFlag | 'reason'
  : keyof Extract<CaseCommand, { readonly type: T }> & string;

/** The fields of every command on a case, in the order of its form; the correction of the register has a form of its own. */
export const commandFields = {
  recordIntakeStep: [
    choice('step', intakeSteps, intakeStepName, { initial: ({ state }) => nextIntakeStep(state) ?? 'submitted' }),
    day('doneOn'),
    long('abstract', { shown: ({ step }) => step === 'abstracted' }),
    person('leaderId', leaders, {
      ...optional,
      shown: ({ step }) => step === 'submitted',
      initial: ({ portfolioLeaderId }) => portfolioLeaderId,
    }),
  ],
  preScreenCase: [
    long('matter', { initial: ({ state }) => state.matter.title }),
    text('documents'),
    text('manner'),
    {
      name: 'opinion',
      kind: 'choice',
      choices: () => [
        { value: 'accept', label: words.accept },
        { value: 'notAccept', label: words.notAccept },
      ],
    },
    text('reportedTo', { suggested: (context) => leaders(context).map(({ name }) => name) }),
    day('screenedOn'),
  ],
  setCaseFlags: [
    ...caseFlags.map(
      (name): FieldSpec<CaseFlag> => ({
        name,
        kind: 'flag',
        initial: ({ state }) => state.flags?.[name] ?? false,
        // each by whom it is theirs (A13); only an order of the 12345 centre comes with the centre's own date (R84)
        shown: (_values, { state, role }) =>
          state.flags?.[name] === true ||
          (maySetFlag(name, role) && (name !== 'urgent' || state.channel === 'hotline')),
      }),
    ),
    long('reason'),
  ],
  giveInstruction: [
    choice('decision', instructionDecisions, instructionDecisionName, {
      choices: (context) => choicesOf(maySign(context), instructionDecisionName),
      initial: (context) => (maySign(context).length === 1 ? (maySign(context)[0] ?? '') : ''),
    }),
    long('text'),
    yesNo('raisedBefore', { ...optional, shown: (_values, { state }) => state.channel === 'leaderReception' }),
    yesNo('asksReexamination', {
      ...optional,
      shown: (_values, { state }) => state.matter.facts.priorHandling === 'replied',
    }),
    day('instructedOn'),
  ],
  issueAcceptanceNotice: [
    {
      name: 'decision',
      kind: 'choice',
      choices: () => [
        { value: 'accept', label: words.decisions.accept },
        { value: 'refuse', label: words.decisions.refuse },
      ],
      initial: ({ state }) => (state.route.document === 'nonAcceptanceNotice' ? 'refuse' : 'accept'),
    },
    day('issuedOn'),
    long('reason', {
      ...ruled,
      shown: (values, { state }) => refusing(values) || state.route.outcome === 'notAcceptConcluded',
      called: (values) => (refusing(values) ? 'reason' : 'acceptReason'),
    }),
    long('lawExplanation', { ...ruled, shown: refusing }),
    text('competentBody', { ...ruled, shown: refusing, initial: ({ state }) => state.matter.referral ?? '' }),
    ...addressing,
  ],
  assignCase: [
    unit('unitId', { initial: itsUnit }),
    person('handlerId', everyone, optional),
    day('assignedOn'),
    day('receivedOn', optional),
  ],
  returnAssignment: [long('reason'), day('returnedOn')],
  transferCase: [
    unit('unitId', { initial: itsUnit }),
    long('reason'),
    day('transferredOn'),
    day('receivedOn', optional),
  ],
  issueDestinationNotice: [day('toldOn'), ...addressing],
  objectToTransfer: [long('reason'), day('objectedOn')],
  settleObjection: [yesNo('agreed'), long('reason'), day('settledOn')],
  recordRecusal: [person('personId', everyone), long('reason'), day('decidedOn')],
  draftReply: [
    long('request', fromDraft('request')),
    long('facts', fromDraft('facts')),
    long('opinion', fromDraft('opinion')),
    choice('conclusion', opinionConclusions, opinionConclusionName, { ...ruled, ...fromDraft('conclusion') }),
    long('basis', fromDraft('basis')),
    text('reexaminationBody', {
      ...ruled,
      shown: (_values, { state }) => isOpinion(state),
      initial: ({ state, reexaminedBy }) => state.draft?.reexaminationBody ?? reexaminedBy,
    }),
    day('draftedOn'),
  ],
  hearCounsel: [text('counsel'), long('opinion'), day('heardOn')],
  reviewReply: [yesNo('agreed'), sentBackReason, day('reviewedOn')],
  approveReply: [yesNo('agreed'), sentBackReason, day('approvedOn')],
  issueReply: [text('documentNumber', optional), day('issuedOn'), ...addressing],
  deliverReply: [
    choice('manner', deliveryManners, deliveryMannerName, {
      initial: ({ state }) => (state.flags?.important === true ? 'inPerson' : ''),
    }),
    text('mailNumber', { shown: ({ manner }) => manner === 'registeredMail' }),
    text('signedBy', { ...optional, shown: ({ manner }) => manner === 'inPerson' }),
    lines('witnesses', { ...optional, shown: ({ manner }) => manner === 'inPerson' }),
    day('deliveredOn'),
  ],
  completeCase: [
    long('cause'),
    long('resolution'),
    { name: 'repliedOn', kind: 'date', ...ruled, initial: ({ state }) => state.delivery?.deliveredOn ?? '' },
    choice('outcome', completionOutcomes, completionOutcomeName, { initial: () => 'solved' }),
  ],
  contractCase: [person('leaderId', leaders, optional)],
  extendHandling: [
    { name: 'days', kind: 'number', initial: () => '30' },
    long('reason'),
    approver,
    day('decidedOn'),
    day('toldOn'),
    ...addressing,
  ],
  pauseClock: [day('pausedOn')],
  resumeClock: [day('resumedOn')],
  requestHotlineDate: [day('dueOn', { initial: () => '' }), long('reason'), day('requestedOn')],
  agreeHotlineDate: [
    day('dueOn', { initial: ({ state }) => openDateRequest(state)?.dueOn ?? '' }),
    long('reason', { initial: ({ state }) => openDateRequest(state)?.reason ?? '' }),
    approver,
    day('decidedOn'),
  ],
  refuseHotlineDate: [approver, long('reason'), day('decidedOn')],
  urgeCase: [long('text', { initial: pressingText('urge') }), day('urgedOn'), ...addressing],
  superviseCase: [
    choice('trigger', supervisionTriggers, supervisionTriggerName, {
      initial: (context) => (lateClock(context) === undefined ? '' : 'notCompletedInTime'),
    }),
    long('requirement', { initial: pressingText('supervise') }),
    {
      name: 'suggestions',
      kind: 'choices',
      optional: true,
      choices: () => choicesOf(suggestionKinds, suggestionKindName),
    },
    day('supervisedOn'),
    ...addressing,
  ],
  acknowledgePressing: [
    choice('of', pressedBy, pressedByName, {
      choices: ({ state, acknowledgeable }) =>
        choicesOf(acknowledgeable, (of) =>
          awaitingAcknowledgement(state).includes(of) ? pressedByName(of) : words.datedAnew(pressedByName(of)),
        ),
      initial: ({ acknowledgeable }) => acknowledgeable[0] ?? '',
    }),
    day('acknowledgedOn'),
    long('reason', {
      ...ruled,
      shown: ({ of = '' }, { state }) => of !== '' && !awaitingAcknowledgement(state).some((one) => one === of),
    }),
  ],
  answerSupervision: [
    long('answer'),
    yesNo('adopted', { shown: (_values, { state }) => suggested(state) }),
    long('reason', { ...ruled, shown: ({ adopted }) => adopted === 'no' }),
    day('answeredOn'),
  ],
  circulateCriticism: [long('text', { initial: criticismText }), approver, day('circulatedOn'), ...addressing],
  mergeCases: [{ name: 'intoId', kind: 'case', versionAs: 'intoVersion' }, long('reason'), day('mergedOn')],
  unmergeCase: [
    { name: 'intoId', kind: 'fixed', initial: ({ state }) => state.merger?.intoId ?? '' },
    long('reason'),
    day('unmergedOn'),
  ],
  linkCases: [{ name: 'otherId', kind: 'case' }, choice('relation', linkRelations, linkRelationName)],
  reopenCase: [choice('reason', reopenReasons, reopenReasonName), long('explanation'), day('reopenedOn')],
  withdrawCase: [long('reason'), day('withdrawnOn')],
  requestReexamination: [body(({ requestedOf }) => requestedOf), ...requested, day('replyReceivedOn', optional)],
  decideReexamination: decided,
  requestFinalReview: [body(({ reviewedBy }) => reviewedBy), ...requested],
  decideFinalReview: decided,
  concludeCase: [
    choice('ground', conclusionGrounds, conclusionGroundName),
    day('implementedOn', { ...optional, initial: ({ state }) => state.implementations?.at(-1)?.implementedOn ?? '' }),
    day('concludedOn'),
  ],
  recordImplementation: [
    long('measures', { initial: ({ state }) => standingReport(state)?.measures ?? '' }),
    day('implementedOn', { initial: ({ state, today }) => standingReport(state)?.implementedOn ?? today }),
    { name: 'evidence', kind: 'scans', optional: true },
  ],
  checkImplementation: [
    choice('result', implementationResults, implementationStateName),
    long('finding'),
    day('checkedOn'),
  ],
  archiveCase: [
    {
      name: 'retention',
      kind: 'choice',
      choices: retentionChoices,
      initial: ({ state }) => state.archive?.retention ?? proposeRetention(state).retention,
    },
    long('reason', {
      ...optional,
      shown: ({ retention }, { state }) =>
        state.archive !== undefined || retention !== proposeRetention(state).retention,
    }),
    text('fileNumber', { ...optional, initial: ({ state }) => state.archive?.fileNumber ?? '' }),
    day('archivedOn'),
  ],
  recordEvaluation: [
    choice('office', evaluationGrades, evaluationGradeName),
    choice('unit', evaluationGrades, evaluationGradeName),
    long('comment'),
    day('ratedOn'),
  ],
  recordImprovement: [
    entry(
      ({ improvements }) => improvements,
      ({ suggestion }) => suggestion,
    ),
    choice('kind', suggestionKinds, suggestionKindName),
    long('suggestion'),
    named('owner'),
    choice('status', improvementStatuses, improvementStatusName, { initial: () => 'proposed' }),
    long('reason', { ...ruled, shown: ({ status }) => status === 'notAdopted' }),
    day('statusOn'),
  ],
  recordRectification: [
    entry(
      ({ rectifications }) => rectifications,
      ({ problem }) => problem,
    ),
    long('problem'),
    named('owner'),
    day('dueOn', { initial: () => '' }),
    day('doneOn', optional),
    long('result', optional),
  ],
  handOverFirstAsked: [unit('toUnitId'), named('toPerson'), long('reason'), day('offeredOn')],
  acceptHandOver: [day('acceptedOn')],
  declineHandOver: [long('reason'), day('declinedOn')],
  requestLeader: [long('reason'), day('requestedOn')],
  arrangeLeader: [
    person('leaderId', leaders, { initial: ({ portfolioLeaderId }) => portfolioLeaderId }),
    day('arrangedOn'),
  ],
  recordLeaderAttendance: [long('coordination'), day('attendedOn')],
  fileCopy: [
    choice('document', filedDocuments, filedDocumentName),
    day('documentOn', { initial: () => '' }),
    day('filedOn'),
  ],
  applySimpleHandling: [choice('ground', simpleGrounds, simpleGroundName), day('appliedOn')],
  endSimpleHandling: [long('reason')],
  retractAct: [
    {
      name: 'act',
      kind: 'choice',
      choices: ({ retractable }) =>
        retractable.map((value) => ({ value, label: retractChoice(commandName(value), remedyOf(value)) })),
      initial: ({ retractable }) => (retractable.length === 1 ? (retractable[0] ?? '') : ''),
    },
    long('reason'),
  ],
  unlinkCases: [
    {
      name: 'otherId',
      kind: 'choice',
      choices: ({ state, related }) =>
        related
          .filter((one) => state.links?.some(({ caseId }) => caseId === one.case.id))
          .map((one) => ({ value: one.case.id, label: `${one.case.number} · ${one.case.title}` })),
    },
    long('reason'),
  ],
  voidDocument: [
    { name: 'documentId', kind: 'choice', choices: ({ state }) => standingPapers(state) },
    long('reason'),
    day('voidedOn'),
    yesNo('reissue'),
  ],
} satisfies { readonly [T in Described]: readonly FieldSpec<NameIn<T>>[] };

/** A command with a form made of described fields. */
export type FormCommand = keyof typeof commandFields;
