import { type RouteDecision, type RouteDocument, routeOutcomes, routePetition } from '@huiyin/domain';
import { documentName, dutyText, explainRoute, routeOutcomeName } from '@huiyin/domain/messages';
import { builder } from '../../graphql/builder.ts';
import {
  CitationType,
  ContentKindEnum,
  named,
  PriorHandlingEnum,
  ResponsibilityEnum,
} from '../../graphql/common.graphql.ts';
import { limitedWhenSignedOut } from '../../graphql/public-field.ts';
import { citationForApi } from '../../graphql/refusal.ts';
import { unnamedHandlingUnit } from '../../messages/refusals.ts';

const RouteOutcomeEnum = builder.enumType('RouteOutcome', {
  description: 'Where a matter goes (诉求处理).',
  values: named(routeOutcomes, routeOutcomeName),
});
const RouteDocumentEnum = builder.enumType('RouteDocument', {
  description: 'The document that the outcome asks for.',
  values: named<RouteDocument>(
    [
      'acceptanceNotice',
      'destinationNotice',
      'nonAcceptanceNotice',
      'leaderInstruction',
      'confidentialTransfer',
      'transferObjection',
      'handlingOpinion',
    ],
    documentName,
  ),
});

/** A decision with the name of the unit that takes the matter, for its sentence. */
export type NamedRoute = RouteDecision & { readonly handlingUnitName: string };

export const RouteDecisionType = builder.objectRef<NamedRoute>('RouteDecision').implement({
  description: 'Where a matter goes, by which rule, and what must be done beside.',
  fields: (t) => ({
    outcome: t.field({ type: RouteOutcomeEnum, description: 'The outcome.', resolve: (route) => route.outcome }),
    rule: t.exposeString('rule', { description: 'Rule that named it, e.g. R26.' }),
    name: t.string({
      description: 'Chinese name of the outcome.',
      resolve: (route) => routeOutcomeName(route.outcome),
    }),
    explanation: t.string({
      description: 'Where it goes and why, in Chinese.',
      resolve: (route) => explainRoute(route, route.handlingUnitName),
    }),
    document: t.field({
      type: RouteDocumentEnum,
      description: 'The document to issue.',
      resolve: (route) => route.document,
    }),
    supervise: t.exposeBoolean('supervise', { description: 'Whether the bureau follows it up (督办).' }),
    duties: t.stringList({
      description: 'What must be done beside, in Chinese.',
      resolve: (route) => route.duties.map(dutyText),
    }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles.',
      resolve: (route) => route.citations.map(citationForApi),
    }),
  }),
});

const RoutePetitionInput = builder.inputType('RoutePetitionInput', {
  description: 'What must be known to route a matter.',
  fields: (t) => ({
    responsibility: t.field({ type: ResponsibilityEnum, required: true, description: 'Whose duty it is.' }),
    contentKind: t.field({ type: ContentKindEnum, required: true, description: 'Kind of content.' }),
    priorHandling: t.field({ type: PriorHandlingEnum, required: true, description: 'How far it has come before.' }),
    opinionImplemented: t.boolean({ description: 'The review opinion has been carried out; false when not said.' }),
    newFacts: t.boolean({ description: 'There are new facts or reasons; false when not said.' }),
  }),
});

builder.queryFields((t) => ({
  routePetition: t.field({
    type: RouteDecisionType,
    nullable: true,
    skipTypeScopes: true,
    description: 'Where a matter would go (R25–R31). Public; stores nothing.',
    args: { input: t.arg({ type: RoutePetitionInput, required: true, description: 'The facts.' }) },
    resolve: async (_root, { input }, context) => {
      await limitedWhenSignedOut(context);
      const { opinionImplemented, newFacts, ...facts } = input;
      const route = routePetition({
        ...facts,
        opinionImplemented: opinionImplemented ?? false,
        newFacts: newFacts ?? false,
      });
      return { ...route, handlingUnitName: unnamedHandlingUnit };
    },
  }),
}));
