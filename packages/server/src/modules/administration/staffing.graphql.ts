import { builder } from '../../graphql/builder.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { UnitType } from '../people/people.graphql.ts';
import { seenArg } from './seen.ts';
import { setUnitStaff } from './staffing.usecases.ts';

const UnitStaffInput = builder.inputType('UnitStaffInput', {
  description: 'Who answers for a unit: ids of people. What is left out is nobody.',
  fields: (t) => ({
    headId: t.id({
      description: 'First responsible (主要负责人, R66); of the bureau itself the chief leader (一把手, R33).',
    }),
    deputyId: t.id({ description: 'Deputy responsible for replies (分管负责人, R67).' }),
    clerkId: t.id({ description: 'Who takes in and hands out (专人, R67).' }),
    reviewerIds: t.idList({ description: 'May review replies in the head’s stead (R81).' }),
    portfolioLeaderId: t.id({ description: 'The leader whose portfolio it is in (分管局领导, R33, R69, R73).' }),
    coordinatorIds: t.idList({ description: 'Leaders who help to coordinate (R33).' }),
  }),
});

builder.mutationField('setUnitStaff', (t) =>
  t.field({
    type: UnitType,
    authScopes: { administers: true },
    description:
      'Names who answers for a unit, all posts at once. Refuses unknown-unit, no-such-person, post-not-for-person.',
    args: {
      unitId: t.arg.id({ required: true, description: 'The unit.' }),
      staff: t.arg({ type: UnitStaffInput, required: true, description: 'All its posts.' }),
      seen: t.arg(seenArg),
    },
    resolve: async (_root, { unitId, staff, seen }, context) => {
      const { headId, deputyId, clerkId, portfolioLeaderId, reviewerIds, coordinatorIds } = staff;
      const given = {
        ...(headId && { headId }),
        ...(deputyId && { deputyId }),
        ...(clerkId && { clerkId }),
        ...(portfolioLeaderId && { portfolioLeaderId }),
        reviewerIds: reviewerIds ?? [],
        coordinatorIds: coordinatorIds ?? [],
      };
      return orRefuse(await setUnitStaff(context, requireViewer(context), { unitId, staff: given, seen }));
    },
  }),
);
