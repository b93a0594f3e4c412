import { builder } from '../../graphql/builder.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import type { PushDeviceRow } from './push.repository.ts';
import { allowPush, type PushState, pushState, removePushDevice, testPush } from './push.usecases.ts';

// Reminders outside the app (设备通知, Web Push): each person's own devices only.

const PushDeviceType = builder.objectRef<PushDeviceRow>('PushDevice').implement({
  description: 'A browser that its person has allowed to show reminders; it ends with the sign-in that allowed it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id.' }),
    name: t.exposeString('deviceName', { description: 'What it is, as the browser said.' }),
    here: t.boolean({
      description: 'Whether it was allowed in the very sign-in that asks.',
      resolve: ({ sessionHash }, _args, context) => sessionHash === requireViewer(context).sessionHash,
    }),
    allowedAt: t.field({
      type: 'DateTime',
      description: 'Since when it shows reminders.',
      resolve: ({ createdAt }) => createdAt,
    }),
    sentAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When its push service last took a message; null before the first.',
      resolve: ({ sentAt }) => sentAt,
    }),
    lastError: t.exposeString('lastError', {
      nullable: true,
      description: 'Why the last message was not taken: a code like ETIMEDOUT or HTTP 503; null when it was.',
    }),
  }),
});

const PushStateType = builder.objectRef<PushState>('PushState').implement({
  description: 'How reminders reach a person when the app is closed.',
  fields: (t) => ({
    on: t.exposeBoolean('on', {
      description: 'The bureau’s switch (webPush); off in a network without push services.',
    }),
    serverKey: t.string({
      nullable: true,
      description:
        'The bureau’s public key (VAPID) in base64url, to which a browser binds itself; null while there is none.',
      resolve: ({ serverKey }) => serverKey ?? null,
    }),
    devices: t.field({
      type: [PushDeviceType],
      description: 'One’s own devices, the newest first.',
      resolve: ({ devices }) => devices,
    }),
  }),
});

const reminded = { authScopes: { readsCases: true } } as const;

builder.queryField('push', (t) =>
  t.field({
    type: PushStateType,
    ...reminded,
    description: 'One’s own devices that show reminders, and whether the bureau sends any.',
    resolve: (_root, _args, context) => pushState(context, requireViewer(context)),
  }),
);

builder.mutationFields((t) => ({
  allowPush: t.field({
    type: PushDeviceType,
    ...reminded,
    description: 'Lets the browser of this sign-in show reminders: what PushManager.subscribe has given it.',
    args: {
      endpoint: t.arg.string({
        required: true,
        description: 'Where its push service takes messages; a known one only.',
      }),
      p256dh: t.arg.string({ required: true, description: 'Its public key in base64url, 65 bytes.' }),
      auth: t.arg.string({ required: true, description: 'Its secret in base64url, 16 bytes.' }),
      name: t.arg.string({ required: true, description: 'What device it is, to be told from the others.' }),
    },
    resolve: async (_root, args, context) => orRefuse(await allowPush(context, requireViewer(context), args)),
  }),
  removePushDevice: t.field({
    type: 'Boolean',
    ...reminded,
    description: 'Takes one of one’s own devices away: it shows no more reminders.',
    args: { id: t.arg.id({ required: true, description: 'Which.' }) },
    resolve: async (_root, { id }, context) => orRefuse(await removePushDevice(context, requireViewer(context), id)),
  }),
  testPush: t.field({
    type: 'Boolean',
    ...reminded,
    description: 'Sends a test to one of one’s own devices, now.',
    args: { id: t.arg.id({ required: true, description: 'Which.' }) },
    resolve: async (_root, { id }, context) => orRefuse(await testPush(context, requireViewer(context), id)),
  }),
}));
