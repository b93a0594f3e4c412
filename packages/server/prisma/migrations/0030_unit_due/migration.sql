-- What a unit has in hand, by due date (超期、临近): without what is done, so that it does not grow with the archive.
CREATE INDEX "petition_case_unit_due_idx" ON "petition_case"("bureau_id", "handling_unit_id", "next_legal_due") WHERE "next_legal_due" IS NOT NULL;
