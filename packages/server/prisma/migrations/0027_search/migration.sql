-- What is searched (decision 019). Besides the step and the stretch in which a case stands in each order, the block between them:
-- one key for sixteen steps (eight of days), which are so looked through as one. And a number of a case is found as far as it is
-- typed (信〔2026〕2), by one piece: the same that modules/petition-cases/search.ts makes of texts from now on.

-- DropIndex: every row is written anew
DROP INDEX "petition_case_keys_idx";

UPDATE "petition_case" c SET "bigrams" = array(
  SELECT unnest(c."bigrams")
  UNION
  SELECT left(run, length)
  FROM regexp_matches(lower(normalize(concat_ws(' ', c."number", c."title", c."demand",
      CASE WHEN NOT c."petitioner_anonymous" THEN c."petitioner_name" END,
      c."state"->'hotline'->>'externalNumber', c."state"->'incoming'->>'number'), NFKC)), '\S〔[0-9]{4}〕[0-9]{1,8}', 'g') AS found(runs)
  CROSS JOIN LATERAL unnest(runs) AS run
  CROSS JOIN LATERAL generate_series(8, length(run)) AS length
);

-- AlterFunction: level 1 are blocks, level 2 stretches
CREATE OR REPLACE FUNCTION "petition_case_keys"("bigrams" TEXT[], "flags" TEXT[], "status" TEXT, "channel" TEXT,
  "handling_unit_id" TEXT, "ordinal" BIGINT, "received_on" DATE, "updated_at" TIMESTAMPTZ, "closed_on" DATE, "turn_due" DATE)
  RETURNS TEXT[] LANGUAGE SQL IMMUTABLE PARALLEL SAFE
  RETURN "bigrams" || "flags" || ARRAY[
    's:' || "status",
    'c:' || "channel",
    'u:' || "handling_unit_id",
    'y:' || EXTRACT(YEAR FROM "received_on")::TEXT,
    'o:' || "case_step"("ordinal")::TEXT,
    'r:' || "case_step"("received_on")::TEXT,
    'm:' || "case_step"("updated_at")::TEXT,
    'e:' || "case_step"("closed_on")::TEXT,
    't:' || "case_step"("turn_due", "ordinal")::TEXT,
    'o1:' || ("case_step"("ordinal") >> 4)::TEXT,
    'r1:' || ("case_step"("received_on") >> 3)::TEXT,
    'm1:' || ("case_step"("updated_at") >> 4)::TEXT,
    'e1:' || ("case_step"("closed_on") >> 3)::TEXT,
    't1:' || ("case_step"("turn_due", "ordinal") >> 4)::TEXT,
    'o2:' || ("case_step"("ordinal") >> 8)::TEXT,
    'r2:' || ("case_step"("received_on") >> 6)::TEXT,
    'm2:' || ("case_step"("updated_at") >> 8)::TEXT,
    'e2:' || ("case_step"("closed_on") >> 6)::TEXT,
    't2:' || ("case_step"("turn_due", "ordinal") >> 8)::TEXT
  ];

-- CreateIndex
CREATE INDEX "petition_case_keys_idx" ON "petition_case" USING GIN (
  "petition_case_keys"("bigrams", "flags", "status", "channel", "handling_unit_id", "ordinal", "received_on",
    "updated_at", "closed_on", "turn_due")
) WITH (gin_pending_list_limit = 256);
