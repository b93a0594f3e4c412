import { asksFor, fieldsAsked } from '../../graphql/asks-for.ts';
import { builder } from '../../graphql/builder.ts';
import { described } from '../../graphql/common.graphql.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords } from '../../messages/enums.ts';
import { progressOf } from '../long-work/long-work.ts';
import { CaseFilterInput } from '../petition-cases/case-filter.graphql.ts';
import { type CaseListPage, caseListPage } from './case-list.usecases.ts';
import { exportId } from './export.usecases.ts';
import { CaseListItemType } from './list-row.graphql.ts';
import { shownFields } from './list-row.ts';

const CaseSortEnum = builder.enumType('CaseSort', {
  description:
    'Registered 登记先后; due 期限 (what is done comes last); received 收到日期; closed 办结日期 (what is open comes last); updated 最近更新; number 渠道和编号.',
  values: described(enumWords.caseSort),
});

const CaseListType = builder.objectRef<CaseListPage>('CaseList').implement({
  extensions: { plain: true },
  description: 'A page of a list of cases.',
  fields: (t) => ({
    rows: t.expose('rows', { type: [CaseListItemType], description: 'The cases of this page.' }),
    endCursor: t.exposeString('endCursor', {
      nullable: true,
      description: 'Give it as `after` for the next page in the same order; null: these are all.',
    }),
    totalCount: t.exposeInt('totalCount', {
      description: 'Cases in all, by the same condition as the rows; at most 100 where no count is kept.',
    }),
    more: t.exposeBoolean('more', { description: 'There are more than totalCount says.' }),
    asOf: t.expose('asOf', { type: 'DateTime', description: 'When it was read.' }),
  }),
});

builder.queryFields((t) => ({
  caseList: t.field({
    type: CaseListType,
    authScopes: { readsCases: true },
    extensions: { short: true },
    description: 'Cases that the viewer sees, as rows: searched, narrowed, in any of six orders.',
    args: {
      filter: t.arg({ type: CaseFilterInput, description: 'Conditions.' }),
      sort: t.arg({
        type: CaseSortEnum,
        description: 'The order. When not given, a list of some days goes by those days, others by registration.',
      }),
      descending: t.arg.boolean({
        description: 'Backwards; when not given, newest first, but what binds first first.',
      }),
      first: t.arg.int({ description: 'Page size, 1 to 100; 50 when not given.' }),
      after: t.arg.string({ description: 'Cursor of the last page.' }),
    },
    resolve: (_root, asked, context, info) =>
      caseListPage(context, requireViewer(context), {
        ...asked,
        counted: asksFor(info, ['totalCount', 'more']),
        fields: shownFields(fieldsAsked(info, 'rows')),
      }),
  }),
}));

builder.queryField('exportProgress', (t) =>
  t.field({
    type: 'Int',
    nullable: true,
    authScopes: { readsCases: true },
    description:
      'How many rows of the table that is being made for the viewer (GET /exports/cases.xlsx) are written. Null when none is being made.',
    resolve: async (_root, _args, context) => {
      const viewer = requireViewer(context);
      return (await progressOf(context, viewer, exportId(viewer))) ?? null;
    },
  }),
);
