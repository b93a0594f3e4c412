import { builder } from '../../graphql/builder.ts';
import {
  CaseFlagEnum,
  CaseStatusEnum,
  ChannelEnum,
  ContentKindEnum,
  DueStateEnum,
  ReceiptStateEnum,
} from '../../graphql/common.graphql.ts';
import type { ShownRow } from './list-row.ts';

// Everything here is plain data that ShownRow answers: no field has a resolver of its own.

const ListPetitionerType = builder.objectRef<ShownRow['petitioner']>('ListPetitioner').implement({
  extensions: { plain: true },
  description: 'The petitioner (信访人) as a list shows them.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Masked: 李**.' }),
    anonymous: t.exposeBoolean('anonymous', { description: 'Gave no name.' }),
  }),
});

const ListUnitType = builder.objectRef<ShownRow['handlingUnit']>('ListUnit').implement({
  extensions: { plain: true },
  description: 'A unit as a list shows it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id of the unit.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
  }),
});

const ListDueType = builder.objectRef<NonNullable<ShownRow['nextDue']>>('ListDue').implement({
  extensions: { plain: true },
  description: 'The running clock that binds first.',
  fields: (t) => ({
    clock: t.exposeID('clock', { description: 'Id of the clock.' }),
    name: t.exposeString('name', { description: 'Chinese name.' }),
    legalDue: t.expose('legalDue', { type: 'Date', description: 'Last lawful day.' }),
    targetDue: t.expose('targetDue', { type: 'Date', description: 'Day to aim at.' }),
  }),
});

/** Whose turn it is. */
export const TurnType = builder.objectRef<NonNullable<ShownRow['turn']>>('Turn').implement({
  extensions: { plain: true },
  description: 'Whose turn it is (轮到谁), and with which step, by the procedure table.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Office, unit or person, in Chinese.' }),
    mine: t.exposeBoolean('mine', { description: 'The viewer’s own.' }),
    action: t.exposeID('action', {
      nullable: true,
      description: 'Type of the command that is waited for; null where the procedure lets nobody go on.',
    }),
    actionName: t.exposeString('actionName', { nullable: true, description: 'What its button says.' }),
  }),
});

/** A case in a list. */
export const CaseListItemType = builder.objectRef<ShownRow>('CaseListItem').implement({
  extensions: { plain: true },
  description:
    'A case as lists show it: read by columns alone, whatever the case has been through. The whole of it: petitionCase.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id of the case.' }),
    number: t.exposeString('number', { description: 'Its number (编号).' }),
    title: t.exposeString('title', { description: 'The matter in a line.' }),
    status: t.expose('status', { type: CaseStatusEnum, description: 'Where it stands.' }),
    statusName: t.exposeString('statusName', { description: 'Status in Chinese.' }),
    channel: t.expose('channel', { type: ChannelEnum, description: 'How it came.' }),
    channelName: t.exposeString('channelName', { description: 'Channel in Chinese.' }),
    contentKind: t.expose('contentKind', { type: ContentKindEnum, description: 'Kind of content.' }),
    contentKindName: t.exposeString('contentKindName', { description: 'Kind of content in Chinese.' }),
    receivedOn: t.expose('receivedOn', { type: 'Date', description: 'Day of receipt.' }),
    closedOn: t.expose('closedOn', {
      type: 'Date',
      nullable: true,
      description: 'Day on which nothing was owed any more (办结); null while it is open.',
    }),
    registeredAt: t.expose('registeredAt', { type: 'DateTime', description: 'When it was registered.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When the last thing happened to it.' }),
    version: t.exposeInt('version', { description: 'Give it as expectedVersion with a command.' }),
    petitioner: t.expose('petitioner', { type: ListPetitionerType, description: 'Who asks, masked.' }),
    handlingUnit: t.expose('handlingUnit', {
      type: ListUnitType,
      description: 'The unit that has it (承办单位); the bureau itself while its General Office has not handed it on.',
    }),
    meantUnit: t.expose('meantUnit', {
      type: ListUnitType,
      nullable: true,
      description: 'The unit that the office means to hand it to (拟交); null once a unit has it, or it came back.',
    }),
    dueState: t.expose('dueState', {
      type: DueStateEnum,
      description: 'Overdue, due soon, on time, or no clock runs.',
    }),
    workingDaysLeft: t.exposeInt('workingDaysLeft', {
      nullable: true,
      description: 'Working days to nextDue.legalDue; negative when overdue.',
    }),
    nextDue: t.expose('nextDue', {
      type: ListDueType,
      nullable: true,
      description: 'What binds first; null: no clock runs.',
    }),
    turn: t.expose('turn', { type: TurnType, nullable: true, description: 'Null when nothing more is owed.' }),
    flags: t.expose('flags', { type: [CaseFlagEnum], description: 'What it is marked as.' }),
    receipts: t.expose('receipts', {
      type: [ReceiptStateEnum],
      description: 'Whether its unit has acknowledged (签收) the newest 通报, 督办 and 催办, as far as there are any.',
    }),
  }),
});
