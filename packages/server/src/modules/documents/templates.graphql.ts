import { type DocumentField, documentRules, fieldsOf } from '@huiyin/domain/documents';
import { citationsText, documentFieldName, documentKindName } from '@huiyin/domain/messages';
import { builder } from '../../graphql/builder.ts';
import { orRefuse, refusalError } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { seenArg } from '../administration/seen.ts';
import { DocumentKindEnum } from './documents.graphql.ts';
import type { TemplateRow } from './templates.repository.ts';
import {
  type TemplatesOfKind,
  type TemplateUpload,
  templatesOf,
  uploadTemplate,
  useTemplate,
} from './templates.usecases.ts';

const TemplateFieldType = builder
  .objectRef<{ readonly field: DocumentField; readonly required: boolean }>('DocumentTemplateField')
  .implement({
    description: 'A field that a template may use.',
    fields: (t) => ({
      name: t.string({
        description: 'As the template writes it in braces.',
        resolve: ({ field }) => documentFieldName(field),
      }),
      required: t.exposeBoolean('required', { description: 'The paper must have it by law.' }),
    }),
  });

const TemplateVersionType = builder.objectRef<TemplateRow>('DocumentTemplateVersion').implement({
  description:
    'A template that the bureau has uploaded. Its files: /documents/templates/<kind>/<version>.docx, .html, .pdf.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'Its number, from 1.' }),
    inUse: t.exposeBoolean('inUse', { description: 'Papers are made by it now.' }),
    fileName: t.exposeString('fileName', { description: 'Name of the file that was uploaded.' }),
    note: t.exposeString('note', { description: 'What was changed, as its uploader says.' }),
    addedByName: t.exposeString('addedByName', { description: 'Who uploaded it.' }),
    addedAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ addedAt }) => addedAt }),
  }),
});

const TemplatesOfKindType = builder.objectRef<TemplatesOfKind>('DocumentTemplates').implement({
  description:
    'A kind of paper with its templates. Version 0 comes with the system; it is in use while none of these is.',
  fields: (t) => ({
    kind: t.field({ type: DocumentKindEnum, description: 'Kind.', resolve: ({ kind }) => kind }),
    name: t.string({ description: 'In Chinese.', resolve: ({ kind }) => documentKindName(kind) }),
    basis: t.string({
      description: 'The articles that it carries out.',
      resolve: ({ kind }) => citationsText(documentRules[kind].citations),
    }),
    fields: t.field({
      type: [TemplateFieldType],
      description: 'What its template may use.',
      resolve: ({ kind }) =>
        fieldsOf(kind).map((field) => ({ field, required: documentRules[kind].required.includes(field) })),
    }),
    versions: t.field({
      type: [TemplateVersionType],
      description: 'The newest first.',
      resolve: ({ versions }) => versions,
    }),
  }),
});

const TemplateUploadType = builder.objectRef<TemplateUpload>('DocumentTemplateUpload').implement({
  description: 'How an upload ended.',
  fields: (t) => ({
    version: t.int({
      nullable: true,
      description: 'Kept as this version; null when something stands against it.',
      resolve: ({ version }) => version,
    }),
    problems: t.stringList({
      description: 'What is wrong, each with how to mend it.',
      resolve: ({ problems }) => [...problems],
    }),
    warnings: t.stringList({
      description: 'What it does not say though its article would have it said; it is kept all the same.',
      resolve: ({ warnings }) => [...warnings],
    }),
    unlaid: t.stringList({
      description: 'What of it a PDF cannot show: such papers are had as .docx only.',
      resolve: ({ unlaid }) => [...unlaid],
    }),
  }),
});

builder.queryField('documentTemplates', (t) =>
  t.field({
    type: [TemplatesOfKindType],
    authScopes: { administers: true },
    description: 'The templates of all kinds of paper (文书模板).',
    resolve: (_root, _args, context) => templatesOf(context, requireViewer(context)),
  }),
);

builder.mutationField('uploadDocumentTemplate', (t) =>
  t.field({
    type: TemplateUploadType,
    authScopes: { administers: true },
    description: 'Checks a .docx and keeps it as the next version; it is put in use by useDocumentTemplate.',
    args: {
      kind: t.arg({ type: DocumentKindEnum, required: true, description: 'Kind of paper.' }),
      fileName: t.arg.string({ required: true, description: 'Name of the file.' }),
      note: t.arg.string({ description: 'What was changed.' }),
      content: t.arg.string({ required: true, description: 'The file in Base64, at most 512 KB of it.' }),
    },
    resolve: async (_root, { kind, fileName, note, content }, context) => {
      if (content.length > mostBase64) throw refusalError('request-too-large');
      const bytes = Buffer.from(content, 'base64');
      return orRefuse(
        await uploadTemplate(context, requireViewer(context), { kind, fileName, note: note ?? '', bytes }),
      );
    },
  }),
);

/** A little more than the check allows, so that it can say what is too large. */
const mostBase64 = 2 * 1024 * 1024;

builder.mutationField('useDocumentTemplate', (t) =>
  t.field({
    type: TemplatesOfKindType,
    authScopes: { administers: true },
    description:
      'Papers are made by this version from now on; 0 is the one that comes with the system. Refuses unknown-template, changed-meanwhile.',
    args: {
      kind: t.arg({ type: DocumentKindEnum, required: true, description: 'Kind of paper.' }),
      version: t.arg.int({ required: true, description: 'Which version.' }),
      seen: t.arg(seenArg),
    },
    resolve: async (_root, given, context) => orRefuse(await useTemplate(context, requireViewer(context), given)),
  }),
);
