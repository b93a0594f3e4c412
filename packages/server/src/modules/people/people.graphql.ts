import type { UnitStaff } from '@huiyin/domain/cases';
import type { RequestContext } from '../../context.ts';
import { builder } from '../../graphql/builder.ts';
import { RoleEnum, UnitKindEnum } from '../../graphql/common.graphql.ts';
import { orRefuse, refusalError } from '../../graphql/refusal.ts';
import { pinyinInitials } from '../administration/pinyin.ts';
import { type Colleague, listColleagues, type UnitRow } from './people.repository.ts';
import { createFirstAdministrator, setupNeeded, signIn, signOut } from './people.usecases.ts';
import { sessionCookie, sessionFromCookie } from './sessions.ts';
import { unitTree } from './units.ts';
import type { Viewer } from './viewer.ts';
import { mayReadCases } from './visibility.ts';

const UnitStaffType = builder.objectRef<UnitStaff>('UnitStaff').implement({
  description: 'Who answers for a unit: ids of people, see `colleagues`. Null or empty where nobody is recorded.',
  fields: (t) => ({
    headId: t.id({
      nullable: true,
      description: 'First responsible (主要负责人, R66).',
      resolve: (s) => s.headId ?? null,
    }),
    deputyId: t.id({
      nullable: true,
      description: 'Responsible for replies (分管负责人, R67).',
      resolve: (s) => s.deputyId ?? null,
    }),
    clerkId: t.id({
      nullable: true,
      description: 'Takes in and hands out (专人, R67).',
      resolve: (s) => s.clerkId ?? null,
    }),
    reviewerIds: t.idList({
      description: 'May review in the head’s stead (R81).',
      resolve: (s) => [...(s.reviewerIds ?? [])],
    }),
    portfolioLeaderId: t.id({
      nullable: true,
      description: 'The leader in charge (分管局领导, R33).',
      resolve: (s) => s.portfolioLeaderId ?? null,
    }),
    coordinatorIds: t.idList({
      description: 'Leaders who coordinate (R33).',
      resolve: (s) => [...(s.coordinatorIds ?? [])],
    }),
  }),
});

export const UnitType = builder.objectRef<UnitRow>('Unit').implement({
  description: "A unit (单位) of the bureau's tree.",
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id.' }),
    name: t.exposeString('name', { description: 'Full name.' }),
    shortName: t.exposeString('shortName', { nullable: true, description: 'Short name for narrow columns.' }),
    kind: t.field({ type: UnitKindEnum, description: 'Kind of unit.', resolve: (unit) => unit.kind }),
    parentId: t.exposeID('parentId', { nullable: true, description: 'The unit above; null for the bureau.' }),
    closed: t.boolean({
      description: 'Is no more (撤销): stays for its history, takes nothing new.',
      resolve: ({ closed }) => closed === true,
    }),
    contact: t.string({
      nullable: true,
      description: 'Address, telephone and hours that its papers bear (联系方式).',
      resolve: ({ contact }) => contact ?? null,
    }),
    initials: t.exposeString('initials', { description: 'Pinyin initials in lower case, for search by typing.' }),
    staff: t.field({
      type: UnitStaffType,
      authScopes: (_unit, _args, { viewer }) =>
        viewer !== undefined && (mayReadCases(viewer) || viewer.role === 'administrator'),
      description: 'Who answers for it (R33, R66, R67).',
      resolve: async ({ id }, _args, { database, viewer }) =>
        viewer ? (await unitTree(database.prisma, viewer.bureauId)).staff(id) : {},
    }),
  }),
});

export const ViewerType = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who is signed in.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id of the person.' }),
    username: t.exposeString('username', { description: 'Name to sign in with.' }),
    displayName: t.exposeString('displayName', { description: 'Name as people say it.' }),
    role: t.field({ type: RoleEnum, description: 'What the person may do.', resolve: (viewer) => viewer.role }),
    unit: t.field({
      type: UnitType,
      description: 'Where the person belongs.',
      resolve: async (viewer, _args, context) => unitOrBug(context, viewer.bureauId, viewer.unitId),
    }),
    mayReadAccusations: t.exposeBoolean('mayReadAccusations', {
      description: 'May read the compartment of accusations (检举控告).',
    }),
  }),
});

const ColleagueType = builder.objectRef<Colleague>('Colleague').implement({
  description: 'A person of the bureau who works on cases.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id of the person.' }),
    name: t.exposeString('name', { description: 'Name as people say it.' }),
    role: t.field({ type: RoleEnum, description: 'What the person may do.', resolve: ({ role }) => role }),
    unitId: t.exposeID('unitId', { description: 'Where the person belongs.' }),
    initials: t.string({
      description: 'Pinyin initials, for search by typing.',
      resolve: ({ name }) => pinyinInitials(name),
    }),
  }),
});

/** A unit that must exist, since a row points to it. */
export async function unitOrBug({ database }: RequestContext, bureauId: string, id: string): Promise<UnitRow> {
  const unit = (await unitTree(database.prisma, bureauId)).get(id);
  if (!unit) throw new Error(`unit ${id} is gone`);
  return unit;
}

/** The viewer behind a session that has just been opened; sets its cookie. */
export async function withSession(context: RequestContext, sessionId: string): Promise<Viewer> {
  context.setSessionCookie(sessionId);
  const viewer = await sessionFromCookie(context, `${sessionCookie}=${sessionId}`);
  if (!viewer) throw refusalError('unauthenticated');
  return viewer;
}

builder.queryFields((t) => ({
  viewer: t.field({
    type: ViewerType,
    nullable: true,
    skipTypeScopes: true,
    description: 'Who is signed in; null when nobody is, never an error. Public.',
    resolve: (_root, _args, context) => context.viewer ?? null,
  }),
  setupNeeded: t.boolean({
    skipTypeScopes: true,
    description: 'True while no administrator exists. Public.',
    resolve: (_root, _args, context) => setupNeeded(context),
  }),
  colleagues: t.field({
    type: [ColleagueType],
    authScopes: { readsCases: true },
    description: 'Who something can be given to: everybody of the bureau who works on cases, by name.',
    resolve: async (_root, _args, { database, viewer }) =>
      viewer ? listColleagues(database.prisma, viewer.bureauId) : [],
  }),
  units: t.field({
    type: [UnitType],
    description: 'All units, parents before children.',
    resolve: async (_root, _args, { database, viewer }) =>
      viewer ? (await unitTree(database.prisma, viewer.bureauId)).all : [],
  }),
}));

builder.mutationFields((t) => ({
  signIn: t.field({
    type: ViewerType,
    skipTypeScopes: true,
    description: 'Opens a session (httpOnly cookie). Refuses sign-in-refused, initial-password, rate-limited. Public.',
    args: {
      username: t.arg.string({ required: true, description: 'Name to sign in with; capitals do not matter.' }),
      password: t.arg.string({ required: true, description: 'Password.' }),
    },
    resolve: async (_root, args, context) => withSession(context, orRefuse(await signIn(context, args))),
  }),
  signOut: t.boolean({
    skipTypeScopes: true,
    description: 'Ends the session and every live stream of it. True also when there was none. Public.',
    resolve: async (_root, _args, context) => {
      await signOut(context);
      context.setSessionCookie(undefined);
      return true;
    },
  }),
  createFirstAdministrator: t.field({
    type: ViewerType,
    skipTypeScopes: true,
    description: 'Makes the first administrator by the one-time code shown at start, and signs in. Public.',
    args: {
      code: t.arg.string({ required: true, description: 'The one-time code.' }),
      username: t.arg.string({ required: true, description: 'Name to sign in with.' }),
      displayName: t.arg.string({ required: true, description: 'Name as people say it.' }),
      password: t.arg.string({ required: true, description: 'Password.' }),
    },
    resolve: async (_root, args, context) =>
      withSession(context, orRefuse(await createFirstAdministrator(context, args))),
  }),
}));
