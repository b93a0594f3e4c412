import { contentKinds, priorHandlings, responsibilities, roles, unitKinds } from '@huiyin/domain';
import { caseFlags, caseStatuses, channels, petitionerKinds, receiptStates } from '@huiyin/domain/cases';
import {
  caseFlagName,
  channelName,
  contentKindName,
  dueStateName,
  limitLevelName,
  petitionerKindName,
  priorHandlingName,
  receiptStateName,
  responsibilityName,
  roleName,
  statusName,
  unitKindName,
} from '@huiyin/domain/messages';
import { builder } from './builder.ts';
import type { Page } from './paging.ts';
import type { ApiCitation } from './refusal.ts';

// Enums and small types that several subjects share. Values are the domain's own ids.

export const CitationType = builder.objectRef<ApiCitation>('Citation').implement({
  description: 'The place in a text that a rule, a limit or a refusal stands on (依据).',
  fields: (t) => ({
    regulation: t.exposeString('regulation', { description: 'Chinese name of the text, e.g. 信访工作条例.' }),
    article: t.exposeString('article', { description: 'Locator as printed, e.g. 第二十三条.' }),
    rule: t.exposeString('rule', {
      nullable: true,
      description: "The bureau's rule number, e.g. R71, where there is one.",
    }),
  }),
});

/** Values of an enum, each told by its Chinese name: the one that every screen and paper shows. */
export function named<Id extends string>(ids: readonly Id[], nameOf: (id: Id) => string) {
  // one entry an id was made
  return Object.fromEntries(ids.map((id) => [id, { value: id, description: nameOf(id) }])) as {
    [Each in Id]: { value: Each; description: string };
  };
}

/** The same where the words stand in a record of their own, in its order: see messages/enums.ts. */
export function described<Id extends string>(words: Readonly<Record<Id, string>>) {
  // the keys of the record and no others
  return named(Object.keys(words) as Id[], (id) => words[id]);
}

export const ReceiptStateEnum = builder.enumType('ReceiptState', {
  description: 'Whether the unit that handles a case has acknowledged (签收) its newest 通报, 督办 or 催办.',
  values: named(receiptStates, receiptStateName),
});
export const LimitLevelEnum = builder.enumType('LimitLevel', {
  description: 'Whose limit it is: the bureau, the province, the nation.',
  values: named(['local', 'provincial', 'national'], limitLevelName),
});
export const ResponsibilityEnum = builder.enumType('Responsibility', {
  description: 'Whose duty a matter is (职责范围).',
  values: named(responsibilities, responsibilityName),
});
export const ContentKindEnum = builder.enumType('ContentKind', {
  description: 'Suggestion 建议意见, accusation 检举控告, appeal 申诉求决.',
  values: named(contentKinds, contentKindName),
});
export const PriorHandlingEnum = builder.enumType('PriorHandling', {
  description: 'How far the matter has come before.',
  values: named(priorHandlings, priorHandlingName),
});
export const RoleEnum = builder.enumType('Role', {
  description: 'What a person may do.',
  values: named(roles, roleName),
});
export const UnitKindEnum = builder.enumType('UnitKind', {
  description: 'Kind of unit (单位).',
  values: named(unitKinds, unitKindName),
});
export const CaseStatusEnum = builder.enumType('CaseStatus', {
  description: 'How far a case has come (办理状态).',
  values: named(caseStatuses, statusName),
});
export const CaseFlagEnum = builder.enumType('CaseFlag', {
  description: 'Important 重要, complex in law 复杂法律问题, major 重大, urgent 紧急.',
  values: named(caseFlags, caseFlagName),
});
export const ChannelEnum = builder.enumType('Channel', {
  description: 'How a matter reached the bureau (信访渠道).',
  values: named(channels, channelName),
});
export const PetitionerKindEnum = builder.enumType('PetitionerKind', {
  description: 'Citizen, legal person, other organisation (R64).',
  values: named(petitionerKinds, petitionerKindName),
});
export const DueStateEnum = builder.enumType('DueState', {
  description: 'Overdue 超期, due soon 临近 (target within three working days), on time 正常, none 无期限.',
  values: named(['overdue', 'dueSoon', 'onTime', 'none'], dueStateName),
});

export const PageInfoType = builder.objectRef<Page<unknown>['pageInfo']>('PageInfo').implement({
  description: 'Where a page ends (forward paging only).',
  fields: (t) => ({
    endCursor: t.exposeString('endCursor', { nullable: true, description: 'Give it as `after` for the next page.' }),
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether more follow.' }),
  }),
});
