-- Lists that lie far from where their order begins are looked for by keys, too (decision 019): the kind of matter, whether a case is in
-- the archive (归档), and the character with which the petitioner's name begins. Days are asked for by the steps, blocks and
-- stretches that are keys already; the year is no key any more.

-- DropIndex: its function takes more
DROP INDEX "petition_case_keys_idx";
DROP FUNCTION "petition_case_keys"(TEXT[], TEXT[], TEXT, TEXT, TEXT, BIGINT, DATE, TIMESTAMPTZ, DATE, DATE);

CREATE FUNCTION "petition_case_keys"("bigrams" TEXT[], "flags" TEXT[], "status" TEXT, "channel" TEXT,
  "handling_unit_id" TEXT, "ordinal" BIGINT, "received_on" DATE, "updated_at" TIMESTAMPTZ, "closed_on" DATE, "turn_due" DATE,
  "content_kind" TEXT, "petitioner_name" TEXT, "petitioner_anonymous" BOOLEAN, "archived" BOOLEAN)
  RETURNS TEXT[] LANGUAGE SQL IMMUTABLE PARALLEL SAFE
  RETURN "bigrams" || "flags" || ARRAY[
    's:' || "status",
    'c:' || "channel",
    'k:' || "content_kind",
    'u:' || "handling_unit_id",
    'n:' || CASE WHEN NOT "petitioner_anonymous" THEN lower(normalize(left("petitioner_name", 1), NFKC)) END,
    'a:' || "archived"::TEXT,
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
    "updated_at", "closed_on", "turn_due", "content_kind", "petitioner_name", "petitioner_anonymous", ("state" -> 'archive') IS NOT NULL)
) WITH (gin_pending_list_limit = 256);
