import { commandName } from '@huiyin/domain/messages';
import { builder } from '../../graphql/builder.ts';
import { CitationType, described } from '../../graphql/common.graphql.ts';
import { citationForApi } from '../../graphql/refusal.ts';
import { enumWords } from '../../messages/enums.ts';
import { sentenceOf } from '../../messages/refusals.ts';
import type { GroupedAction } from './case-actions.ts';

const ActionGroupEnum = builder.enumType('ActionGroup', {
  description: 'Carries the case on (next), accompanies it (beside), or takes it off its way (aside).',
  values: described(enumWords.actionGroup),
});

export const CaseActionType = builder.objectRef<GroupedAction>('CaseAction').implement({
  description: 'A row of the procedure table (法定程序, R5) as it stands for this case and this viewer today.',
  fields: (t) => ({
    command: t.exposeID('command', { description: 'Type of the command that does it, see submitCommands.' }),
    name: t.string({ description: 'What a button says, in Chinese.', resolve: ({ command }) => commandName(command) }),
    group: t.field({ type: ActionGroupEnum, description: 'Where it stands.', resolve: ({ group }) => group }),
    allowed: t.boolean({ description: 'May be done now.', resolve: ({ refusal }) => refusal === undefined }),
    code: t.string({
      nullable: true,
      description: 'Code of the refusal when it may not.',
      resolve: ({ refusal }) => refusal?.code ?? null,
    }),
    message: t.string({
      nullable: true,
      description: 'Why it may not: what, on which basis, and what to do.',
      resolve: ({ refusal }) => (refusal ? sentenceOf(refusal) : null),
    }),
    citations: t.field({
      type: [CitationType],
      description: 'The articles it stands on; of a refusal, those that forbid it.',
      resolve: ({ refusal, citations }) => (refusal?.citations ?? citations).map(citationForApi),
    }),
  }),
});
