import { fieldsAsked } from '../../graphql/asks-for.ts';
import { builder } from '../../graphql/builder.ts';
import { described } from '../../graphql/common.graphql.ts';
import { readFirst } from '../../graphql/paging.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords } from '../../messages/enums.ts';
import { CaseListItemType } from './list-row.graphql.ts';
import { shownFields } from './list-row.ts';
import { type GroupPage, moreWork, myWork, type WorkListView } from './work-list.usecases.ts';

const WorkGroupKeyEnum = builder.enumType('WorkGroupKey', {
  description:
    'Overdue 已超期; today 今天; soon 三个工作日内; signing 等我审签, not near its day; later 其余轮到我的; others 等别人.',
  values: described(enumWords.workGroup),
});

const WorkGroupType = builder.objectRef<GroupPage>('WorkGroup').implement({
  extensions: { plain: true },
  description: 'One group of the work list, what binds first on top.',
  fields: (t) => ({
    key: t.expose('key', { type: WorkGroupKeyEnum, description: 'Which group.' }),
    count: t.exposeInt('count', {
      description: 'Cases in it, by the same condition as its rows; at most 99 are counted.',
    }),
    more: t.exposeBoolean('more', { description: 'There are more than 99.' }),
    rows: t.expose('rows', { type: [CaseListItemType], description: 'The cases of this page.' }),
    endCursor: t.exposeString('endCursor', {
      nullable: true,
      description: 'Give it as `after` of workGroup for the next page; null: these are all.',
    }),
  }),
});

const WorkListType = builder.objectRef<WorkListView>('WorkList').implement({
  extensions: { plain: true },
  description: 'My next actions (待办).',
  fields: (t) => ({
    mine: t.exposeInt('mine', { description: 'What is the viewer’s turn in all (at most 99 a group): the badge.' }),
    groups: t.expose('groups', { type: [WorkGroupType], description: 'All groups, empty ones too.' }),
    today: t.expose('today', { type: 'Date', description: 'The day by which they are grouped.' }),
    asOf: t.expose('asOf', { type: 'DateTime', description: 'When it was read.' }),
  }),
});

builder.queryFields((t) => ({
  myWork: t.field({
    type: WorkListType,
    authScopes: { readsCases: true },
    extensions: { short: true },
    description: 'What is the viewer’s turn, ordered by what binds first, and what they wait for.',
    args: { first: t.arg.int({ description: 'Rows of each group, 1 to 100; 50 when not given.' }) },
    resolve: (_root, { first }, context, info) => {
      const fields = shownFields(fieldsAsked(info, 'groups', 'rows'));
      return myWork(context, requireViewer(context), { first: readFirst(first), fields });
    },
  }),
  workGroup: t.field({
    type: WorkGroupType,
    authScopes: { readsCases: true },
    extensions: { short: true },
    description: 'More of one group of the work list.',
    args: {
      group: t.arg({ type: WorkGroupKeyEnum, required: true, description: 'Which group.' }),
      first: t.arg.int({ description: 'Page size, 1 to 100; 50 when not given.' }),
      after: t.arg.string({ description: 'Cursor of the last page.' }),
    },
    resolve: (_root, { group, first, after }, context, info) => {
      const fields = shownFields(fieldsAsked(info, 'rows'));
      return moreWork(context, requireViewer(context), group, { first: readFirst(first), fields, after });
    },
  }),
}));
