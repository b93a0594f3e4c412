-- A number is found by threes of digits (of twos there are a hundred, and every number has most of them), the number of a case by
-- itself and by its series and year. And petitions are found by the names of all who joined in (联名人). The same pieces as modules/petition-cases/search.ts makes of texts from now on.

-- DropIndex: every row is written anew
DROP INDEX "petition_case_keys_idx";

UPDATE "petition_case" c SET "bigrams" = array(
  SELECT unnest(c."bigrams")
  UNION
  SELECT piece
  FROM regexp_matches(lower(normalize(concat_ws(' ', c."number", c."title", c."demand",
      CASE WHEN NOT c."petitioner_anonymous" THEN c."petitioner_name" END,
      -- the provisional number (暂编号), as the domain makes it of the id
      CASE WHEN c."visit_id" IS NOT NULL AND c."id" ~ '[0-9a-fA-F]{8}$' THEN '下〔' || extract(year FROM c."received_on") || '〕 ' || (
        SELECT string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ',
          1 + ((('x' || right(c."id", 8))::bit(32)::bigint >> (5 * place)) & 31)::integer, 1), '' ORDER BY place DESC)
        FROM generate_series(0, 5) place) END,
      c."state"->'hotline'->>'externalNumber', c."state"->'incoming'->>'number'), NFKC)), '\S〔[0-9]{4}〕(?:[0-9]+号)?|[0-9]{3,}', 'g') AS found(runs)
  CROSS JOIN LATERAL unnest(runs) AS run
  CROSS JOIN LATERAL (
    SELECT run AS piece WHERE run LIKE '%号'
    UNION ALL SELECT substring(run FROM '^\S〔[0-9]{4}〕')
    UNION ALL SELECT substring(substr(run, at, 3) FROM '^[0-9]{3}$') FROM generate_series(1, length(run) - 2) AS at
  ) pieces
  WHERE piece IS NOT NULL
  UNION
  SELECT substr(word, at, 2)
  FROM jsonb_path_query(c."state", '$.joint.members[*].name') AS name
  CROSS JOIN LATERAL regexp_split_to_table(lower(normalize(name #>> '{}', NFKC)), '\s+') AS word
  CROSS JOIN LATERAL generate_series(1, length(word) - 1) AS at
  WHERE NOT c."petitioner_anonymous"
);

-- CreateIndex
CREATE INDEX "petition_case_keys_idx" ON "petition_case" USING GIN (
  "petition_case_keys"("bigrams", "flags", "status", "channel", "handling_unit_id", "ordinal", "received_on",
    "updated_at", "closed_on", "turn_due")
) WITH (gin_pending_list_limit = 256);
