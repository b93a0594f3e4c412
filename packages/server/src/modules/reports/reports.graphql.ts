import { builder } from '../../graphql/builder.ts';
import { described } from '../../graphql/common.graphql.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { enumWords } from '../../messages/enums.ts';
import { sentenceOf } from '../../messages/refusals.ts';
import { periodText, reportNote, reportSections, reportTitle } from '../../messages/report.ts';
import type { ReportSection, ReportTable } from '../../messages/report-parts.ts';
import { unitTree } from '../people/units.ts';
import { listRequests, type ReportRequestRow } from './report-requests.repository.ts';
import { askForReport } from './report-requests.usecases.ts';
import { listReports, type ReportRow } from './reports.repository.ts';
import { reachOf, takeReport } from './reports.usecases.ts';

const ReportFigureType = builder.objectRef<NonNullable<ReportTable['figure']>>('ReportFigure').implement({
  description: 'A chart (统计图) of a report, as it is drawn in Word and PDF too.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Its number in the report (图1).' }),
    chart: t.field({
      type: 'JSON',
      description:
        'kind (bars or lines), title, unit, categories, and series of a name and as many values (null: none) as categories.',
      resolve: ({ chart }) => chart,
    }),
  }),
});

const ReportTableType = builder.objectRef<ReportTable>('ReportTable').implement({
  description: 'A table of a report.',
  fields: (t) => ({
    caption: t.exposeString('caption', { description: 'What it tells.' }),
    head: t.stringList({ description: 'Heads of the columns.', resolve: ({ head }) => [...head] }),
    rows: t.field({
      type: ['JSON'],
      description: 'Rows of words and numbers, as many as there are heads.',
      resolve: ({ rows }) => [...rows],
    }),
    number: t.exposeInt('number', { description: 'Its number in the report (表1).' }),
    figure: t.field({
      type: ReportFigureType,
      nullable: true,
      description: 'The chart that shows the same; null for none.',
      resolve: ({ figure }) => figure ?? null,
    }),
  }),
});

const ReportSectionType = builder.objectRef<ReportSection>('ReportSection').implement({
  description: 'One part of a report.',
  fields: (t) => ({
    heading: t.exposeString('heading', { description: 'Its heading, numbered.' }),
    paragraphs: t.stringList({ description: 'What it says.', resolve: ({ paragraphs }) => [...paragraphs] }),
    tables: t.field({ type: [ReportTableType], description: 'Its tables.', resolve: ({ tables }) => [...tables] }),
  }),
});

const ReportType = builder.objectRef<ReportRow>('Report').implement({
  description: 'An analysis report (分析报告, Art 41, R65): figures kept as they were at one revision. Never a name.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id; /reports/<id>.docx, .pdf and .xlsx are its files.' }),
    title: t.string({ description: 'Its title.', resolve: ({ unitName, period }) => reportTitle(unitName, period) }),
    period: t.exposeString('period', { description: '2026-10, 2026-Q3 or 2026.' }),
    periodName: t.string({ description: 'The period in words.', resolve: ({ period }) => periodText(period) }),
    unitName: t.exposeString('unitName', { description: 'Whose work it tells of.' }),
    revision: t.exposeString('revision', { description: 'Every change up to this revision is contained.' }),
    asOf: t.field({ type: 'Date', description: 'Day of the figures.', resolve: ({ figures }) => figures.asOf }),
    madeAt: t.field({ type: 'DateTime', description: 'When it was made.', resolve: ({ madeAt }) => madeAt }),
    madeByName: t.exposeString('madeByName', { nullable: true, description: 'Who made it; null for the schedule.' }),
    note: t.string({
      description: 'What it is of.',
      resolve: ({ figures, revision }) => reportNote(figures, revision),
    }),
    sections: t.field({
      type: [ReportSectionType],
      description: 'Its text and tables, in the order of Art 41.',
      resolve: async ({ figures, bureauId }, _args, { database }) => {
        const units = await unitTree(database.prisma, bureauId);
        return [...reportSections(figures, units.holderName)];
      },
    }),
  }),
});

builder.queryFields((t) => ({
  reports: t.field({
    type: [ReportType],
    authScopes: { readsCases: true },
    description: 'The newest 60 reports; a unit’s clerk reads those of the own unit.',
    resolve: (_root, _args, context) => listReports(context.database.prisma, reachOf(requireViewer(context))),
  }),
  report: t.field({
    type: ReportType,
    authScopes: { readsCases: true },
    description: 'One report. Refuses unknown-report.',
    args: { id: t.arg.id({ required: true, description: 'The report.' }) },
    resolve: async (_root, { id }, context) => orRefuse(await takeReport(context, requireViewer(context), id)),
  }),
}));

const RequestStateEnum = builder.enumType('ReportRequestState', {
  description: 'asked 已提交, making 正在生成, ready 已生成, failed 没有生成.',
  values: described(enumWords.reportRequestState),
});

const ReportRequestType = builder.objectRef<ReportRequestRow>('ReportRequest').implement({
  description: 'A report that was asked for, and how far it is.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id.' }),
    title: t.string({
      description: 'Title of the report.',
      resolve: ({ unitName, period }) => reportTitle(unitName, period),
    }),
    period: t.exposeString('period', { description: '2026-10, 2026-Q3 or 2026.' }),
    state: t.field({ type: RequestStateEnum, description: 'How far it is.', resolve: ({ state }) => state }),
    attempts: t.exposeInt('attempts', { description: 'How often it was begun.' }),
    askedAt: t.field({ type: 'DateTime', description: 'When it was asked for.', resolve: ({ askedAt }) => askedAt }),
    askedByName: t.exposeString('askedByName', { description: 'By whom.' }),
    reportId: t.exposeID('reportId', { nullable: true, description: 'The report, once it is ready.' }),
    problem: t.string({
      nullable: true,
      description: 'Why it failed, and what to do.',
      resolve: ({ problem }) => problem && sentenceOf(problem),
    }),
  }),
});

builder.queryField('reportRequests', (t) =>
  t.field({
    type: [ReportRequestType],
    authScopes: { readsCases: true },
    description: 'The newest 20 requests for reports that the viewer may read.',
    resolve: (_root, _args, context) => listRequests(context.database.prisma, reachOf(requireViewer(context))),
  }),
);

builder.mutationField('makeReport', (t) =>
  t.field({
    type: ReportRequestType,
    authScopes: { readsCases: true },
    description:
      'Asks for the report of a period as the figures stand; a job makes it. One that is under way is answered instead of a second one, and the same figures are the report that there is already.',
    args: { period: t.arg.string({ required: true, description: '2026-10, 2026-Q3 or 2026; must have begun.' }) },
    resolve: async (_root, { period }, context) =>
      orRefuse(await askForReport(context, requireViewer(context), period)),
  }),
);
