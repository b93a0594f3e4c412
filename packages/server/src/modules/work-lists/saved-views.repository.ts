import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../../infra/database.ts';
import { read } from '../../infra/read.ts';
import type { Viewer } from '../people/viewer.ts';

/** A list of cases under a name (视图). */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  /** What the address of the list holds after its question mark. */
  readonly query: string;
  readonly mine: boolean;
}

/** A person's own views and those that the office shares, in the order in which they were made. */
export function findViews(database: Database, { bureauId, id }: Viewer): Promise<SavedView[]> {
  return read(
    database,
    Prisma.sql`select id, name, shared, query, owner_id = ${id} as mine from saved_view
      where bureau_id = ${bureauId} and (owner_id = ${id} or shared) order by shared desc, created_at, id limit 100`,
  );
}

/** Keeps a view; one of the same id is changed, if it is this person's. False when it is another's. */
export async function keepView(
  database: Database,
  { bureauId, id: ownerId }: Viewer,
  { id, name, shared, query }: Omit<SavedView, 'mine'>,
  at: Date,
): Promise<boolean> {
  const kept = await read(
    database,
    Prisma.sql`insert into saved_view (bureau_id, id, owner_id, name, shared, query, created_at)
      values (${bureauId}, ${id}, ${ownerId}, ${name}, ${shared}, ${query}, ${at})
      on conflict (bureau_id, id) do update set name = excluded.name, shared = excluded.shared, query = excluded.query
      where saved_view.owner_id = ${ownerId} returning id`,
  );
  return kept.length > 0;
}

/** Takes a view away; false when it is not this person's. */
export async function dropView(database: Database, { bureauId, id: ownerId }: Viewer, id: string): Promise<boolean> {
  const gone = await read(
    database,
    Prisma.sql`delete from saved_view where bureau_id = ${bureauId} and id = ${id} and owner_id = ${ownerId} returning id`,
  );
  return gone.length > 0;
}
