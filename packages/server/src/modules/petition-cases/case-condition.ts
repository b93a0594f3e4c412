import { idEndings } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import { visibleCases } from '../people/visibility.ts';
import { type CaseQuery, narrowed, ofCases, uncounted } from './case-filter.ts';
import { keyConditions } from './case-keys.ts';
import { searchWords } from './search.ts';

/** SQL on alias `c`: the cases of a query. */
export function caseCondition(query: CaseQuery): Prisma.Sql {
  const { scope, filter, day } = query;
  const parts = [
    visibleCases(scope),
    ...narrowed(ofCases, scope, filter, day),
    ...uncounted(query),
    ...keyConditions(query),
  ];
  for (const word of searchWords(filter.search ?? '')) if (!isBigram(word)) parts.push(holds(word));
  return Prisma.join(parts, ' and ');
}

/** Such a word is held by a text just when it is among its pieces: most names, and no text need be read for it. */
function isBigram(word: string): boolean {
  return [...word].length === 2;
}

/**
 * Pieces find the few rows by index; the exact text then decides on longer words, and is the only test for a single character.
 * Names of anonymous petitioners are not searched, those of who joined in a petition (联名人) are. A number that others
 * gave it (12345 交办单编号, 来文编号) finds it too. A provisional number (暂编号) is no text of the case: it leads to its id.
 */
function holds(word: string): Prisma.Sql {
  const text = Prisma.sql`lower(normalize(c.number || ' ' || c.title || ' ' || c.demand || ' ' ||
    case when c.petitioner_anonymous then '' else c.petitioner_name end, NFKC))`;
  const endings = idEndings(word);
  const provisional =
    endings.length === 0
      ? Prisma.empty
      : Prisma.sql`or (c.visit_id is not null and right(c.id, 8) = any(${[...endings]}))`;
  // The whole state is opened for what all pieces of the word led to and the columns do not hold: few.
  const inState = /\d/u.test(word)
    ? Prisma.sql`concat_ws(' ', c.state->'hotline'->>'externalNumber', c.state->'incoming'->>'number')`
    : Prisma.sql`case when c.petitioner_anonymous then '' else jsonb_path_query_array(c.state, '$.joint.members[*].name')::text end`;
  const others = Prisma.sql`or strpos(lower(normalize(${inState}, NFKC)), ${word}) > 0`;
  return Prisma.sql`(strpos(${text}, ${word}) > 0 ${provisional} ${others})`;
}
