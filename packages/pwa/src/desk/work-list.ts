import { ask } from '../graphql/client.ts';
import type { Live } from '../graphql/live.ts';
import { workMessages } from '../messages/work-lists.zh-CN.ts';
import { type MyWork, MyWorkQuery, type WorkGroupKey, WorkGroupQuery, type WorkRow } from './documents.ts';
import { follow } from './follow.ts';

const PAGE = 20;

/** Whose rows stand where: while this stays the same, a refresh moves nothing. */
function placesOf(work: MyWork): ReadonlyMap<string, string> {
  const places = work.groups.flatMap(({ key, rows }) =>
    rows.map(({ id }, at): [string, string] => [id, `${key} ${at}`]),
  );
  return new Map(places);
}

function movedBetween(shown: MyWork, found: MyWork): number {
  const [before, after] = [placesOf(shown), placesOf(found)];
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].filter((id) => before.get(id) !== after.get(id)).length;
}

/** My next actions, for the page and for the badge beside its name: one answer of the server for both. */
export function createWorkList(live: Live, held: () => boolean) {
  const work = follow<MyWork>({
    live,
    held,
    moved: movedBetween,
    async read(shown) {
      // As many rows of each group as have been read on.
      const longest = Math.max(PAGE, ...(shown?.groups.map(({ rows }) => rows.length) ?? []));
      const answer = await ask(MyWorkQuery, { first: Math.min(longest, 100) });
      return answer.ok ? { ok: true, data: answer.data.myWork } : answer;
    },
  });
  /** Reads on in one group. */
  const more = async (key: WorkGroupKey) => {
    const after = work.data()?.groups.find((group) => group.key === key)?.endCursor;
    if (after == null) return;
    const answer = await ask(WorkGroupQuery, { group: key, after });
    if (!answer.ok) {
      work.setProblem(answer.problem);
      return;
    }
    const page = answer.data.workGroup;
    work.change('data', 'groups', (group) => group.key === key, {
      rows: [...rowsOf(work.data(), key), ...page.rows],
      endCursor: page.endCursor,
    });
  };
  return { ...work, more };
}
export type WorkList = ReturnType<typeof createWorkList>;

/** How much is my turn, for the page and the badge: with a + where one of its groups is counted no further. */
export const turnsText = ({ mine, groups }: MyWork): string =>
  workMessages.count(
    mine,
    groups.some(({ key, more }) => key !== 'others' && more),
  );

function rowsOf(work: MyWork | undefined, key: WorkGroupKey): readonly WorkRow[] {
  return work?.groups.find((group) => group.key === key)?.rows ?? [];
}

/** Whether somebody is at the rows of the list that `selector` names: focus or pointer among them, or scrolled into it. */
export function atTheRows(selector: string): boolean {
  const list = document.querySelector(selector);
  if (!list) return false;
  return list.contains(document.activeElement) || list.matches(':hover') || window.scrollY > 120;
}
