import type { World } from '../identity/units.ts';
import type { CaseCommand } from '../petition-cases/case-commands.ts';
import { cameForReexamination } from '../petition-cases/needs.ts';
import { guard } from '../petition-cases/procedure.ts';
import { procedures } from '../petition-cases/procedures.ts';
import { inPersonChannels, type PetitionCaseState } from '../petition-cases/types.ts';
import { type Refused, refused } from '../result.ts';
import { type DocumentKind, documentKinds } from './kinds.ts';
import { actsOfPaper } from './paper-of-act.ts';
import { documentRules } from './rules.ts';

/**
 * How it is with a kind of paper in a case: `ready` to be made of what stands; a `draft` to be read before its act; or `notYet`.
 * `act`: the step that it comes of; `refusal`: why it cannot be had yet, none when the act may be done at once.
 */
export interface PaperStanding {
  readonly kind: DocumentKind;
  readonly standing: 'ready' | 'draft' | 'notYet';
  readonly act?: CaseCommand['type'];
  readonly refusal?: Refused;
}

const isReexamined = ({ reexamination }: PetitionCaseState): boolean => reexamination?.result !== undefined;

/** What a form tells of, where that must have happened first. */
const formOf: Readonly<
  Partial<Record<DocumentKind, { has(state: PetitionCaseState): boolean; act: CaseCommand['type'] }>>
> = {
  supervisionForm: { has: ({ supervisions = [] }) => supervisions.length > 0, act: 'superviseCase' },
  // what was brought here for 复查 alone ends with the opinion
  completionForm: {
    has: (state) => state.completion !== undefined || (cameForReexamination(state) && isReexamined(state)),
    act: 'completeCase',
  },
  deliveryReceipt: { has: ({ issued }) => issued !== undefined, act: 'issueReply' },
};

/** What can be read before its act: the opinion that was drafted, the notice of an acceptance that is allowed. */
function isDrafted(kind: DocumentKind, state: PetitionCaseState, refusal: Refused | undefined): boolean {
  if (kind === 'handlingOpinion') return state.draft !== undefined && state.issued === undefined;
  const { outcome } = state.route;
  return (
    kind === 'acceptanceNotice' &&
    refusal === undefined &&
    outcome !== 'notAcceptNotEducation' &&
    outcome !== 'pressHandling'
  );
}

/** 复查意见书 and 复核意见书 are papers of the body that was asked: none of this case's where that is another one. */
const isOfAnother = (kind: DocumentKind, { reexamination, finalReview }: PetitionCaseState): boolean => {
  const asked =
    kind === 'reexaminationOpinion' ? reexamination : kind === 'finalReviewOpinion' ? finalReview : undefined;
  return asked !== undefined && asked.body !== 'bureau';
};

function standingOf(kind: DocumentKind, state: PetitionCaseState, world: World): PaperStanding {
  const { citations } = documentRules[kind];
  if (kind === 'receptionRecord' && !inPersonChannels.includes(state.channel)) {
    return { kind, standing: 'notYet', refusal: refused('wrong-channel', { channel: state.channel }, citations) };
  }
  const form = formOf[kind];
  const act = actsOfPaper(kind)[0] ?? form?.act;
  if (act === undefined || form?.has(state)) return { kind, standing: 'ready' };
  const refusal = guard(procedures[act], state, world);
  if (isDrafted(kind, state, refusal)) return { kind, standing: 'draft', act };
  return { kind, standing: 'notYet', act, ...(refusal && { refusal }) };
}

/** Every kind of paper that the case has not had yet, or may have again, and how it is with it for this actor. */
export function paperStandings(state: PetitionCaseState, world: World): readonly PaperStanding[] {
  const had = new Set((state.documents ?? []).flatMap(({ kind, voided }) => (voided ? [] : [kind])));
  return documentKinds
    .filter((kind) => !isOfAnother(kind, state))
    .map((kind) => standingOf(kind, state, world))
    .filter(({ kind, standing, refusal }) => !(had.has(kind) && standing === 'notYet' && refusal));
}
