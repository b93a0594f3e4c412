import { type CopyOwed, copiesOwed } from '@huiyin/domain/cases';
import { filedDocumentName } from '@huiyin/domain/messages';
import { builder } from '../../graphql/builder.ts';
import { orRefuse } from '../../graphql/refusal.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { calendarFor } from '../calendar/calendar.ts';
import { unitTree } from '../people/units.ts';
import { worldOf } from '../people/world.ts';
import { PetitionCaseType } from './petition-cases.graphql.ts';

const CopyOwedType = builder.objectRef<CopyOwed>('CopyOwed').implement({
  description: 'A copy of a district’s document that the bureau has not got yet (备案, R79).',
  fields: (t) => ({
    document: t.exposeString('document', { description: 'notice or reply.' }),
    name: t.string({ description: 'The document in Chinese.', resolve: ({ document }) => filedDocumentName(document) }),
    documentOn: t.field({
      type: 'Date',
      description: 'The day of the document.',
      resolve: ({ documentOn }) => documentOn,
    }),
    legalDue: t.field({
      type: 'Date',
      description: 'Last day: the same day (同时), after rest days the next working day.',
      resolve: ({ legalDue }) => legalDue,
    }),
    overdue: t.exposeBoolean('overdue', { description: 'That day is past.' }),
  }),
});

builder.objectField(PetitionCaseType, 'copiesOwed', (t) =>
  t.field({
    type: [CopyOwedType],
    description: 'Copies that the district still owes; empty for everybody else’s cases.',
    resolve: async ({ bureauId, state }, _args, context) => {
      const { database, clock } = context;
      const [calendar, units] = await Promise.all([
        calendarFor(database, { bureauId }),
        unitTree(database.prisma, bureauId),
      ]);
      const world = worldOf(requireViewer(context), { calendar, today: clock.today(), units });
      return [...orRefuse(copiesOwed(state, world))];
    },
  }),
);
