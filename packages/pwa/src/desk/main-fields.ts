import {
  type CaseFlag,
  caseFlags,
  completionOutcomes,
  decisionsFor,
  deliveryMannersFor,
  type InstructionDecision,
  instructionDecisions,
  intakeSteps,
  isOpinion,
  type MainCommand,
  maySetFlag,
  nextIntakeStep,
  opinionConclusions,
} from '@huiyin/domain/cases';
import {
  completionOutcomeName,
  deliveryMannerName,
  instructionDecisionName,
  intakeStepName,
  opinionConclusionName,
} from '@huiyin/domain/messages';
import { commandFormMessages as words } from '../messages/commands.zh-CN.ts';
import {
  addressing,
  allowed,
  choice,
  day,
  deciders,
  type FieldContext,
  type FieldSpec,
  type FieldsOf,
  itsUnit,
  leaders,
  lines,
  long,
  ofItsUnit,
  optional,
  person,
  recusable,
  ruled,
  text,
  unit,
  type Values,
  yesNo,
} from './field-spec.ts';

/** What the last draft said, to be mended; of the first one only what was asked for. */
const fromDraft = (name: 'request' | 'facts' | 'opinion' | 'basis' | 'conclusion') => ({
  initial: ({ state }: FieldContext) => state.draft?.[name] ?? (name === 'request' ? state.matter.demand : ''),
});

/** What the route lets a leader sign, where it is a request for 复查 too (R51); only one of them is chosen already. */
const maySign = ({ state }: FieldContext): readonly InstructionDecision[] => {
  const may = [...decisionsFor(state, false), ...decisionsFor(state, true)];
  return instructionDecisions.filter((decision) => may.includes(decision));
};

const sentBackReason = long('reason', { ...ruled, shown: ({ agreed }) => agreed === 'no' });
const refusing = ({ decision }: Values) => decision === 'refuse';

/** The fields of each command of the main line. */
export const mainFields = {
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
    allowed('decision', maySign, instructionDecisionName),
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
    person('handlerId', ofItsUnit, optional),
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
  recordRecusal: [person('personId', recusable), long('reason'), person('approverId', deciders), day('decidedOn')],
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
    allowed('manner', ({ state }) => deliveryMannersFor(state), deliveryMannerName),
    text('mailNumber', { shown: ({ manner }) => manner === 'registeredMail' }),
    text('signedBy', { ...ruled, shown: ({ manner }) => manner === 'inPerson' }),
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
} satisfies FieldsOf<MainCommand>;
