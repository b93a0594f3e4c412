import { implementationStates } from '@huiyin/domain/cases';
import { implementationStateName, rateName } from '@huiyin/domain/messages';
import { countedRates } from '@huiyin/domain/office';
import { builder } from '../../graphql/builder.ts';
import {
  CaseFlagEnum,
  CaseStatusEnum,
  ChannelEnum,
  ContentKindEnum,
  DueStateEnum,
  described,
  named,
  ReceiptStateEnum,
} from '../../graphql/common.graphql.ts';
import { enumWords, extensionRateNames } from '../../messages/enums.ts';

const ImplementationEnum = builder.enumType('ImplementationState', {
  description:
    'How far an answered case is carried out (落实情况): none 无需落实; owed 落实未报; reported 已报; confirmed 已核实; refuted 核实未落实.',
  values: named(implementationStates, implementationStateName),
});

const CountedRateEnum = builder.enumType('CountedRate', {
  description:
    'A rate of the wall; extended: 12345 orders with an agreed new date, extensionRequested: those for which it was asked (全年续报, R86).',
  values: named(countedRates, (rate) =>
    rate === 'extended' || rate === 'extensionRequested' ? extensionRateNames[rate] : rateName(rate),
  ),
});

const RatePartEnum = builder.enumType('RatePart', {
  description:
    'Above the line; all below it; those below that are not above (逾期, 未落实, 不满意); those in neither (未到期).',
  values: described(enumWords.ratePart),
});

const CaseRateInput = builder.inputType('CaseRate', {
  description: 'The cases behind one number of a rate.',
  fields: (t) => ({
    of: t.field({ type: CountedRateEnum, required: true, description: 'Which rate.' }),
    part: t.field({ type: RatePartEnum, required: true, description: 'Which of its cases.' }),
  }),
});

/** {@link CaseFilter} as a client gives it: of every list of cases and its export. */
export const CaseFilterInput = builder.inputType('CaseFilter', {
  description: 'What a case list is narrowed to; all given conditions hold together.',
  fields: (t) => ({
    search: t.string({
      description:
        'Words from number, title, demand or petitioner; one character alone is that with which the name of the petitioner begins.',
    }),
    status: t.field({ type: [CaseStatusEnum], description: 'Any of these.' }),
    channel: t.field({ type: [ChannelEnum], description: 'Any of these.' }),
    unitId: t.id({ description: 'With this unit or one below it (handlingUnit).' }),
    unitAlone: t.boolean({ description: 'Of unitId that unit alone, as the wall’s row of a unit counts it.' }),
    due: t.field({ type: DueStateEnum, description: 'Only in this state.' }),
    visitId: t.id({ description: 'Raised on this visit.' }),
    importId: t.id({ description: 'Registered by this import.' }),
    contentKind: t.field({ type: [ContentKindEnum], description: 'Any of these.' }),
    receivedFrom: t.field({ type: 'Date', description: 'Received on this day or later.' }),
    receivedTo: t.field({ type: 'Date', description: 'Received on this day or earlier.' }),
    closedFrom: t.field({ type: 'Date', description: 'Closed (办结) on this day or later.' }),
    closedTo: t.field({ type: 'Date', description: 'Closed on this day or earlier.' }),
    rate: t.field({ type: CaseRateInput, description: 'Counted in this part of a rate, as the wall shows it.' }),
    topic: t.string({
      description: 'In whose title or demand this phrase stands, as hot topics count it: no accusations.',
    }),
    registeredOn: t.field({ type: 'Date', description: 'Registered (登记) on this day.' }),
    flags: t.field({ type: [CaseFlagEnum], description: 'Marked as any of these.' }),
    mine: t.boolean({ description: 'The next step is the viewer’s own.' }),
    implementation: t.field({ type: [ImplementationEnum], description: 'Carried out as far as any of these.' }),
    receipts: t.field({
      type: [ReceiptStateEnum],
      description: 'Whose newest urging, supervision or criticism stands in any of these ways.',
    }),
    archived: t.boolean({ description: 'In the archive (归档), or not; both when it is left out.' }),
  }),
});
