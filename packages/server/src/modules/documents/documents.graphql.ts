import type { IssuedDocument } from '@huiyin/domain/cases';
import { documentKinds, type PaperStanding } from '@huiyin/domain/documents';
import { commandName, documentKindName } from '@huiyin/domain/messages';
import { batched } from '../../graphql/batched.ts';
import { builder } from '../../graphql/builder.ts';
import { CitationType, described, named } from '../../graphql/common.graphql.ts';
import { citationForApi } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { documentTakingName } from '../../messages/documents.ts';
import { enumWords } from '../../messages/enums.ts';
import { sentenceOf } from '../../messages/refusals.ts';
import { PetitionCaseType } from '../petition-cases/petition-cases.graphql.ts';
import { type DocumentAccessRow, listAccesses } from './documents.repository.ts';
import { standingsOf } from './documents.usecases.ts';

export const DocumentKindEnum = builder.enumType('DocumentKind', {
  description: 'The papers of the work (文书), see @huiyin/domain/documents.',
  values: named(documentKinds, documentKindName),
});

const PaperStandingEnum = builder.enumType('PaperStandingState', {
  description: 'Can be made of what stands (ready), read before its act (draft), or not yet.',
  values: described(enumWords.paperStanding),
});

const CaseDocumentType = builder.objectRef<IssuedDocument>('CaseDocument').implement({
  description:
    'A paper that an act brought forth. Its files: /documents/<id>.docx, .pdf, .html, .print (the PDF for the printer).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id.' }),
    kind: t.field({ type: DocumentKindEnum, description: 'Kind.', resolve: ({ kind }) => kind }),
    name: t.string({ description: 'Kind in Chinese.', resolve: ({ kind }) => documentKindName(kind) }),
    number: t.exposeString('number', { description: 'Its number (发文字号), e.g. 教信受〔2026〕1号.' }),
    issuedOn: t.field({ type: 'Date', description: 'Its day (成文日期).', resolve: ({ issuedOn }) => issuedOn }),
    copyTo: t.stringList({ description: 'To whom else it went (抄送).', resolve: ({ copyTo = [] }) => [...copyTo] }),
    voidedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'Cancelled (作废) on that day; the number is kept.',
      resolve: ({ voided }) => voided?.on ?? null,
    }),
    voidReason: t.string({ nullable: true, description: 'Why.', resolve: ({ voided }) => voided?.reason ?? null }),
  }),
});

const PaperStandingType = builder.objectRef<PaperStanding>('PaperStanding').implement({
  description:
    'A kind of paper in this case: its file, where it can be had, is /documents/cases/<case>/<kind>.docx, .pdf, .html.',
  fields: (t) => ({
    kind: t.field({ type: DocumentKindEnum, description: 'Kind.', resolve: ({ kind }) => kind }),
    name: t.string({ description: 'Kind in Chinese.', resolve: ({ kind }) => documentKindName(kind) }),
    standing: t.field({ type: PaperStandingEnum, description: 'How it is.', resolve: ({ standing }) => standing }),
    act: t.string({
      nullable: true,
      description: 'The act that it comes of, in Chinese.',
      resolve: ({ act }) => (act ? commandName(act) : null),
    }),
    message: t.string({
      nullable: true,
      description: 'Why it cannot be had yet; null when its act may be done at once.',
      resolve: ({ refusal }) => (refusal ? sentenceOf(refusal) : null),
    }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles of the refusal.',
      resolve: ({ refusal }) => (refusal?.citations ?? []).map(citationForApi),
    }),
  }),
});

const DocumentAccessType = builder.objectRef<DocumentAccessRow>('DocumentAccess').implement({
  description: 'Who took a paper (取用记录).',
  fields: (t) => ({
    name: t.string({ description: 'Which paper.', resolve: ({ kind }) => documentKindName(kind) }),
    format: t.string({ description: 'How, in Chinese.', resolve: ({ format }) => documentTakingName(format) }),
    personName: t.exposeString('personName', { description: 'Who.' }),
    takenAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ takenAt }) => takenAt }),
  }),
});

const accessesOfCase = batched((context, caseIds: readonly string[]) =>
  listAccesses(context.database.prisma, requireViewer(context).bureauId, caseIds),
);

builder.objectFields(PetitionCaseType, (t) => ({
  documents: t.field({
    type: [CaseDocumentType],
    description: 'The papers of the case, in their order; cancelled ones stay.',
    resolve: ({ state }) => state.documents ?? [],
  }),
  papers: t.field({
    type: [PaperStandingType],
    description: 'What papers can be had now, and which not yet and why, for this viewer.',
    resolve: (row, _args, context) => standingsOf(context, requireViewer(context), row).then((all) => [...all]),
  }),
  documentAccesses: t.field({
    type: [DocumentAccessType],
    description: 'The last fifty takings of its papers, the newest first.',
    resolve: async ({ state }, _args, context) => (await accessesOfCase(context, state.id)) ?? [],
  }),
}));
