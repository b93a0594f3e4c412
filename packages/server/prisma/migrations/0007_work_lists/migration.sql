-- AlterTable
ALTER TABLE "petition_case" ADD COLUMN     "flags" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "next_action" TEXT,
ADD COLUMN     "next_clock" TEXT,
ADD COLUMN     "turn" TEXT,
ADD COLUMN     "turn_due" DATE,
ADD COLUMN     "updated_at" TIMESTAMPTZ(3);

-- What SQL can tell of the cases that are there. Whose turn it is only the procedure table knows: '?' is worked out by the
-- server before it listens, for open cases and those with a date.
UPDATE "petition_case" c SET
  "updated_at" = coalesce((
    SELECT max(e."received_at") FROM "event" e
    WHERE e."bureau_id" = c."bureau_id" AND e."stream_kind" = 'petitionCase' AND e."stream_id" = c."id"
  ), c."registered_at"),
  "flags" = coalesce((
    SELECT array_agg(f.key ORDER BY f.key) FROM jsonb_each(c."state"->'flags') f WHERE f.value = 'true'::jsonb
  ), ARRAY[]::TEXT[]),
  "turn" = CASE WHEN c."next_legal_due" IS NOT NULL OR c."status" NOT IN
    ('refused', 'returned', 'completed', 'reexamined', 'finallyReviewed', 'concluded', 'merged', 'withdrawn') THEN '?' END,
  "turn_due" = CASE WHEN c."next_legal_due" IS NOT NULL OR c."status" NOT IN
    ('refused', 'returned', 'completed', 'reexamined', 'finallyReviewed', 'concluded', 'merged', 'withdrawn')
    THEN coalesce(c."next_target_due", DATE '9999-12-31') ELSE DATE 'infinity' END;

ALTER TABLE "petition_case" ALTER COLUMN "updated_at" SET NOT NULL,
ALTER COLUMN "turn_due" SET NOT NULL;

-- How often two characters occur decides whether a search goes by them or along the list.
ALTER TABLE "petition_case" ALTER COLUMN "bigrams" SET STATISTICS 1000;

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_turn_turn_due_ordinal_next_legal_du_idx" ON "petition_case"("bureau_id", "turn", "turn_due", "ordinal", "next_legal_due");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_turn_due_ordinal_turn_idx" ON "petition_case"("bureau_id", "turn_due", "ordinal", "turn");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_received_on_ordinal_idx" ON "petition_case"("bureau_id", "received_on", "ordinal");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_updated_at_ordinal_idx" ON "petition_case"("bureau_id", "updated_at", "ordinal");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_channel_ordinal_idx" ON "petition_case"("bureau_id", "channel", "ordinal");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_status_ordinal_idx" ON "petition_case"("bureau_id", "status", "ordinal");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_handling_unit_id_turn_due_ordinal_idx" ON "petition_case"("bureau_id", "handling_unit_id", "turn_due", "ordinal");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_handling_unit_id_received_on_ordina_idx" ON "petition_case"("bureau_id", "handling_unit_id", "received_on", "ordinal");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_handling_unit_id_updated_at_ordinal_idx" ON "petition_case"("bureau_id", "handling_unit_id", "updated_at", "ordinal");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_handling_unit_id_channel_ordinal_idx" ON "petition_case"("bureau_id", "handling_unit_id", "channel", "ordinal");

-- The one by day and ordinal serves both.
DROP INDEX "petition_case_bureau_id_received_on_idx";
