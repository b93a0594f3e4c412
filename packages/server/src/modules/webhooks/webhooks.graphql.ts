import { batched } from '../../graphql/batched.ts';
import { builder } from '../../graphql/builder.ts';
import { described } from '../../graphql/common.graphql.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords } from '../../messages/enums.ts';
import { type DeliveryRow, latestDeliveries, listWebhooks, type WebhookRow } from './webhooks.repository.ts';
import {
  addWebhook,
  removeWebhook,
  resendDelivery,
  setWebhookPaused,
  testWebhook,
  type WebhookWithSecret,
} from './webhooks.usecases.ts';

const WebhookEventEnum = builder.enumType('WebhookEvent', {
  description: 'Of what kind of change a webhook is told.',
  values: described(enumWords.webhookEvent),
});

const DeliveryStateEnum = builder.enumType('WebhookDeliveryState', {
  description: 'waiting: to be made, or made again. delivered: answered with 2xx. failed: given up after a good day.',
  values: described(enumWords.webhookDelivery),
});

const DeliveryType = builder.objectRef<DeliveryRow>('WebhookDelivery').implement({
  description: 'One telling of one change (推送记录). Ids only, never names.',
  fields: (t) => ({
    id: t.exposeID('id', {
      description: 'Also in the header huiyin-delivery: whoever gets it twice knows it by this.',
    }),
    event: t.exposeString('event', { description: 'The kind of change, or test.' }),
    entityId: t.exposeID('entityId', { description: 'Of the case or visit; empty for a test.' }),
    state: t.field({ type: DeliveryStateEnum, description: 'How it stands.', resolve: ({ state }) => state }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    createdAt: t.field({ type: 'DateTime', description: 'When it changed.', resolve: ({ createdAt }) => createdAt }),
    nextAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it is tried next; null when it is settled.',
      resolve: ({ state, nextAt }) => (state === 'waiting' ? nextAt : null),
    }),
    lastStatus: t.exposeInt('lastStatus', { nullable: true, description: 'HTTP status of the last answer.' }),
    lastError: t.exposeString('lastError', {
      nullable: true,
      description: 'Why there was no answer: a code like ECONNREFUSED.',
    }),
    settledAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was delivered or given up.',
      resolve: ({ settledAt }) => settledAt,
    }),
  }),
});

const deliveriesOf = batched((context, ids: readonly string[]) =>
  latestDeliveries(context.database.prisma, requireViewer(context).bureauId, ids),
);

const WebhookType = builder.objectRef<WebhookRow>('Webhook').implement({
  description: 'An address of another program that is told of changes (回调地址).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id.' }),
    name: t.exposeString('name', { description: 'Which program it is.' }),
    url: t.exposeString('url', { description: 'Where it is told.' }),
    events: t.field({ type: [WebhookEventEnum], description: 'Of what.', resolve: ({ events }) => events }),
    createdAt: t.field({ type: 'DateTime', description: 'Since when.', resolve: ({ createdAt }) => createdAt }),
    pausedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when nothing is put down for it; null while it is told.',
      resolve: ({ pausedAt }) => pausedAt,
    }),
    deliveries: t.field({
      type: [DeliveryType],
      description: 'The newest twenty, newest first.',
      resolve: async ({ id }, _args, context) => (await deliveriesOf(context, id)) ?? [],
    }),
  }),
});

const WebhookWithSecretType = builder.objectRef<WebhookWithSecret>('NewWebhook').implement({
  description: 'A webhook that has just been added.',
  fields: (t) => ({
    webhook: t.field({ type: WebhookType, description: 'The webhook.', resolve: ({ webhook }) => webhook }),
    secret: t.exposeString('secret', { description: 'Signs what is sent to it; it cannot be seen again.' }),
  }),
});

const administrators = { authScopes: { administers: true } } as const;

builder.queryField('webhooks', (t) =>
  t.field({
    type: [WebhookType],
    ...administrators,
    description: 'All webhooks. Administrators only.',
    resolve: (_root, _args, context) => listWebhooks(context.database.prisma, requireViewer(context).bureauId),
  }),
);

builder.mutationFields((t) => ({
  addWebhook: t.field({
    type: WebhookWithSecretType,
    ...administrators,
    description: 'Adds a webhook.',
    args: {
      name: t.arg.string({ required: true, description: 'Which program it is, 2 to 60 characters.' }),
      url: t.arg.string({ required: true, description: 'http or https; redirects are not followed.' }),
      events: t.arg({ type: [WebhookEventEnum], required: true, description: 'Of what it is told; at least one.' }),
    },
    resolve: async (_root, args, context) => orRefuse(await addWebhook(context, requireViewer(context), args)),
  }),
  setWebhookPaused: t.field({
    type: WebhookType,
    ...administrators,
    description: 'Pauses a webhook, or lets it go on.',
    args: {
      id: t.arg.id({ required: true, description: 'Which.' }),
      paused: t.arg.boolean({ required: true, description: 'Whether it is paused.' }),
    },
    resolve: async (_root, args, context) => orRefuse(await setWebhookPaused(context, requireViewer(context), args)),
  }),
  removeWebhook: t.field({
    type: 'Boolean',
    ...administrators,
    description: 'Takes a webhook away, with what it was still to be told.',
    args: { id: t.arg.id({ required: true, description: 'Which.' }) },
    resolve: async (_root, { id }, context) => orRefuse(await removeWebhook(context, requireViewer(context), id)),
  }),
  testWebhook: t.field({
    type: 'Boolean',
    ...administrators,
    description: 'Sends a test to a webhook; its delivery tells how it ended.',
    args: { id: t.arg.id({ required: true, description: 'Which.' }) },
    resolve: async (_root, { id }, context) => orRefuse(await testWebhook(context, requireViewer(context), id)),
  }),
  resendWebhookDelivery: t.field({
    type: 'Boolean',
    ...administrators,
    description: 'Makes a delivery once more.',
    args: { id: t.arg.id({ required: true, description: 'Which delivery.' }) },
    resolve: async (_root, { id }, context) => orRefuse(await resendDelivery(context, requireViewer(context), id)),
  }),
}));
