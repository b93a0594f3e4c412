import {
  awaitingAcknowledgement,
  conclusionGrounds,
  evaluationGrades,
  filedDocuments,
  implementationResults,
  improvementStatuses,
  linkRelations,
  openDateRequest,
  type PetitionCaseState,
  pressedBy,
  proposeRetention,
  type ReviewBody,
  reopenReasons,
  reportManners,
  retentions,
  reviewResults,
  type SideCommand,
  simpleGrounds,
  standingReport as standingReexamination,
  suggestionKinds,
  supervisionTriggers,
} from '@huiyin/domain/cases';
import {
  commandName,
  conclusionGroundName,
  documentKindName,
  evaluationGradeName,
  filedDocumentName,
  implementationStateName,
  improvementStatusName,
  linkRelationName,
  pressedByName,
  reopenReasonName,
  reportMannerName,
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
import { saidBy } from '../ui/value-text.ts';
import {
  addressing,
  allowed,
  approver,
  approvers,
  type Choice,
  choice,
  choicesOf,
  day,
  type FieldContext,
  type FieldSpec,
  type FieldsOf,
  leaders,
  long,
  named,
  optional,
  person,
  ruled,
  text,
  unit,
  yesNo,
} from './field-spec.ts';
import { criticismText, lateClock, pressingText } from './pressing-text.ts';

/** What the department has reported (R52): the office begins the opinion with it, and with who approved. */
const reportOf = (state: PetitionCaseState, of: 'reexamination' | 'finalReview') =>
  of === 'reexamination' ? standingReexamination(state) : undefined;
const approverOf = (state: PetitionCaseState, of: 'reexamination' | 'finalReview'): string =>
  reportOf(state, of)?.approval?.by.name ?? '';
/** The leader’s words by which 复查 was accepted, where they stand in the case already. */
const acceptingWords = ({ instructions }: PetitionCaseState): string => {
  const last = instructions?.at(-1);
  return last?.asksReexamination === true ? last.text : '';
};

/** What is said of the opinion; to whom its paper goes only where it is the bureau's own. */
const decided = (of: 'reexamination' | 'finalReview') => [
  choice('result', reviewResults, reviewResultName, { initial: ({ state }) => reportOf(state, of)?.result ?? '' }),
  long('opinion', { initial: ({ state }) => reportOf(state, of)?.opinion ?? '' }),
  { ...approver, initial: ({ state }: FieldContext) => approverOf(state, of) },
  day('decidedOn'),
  day('deliveredOn'),
  ...addressing.map((field) => ({
    ...field,
    shown: (_values: unknown, { state }: FieldContext) => state[of]?.body === 'bureau',
  })),
];
/** The bodies that the hierarchy leaves open; the only one is chosen already. */
const body = (of: (context: FieldContext) => readonly ReviewBody[]) => allowed('body', of, reviewBodyName);
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

const papers = ({ documents = [] }: PetitionCaseState) =>
  documents.map(({ id, kind, number }) => ({ value: id, label: `${documentKindName(kind)} ${number}` }));

/** A report (落实情况) that may still be put right; one that was refuted is made anew. */
const standingReport = ({ implementations }: PetitionCaseState) => {
  const last = implementations?.at(-1);
  return last?.check === undefined ? last : undefined;
};

/** What came of a matter, to begin the report to its sender with. */
const resultOf = ({ completion, withdrawal, notice }: PetitionCaseState): string =>
  completion?.resolution ?? withdrawal?.reason ?? notice?.reason ?? '';

/** Each retention; the one that the file's facts propose says so, and why. */
const retentionChoices = ({ state }: FieldContext): readonly Choice[] => {
  const { retention, ground } = proposeRetention(state);
  return choicesOf(retentions, (id) =>
    id === retention ? words.proposed(retentionName(id), retentionGroundName(ground)) : retentionName(id),
  );
};

const suggested = ({ supervisions }: PetitionCaseState) => (supervisions?.at(-1)?.suggestions ?? []).length > 0;

/** The fields of each command beside and after the main line; the correction of the register has a form of its own. */
export const sideFields = {
  extendHandling: [
    { name: 'days', kind: 'number', initial: () => '30' },
    long('reason'),
    person('approverId', approvers),
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
  voidCase: [long('reason')],
  restoreCase: [long('reason')],
  requestReexamination: [body(({ requestedOf }) => requestedOf), ...requested, day('replyReceivedOn', optional)],
  entrustReexamination: [
    unit('unitId', {
      units: ({ kind }) => kind === 'department',
      initial: ({ state }) => state.reexamination?.entrusted?.unitId ?? '',
    }),
    person('leaderId', leaders, {
      initial: ({ state, role, actorId, portfolioLeaderId }) =>
        state.reexamination?.entrusted?.leaderId ?? (role === 'leader' ? actorId : portfolioLeaderId),
    }),
    long('instruction', {
      initial: ({ state }) => state.reexamination?.entrusted?.instruction ?? acceptingWords(state),
    }),
    day('entrustedOn'),
  ],
  reportReexamination: [
    choice('result', reviewResults, reviewResultName, {
      initial: ({ state }) => state.reexamination?.report?.result ?? '',
    }),
    long('opinion', { initial: ({ state }) => state.reexamination?.report?.opinion ?? '' }),
    day('reportedOn'),
  ],
  approveReexamination: [
    yesNo('agreed'),
    long('reason', { ...ruled, shown: ({ agreed }) => agreed === 'no' }),
    day('approvedOn'),
  ],
  decideReexamination: decided('reexamination'),
  requestFinalReview: [body(({ reviewedBy }) => reviewedBy), ...requested],
  decideFinalReview: decided('finalReview'),
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
  reportToSender: [
    choice('manner', reportManners, reportMannerName),
    long('result', { initial: ({ state }) => resultOf(state) }),
    day('reportedOn'),
    ...addressing,
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
    choice('document', filedDocuments, filedDocumentName, {
      initial: ({ copiesOwed }) => copiesOwed[0]?.document ?? '',
    }),
    day('documentOn', { initial: ({ copiesOwed }) => copiesOwed[0]?.documentOn ?? '' }),
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
      says: saidBy(commandName),
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
    {
      name: 'documentId',
      kind: 'choice',
      choices: ({ state, voidable }) => papers(state).filter(({ value }) => voidable.includes(value)),
      says: (value, { state }) => papers(state).find((one) => one.value === value)?.label,
    },
    long('reason'),
    day('voidedOn'),
    yesNo('reissue'),
  ],
} satisfies FieldsOf<Exclude<SideCommand, { readonly type: 'amendCase' }>>;
