import { builder } from '../../graphql/builder.ts';
import { refusalError } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { type CaseEditor, listEditors, sayEditing } from './presence.repository.ts';

// Who works on a case at this moment (正在办理): a courtesy between colleagues. What decides is the version of the case.

const mostCases = 200;

const CaseEditorType = builder.objectRef<CaseEditor>('CaseEditor').implement({
  description: 'Somebody else who has a case open for writing.',
  fields: (t) => ({
    caseId: t.exposeID('caseId', { description: 'The case.' }),
    name: t.exposeString('name', { description: 'Who.' }),
  }),
});

builder.queryField('caseEditors', (t) =>
  t.field({
    type: [CaseEditorType],
    authScopes: { readsCases: true },
    description: 'The others who work on these cases now, as far as the viewer sees them.',
    args: { caseIds: t.arg.idList({ required: true, description: `At most ${mostCases}.` }) },
    resolve: (_root, { caseIds }, context) => {
      if (caseIds.length > mostCases) throw refusalError('invalid-page-size', { maximum: mostCases });
      return listEditors(context.database.prisma, requireViewer(context), { caseIds, now: context.clock.now() });
    },
  }),
);

builder.mutationField('sayEditing', (t) =>
  t.boolean({
    authScopes: { readsCases: true },
    description: 'Says that one works on a case (again within 40 seconds, or it is forgotten), or no more.',
    args: {
      caseId: t.arg.id({ required: true, description: 'The case.' }),
      editing: t.arg.boolean({ required: true, description: 'False when done.' }),
    },
    resolve: async (_root, { caseId, editing }, context) => {
      await sayEditing(context.database.prisma, requireViewer(context), { caseId, editing, now: context.clock.now() });
      return editing;
    },
  }),
);
