import {
  awaitsApproval,
  awaitsInstructionOf,
  type Draft,
  decisionsFor,
  type PetitionCaseState,
  procedures,
} from '@huiyin/domain/cases';
import type { RequestContext } from '../../context.ts';
import { builder } from '../../graphql/builder.ts';
import { CitationType } from '../../graphql/common.graphql.ts';
import { citationForApi } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { worldOf } from '../people/world.ts';
import { PetitionCaseType } from '../petition-cases/petition-cases.graphql.ts';

/** A case that waits for the viewer's word, and what may be said. */
const AwaitedInstructionType = builder.objectRef<PetitionCaseState>('AwaitedInstruction').implement({
  description: 'What a leader needs to give the instruction (批示) that a case waits for, with no signal too.',
  fields: (t) => ({
    abstract: t.string({
      nullable: true,
      description: 'What the letter says in short (摘编).',
      resolve: ({ intake }) => intake?.findLast(({ abstract }) => abstract !== undefined)?.abstract ?? null,
    }),
    decisions: t.stringList({
      description: 'What may be signed by its route.',
      resolve: (o) => [...decisionsFor(o, false)],
    }),
    ofReexamination: t.stringList({
      description: 'The same where the petitioner asks for 复查 (R51).',
      resolve: (o) => [...decisionsFor(o, true)],
    }),
    asksRaisedBefore: t.boolean({
      description: 'Whether it must be said if the petitioner had been at the unit with authority (R54).',
      resolve: ({ channel }) => channel === 'leaderReception',
    }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles that ask for the instruction (R51, R54, R55, R70).',
      resolve: () => procedures.giveInstruction.citations.map(citationForApi),
    }),
  }),
});
builder.objectField(PetitionCaseType, 'awaitedInstruction', (t) =>
  t.field({
    type: AwaitedInstructionType,
    nullable: true,
    description: 'When the case waits for the viewer’s instruction (批示).',
    resolve: ({ state }, _args, context) => {
      const { role, id } = requireViewer(context);
      return role === 'leader' && awaitsInstructionOf(state, id) ? state : null;
    },
  }),
);

/** A reply that waits for the viewer's approval: the draft, and what was said of it on the way. */
interface AwaitedApproval extends Pick<PetitionCaseState, 'review' | 'counsel'> {
  readonly draft: Draft;
}

const AwaitedApprovalType = builder.objectRef<AwaitedApproval>('AwaitedApproval').implement({
  description: 'What a leader needs to approve the reply (分管领导审核) that waits for it, with no signal too.',
  fields: (t) => ({
    request: t.string({ description: 'What was asked for.', resolve: ({ draft }) => draft.request }),
    facts: t.string({ description: 'Facts and reasons.', resolve: ({ draft }) => draft.facts }),
    opinion: t.string({ description: 'What is answered.', resolve: ({ draft }) => draft.opinion }),
    basis: t.string({ description: 'On which provisions.', resolve: ({ draft }) => draft.basis }),
    conclusion: t.string({
      nullable: true,
      description: 'Supported or not (Art 32), as the rules call it.',
      resolve: ({ draft }) => draft.conclusion ?? null,
    }),
    reexaminationBody: t.string({
      nullable: true,
      description: 'To whom 复查 is to be requested (Art 35).',
      resolve: ({ draft }) => draft.reexaminationBody ?? null,
    }),
    draftedBy: t.string({ description: 'Who drafted it.', resolve: ({ draft }) => draft.by.name }),
    draftedOn: t.field({ type: 'Date', description: 'When.', resolve: ({ draft }) => draft.draftedOn }),
    reviewedBy: t.string({
      nullable: true,
      description: 'Who reviewed it for the unit (R66, R81).',
      resolve: ({ review }) => review?.by.name ?? null,
    }),
    reviewedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When.',
      resolve: ({ review }) => review?.reviewedOn ?? null,
    }),
    counsel: t.string({
      nullable: true,
      description: 'What legal counsel said of it (R76).',
      resolve: ({ counsel }) => counsel?.opinion ?? null,
    }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles that ask for the approval (R73, R82).',
      resolve: () => procedures.approveReply.citations.map(citationForApi),
    }),
  }),
});

async function awaitedApproval(
  { database, clock }: RequestContext,
  viewer: Viewer,
  state: PetitionCaseState,
): Promise<AwaitedApproval | null> {
  const { draft, review, counsel } = state;
  if (viewer.role !== 'leader' || draft === undefined) return null;
  const [calendar, units] = await Promise.all([
    calendarFor(database, viewer),
    unitTree(database.prisma, viewer.bureauId),
  ]);
  const world = worldOf(viewer, { calendar, today: clock.today(), units });
  if (!awaitsApproval(state, world)) return null;
  return { draft, ...(review && { review }), ...(counsel && { counsel }) };
}

builder.objectField(PetitionCaseType, 'awaitedApproval', (t) =>
  t.field({
    type: AwaitedApprovalType,
    nullable: true,
    description: 'When its reply waits for the viewer’s approval (分管领导审核).',
    resolve: ({ state }, _args, context) => awaitedApproval(context, requireViewer(context), state),
  }),
);
