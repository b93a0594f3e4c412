import { yearOf } from '@huiyin/domain';
import { extensionRateBy } from '@huiyin/domain/office';
import { builder } from '../../graphql/builder.ts';
import { requireViewer } from '../../graphql/require-viewer.ts';
import { scopeOf } from '../people/visibility.ts';
import { settingsFor } from '../settings/settings.ts';
import { HotlineAllowanceType } from './figures.graphql.ts';
import { readHotlineYear } from './figures.repository.ts';

builder.queryField('hotlineAllowance', (t) =>
  t.field({
    type: HotlineAllowanceType,
    nullable: true,
    authScopes: { readsCases: true },
    description:
      'How many 12345 orders of this year may still be extended (R86); null for whoever sees a part of the bureau.',
    resolve: async (_root, _args, context) => {
      const viewer = requireViewer(context);
      const scope = scopeOf(viewer);
      if (scope.subtree !== null) return null;
      await context.figures.catchUp(viewer.bureauId);
      const today = context.clock.today();
      const [counts, settings] = await Promise.all([
        readHotlineYear(context.database.prisma, scope, today),
        settingsFor(context, viewer),
      ]);
      return { ...extensionRateBy(counts, settings), year: yearOf(today) };
    },
  }),
);
