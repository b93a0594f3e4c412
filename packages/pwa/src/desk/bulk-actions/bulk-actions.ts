import { createEffect, createSignal } from 'solid-js';
import { createAnswer } from '../../graphql/answer.ts';
import { askWhile } from '../../graphql/ask-while.ts';
import { type Problem, tell } from '../../graphql/client.ts';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { sawEnd } from '../notices.ts';

const BulkFields = graphql(`
  fragment BulkFields on BulkAction {
    id type payload state total done refused askedAt endedAt problem
  }
`);
export const BulksQuery = graphql(`query BulkActions { bulkActions { ...BulkFields } }`, [BulkFields]);
const BulkQuery = graphql(`query BulkAction($id: ID!) { bulkAction(id: $id) { ...BulkFields } }`, [BulkFields]);
export const BulkItemsQuery = graphql(`
  query BulkItems($id: ID!) { bulkItems(id: $id) { caseId number title state message } }
`);
export const StartBulk = graphql(
  `
  mutation StartBulkAction($id: ID!, $type: BulkType!, $payload: JSON!, $cases: [BulkCaseInput!]!) {
    startBulkAction(id: $id, type: $type, payload: $payload, cases: $cases) { ...BulkFields }
  }
`,
  [BulkFields],
);
const StopBulk = graphql(`mutation StopBulkAction($id: ID!) { bulk: stopBulkAction(id: $id) { id } }`);
const ResumeBulk = graphql(`mutation ResumeBulkAction($id: ID!) { bulk: resumeBulkAction(id: $id) { id } }`);

export type Bulk = ResultOf<typeof BulkQuery>['bulkAction'];
export type BulkItem = ResultOf<typeof BulkItemsQuery>['bulkItems'][number];

/** Cases of it of which it is known what became of them. */
export const settledOf = ({ done, refused }: Bulk): number => done + refused;

/** Follows one action on many cases until it is done; stops it, and lets it go on. */
export function followBulk(id: () => string) {
  const answer = createAnswer(BulkQuery, () => ({ id: id() }));
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const bulk = () => answer.data()?.bulkAction;
  askWhile(() => bulk()?.state === 'running', answer.refetch);
  createEffect(() => {
    if (bulk() !== undefined && bulk()?.state !== 'running') sawEnd(id());
  });
  const giving = (document: typeof StopBulk) => async () => {
    setBusy(true);
    const told = await tell(document, { id: id() });
    setBusy(false);
    setProblem(told.ok ? undefined : told.problem);
    answer.refetch();
  };
  return {
    bulk,
    busy,
    problem: () => problem() ?? answer.problem(),
    refetch: answer.refetch,
    stop: giving(StopBulk),
    resume: giving(ResumeBulk),
  };
}
