import type { PlainDate } from '@huiyin/domain';
import type { DocumentKind } from '@huiyin/domain/documents';
import { Prisma, type PrismaClient } from '../../generated/prisma/client.ts';
import { placeCursor, readFirst, readPlaceCursor } from '../../graphql/paging.ts';
import type { DocumentTaking } from './documents.repository.ts';

/** One line of who took which paper (取用记录), as the auditor sees it: never whose case it is, only its number. */
export interface AccessEntry {
  readonly id: number;
  readonly takenAt: Date;
  readonly personName: string;
  readonly unitName: string;
  readonly kind: DocumentKind;
  readonly taking: DocumentTaking;
  /** Its number (发文字号); null for a form of the file or a draft. */
  readonly number: string | null;
  readonly caseNumber: string | null;
}

/** Which lines: of people with this in their name, from one day of Shanghai to another (both included). */
export interface AccessFilter {
  readonly person?: string | null | undefined;
  readonly from?: PlainDate | null | undefined;
  readonly to?: PlainDate | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A page of it, the newest first. */
export interface AccessPage {
  readonly entries: readonly AccessEntry[];
  readonly endCursor: string | null;
}

const order = 'takenAt';

/**
 * Who took which papers, a page at a time along an index, by day or by person, however long the log grows. Throws
 * invalid-page-size, invalid-cursor.
 */
export async function accessLog(
  db: PrismaClient,
  bureauId: string,
  { person, from, to, first, after }: AccessFilter,
): Promise<AccessPage> {
  const most = readFirst(first);
  const place = after == null ? undefined : readPlaceCursor(after, order);
  const named = person?.trim() ?? '';
  const conditions = [
    Prisma.sql`a.bureau_id = ${bureauId}`,
    ...(named === ''
      ? []
      : [
          Prisma.sql`a.person_id = any(array(select id from person where bureau_id = ${bureauId}
            and (strpos(display_name, ${named}) > 0 or username = ${named.toLowerCase()})))`,
        ]),
    ...(from == null ? [] : [Prisma.sql`a.taken_at >= (${from}::date)::timestamp at time zone 'Asia/Shanghai'`]),
    ...(to == null ? [] : [Prisma.sql`a.taken_at < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`]),
    ...(place ? [Prisma.sql`(a.taken_at, a.id) < (${place.value}::timestamptz, ${place.ordinal}::bigint)`] : []),
  ];
  const rows = await db.$queryRaw<AccessEntry[]>`
    select a.id::int8::float8 as id, a.taken_at as "takenAt", a.person_name as "personName", coalesce(u.name, '') as "unitName",
      a.kind, a.format as taking, d.number, c.number as "caseNumber"
    from (select * from document_access a where ${Prisma.join(conditions, ' and ')}
      order by a.taken_at desc, a.id desc limit ${most + 1}) a
    left join document d on d.bureau_id = a.bureau_id and d.id = a.document_id
    left join petition_case c on c.bureau_id = a.bureau_id and c.id = a.case_id
    left join person p on p.bureau_id = a.bureau_id and p.id = a.person_id
    left join unit u on u.bureau_id = p.bureau_id and u.id = p.unit_id
    order by a.taken_at desc, a.id desc`;
  const entries = rows.slice(0, most);
  const last = rows.length > most ? entries.at(-1) : undefined;
  return { entries, endCursor: last ? placeCursor(order, last.takenAt.toISOString(), last.id) : null };
}
