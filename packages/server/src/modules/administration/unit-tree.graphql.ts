import { builder } from '../../graphql/builder.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { UnitType } from '../people/people.graphql.ts';
import { seenArg } from './seen.ts';
import { moveUnit, setUnitClosed, setUnitContact } from './unit-tree.usecases.ts';

builder.mutationFields((t) => ({
  moveUnit: t.field({
    type: UnitType,
    authScopes: { administers: true },
    description: 'Puts a unit with all below it under another one (划转); its cases and counts go with it.',
    args: {
      id: t.arg.id({ required: true, description: 'The unit.' }),
      parentId: t.arg.id({ required: true, description: 'The unit above it from now on.' }),
      seen: t.arg(seenArg),
    },
    resolve: async (_root, args, context) => orRefuse(await moveUnit(context, requireViewer(context), args)),
  }),
  setUnitContact: t.field({
    type: UnitType,
    authScopes: { administers: true },
    description: 'Says where who gets a paper of the unit can ask after it (联系方式). Refuses invalid-unit-contact.',
    args: {
      id: t.arg.id({ required: true, description: 'The unit.' }),
      contact: t.arg.string({ required: true, description: 'Address, telephone, hours in one line; empty: none.' }),
      seen: t.arg(seenArg),
    },
    resolve: async (_root, args, context) => orRefuse(await setUnitContact(context, requireViewer(context), args)),
  }),
  setUnitClosed: t.field({
    type: UnitType,
    authScopes: { administers: true },
    description: 'Closes a unit that holds nothing any more (撤销), or opens it again. Refuses unit-still-holds.',
    args: {
      id: t.arg.id({ required: true, description: 'The unit.' }),
      closed: t.arg.boolean({ required: true, description: 'True to close.' }),
    },
    resolve: async (_root, args, context) => orRefuse(await setUnitClosed(context, requireViewer(context), args)),
  }),
}));
