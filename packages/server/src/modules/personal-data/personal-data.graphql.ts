import { batched } from '../../graphql/batched.ts';
import { builder } from '../../graphql/builder.ts';
import { described } from '../../graphql/common.graphql.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords } from '../../messages/enums.ts';
import { unitTree } from '../people/units.ts';
import { PetitionCaseType } from '../petition-cases/petition-cases.graphql.ts';
import { type PersonalDataView, viewsOfCases } from './personal-data.repository.ts';
import {
  type ClearPerson,
  offersReveal,
  personalFields,
  revealPersonalData,
  revealVisitor,
} from './personal-data.usecases.ts';

const PersonalFieldEnum = builder.enumType('PersonalField', {
  description: 'Name 姓名, telephone 电话, resident card 证件号码, address 住址.',
  values: described(enumWords.personalField),
});

const ClearPersonType = builder.objectRef<ClearPerson>('ClearPerson').implement({
  description: 'Somebody of a case, unmasked; null where it was not given.',
  fields: (t) => ({
    name: t.string({ nullable: true, description: 'Name.', resolve: ({ name }) => name ?? null }),
    phone: t.string({ nullable: true, description: 'Telephone.', resolve: ({ phone }) => phone ?? null }),
    idCard: t.string({ nullable: true, description: 'Resident card.', resolve: ({ idCard }) => idCard ?? null }),
    address: t.string({ nullable: true, description: 'Address.', resolve: ({ address }) => address ?? null }),
  }),
});

type View = PersonalDataView & { readonly bureauId: string };

const PersonalDataViewType = builder.objectRef<View>('PersonalDataView').implement({
  description: 'One look at personal data unmasked (查看个人信息), without the data.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    actorName: t.exposeString('personName', { description: 'Who looked.' }),
    actorUnit: t.string({
      nullable: true,
      description: 'Of which unit.',
      resolve: async ({ bureauId, unitId }, _args, { database }) =>
        (await unitTree(database.prisma, bureauId)).get(unitId)?.name ?? null,
    }),
    viewedAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ viewedAt }) => viewedAt }),
    fields: t.field({
      type: [PersonalFieldEnum],
      description: 'At what.',
      resolve: ({ fields }) => personalFields.filter((field) => fields.includes(field)),
    }),
    reason: t.exposeString('reason', { description: 'Why.' }),
  }),
});

const viewsOfCase = batched((context, caseIds: readonly string[]) =>
  viewsOfCases(context.database.prisma, requireViewer(context).bureauId, caseIds),
);

builder.objectFields(PetitionCaseType, (t) => ({
  mayRevealPersonalData: t.boolean({
    description: 'There is something masked that the viewer may see unmasked, for a reason that is put on record.',
    resolve: ({ state }, _args, context) => offersReveal(context, requireViewer(context), state),
  }),
  personalDataViews: t.field({
    type: [PersonalDataViewType],
    description: 'Who looked at the personal data, oldest first.',
    resolve: async ({ bureauId, state }, _args, context) =>
      ((await viewsOfCase(context, state.id)) ?? []).map((view) => ({ ...view, bureauId })),
  }),
}));

builder.mutationField('revealVisitor', (t) =>
  t.field({
    type: ClearPersonType,
    authScopes: { readsCases: true },
    description: 'A visitor of a reception session unmasked; on record in the audit. For the General Office.',
    args: {
      sessionId: t.arg.id({ required: true, description: 'Id of the session.' }),
      visitorId: t.arg.id({ required: true, description: 'Id of the visitor.' }),
      reason: t.arg.string({ required: true, description: 'Why, 2 to 200 characters.' }),
    },
    resolve: async (_root, args, context) => orRefuse(await revealVisitor(context, requireViewer(context), args)),
  }),
);

builder.mutationField('revealPersonalData', (t) =>
  t.field({
    type: [ClearPersonType],
    authScopes: { readsCases: true },
    description:
      'The petitioner unmasked, then who joined in; on record in the case’s history and the audit. For leaders, the General Office and the handling unit.',
    args: {
      caseId: t.arg.id({ required: true, description: 'Id of the case.' }),
      reason: t.arg.string({ required: true, description: 'Why, 2 to 200 characters.' }),
    },
    resolve: async (_root, args, context) => [
      ...orRefuse(await revealPersonalData(context, requireViewer(context), args)),
    ],
  }),
);
