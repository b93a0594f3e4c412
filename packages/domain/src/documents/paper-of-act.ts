import type { PlainDate } from '../date.ts';
import type { CaseCommand } from '../petition-cases/case-commands.ts';
import type { PetitionCaseState } from '../petition-cases/types.ts';
import type { IssuedDocument } from './issued.ts';
import type { DocumentKind } from './kinds.ts';

type Act = CaseCommand['type'];
type ActDay = (state: PetitionCaseState) => PlainDate | undefined;

/**
 * For each kind of paper the acts that it is born of, the usual one first, and the day of the one that stands in the case: the paper
 * bears it (see `bornOf`). A form of the file is born of none: it is made any time of what stands in the case.
 */
const actDays = {
  assignmentForm: {
    assignCase: ({ assignment }) => assignment?.assignedOn,
    transferCase: ({ transfer }) => transfer?.transferredOn,
    entrustReexamination: ({ reexamination }) => reexamination?.entrusted?.entrustedOn,
  },
  acceptanceNotice: {
    issueAcceptanceNotice: ({ notice }) => (notice?.decision === 'accept' ? notice.issuedOn : undefined),
  },
  nonAcceptanceNotice: {
    issueAcceptanceNotice: ({ notice }) => (notice?.decision === 'refuse' ? notice.issuedOn : undefined),
  },
  destinationNotice: { issueDestinationNotice: ({ destination }) => destination?.toldOn },
  extensionNotice: {
    extendHandling: ({ clocks }) => {
      const changes = clocks.findLast(({ clock }) => clock === 'handling')?.changes ?? [];
      return changes.findLast((change) => change.type === 'extended')?.toldOn;
    },
  },
  handlingOpinion: { issueReply: ({ issued }) => issued?.issuedOn },
  urgingLetter: { urgeCase: ({ urgings }) => urgings?.at(-1)?.urgedOn },
  supervisionLetter: { superviseCase: ({ supervisions }) => supervisions?.at(-1)?.supervisedOn },
  circularNotice: { circulateCriticism: ({ supervisions }) => supervisions?.at(-1)?.circulated?.circulatedOn },
  reexaminationOpinion: { decideReexamination: ({ reexamination }) => ofBureau(reexamination) },
  finalReviewOpinion: { decideFinalReview: ({ finalReview }) => ofBureau(finalReview) },
  completionReport: { reportToSender: ({ senderReport }) => senderReport?.reportedOn },
} as const satisfies Partial<Record<DocumentKind, Partial<Record<Act, ActDay>>>>;

type ActDays = typeof actDays;

/** An act that a paper is born of. */
export type PaperAct = { [K in keyof ActDays]: keyof ActDays[K] }[keyof ActDays];

const actsByKind: Readonly<Partial<Record<DocumentKind, Readonly<Partial<Record<Act, ActDay>>>>>> = actDays;

/** The acts that this kind of paper is born of, in their transactions, the usual one first; none for a form of the file. */
export const actsOfPaper = (kind: DocumentKind): readonly PaperAct[] =>
  Object.keys(actsByKind[kind] ?? {}) as PaperAct[]; // the keys of a row of actDays

/** What another body decided is no paper of this case. */
const ofBureau = (given: PetitionCaseState['reexamination']): PlainDate | undefined =>
  given?.body === 'bureau' ? given.decidedOn : undefined;

/** The day of its act: what was made anew (重新出具) bears a later one itself. */
function firstDay(documents: readonly IssuedDocument[], { replaces, issuedOn }: IssuedDocument): PlainDate {
  const before = replaces === undefined ? undefined : documents.find(({ id }) => id === replaces);
  return before === undefined ? issuedOn : firstDay(documents, before);
}

/**
 * The paper of the act that stands in the case, as it was last made anew, cancelled or not: the newest of its kind that bears the
 * day of the act and did not come of one that was taken back. Undefined where the act does not stand, or had no paper.
 */
export function paperOfAct(state: PetitionCaseState, kind: DocumentKind, act: Act): IssuedDocument | undefined {
  const { documents = [] } = state;
  const on = actsByKind[kind]?.[act]?.(state);
  const replaced = new Set(documents.map(({ replaces }) => replaces));
  return documents.findLast(
    (paper) => paper.kind === kind && !paper.retracted && !replaced.has(paper.id) && firstDay(documents, paper) === on,
  );
}
