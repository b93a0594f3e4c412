import { commandTypes } from '@huiyin/domain/cases';
import { builder } from '../../graphql/builder.ts';
import { CitationType, described } from '../../graphql/common.graphql.ts';
import { citationForApi } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords } from '../../messages/enums.ts';
import { sentenceOf } from '../../messages/refusals.ts';
import type { CommandEnvelope } from './command-envelope.ts';
import { type CommandPreview, previewCommands, submitCommands } from './commands.usecases.ts';
import type { CommandOutcome, RegisteredCase, StreamVersion } from './outcome.ts';

const CommandStatusEnum = builder.enumType('CommandStatus', {
  description: 'How a command ended.',
  values: described(enumWords.commandStatus),
});

const RegisteredCaseType = builder.objectRef<RegisteredCase>('RegisteredCase').implement({
  description: 'A case that a command made.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id of the case, as the client made it.' }),
    number: t.exposeString('number', { description: 'Its number (编号), e.g. 下〔2026〕12号.' }),
    legalDue: t.field({
      type: 'Date',
      nullable: true,
      description: 'First due date.',
      resolve: (made) => made.legalDue,
    }),
    clock: t.exposeID('clock', { nullable: true, description: 'The clock that binds first.' }),
  }),
});

const StreamKindEnum = builder.enumType('StreamKind', {
  description: 'A petition case, an outreach visit or a reception session.',
  values: described(enumWords.stream),
});

const StreamVersionType = builder.objectRef<StreamVersion>('StreamVersion').implement({
  description: 'What a case or visit is now.',
  fields: (t) => ({
    kind: t.field({ type: StreamKindEnum, description: 'Case or visit.', resolve: (one) => one.kind }),
    id: t.exposeID('id', { description: 'Its id.' }),
    version: t.exposeInt('version', { description: 'Give it as expectedVersion with the next command.' }),
  }),
});

const CommandOutcomeType = builder.objectRef<CommandOutcome>('CommandOutcome');
CommandOutcomeType.implement({
  description: 'How one command ended.',
  fields: (t) => ({
    commandId: t.exposeID('commandId', { description: 'Whose outcome it is.' }),
    status: t.field({ type: CommandStatusEnum, description: 'How it ended.', resolve: (outcome) => outcome.status }),
    code: t.exposeString('code', { nullable: true, description: 'Refused or conflict: stable kebab-case code.' }),
    message: t.exposeString('message', {
      nullable: true,
      description: 'Refused or conflict: what, why and how to mend, in Chinese.',
    }),
    path: t.exposeString('path', { nullable: true, description: 'Which field of the payload, e.g. matters.0.title.' }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles of a refusal.',
      resolve: (o) => [...o.citations],
    }),
    revision: t.exposeString('revision', {
      nullable: true,
      description: 'Revision of the change it made; liveCounts of this revision or a later one contain it.',
    }),
    receivedAt: t.field({
      type: 'DateTime',
      description: 'When the server received it.',
      resolve: (o) => o.receivedAt,
    }),
    visitId: t.exposeID('visitId', { nullable: true, description: 'The visit it made.' }),
    cases: t.field({ type: [RegisteredCaseType], description: 'The cases it made.', resolve: (o) => [...o.cases] }),
    versions: t.field({
      type: [StreamVersionType],
      description: 'What it wrote, as it is now.',
      resolve: (o) => [...(o.versions ?? [])],
    }),
    stored: t.field({
      type: CommandOutcomeType,
      nullable: true,
      description: 'Of a duplicate: the outcome of the first time.',
      resolve: (o) => o.stored,
    }),
  }),
});

const CommandInput = builder.inputType('CommandInput', {
  description: 'One command. The payload is JSON, so that a malformed one is refused alone.',
  fields: (t) => ({
    commandId: t.id({
      required: true,
      description: 'UUID made by the client when the user saved; the same one again is answered from its receipt.',
    }),
    type: t.string({
      required: true,
      description: `${commandTypes.join(', ')}; concedeConflict settles a conflict.`,
    }),
    occurredAt: t.field({ type: 'DateTime', required: true, description: "The device's time when the user saved." }),
    sentAt: t.field({
      type: 'DateTime',
      description: "The device's time when it sent; tells a wrong clock from a long way.",
    }),
    payload: t.field({ type: 'JSON', required: true, description: 'Content; capturedBy in it fixes the author.' }),
    resolves: t.field({
      type: 'JSON',
      description:
        'Settles a conflict of the same author: {commandId, fields: {name: "mine" | "theirs" | "combined"}}. concedeConflict needs it.',
    }),
  }),
});

builder.mutationField('submitCommands', (t) =>
  t.field({
    type: [CommandOutcomeType],
    description: 'Carries out commands in order, each on its own; at most 50 (batch-too-large).',
    args: { commands: t.arg({ type: [CommandInput], required: true, description: 'The commands, in their order.' }) },
    resolve: async (_root, { commands }, context) =>
      submitCommands(context, requireViewer(context), commands as CommandEnvelope[]),
  }),
);

const CommandPreviewType = builder.objectRef<CommandPreview>('CommandPreview').implement({
  description: 'What would become of a command if it were given now.',
  fields: (t) => ({
    commandId: t.exposeID('commandId', { description: 'Of the command.' }),
    accepted: t.boolean({ description: 'It would be accepted.', resolve: ({ refusal }) => refusal === undefined }),
    code: t.string({
      nullable: true,
      description: 'Code of the refusal.',
      resolve: ({ refusal }) => refusal?.code ?? null,
    }),
    message: t.string({
      nullable: true,
      description: 'Why it would be refused, on which basis, and what to do.',
      resolve: ({ refusal }) => (refusal ? sentenceOf(refusal) : null),
    }),
    path: t.string({
      nullable: true,
      description: 'Which field of the payload would be refused, e.g. matters.0.title.',
      resolve: ({ refusal }) => refusal?.path ?? null,
    }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles of the refusal.',
      resolve: ({ refusal }) => (refusal?.citations ?? []).map(citationForApi),
    }),
  }),
});

builder.queryField('previewCommands', (t) =>
  t.field({
    type: [CommandPreviewType],
    description:
      'What would become of these commands now, each on its own; nothing is written. At most 50 (batch-too-large).',
    args: { commands: t.arg({ type: [CommandInput], required: true, description: 'The commands.' }) },
    resolve: async (_root, { commands }, context) => [
      ...(await previewCommands(context, requireViewer(context), commands as CommandEnvelope[])),
    ],
  }),
);

// Named covers for API users: one command each, occurring now.
const covers = {
  registerCase: 'Registers a case (登记).',
  logOutreachVisit: 'Logs an outreach visit (下访) with the cases it raised.',
  amendOutreachVisit: 'Puts an outreach visit right; what stood there before is kept.',
  settleFollowUp: 'Settles a follow-up of a visit with its result.',
  issueAcceptanceNotice: 'Issues the acceptance or non-acceptance notice (受理告知).',
  completeCase: 'Completes a case (办结).',
  contractCase: "Puts a case under a leader's contract (包案), or ends it.",
} as const;

for (const [type, description] of Object.entries(covers)) {
  builder.mutationField(type, (t) =>
    t.field({
      type: CommandOutcomeType,
      description,
      args: {
        commandId: t.arg.id({ required: true, description: 'UUID made by the client.' }),
        input: t.arg({ type: 'JSON', required: true, description: 'Payload of the command.' }),
      },
      resolve: async (_root, { commandId, input }, context) => {
        const command = { commandId, type, occurredAt: new Date(context.clock.now()), payload: input };
        const [outcome] = await submitCommands(context, requireViewer(context), [command]);
        if (!outcome) throw new Error('a command had no outcome');
        return outcome;
      },
    }),
  );
}
