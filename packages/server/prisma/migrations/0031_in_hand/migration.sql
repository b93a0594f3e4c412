-- What is in hand (在办): open, or with a date that runs; and all that most lists of it ask, which are put in order in this index alone.
-- It does not grow with the archive.
DROP INDEX "petition_case_unit_due_idx";

CREATE INDEX "petition_case_in_hand_idx" ON "petition_case"("bureau_id", "handling_unit_id", "status", "channel", "next_legal_due",
  "next_target_due", "turn_due", "received_on", "ordinal", "updated_at", "closed_on", "content_kind", "compartment", "accused_unit_id")
  WHERE "closed_on" = '-infinity' OR "next_legal_due" IS NOT NULL;
