import { builder } from '../../graphql/builder.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import { PetitionCaseType } from './petition-cases.graphql.ts';
import { findOfferedCases } from './petition-cases.repository.ts';

builder.queryField('offeredCases', (t) =>
  t.field({
    type: [PetitionCaseType],
    authScopes: { readsCases: true },
    description:
      'Cases offered to the viewer’s units under first-asked responsibility (首问移交, R23) that wait to be accepted; at most 50.',
    resolve: (_root, _args, context) => findOfferedCases(context.database.prisma, scopeOf(requireViewer(context))),
  }),
);
