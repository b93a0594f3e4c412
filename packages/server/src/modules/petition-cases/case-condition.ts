import { idEndings } from '@huiyin/domain/cases';
import { Prisma } from '../../generated/prisma/client.ts';
import { onceEach } from '../../infra/once-each.ts';
import { visibleCases } from '../people/visibility.ts';
import { type CaseFilter, type CaseQuery, narrowed, ofCases, standing, uncounted } from './case-filter.ts';
import { byKeys, keyConditions } from './case-keys.ts';
import { initialOf, isPiece, searchWords } from './search.ts';

/** SQL on alias `c`: the cases of a query; what the index of keys goes by first, see keyConditions. */
export function caseCondition(query: CaseQuery, first?: Prisma.Sql): Prisma.Sql {
  const keys = first || byKeys(query) ? keyConditions(query, first) : [];
  return Prisma.join([...keys, ownCondition(query)], ' and ');
}

/** The same, asked of the cases themselves, of which few are known already. A search says it many times over. */
export const ownCondition = onceEach(({ scope, filter, day, turns }: CaseQuery): Prisma.Sql => {
  const initial = initialOf(searchWords(filter.search ?? ''));
  return Prisma.join(
    [
      visibleCases(scope),
      ...narrowed(ofCases, scope, filter, day),
      ...standing(ofCases, filter),
      ...uncounted({ filter, day, turns }),
      ...(initial ? [beginsWith(initial)] : []),
      ...wordsOfTexts(filter).map(holds),
    ],
    ' and ',
  );
});

/** The words that only a text itself tells: those that are more than one piece. */
function wordsOfTexts({ search }: CaseFilter): readonly string[] {
  const words = searchWords(search ?? '');
  const initial = initialOf(words);
  return words.filter((word) => word !== initial && !isPiece(word));
}

/** Whether {@link ownCondition} reads what lies outside a case's row: its demand, its whole state. */
export const readsTexts = onceEach(
  ({ filter }: CaseQuery): boolean =>
    wordsOfTexts(filter).length > 0 || filter.topic != null || filter.archived != null,
);

/** The petitioner's name begins with this character. */
function beginsWith(initial: string): Prisma.Sql {
  return Prisma.sql`(not c.petitioner_anonymous and lower(normalize(left(c.petitioner_name, 1), NFKC)) = ${initial})`;
}

/**
 * Pieces find the few rows by index; the exact text then decides on longer words, and on a single character beside others.
 * Names of anonymous petitioners are not searched, those of who joined in a petition (联名人) are. A number that others
 * gave it (12345 交办单编号, 来文编号) finds it too. A provisional number (暂编号) is no text of the case: it leads to its id.
 */
function holds(word: string): Prisma.Sql {
  // a word has no blank in it: it stands in the one or in the other, and most that are looked for in the shorter
  const called = Prisma.sql`c.number || ' ' || case when c.petitioner_anonymous then '' else c.petitioner_name end`;
  const told = Prisma.sql`c.title || ' ' || c.demand`;
  const endings = idEndings(word);
  const provisional =
    endings.length === 0
      ? Prisma.empty
      : Prisma.sql`or (c.visit_id is not null and right(c.id, 8) = any(${[...endings]}))`;
  // The whole state is opened for what all pieces of the word led to and the columns do not hold: few.
  const inState = /\d/u.test(word)
    ? Prisma.sql`concat_ws(' ', c.state->'hotline'->>'externalNumber', c.state->'incoming'->>'number')`
    : Prisma.sql`case when c.petitioner_anonymous then '' else jsonb_path_query_array(c.state, '$.joint.members[*].name')::text end`;
  const stands = (text: Prisma.Sql) => Prisma.sql`strpos(lower(normalize(${text}, NFKC)), ${word}) > 0`;
  return Prisma.sql`(${stands(called)} or ${stands(told)} ${provisional} or ${stands(inState)})`;
}
