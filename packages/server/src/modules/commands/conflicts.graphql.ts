import { maskAddress, maskName, maskPhone, maskResidentCard } from '@huiyin/domain';
import type { StreamRef } from '@huiyin/domain/cases';
import type { RequestContext } from '../../context.ts';
import { batched } from '../../graphql/batched.ts';
import { builder } from '../../graphql/builder.ts';
import { described } from '../../graphql/common.graphql.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { commandFieldAt } from '../../messages/command-fields.ts';
import { enumWords } from '../../messages/enums.ts';
import { OutreachVisitType } from '../outreach/outreach.graphql.ts';
import { PetitionCaseType } from '../petition-cases/petition-cases.graphql.ts';
import { type conflictChoices, type KeptConflict, readConflictsOf } from './conflicts.repository.ts';

const ConflictChoiceEnum = builder.enumType('ConflictChoice', {
  description: 'The losing side 我的, what stands 对方的, or something made of both 合并.',
  values: described(enumWords.conflictChoice),
});

/** One field of the losing side. */
interface LostField {
  readonly field: string;
  readonly value: unknown;
  readonly choice: (typeof conflictChoices)[number] | null;
}

const LostFieldType = builder.objectRef<LostField>('LostField').implement({
  description: 'One field of a command that lost against a newer version.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Its name in the payload.' }),
    name: t.string({ description: 'Its name in Chinese.', resolve: ({ field }) => commandFieldAt(field) }),
    value: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What was asked for, masked.',
      resolve: (o) => o.value,
    }),
    choice: t.field({
      type: ConflictChoiceEnum,
      nullable: true,
      description: 'Which side it was settled by.',
      resolve: (o) => o.choice,
    }),
  }),
});

const ConflictType = builder.objectRef<KeptConflict>('CommandConflict').implement({
  description:
    'A command that came after somebody else’s change (冲突), kept with how its author settled it (冲突处理).',
  fields: (t) => ({
    id: t.id({ description: 'Id of the command that lost.', resolve: (lost) => lost.commandId }),
    type: t.exposeString('type', { description: 'What it asked for.' }),
    actorName: t.exposeString('actorName', { description: 'Whose it was, and who settles it.' }),
    mine: t.boolean({
      description: 'It is the viewer’s to settle.',
      resolve: ({ actorId }, _args, context) => actorId === requireViewer(context).id,
    }),
    occurredAt: t.field({ type: 'DateTime', description: "By the device's clock.", resolve: (o) => o.occurredAt }),
    receivedAt: t.field({ type: 'DateTime', description: "By the server's clock.", resolve: (o) => o.receivedAt }),
    expectedVersion: t.exposeInt('expectedVersion', { description: 'The version it was written against.' }),
    foundVersion: t.exposeInt('foundVersion', { description: 'The version that stood when it came.' }),
    lost: t.field({ type: [LostFieldType], description: 'What it asked for, field by field.', resolve: lostFields }),
    settledAt: t.field({ type: 'DateTime', nullable: true, description: 'When.', resolve: (o) => o.settledAt }),
    settledBy: t.exposeID('settledBy', { nullable: true, description: 'The command that carried the settlement.' }),
  }),
});

/** Where it belongs and who sent it stand elsewhere; what an entry is kept under says nothing. */
const bookkeeping = new Set(['caseId', 'visitId', 'id', 'expectedVersion', 'intoVersion', 'capturedBy']);

function lostFields({ payload, choices }: KeptConflict): LostField[] {
  if (typeof payload !== 'object' || payload === null) return [];
  const { changes, ...rest } = payload as Record<string, unknown>; // an object, as has just been asked
  // A correction (更正) names what it changes one level down.
  const fields = typeof changes === 'object' && changes !== null ? { ...changes, ...rest } : rest;
  return Object.entries(fields)
    .filter(([field]) => !bookkeeping.has(field))
    .map(([field, value]) => ({ field, value: masked(value, field), choice: choices?.[field] ?? null }));
}

/** What tells who somebody is stays masked wherever in a payload it stands; of names those of petitioners and of who signed for them. */
function masked(value: unknown, field: string): unknown {
  if (typeof value === 'string') return masks[field]?.(value) ?? value;
  if (Array.isArray(value)) return value.map((one) => masked(one, field));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      masked(one, field === 'petitioner' && key === 'name' ? 'petitioner.name' : key),
    ]),
  );
}

const masks: Readonly<Record<string, (text: string) => string>> = {
  'petitioner.name': maskName,
  signedBy: maskName,
  phone: maskPhone,
  idCard: maskResidentCard,
  address: maskAddress,
};

const conflictsOf = (kind: StreamRef['kind']) =>
  batched((context: RequestContext, ids: readonly string[]) =>
    readConflictsOf(context.database.prisma, requireViewer(context).bureauId, kind, ids),
  );
const ofCase = conflictsOf('petitionCase');
const ofVisit = conflictsOf('outreachVisit');

builder.objectField(PetitionCaseType, 'conflicts', (t) =>
  t.field({
    type: [ConflictType],
    description: 'Commands that lost against a newer version, oldest first.',
    resolve: async ({ state }, _args, context) => [...((await ofCase(context, state.id)) ?? [])],
  }),
);
builder.objectField(OutreachVisitType, 'conflicts', (t) =>
  t.field({
    type: [ConflictType],
    description: 'Commands that lost against a newer version, oldest first.',
    resolve: async ({ state }, _args, context) => [...((await ofVisit(context, state.id)) ?? [])],
  }),
);
