-- One inverted index of words and marks (decision 019). Prisma's schema has no word for an index of an expression: it stands here only.

-- CreateFunction
CREATE FUNCTION "case_step"("ordinal" BIGINT) RETURNS INTEGER LANGUAGE SQL IMMUTABLE PARALLEL SAFE
  RETURN ("ordinal" >> 8)::INTEGER;
CREATE FUNCTION "case_step"("day" DATE) RETURNS INTEGER LANGUAGE SQL IMMUTABLE PARALLEL SAFE
  -- what is still open is closed on no day, -infinity: before all others
  RETURN (GREATEST("day", DATE '1900-01-01') - DATE '2000-01-01') >> 2;
CREATE FUNCTION "case_step"("instant" TIMESTAMPTZ) RETURNS INTEGER LANGUAGE SQL IMMUTABLE PARALLEL SAFE
  RETURN (EXTRACT(EPOCH FROM "instant" AT TIME ZONE 'UTC')::BIGINT >> 16)::INTEGER;
CREATE FUNCTION "case_step"("turn_due" DATE, "ordinal" BIGINT) RETURNS INTEGER LANGUAGE SQL IMMUTABLE PARALLEL SAFE
  -- day by day, and what is done after the last of days
  RETURN CASE WHEN "turn_due" < 'infinity' THEN "turn_due" - DATE '2000-01-01'
    ELSE DATE '9999-12-31' - DATE '2000-01-01' + 1 + "case_step"("ordinal") END;

-- Two-character pieces of the words, the flags, and the marks. A piece has two characters and no mark has less than three.
CREATE FUNCTION "petition_case_keys"("bigrams" TEXT[], "flags" TEXT[], "status" TEXT, "channel" TEXT,
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
    't:' || "case_step"("turn_due", "ordinal")::TEXT
  ];

-- CreateIndex: new entries wait in no long list, which every search would have to read through
CREATE INDEX "petition_case_keys_idx" ON "petition_case" USING GIN (
  "petition_case_keys"("bigrams", "flags", "status", "channel", "handling_unit_id", "ordinal", "received_on",
    "updated_at", "closed_on", "turn_due")
) WITH (gin_pending_list_limit = 256);

-- DropIndex
DROP INDEX "petition_case_bigrams_idx";

-- DropIndex
DROP INDEX "petition_case_flags_idx";

-- DropIndex
DROP INDEX "petition_case_marked_received_on_idx";

-- CreateIndex: with all that such a list is narrowed by, so that no case is read that is not shown
CREATE INDEX "petition_case_marked_received_on_idx" ON "petition_case"("bureau_id", "received_on", "ordinal", "flags", "content_kind", "compartment", "accused_unit_id", "status", "channel", "handling_unit_id") WHERE "flags" <> '{}';

-- Nothing is planned by how often pieces occur any more.
ALTER TABLE "petition_case" ALTER COLUMN "bigrams" SET STATISTICS 0;
