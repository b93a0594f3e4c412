import { builder } from '../../graphql/builder.ts';
import { described } from '../../graphql/common.graphql.ts';
import { limitedWhenSignedOut } from '../../graphql/public-field.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords } from '../../messages/enums.ts';
import { type DeviceRow, listDevices, listMaterials, type MaterialRow } from './devices.repository.ts';
import {
  contactDevice,
  giveRecoveryKey,
  type RegisteredDevice,
  registerDevice,
  revokeDevice,
  settleHandedOver,
} from './devices.usecases.ts';
import { finishHandOver, type HandOverEnd, handOver, noteWiped } from './hand-over.usecases.ts';

const DeviceType = builder.objectRef<DeviceRow>('Device').implement({
  description: 'A phone of one person (本机), known since it was first used.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id.' }),
    name: t.exposeString('name', { description: 'Kind of phone and browser.' }),
    personId: t.exposeID('personId', { description: 'Whose it is.' }),
    personName: t.exposeString('personName', { description: 'Name of its owner.' }),
    registeredAt: t.field({ type: 'DateTime', description: 'Since when.', resolve: (device) => device.registeredAt }),
    lastContactAt: t.field({
      type: 'DateTime',
      description: 'When it was last in contact.',
      resolve: (device) => device.lastContactAt,
    }),
    unsent: t.exposeInt('unsent', { description: 'Items that it still had at its last contact.' }),
    revokedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is no longer trusted (停用); null while it is.',
      resolve: (device) => device.revokedAt,
    }),
    handedOverAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it had handed over all that it had not sent.',
      resolve: (device) => device.handedOverAt,
    }),
    wipedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it said that it had wiped itself.',
      resolve: (device) => device.wipedAt,
    }),
  }),
});

const RegisteredDeviceType = builder.objectRef<RegisteredDevice>('RegisteredDevice').implement({
  description: 'What a phone is given, once.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id of the phone.' }),
    token: t.exposeString('token', { description: 'To be shown in the header x-huiyin-device.' }),
    recoveryKey: t.exposeString('recoveryKey', {
      description: '32 bytes in base64: the phone wraps its data key by it and forgets it.',
    }),
  }),
});

const DeviceStandingEnum = builder.enumType('DeviceStanding', {
  description: 'Whether a phone may go on. revoked: hand over and wipe.',
  values: described(enumWords.deviceStanding),
});

const HandOverEndType = builder.objectRef<HandOverEnd>('HandOverEnd').implement({
  description: 'How a hand-over ended.',
  fields: (t) => ({
    received: t.exposeInt('received', { description: "Commands carried out in their author's name." }),
    kept: t.exposeInt('kept', { description: 'Commands refused, kept for the desk.' }),
  }),
});

const MaterialKindEnum = builder.enumType('HandedOverKind', {
  description: 'What was handed over. damaged: could not be opened; kept as it is.',
  values: described(enumWords.handedOverKind),
});

const MaterialType = builder.objectRef<MaterialRow>('HandedOverMaterial').implement({
  description: 'Something a revoked phone had not sent and the server could not simply receive (移交的未报送材料).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id on the phone.' }),
    deviceId: t.exposeID('deviceId', { description: 'From which phone.' }),
    personName: t.exposeString('personName', { description: 'Who wrote it.' }),
    kind: t.field({ type: MaterialKindEnum, description: 'What it is.', resolve: ({ kind }) => kind }),
    title: t.exposeString('title', { description: 'The place, as the phone showed it.' }),
    content: t.field({ type: 'JSON', description: 'All of it.', resolve: ({ content }) => content }),
    code: t.exposeString('code', { nullable: true, description: 'Why it was not received.' }),
    message: t.exposeString('message', { nullable: true, description: 'The same in words.' }),
    handedOverAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ handedOverAt }) => handedOverAt }),
  }),
});

builder.queryFields((t) => ({
  devices: t.field({
    type: [DeviceType],
    authScopes: { administers: true },
    description: 'All phones, those still trusted first. For administrators.',
    resolve: (_root, _args, context) => listDevices(context.database.prisma, requireViewer(context).bureauId),
  }),
  handedOverMaterials: t.field({
    type: [MaterialType],
    authScopes: { readsCases: true },
    description:
      'What revoked phones handed over: one’s own; for the General Office all, accusations only with the right to them.',
    resolve: (_root, _args, context) => listMaterials(context.database.prisma, requireViewer(context)),
  }),
}));

/** A phone speaks for itself here: by its token in the header x-huiyin-device, whoever is signed in. */
const byToken = { skipTypeScopes: true } as const;

builder.mutationFields((t) => ({
  settleHandedOver: t.field({
    type: 'Boolean',
    authScopes: { readsCases: true },
    description:
      'A handed-over material has been seen to (移交材料处理完毕), and how. Refuses unknown-material, handling-missing.',
    args: {
      deviceId: t.arg.id({ required: true, description: 'From which phone.' }),
      id: t.arg.id({ required: true, description: 'Its id on the phone.' }),
      result: t.arg.string({ required: true, description: 'What became of it.' }),
    },
    resolve: async (_root, args, context) => orRefuse(await settleHandedOver(context, requireViewer(context), args)),
  }),
  registerDevice: t.field({
    type: RegisteredDeviceType,
    description: 'Makes a phone of the signed-in person known.',
    args: { name: t.arg.string({ required: true, description: 'Kind of phone and browser.' }) },
    resolve: (_root, { name }, context) => registerDevice(context, requireViewer(context), name),
  }),
  revokeDevice: t.field({
    type: DeviceType,
    description:
      'Takes the trust from a phone (停用此设备): its sessions end, at its next contact it hands over and wipes itself. By an administrator, or its owner. Refuses unknown-device.',
    args: { id: t.arg.id({ required: true, description: 'Id of the phone.' }) },
    resolve: async (_root, { id }, context) => orRefuse(await revokeDevice(context, requireViewer(context), id)),
  }),
  deviceRecoveryKey: t.string({
    ...byToken,
    description:
      "The phone's recovery key (base64) for its owner's password. Refuses sign-in-refused, rate-limited, unknown-device, device-revoked. By the phone's token.",
    args: {
      username: t.arg.string({ required: true, description: 'Name to sign in with.' }),
      password: t.arg.string({ required: true, description: 'Password.' }),
    },
    resolve: async (_root, account, context) => orRefuse(await giveRecoveryKey(context, account)),
  }),
  contactDevice: t.field({
    type: DeviceStandingEnum,
    ...byToken,
    description:
      "Tells how the phone stands and notes what it has unsent. By the phone's token. Refuses unknown-device.",
    args: { unsent: t.arg.int({ required: true, description: 'Items that have not been received.' }) },
    resolve: async (_root, { unsent }, context) => {
      await limitedWhenSignedOut(context);
      return orRefuse(await contactDevice(context, unsent));
    },
  }),
  handOver: t.int({
    ...byToken,
    description:
      "Takes over sealed rows of a revoked phone; answers how many could not be opened. By the phone's token. Refuses unknown-device, device-not-revoked, invalid-command.",
    args: {
      wrapped: t.arg.string({ required: true, description: 'The data key under the recovery key, base64.' }),
      rows: t.arg({ type: 'JSON', required: true, description: '[{ table, clear, sealed, parts }], at most 200.' }),
    },
    resolve: async (_root, { wrapped, rows }, context) => orRefuse(await handOver(context, wrapped, rows)),
  }),
  finishHandOver: t.field({
    type: HandOverEndType,
    ...byToken,
    description:
      "Carries out what was handed over and waits; the phone may then wipe itself. By the phone's token. Refuses unknown-device, device-not-revoked.",
    resolve: async (_root, _args, context) => orRefuse(await finishHandOver(context)),
  }),
  deviceWiped: t.boolean({
    ...byToken,
    description: "The phone has wiped itself. By the phone's token. Refuses unknown-device, device-not-revoked.",
    resolve: async (_root, _args, context) => orRefuse(await noteWiped(context)),
  }),
}));
