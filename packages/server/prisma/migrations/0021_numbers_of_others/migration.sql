-- Cases are found by the number that the hotline's centre or the body that sent them gave them (12345 交办单编号, 来文编号): the same
-- pieces as modules/petition-cases/search.ts makes of them from now on.
UPDATE "petition_case" c SET "bigrams" = c."bigrams" || found.pieces
FROM (
  SELECT p."bureau_id", p."id", array_agg(DISTINCT substr(word, at, 2)) AS pieces
  FROM "petition_case" p
  CROSS JOIN LATERAL regexp_split_to_table(lower(normalize(concat_ws(' ', p."state"->'hotline'->>'externalNumber',
    p."state"->'incoming'->>'number'), NFKC)), '\s+') AS word
  CROSS JOIN LATERAL generate_series(1, length(word) - 1) AS at
  WHERE p."state" ? 'hotline' OR p."state" ? 'incoming'
  GROUP BY p."bureau_id", p."id"
) found
WHERE c."bureau_id" = found."bureau_id" AND c."id" = found."id";
