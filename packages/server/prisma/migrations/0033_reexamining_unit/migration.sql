-- The department that reexamines an answer (复查, R52) opens the case without having it. Nobody was entrusted before, so no row has one.
ALTER TABLE "petition_case" ADD COLUMN "reexamining_unit_id" TEXT;
CREATE INDEX "petition_case_bureau_id_reexamining_unit_id_idx" ON "petition_case"("bureau_id", "reexamining_unit_id")
  WHERE "reexamining_unit_id" IS NOT NULL;

-- Whose turn it is where an answer is reexamined, or a leader has accepted that: worked out anew at the start.
UPDATE "petition_case" SET "turn" = '?' WHERE "turn_due" < 'infinity'
  AND ("status" = 'inReexamination' OR "state"->'instructions' @> '[{"asksReexamination": true}]');
