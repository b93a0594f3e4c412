import type { ImportFault } from '@huiyin/domain/messages';
import { builder } from '../../graphql/builder.ts';
import { orRefuse, refusalError } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { notUuid } from '../../messages/refusals.ts';
import { isUuid } from '../commands/shapes.ts';
import { progressOf } from '../long-work/long-work.ts';
import { importTemplate, importToMend, type SheetFile } from './import-sheets.ts';
import {
  type ImportPreview,
  type ImportRecord,
  importRecords,
  importRepeats,
  type JudgedRow,
  previewImport,
  type RepeatedRow,
} from './imports.usecases.ts';
import { type ImportedCase, type ImportOutcome, type ImportSettled, runImport, settleImport } from './run-import.ts';

const FaultType = builder.objectRef<ImportFault & { readonly line?: number }>('ImportFault').implement({
  description: 'What is wrong with a cell, or with a row or column as a whole.',
  fields: (t) => ({
    line: t.int({
      nullable: true,
      description: 'Row of the sheet, 1 is its header.',
      resolve: ({ line }) => line ?? null,
    }),
    column: t.string({ nullable: true, description: 'Name of the column.', resolve: ({ column }) => column ?? null }),
    message: t.exposeString('message', { description: 'What is wrong and how to mend it, in Chinese.' }),
  }),
});

const RepeatHintType = builder.objectRef<RepeatedRow['repeats'][number]>('ImportRepeat').implement({
  description: 'A case that a row may repeat.',
  fields: (t) => ({
    id: t.id({ description: 'The case.', resolve: ({ row }) => row.state.id }),
    number: t.string({ description: 'Its number.', resolve: ({ row }) => row.state.number ?? '' }),
    title: t.string({ description: 'Its matter.', resolve: ({ row }) => row.state.matter.title }),
  }),
});

const RepeatedRowType = builder.objectRef<RepeatedRow>('ImportRepeatedRow').implement({
  description: 'A row of the sheet, and the cases that it may repeat.',
  fields: (t) => ({
    line: t.exposeInt('line', { description: 'Row of what was given; the first row of data is 2.' }),
    title: t.exposeString('title', { description: 'The matter.' }),
    repeats: t.field({
      type: [RepeatHintType],
      description: 'Likely repeats, at most three.',
      resolve: ({ repeats }) => [...repeats],
    }),
  }),
});

const RowType = builder.objectRef<JudgedRow>('ImportRow').implement({
  description: 'A row of the sheet as it would be registered.',
  fields: (t) => ({
    line: t.exposeInt('line', { description: 'Row of the sheet; the first row of data is 2.' }),
    title: t.string({ description: 'The matter.', resolve: ({ command }) => command?.matter.title ?? '' }),
    faults: t.field({
      type: [FaultType],
      description: 'What is wrong; empty when it can be registered.',
      resolve: ({ faults }) => [...faults],
    }),
    sameAs: t.int({
      nullable: true,
      description: 'An earlier row that says the same of the same person.',
      resolve: ({ sameAs }) => sameAs ?? null,
    }),
  }),
});

const RecordType = builder.objectRef<ImportRecord>('ImportRecord').implement({
  description: 'An import that registered its sheet (导入记录).',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id that it was sent under.' }),
    fileName: t.exposeString('fileName', { description: 'Name of the file.' }),
    personName: t.exposeString('personName', { description: 'By whom.' }),
    importedAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ importedAt }) => importedAt }),
    cases: t.exposeInt('cases', { description: 'Cases it made.' }),
    voided: t.exposeInt('voided', { description: 'How many of them were voided since (作废登记).' }),
  }),
});

const PreviewType = builder.objectRef<ImportPreview>('ImportPreview').implement({
  description: 'What an import would do; nothing is written.',
  fields: (t) => ({
    header: t.field({ type: [FaultType], description: 'Wrong columns.', resolve: ({ header }) => [...header] }),
    rows: t.field({ type: [RowType], description: 'The rows.', resolve: ({ rows }) => [...rows] }),
    earlier: t.field({
      type: [RecordType],
      description: 'The same sheet before, as far as any of its cases stands.',
      resolve: ({ earlier }) => [...earlier],
    }),
  }),
});

const ImportedType = builder.objectRef<ImportedCase>('ImportedCase').implement({
  description: 'A case that an import made.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    number: t.exposeString('number', { description: 'Its number.' }),
  }),
});

const OutcomeType = builder.objectRef<ImportOutcome>('ImportOutcome').implement({
  description: 'Every row registered, or none and why.',
  fields: (t) => ({
    done: t.exposeBoolean('done', { description: 'All rows are registered.' }),
    cases: t.field({ type: [ImportedType], description: 'What was made.', resolve: ({ cases }) => [...cases] }),
    faults: t.field({ type: [FaultType], description: 'Why nothing was.', resolve: ({ faults }) => [...faults] }),
  }),
});

const sheetArgs = {
  fileName: { required: true, description: 'Name of the file, or of what was pasted.' },
  rows: {
    required: true,
    description: 'The cells as text; the first row names the columns. At most 5,000 rows of data.',
  },
} as const;

builder.queryField('previewImport', (t) =>
  t.field({
    type: PreviewType,
    authScopes: { registersCases: true },
    description:
      'Looks a sheet of matters through (批量导入): every wrong cell with how to mend it, and whether it was imported before.',
    args: {
      fileName: t.arg.string(sheetArgs.fileName),
      rows: t.arg({ type: 'JSON', ...sheetArgs.rows }),
    },
    resolve: (_root, args, context) => previewImport(context, requireViewer(context), readSheet(args)),
  }),
);

builder.queryField('importRepeats', (t) =>
  t.field({
    type: [RepeatedRowType],
    authScopes: { registersCases: true },
    description:
      'Likely repeats of the rows of a part of a sheet, at most 250 at once under the first row that names the columns.',
    args: { rows: t.arg({ type: 'JSON', ...sheetArgs.rows }) },
    resolve: (_root, { rows }, context) =>
      importRepeats(context, requireViewer(context), readSheet({ fileName: '', rows })),
  }),
);

const FileType = builder.objectRef<SheetFile>('SheetFile').implement({
  description: 'A sheet as a file.',
  fields: (t) => ({
    fileName: t.exposeString('fileName', { description: 'Its name.' }),
    content: t.exposeString('content', { description: 'The .xlsx in base64.' }),
  }),
});

builder.queryField('importTemplate', (t) =>
  t.field({
    type: FileType,
    authScopes: { registersCases: true },
    description: 'The template of the import (批量导入模板): drop-down lists, an explanation of each column, examples.',
    resolve: (_root, _args, context) => importTemplate(context, requireViewer(context)),
  }),
);

builder.queryField('importToMend', (t) =>
  t.field({
    type: FileType,
    authScopes: { registersCases: true },
    description: 'The sheet back, with a column of what is wrong and how to mend it, and the wrong cells marked.',
    args: {
      fileName: t.arg.string(sheetArgs.fileName),
      rows: t.arg({ type: 'JSON', ...sheetArgs.rows }),
    },
    resolve: (_root, args, context) => importToMend(context, requireViewer(context), readSheet(args)),
  }),
);

builder.queryField('importRecords', (t) =>
  t.field({
    type: [RecordType],
    authScopes: { registersCases: true },
    description: 'The last imports of the bureau, the newest first; what each registered is a list by its importId.',
    resolve: (_root, _args, context) => importRecords(context, requireViewer(context)),
  }),
);

builder.mutationField('runImport', (t) =>
  t.field({
    type: OutcomeType,
    authScopes: { registersCases: true },
    description:
      'Registers every row of a sheet in one transaction, or none. The same importId again is answered with what it made.',
    args: {
      importId: t.arg.id({ required: true, description: 'UUID made by the client.' }),
      fileName: t.arg.string(sheetArgs.fileName),
      again: t.arg.boolean({ description: 'Also when the same sheet has been imported before.' }),
      rows: t.arg({ type: 'JSON', ...sheetArgs.rows }),
    },
    resolve: (_root, { importId, again, ...args }, context) => {
      const sheet = { ...readSheet(args), importId: readId(importId), again: again ?? false };
      return runImport(context, requireViewer(context), sheet);
    },
  }),
);

builder.queryField('importProgress', (t) =>
  t.field({
    type: 'Int',
    nullable: true,
    authScopes: { registersCases: true },
    description:
      'How many rows of a running import are written so far; all of them are registered together at its end. Null when none of the viewer’s is going on under that id.',
    args: { importId: t.arg.id({ required: true, description: 'The id that it was sent under.' }) },
    resolve: async (_root, { importId }, context) =>
      (await progressOf(context, requireViewer(context), readId(importId))) ?? null,
  }),
);

const SettledType = builder.objectRef<ImportSettled>('ImportSettled').implement({
  description: 'What stands of an import.',
  fields: (t) => ({
    cases: t.field({
      type: [ImportedType],
      description: 'Its cases in the order of the sheet; none when nothing was registered, and nothing will be.',
      resolve: ({ cases }) => [...cases],
    }),
  }),
});

builder.mutationField('settleImport', (t) =>
  t.field({
    type: SettledType,
    authScopes: { registersCases: true },
    description:
      'How an import whose answer was lost has ended. Waits while it runs; one that has not begun is given up, so that it is all or none for good.',
    args: { importId: t.arg.id({ required: true, description: 'The id that it was sent under.' }) },
    resolve: (_root, { importId }, context) => settleImport(context, requireViewer(context), readId(importId)),
  }),
);

function readId(importId: string): string {
  return isUuid(importId) ? importId.toLowerCase() : orRefuse(notUuid('importId', 'importId'));
}

/** The cells come as JSON: a list of lists of texts, and nothing else. */
function readSheet({ fileName, rows }: { readonly fileName: string; readonly rows?: unknown }) {
  const sound =
    Array.isArray(rows) &&
    rows.every((cells: unknown) => Array.isArray(cells) && cells.every((cell) => typeof cell === 'string'));
  if (!sound) throw refusalError('import-unreadable');
  return { fileName, rows: rows as readonly (readonly string[])[] }; // just looked at, cell by cell
}
