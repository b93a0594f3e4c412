import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import type { Viewer } from '../people/viewer.ts';
import { openCases, scopeOf } from '../people/visibility.ts';

/** Somebody who has a case open for writing. */
export interface CaseEditor {
  readonly caseId: string;
  readonly name: string;
}

/** Whoever does not say it again within this time has gone. */
const staysMs = 40_000;

/** Says that the viewer works on a case that the viewer sees, or no more; and forgets who has gone. */
export async function sayEditing(
  db: PrismaClient,
  viewer: Viewer,
  { caseId, editing, now }: { readonly caseId: string; readonly editing: boolean; readonly now: number },
): Promise<void> {
  const { bureauId, id } = viewer;
  await db.$executeRaw`delete from case_editor
    where bureau_id = ${bureauId} and case_id = ${caseId} and (person_id = ${id} or until < ${new Date(now)})`;
  if (!editing) return;
  await db.$executeRaw`
    insert into case_editor (bureau_id, case_id, person_id, until)
    select c.bureau_id, c.id, ${id}, ${new Date(now + staysMs)} from petition_case c
    where c.id = ${caseId} and ${openCases(scopeOf(viewer))}
    on conflict (bureau_id, case_id, person_id) do update set until = excluded.until`;
}

/** The others who work on these cases now, of those that the viewer sees. */
export function listEditors(
  db: PrismaClient,
  viewer: Viewer,
  { caseIds, now }: { readonly caseIds: readonly string[]; readonly now: number },
): Promise<CaseEditor[]> {
  return db.$queryRaw<CaseEditor[]>(Prisma.sql`
    select e.case_id as "caseId", p.display_name as name from case_editor e
    join petition_case c on c.bureau_id = e.bureau_id and c.id = e.case_id
    join person p on p.bureau_id = e.bureau_id and p.id = e.person_id
    where e.case_id = any(${[...caseIds]}) and ${openCases(scopeOf(viewer))} and e.person_id <> ${viewer.id}
      and e.until > ${new Date(now)}
    order by e.case_id, p.display_name`);
}
