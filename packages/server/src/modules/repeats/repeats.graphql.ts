import { type CaseLink, linkRelations } from '@huiyin/domain/cases';
import { adviceText, alikeText, linkRelationName } from '@huiyin/domain/messages';
import type { AlikeReason, Probe } from '@huiyin/domain/office';
import { builder } from '../../graphql/builder.ts';
import { ChannelEnum, CitationType, described, named, PriorHandlingEnum } from '../../graphql/common.graphql.ts';
import { citationForApi } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords, mergedName } from '../../messages/enums.ts';
import { casesById } from '../petition-cases/case-batches.ts';
import { PetitionCaseType } from '../petition-cases/petition-cases.graphql.ts';
import type { CaseRow } from '../petition-cases/petition-cases.repository.ts';
import { type LikelyRepeat, likelyRepeats, repeatsOfCase } from './repeats.usecases.ts';

const AlikeKindEnum = builder.enumType('AlikeKind', {
  description: 'The same card, number of the paper, telephone, name and place, name; or similar words.',
  values: described(enumWords.alikeKind),
});

const AlikeReasonType = builder.objectRef<AlikeReason>('AlikeReason').implement({
  description: 'Why two cases may belong together.',
  fields: (t) => ({
    kind: t.field({ type: AlikeKindEnum, description: 'What they share.', resolve: ({ kind }) => kind }),
    text: t.string({ description: 'The same in Chinese, with the words that both have.', resolve: alikeText }),
  }),
});

const LikelyRepeatType = builder.objectRef<LikelyRepeat>('LikelyRepeat').implement({
  description: 'A case that may be the same petitioner’s or the same matter (疑似重复).',
  fields: (t) => ({
    case: t.field({ type: PetitionCaseType, description: 'The case.', resolve: ({ row }) => row }),
    score: t.exposeInt('score', { description: 'How strongly; 40 at least, 100 for the same card.' }),
    reasons: t.field({ type: [AlikeReasonType], description: 'Why.', resolve: ({ reasons }) => [...reasons] }),
    priorHandling: t.field({
      type: PriorHandlingEnum,
      description: 'What a repeat of it has to say of its earlier handling.',
      resolve: ({ advice }) => advice.prior,
    }),
    crossesHotline: t.boolean({
      description: 'One is a 12345 order and the other in the petition channel.',
      resolve: ({ advice }) => advice.crossing !== undefined,
    }),
    advice: t.string({
      description: 'What follows if it is the same matter.',
      resolve: ({ advice }) => adviceText(advice),
    }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles it follows from.',
      resolve: ({ advice }) => advice.citations.map(citationForApi),
    }),
  }),
});

const PersonInput = builder.inputType('ProbePerson', {
  description: 'Somebody who signed or came, as far as known.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Name; may be empty.' }),
    phone: t.string({ description: 'Telephone.' }),
    idCard: t.string({ description: 'Resident card.' }),
    address: t.string({ description: 'Address.' }),
  }),
});

const ProbeInput = builder.inputType('RepeatProbe', {
  description: 'A matter as far as it has been typed.',
  fields: (t) => ({
    channel: t.field({ type: ChannelEnum, required: true, description: 'How it came.' }),
    people: t.field({ type: [PersonInput], required: true, description: 'At most 50.' }),
    title: t.string({ required: true, description: 'The matter in a line; may be empty.' }),
    demand: t.string({ required: true, description: 'What is asked for; may be empty.' }),
    handlingUnitId: t.id({ required: true, description: 'The unit that will handle it; may be empty.' }),
    number: t.string({ description: 'Number of the sender’s paper, the mail or the 12345 order.' }),
  }),
});

const peopleLimit = 50;
const textLimit = 6000;

function readProbe(given: typeof ProbeInput.$inferInput): Probe {
  const people = given.people.slice(0, peopleLimit).map(({ name, phone, idCard, address }) => ({
    name: name.slice(0, textLimit),
    ...(phone ? { phone: phone.slice(0, textLimit) } : {}),
    ...(idCard ? { idCard: idCard.slice(0, textLimit) } : {}),
    ...(address ? { address: address.slice(0, textLimit) } : {}),
  }));
  const { channel, handlingUnitId } = given;
  const [title, demand] = [given.title.slice(0, textLimit), given.demand.slice(0, textLimit)];
  const number = given.number?.slice(0, textLimit);
  return { channel, people, title, demand, handlingUnitId, number };
}

builder.queryFields((t) => ({
  likelyRepeats: t.field({
    type: [LikelyRepeatType],
    authScopes: { registersCases: true },
    description:
      'Cases that may be the same petitioner’s or the same matter as what is being taken down, across all channels, likeliest first; only what the viewer sees. At most eight.',
    args: { probe: t.arg({ type: ProbeInput, required: true, description: 'The matter so far.' }) },
    resolve: async (_root, { probe }, context) => [
      ...(await likelyRepeats(context, requireViewer(context), readProbe(probe))),
    ],
  }),
  repeatsOfCase: t.field({
    type: [LikelyRepeatType],
    authScopes: { registersCases: true },
    description: 'The same for a case that stands.',
    args: { id: t.arg.id({ required: true, description: 'Id of the case.' }) },
    resolve: async (_root, { id }, context) => [...(await repeatsOfCase(context, requireViewer(context), id))],
  }),
}));

/** How another case belongs with one. */
interface Related {
  readonly relation: CaseLink['relation'] | 'mergedInto' | 'mergedFrom';
  readonly row: CaseRow;
}

const RelationEnum = builder.enumType('CaseRelation', {
  description: 'Repeat 重复信访, same matter, same petitioner, related; merged into it, or merged from it (并案).',
  values: { ...named(linkRelations, linkRelationName), ...described(mergedName) },
});

const RelatedCaseType = builder.objectRef<Related>('RelatedCase').implement({
  description: 'A case that belongs with another.',
  fields: (t) => ({
    relation: t.field({ type: RelationEnum, description: 'How.', resolve: ({ relation }) => relation }),
    name: t.string({
      description: 'The same in Chinese.',
      resolve: ({ relation }) =>
        relation === 'mergedInto' || relation === 'mergedFrom' ? mergedName[relation] : linkRelationName(relation),
    }),
    case: t.field({ type: PetitionCaseType, description: 'The other case.', resolve: ({ row }) => row }),
  }),
});

builder.objectField(PetitionCaseType, 'related', (t) =>
  t.field({
    type: [RelatedCaseType],
    description: 'Linked and merged cases (关联、并案), as far as the viewer sees them.',
    resolve: async ({ state }, _args, context) => {
      const named: readonly (readonly [string, Related['relation']])[] = [
        ...(state.merger ? [[state.merger.intoId, 'mergedInto'] as const] : []),
        ...(state.mergedFrom ?? []).map((id) => [id, 'mergedFrom'] as const),
        ...(state.links ?? []).map(({ caseId, relation }) => [caseId, relation] as const),
      ];
      const found = await Promise.all(named.map(([id]) => casesById(context, id)));
      return found.flatMap((row, place) => {
        const relation = named[place]?.[1];
        return row && relation ? [{ relation, row }] : [];
      });
    },
  }),
);
