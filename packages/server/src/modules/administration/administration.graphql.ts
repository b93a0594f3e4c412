import type { UnitKind } from '@huiyin/domain';
import type { RequestContext } from '../../context.ts';
import { builder } from '../../graphql/builder.ts';
import { RoleEnum, UnitKindEnum } from '../../graphql/common.graphql.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { sentenceOf } from '../../messages/refusals.ts';
import { UnitType, unitOrBug, ViewerType, withSession } from '../people/people.graphql.ts';
import type { Viewer } from '../people/viewer.ts';
import { type AdministeredPerson, listPeople } from './administration.repository.ts';
import {
  addPerson,
  addUnits,
  changePerson,
  checkUnits,
  type PersonWithPassword,
  renameUnit,
  resetPassword,
  setPersonDisabled,
} from './administration.usecases.ts';
import { changeOwnPassword, replaceInitialPassword } from './own-password.usecases.ts';
import { seenArg } from './seen.ts';
import type { NewUnitRow, RowProblem } from './unit-rows.ts';

// Units and people of the bureau: administrators only. And one's own password: everyone.

const administrators = { authScopes: { administers: true } } as const;

const PersonType = builder.objectRef<AdministeredPerson>('Person').implement({
  description: 'A person who may sign in, as administrators see them.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id.' }),
    username: t.exposeString('username', { description: 'Name to sign in with.' }),
    displayName: t.exposeString('displayName', { description: 'Name as people say it.' }),
    role: t.field({ type: RoleEnum, description: 'What the person may do.', resolve: ({ role }) => role }),
    unit: t.field({
      type: UnitType,
      description: 'Where the person belongs.',
      resolve: ({ bureauId, unitId }, _args, context) => unitOrBug(context, bureauId, unitId),
    }),
    mayReadAccusations: t.exposeBoolean('mayReadAccusations', {
      description: 'May read the compartment of accusations (检举控告).',
    }),
    passwordInitial: t.exposeBoolean('passwordInitial', {
      description: 'Holds an initial password, which opens nothing until the person has replaced it.',
    }),
    disabledAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when the account is closed (停用); null while it is open.',
      resolve: ({ disabledAt }) => disabledAt,
    }),
    lastSeenAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the person was last seen, to the minute; null for never.',
      resolve: ({ lastSeenAt }) => lastSeenAt,
    }),
  }),
});

const PersonWithPasswordType = builder.objectRef<PersonWithPassword>('PersonWithPassword').implement({
  description: 'A person and an initial password (初始密码), which is shown this once and kept nowhere.',
  fields: (t) => ({
    person: t.field({ type: PersonType, description: 'The person.', resolve: ({ person }) => person }),
    initialPassword: t.exposeString('initialPassword', {
      description: 'To be handed over; see replaceInitialPassword.',
    }),
  }),
});

const UnitProblemType = builder.objectRef<RowProblem>('UnitProblem').implement({
  description: 'What stands against one row of a list of units.',
  fields: (t) => ({
    row: t.exposeInt('row', { description: 'Number of the row, counted from 1.' }),
    code: t.string({ description: 'Stable code of the refusal.', resolve: ({ refusal }) => refusal.code }),
    message: t.string({ description: 'What is wrong and what to do.', resolve: ({ refusal }) => sentenceOf(refusal) }),
  }),
});

const NewUnitInput = builder.inputType('NewUnitInput', {
  description: 'A unit to be added.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Full name, unique in the bureau.' }),
    kind: t.field({ type: UnitKindEnum, required: true, description: 'Kind of unit.' }),
    parent: t.string({
      description: 'Id, full name or short name of the unit above, which may be an earlier row; empty for the bureau.',
    }),
    shortName: t.string({ description: 'Short name for narrow columns.' }),
  }),
});

interface NewUnitArg {
  readonly name: string;
  readonly kind: UnitKind;
  readonly parent?: string | null | undefined;
  readonly shortName?: string | null | undefined;
}

function unitRow({ name, kind, parent, shortName }: NewUnitArg): NewUnitRow {
  return { name, kind, parent: parent ?? '', shortName: shortName ?? '' };
}

const AdministrationType = builder.objectRef<Viewer>('Administration').implement({
  description: 'The bureau as its administrators keep it.',
  fields: (t) => ({
    bureauName: t.string({
      description: 'Name of the bureau, which is its root unit.',
      resolve: async ({ bureauId }, _args, { database }) =>
        (await database.prisma.bureau.findUniqueOrThrow({ where: { id: bureauId } })).name,
    }),
    people: t.field({
      type: [PersonType],
      description: 'Everyone, closed accounts last.',
      resolve: ({ bureauId }, _args, { database }) => listPeople(database.prisma, bureauId),
    }),
  }),
});

builder.queryFields((t) => ({
  administration: t.field({
    ...administrators,
    type: AdministrationType,
    description: 'The bureau and its people; its units are `units`. Administrators only.',
    resolve: (_root, _args, context) => requireViewer(context),
  }),
  checkUnits: t.field({
    ...administrators,
    type: [UnitProblemType],
    description: 'What stands against adding these units, by row; empty when addUnits would take them all.',
    args: { units: t.arg({ type: [NewUnitInput], required: true, description: 'At most 500 rows.' }) },
    resolve: async (_root, { units }, context) =>
      orRefuse(await checkUnits(context, requireViewer(context), units.map(unitRow))),
  }),
}));

builder.mutationFields((t) => ({
  renameBureau: t.field({
    ...administrators,
    type: UnitType,
    description: 'Renames the bureau and its root unit.',
    args: { name: t.arg.string({ required: true, description: 'Full name.' }) },
    resolve: async (_root, args, context) => orRefuse(await renameUnit(context, requireViewer(context), args)),
  }),
  addUnits: t.field({
    ...administrators,
    type: [UnitType],
    description: 'Adds units, all or none; the refusal (units-refused) names each bad row and what to do.',
    args: { units: t.arg({ type: [NewUnitInput], required: true, description: 'At most 500, parents first.' }) },
    resolve: async (_root, { units }, context) =>
      orRefuse(await addUnits(context, requireViewer(context), units.map(unitRow))),
  }),
  renameUnit: t.field({
    ...administrators,
    type: UnitType,
    description: 'Gives a unit other names.',
    args: {
      id: t.arg.id({ required: true, description: 'The unit.' }),
      name: t.arg.string({ required: true, description: 'Full name.' }),
      shortName: t.arg.string({ description: 'Short name; empty for none, left out to keep it.' }),
      seen: t.arg(seenArg),
    },
    resolve: async (_root, { id, name, shortName, seen }, context) =>
      orRefuse(
        await renameUnit(context, requireViewer(context), {
          id,
          name,
          seen,
          ...(shortName == null ? {} : { shortName }),
        }),
      ),
  }),
}));

builder.mutationFields((t) => {
  const rights = {
    displayName: t.arg.string({ required: true, description: 'Name as people say it.' }),
    role: t.arg({ type: RoleEnum, required: true, description: 'What the person may do.' }),
    unitId: t.arg.id({ required: true, description: 'Where the person belongs.' }),
    mayReadAccusations: t.arg.boolean({ required: true, description: 'May read accusations (检举控告).' }),
  };
  const id = t.arg.id({ required: true, description: 'The person.' });
  return {
    addPerson: t.field({
      ...administrators,
      type: PersonWithPasswordType,
      description: 'Adds a person with an initial password.',
      args: { username: t.arg.string({ required: true, description: 'Name to sign in with.' }), ...rights },
      resolve: async (_root, args, context) => orRefuse(await addPerson(context, requireViewer(context), args)),
    }),
    changePerson: t.field({
      ...administrators,
      type: PersonType,
      description: 'Changes name, role, unit and the reading of accusations; other rights end the sessions.',
      args: { id, ...rights, seen: t.arg(seenArg) },
      resolve: async (_root, args, context) => orRefuse(await changePerson(context, requireViewer(context), args)),
    }),
    setPersonDisabled: t.field({
      ...administrators,
      type: PersonType,
      description: 'Closes or opens an account (停用, 启用); closing ends its sessions and live streams.',
      args: { id, disabled: t.arg.boolean({ required: true, description: 'True to close.' }) },
      resolve: async (_root, args, context) => orRefuse(await setPersonDisabled(context, requireViewer(context), args)),
    }),
    resetPassword: t.field({
      ...administrators,
      type: PersonWithPasswordType,
      description: 'Gives a person a new initial password and ends their sessions.',
      args: { id },
      resolve: async (_root, args, context) => orRefuse(await resetPassword(context, requireViewer(context), args.id)),
    }),
  };
});

builder.mutationFields((t) => ({
  changeOwnPassword: t.boolean({
    description: 'Replaces the own password; other sessions of the person end. Refuses current-password-wrong.',
    args: {
      current: t.arg.string({ required: true, description: 'The present password.' }),
      next: t.arg.string({ required: true, description: 'The new one: at least 12 characters.' }),
    },
    resolve: async (_root, args, context: RequestContext) =>
      orRefuse(await changeOwnPassword(context, requireViewer(context), args)),
  }),
  replaceInitialPassword: t.field({
    type: ViewerType,
    skipTypeScopes: true,
    description: 'Signs in with an initial password by putting one of the own in its place. Public, like signIn.',
    args: {
      username: t.arg.string({ required: true, description: 'Name to sign in with.' }),
      password: t.arg.string({ required: true, description: 'The initial password.' }),
      newPassword: t.arg.string({ required: true, description: 'The own one: at least 12 characters.' }),
    },
    resolve: async (_root, args, context) =>
      withSession(context, orRefuse(await replaceInitialPassword(context, args))),
  }),
}));
