-- Who has acknowledged a 催办, 督办 or 通报 and who has not yet (签收): found by lists among all cases.
ALTER TABLE "petition_case" ADD COLUMN "receipts" TEXT[] DEFAULT ARRAY[]::TEXT[];

CREATE INDEX "petition_case_bureau_id_ordinal_receipts_idx"
  ON "petition_case"("bureau_id", "ordinal", "receipts") WHERE "receipts" <> '{}'::text[];

-- Worked out anew at the start: of what was pressed so far, and whose turn it is in what was handed back after an objection (Art 23).
UPDATE "petition_case" SET "turn" = '?' WHERE "state" ?| ARRAY['urgings', 'supervisions', 'handedBackOn'];
