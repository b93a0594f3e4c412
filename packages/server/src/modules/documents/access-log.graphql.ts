import { documentKindName } from '@huiyin/domain/messages';
import { builder } from '../../graphql/builder.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { documentTakingName } from '../../messages/documents.ts';
import { type AccessEntry, type AccessPage, accessLog } from './access-log.ts';

const AccessEntryType = builder.objectRef<AccessEntry>('DocumentAccessEntry').implement({
  description: 'Who took which paper, and how. Never whose case it is, only its number.',
  fields: (t) => ({
    id: t.id({ description: 'Its number in the log.', resolve: ({ id }) => String(id) }),
    takenAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ takenAt }) => takenAt }),
    personName: t.exposeString('personName', { description: 'Who, by the name of that time.' }),
    unitName: t.exposeString('unitName', { description: 'The unit of that person now.' }),
    name: t.string({ description: 'Which kind of paper, in Chinese.', resolve: ({ kind }) => documentKindName(kind) }),
    how: t.string({
      description: 'Opened, printed or downloaded, in Chinese.',
      resolve: ({ taking }) => documentTakingName(taking),
    }),
    number: t.exposeString('number', {
      nullable: true,
      description: 'The paper’s number; null for a form or a draft.',
    }),
    caseNumber: t.exposeString('caseNumber', { nullable: true, description: 'The number of its case.' }),
  }),
});

const AccessPageType = builder.objectRef<AccessPage>('DocumentAccessPage').implement({
  description: 'A page of the log, the newest first.',
  fields: (t) => ({
    entries: t.field({ type: [AccessEntryType], description: 'The lines.', resolve: ({ entries }) => entries }),
    endCursor: t.exposeString('endCursor', {
      nullable: true,
      description: 'Where the next page begins; null on the last.',
    }),
  }),
});

builder.queryField('documentAccessLog', (t) =>
  t.field({
    type: AccessPageType,
    authScopes: { administers: true },
    description: 'Who opened, printed or downloaded which paper (取用记录). Administrators only.',
    args: {
      person: t.arg.string({ description: 'A part of the name, or the user name.' }),
      from: t.arg({ type: 'Date', description: 'First day.' }),
      to: t.arg({ type: 'Date', description: 'Last day.' }),
      first: t.arg.int({ description: 'Lines a page, 1 to 100; 50 when left out.' }),
      after: t.arg.string({ description: 'Cursor of the last line before.' }),
    },
    resolve: (_root, asked, context) => accessLog(context.database.prisma, requireViewer(context).bureauId, asked),
  }),
);
