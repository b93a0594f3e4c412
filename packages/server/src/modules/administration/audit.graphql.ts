import { builder } from '../../graphql/builder.ts';
import { type Page, pageOf, readPaging } from '../../graphql/paging.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { unitTree } from '../people/units.ts';
import { countAudit, listAudit, readNames } from './audit.repository.ts';
import { type AuditChange, type AuditEntry, auditEntry } from './audit.ts';

// Who changed what in the bureau's administration, and when (审计): administrators only. A case has its own timeline.

const AuditChangeType = builder.objectRef<AuditChange>('AuditChange').implement({
  description: 'One thing that was changed.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Stable name of the field.' }),
    from: t.exposeString('from', { description: 'What it was; empty when it was not there.' }),
    to: t.exposeString('to', { description: 'What it became.' }),
  }),
});

const AuditEntryType = builder.objectRef<AuditEntry & { readonly unit: string }>('AuditEntry').implement({
  description: 'One entry of the audit; never changed, chained by hashes.',
  fields: (t) => ({
    id: t.id({ description: 'Its number in the chain.', resolve: ({ ordinal }) => String(ordinal) }),
    type: t.exposeString('type', { description: 'Id of what was done.' }),
    actorName: t.exposeString('actorName', { description: 'Who did it, by the name of that time.' }),
    actorUnit: t.exposeString('unit', { description: 'The unit of that person.' }),
    at: t.field({ type: 'DateTime', description: 'When.', resolve: ({ receivedAt }) => receivedAt }),
    subject: t.exposeString('subject', { description: 'What it is about; empty when the type says it all.' }),
    changes: t.field({ type: [AuditChangeType], description: 'What was changed.', resolve: ({ changes }) => changes }),
    reason: t.exposeString('reason', { description: 'Why, where it was asked for.' }),
  }),
});

type Entries = Page<AuditEntry & { readonly unit: string }>;

const AuditPageType = builder.objectRef<Entries>('AuditPage').implement({
  description: 'A page of the audit, the newest first.',
  fields: (t) => ({
    entries: t.field({
      type: [AuditEntryType],
      description: 'The entries.',
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    endCursor: t.string({
      nullable: true,
      description: 'Where the next page begins; null on the last.',
      resolve: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    }),
    totalCount: t.int({ description: 'All that the filter finds.', resolve: (page) => page.totalCount() }),
  }),
});

builder.queryField('audit', (t) =>
  t.field({
    type: AuditPageType,
    authScopes: { administers: true },
    description: 'Who changed what in units, people, posts, calendar, settings and devices. Administrators only.',
    args: {
      actor: t.arg.string({ description: 'A part of the name of who did it.' }),
      type: t.arg.string({ description: 'Id of what was done.' }),
      from: t.arg({ type: 'Date', description: 'First day.' }),
      to: t.arg({ type: 'Date', description: 'Last day.' }),
      first: t.arg.int({ description: 'Entries a page, 1 to 100; 50 when left out.' }),
      after: t.arg.string({ description: 'Cursor of the last entry before.' }),
    },
    resolve: async (_root, { actor, type, from, to, ...paging }, context) => {
      const { bureauId } = requireViewer(context);
      const { prisma } = context.database;
      const { first, after } = readPaging(paging);
      const filter = {
        actor: actor?.trim() || undefined,
        type: type ?? undefined,
        from: from ?? undefined,
        to: to ?? undefined,
      };
      const [rows, names, units] = await Promise.all([
        listAudit(prisma, bureauId, { filter, first: first + 1, after }),
        readNames(prisma, bureauId),
        unitTree(prisma, bureauId),
      ]);
      const nameOf = (id: string) => names.get(id) ?? units.get(id)?.name ?? id;
      const entries = rows.map((row) => ({ ...auditEntry(row, nameOf), unit: nameOf(row.actorUnitId) }));
      return pageOf(entries, first, () => countAudit(prisma, bureauId, filter));
    },
  }),
);
