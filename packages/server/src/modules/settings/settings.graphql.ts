import { type SettingShape, settingDefinitions } from '@huiyin/domain/settings';
import { builder } from '../../graphql/builder.ts';
import { CitationType } from '../../graphql/common.graphql.ts';
import { citationForApi, orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { seenArg } from '../administration/seen.ts';
import type { KeptVersion } from './settings.repository.ts';
import { provinceOf, settingsFor } from './settings.ts';
import { changeSetting, listSettings, type SettingView } from './settings.usecases.ts';

// The bureau's switches (开关): administrators only. What they do is seen in dates, refusals and reminders.

const SettingVersionType = builder.objectRef<KeptVersion>('SettingVersion').implement({
  description: 'A value that was set, from a day on.',
  fields: (t) => ({
    value: t.exposeString('value', { description: 'The value, as text.' }),
    validFrom: t.field({ type: 'Date', description: 'First day.', resolve: ({ validFrom }) => validFrom }),
    reason: t.exposeString('reason', { description: 'Why.' }),
    setBy: t.exposeString('setByName', { description: 'Who set it.' }),
    setAt: t.field({ type: 'DateTime', description: 'When it was set.', resolve: ({ setAt }) => setAt }),
  }),
});

const shapeOf = ({ key }: SettingView): SettingShape => settingDefinitions[key].shape;

const SettingType = builder.objectRef<SettingView>('Setting').implement({
  description: 'A switch of the bureau: where the text is silent or can be read in two ways, the bureau decides once.',
  fields: (t) => ({
    key: t.exposeID('key', { description: 'Stable name.' }),
    kind: t.string({
      description: 'switch (on, off), choice, number, hours (HH:MM-HH:MM), opening (of numbers) or text.',
      resolve: (one) => shapeOf(one).kind,
    }),
    choices: t.stringList({
      description: 'Of a choice: what may be chosen.',
      resolve: (one) => {
        const shape = shapeOf(one);
        return shape.kind === 'choice' ? shape.choices : [];
      },
    }),
    least: t.int({
      nullable: true,
      description: 'Of a number: the least.',
      resolve: (one) => {
        const shape = shapeOf(one);
        return shape.kind === 'number' ? shape.least : null;
      },
    }),
    most: t.int({
      nullable: true,
      description: 'Of a number: the most.',
      resolve: (one) => {
        const shape = shapeOf(one);
        return shape.kind === 'number' ? shape.most : null;
      },
    }),
    unit: t.string({
      nullable: true,
      description: 'Of a number: what it counts (day, workingDay, minute, batch, person, perMille).',
      resolve: (one) => {
        const shape = shapeOf(one);
        return shape.kind === 'number' ? shape.unit : null;
      },
    }),
    value: t.exposeString('value', { description: 'What holds today.' }),
    initial: t.string({
      description: 'The reading adopted until the bureau changes it.',
      resolve: ({ key }) => settingDefinitions[key].initial,
    }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles it reads.',
      resolve: ({ key }) => settingDefinitions[key].citations.map(citationForApi),
    }),
    versions: t.field({
      type: [SettingVersionType],
      description: 'Every value that was set, the newest first; also those that are not in force yet.',
      resolve: ({ versions }) => versions,
    }),
  }),
});

builder.queryField('settings', (t) =>
  t.field({
    type: [SettingType],
    authScopes: { administers: true },
    description: 'Every switch with its history. Administrators only.',
    resolve: (_root, _args, context) => listSettings(context, requireViewer(context)),
  }),
);

builder.queryField('province', (t) =>
  t.string({
    nullable: true,
    authScopes: { readsCases: true },
    description: 'The province whose own limits are weighed today (省级规定); null when none is switched on.',
    resolve: async (_root, _args, context) => provinceOf(await settingsFor(context, requireViewer(context))) ?? null,
  }),
);

builder.mutationField('changeSetting', (t) =>
  t.field({
    type: [SettingType],
    authScopes: { administers: true },
    description:
      'Sets a switch from a day on; answers all. Refuses setting-value, setting-reason, setting-day and others.',
    args: {
      key: t.arg.id({ required: true, description: 'The switch.' }),
      value: t.arg.string({ required: true, description: 'The value, as text.' }),
      reason: t.arg.string({ required: true, description: 'Why, for the audit.' }),
      validFrom: t.arg({ type: 'Date', description: 'First day; today when left out.' }),
      seen: t.arg(seenArg),
    },
    resolve: async (_root, { key, value, reason, validFrom, seen }, context) => {
      const viewer = requireViewer(context);
      orRefuse(await changeSetting(context, viewer, { key, value, reason, validFrom: validFrom ?? undefined, seen }));
      return listSettings(context, viewer);
    },
  }),
);
