import { isOpen, type OutreachVisitState, type PetitionCaseState } from '@huiyin/domain/cases';
import { builder } from '../../graphql/builder.ts';
import { OutreachVisitType } from '../outreach/outreach.graphql.ts';
import { PetitionCaseType } from '../petition-cases/petition-cases.graphql.ts';

/** What can be put right in a case or visit, as it stands: the other side of a conflict. */
interface Amendable {
  /** Whether its author may still put it right on the way. */
  readonly open: boolean;
  readonly version: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly settledFollowUps: readonly string[];
}

const AmendableType = builder.objectRef<Amendable>('Amendable').implement({
  description: 'What can be put right (更正) in a case or visit, as it stands now.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'Give it as expectedVersion with a correction.' }),
    fields: t.field({
      type: 'JSON',
      description: 'Fields in the shape of the correction’s changes; nothing that is masked elsewhere.',
      resolve: ({ fields }) => fields,
    }),
    open: t.exposeBoolean('open', {
      description: 'False of a case that is over: only the General Office puts its words right.',
    }),
    settledFollowUps: t.idList({
      description: 'Of a visit: follow-ups that have been dealt with (落实).',
      resolve: ({ settledFollowUps }) => [...settledFollowUps],
    }),
  }),
});

function ofVisit({ version, observations, companions, followUps, details }: OutreachVisitState): Amendable {
  const open = followUps.map(({ settled: _settled, ...followUp }) => followUp);
  return {
    open: true,
    version,
    fields: { observations, companions, followUps: open, ...(details === undefined ? {} : { details }) },
    settledFollowUps: followUps.filter(({ settled }) => settled !== undefined).map(({ id }) => id),
  };
}

function ofCase({ status, version, matter, receivedOn, handlingUnitId }: PetitionCaseState): Amendable {
  const { title, demand, earlierHandling, facts, referral } = matter;
  const fields = { title, demand, earlierHandling, facts, receivedOn, handlingUnitId };
  const all = { ...fields, ...(referral === undefined ? {} : { referral }) };
  return { open: isOpen(status), version, fields: all, settledFollowUps: [] };
}

const description = 'What can be put right in it, as it stands now.';

builder.objectField(OutreachVisitType, 'amendable', (t) =>
  t.field({ type: AmendableType, description, resolve: ({ state }) => ofVisit(state) }),
);
builder.objectField(PetitionCaseType, 'amendable', (t) =>
  t.field({ type: AmendableType, description, resolve: ({ state }) => ofCase(state) }),
);
