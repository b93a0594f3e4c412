-- With all that most lists of some days are narrowed and ordered by: which cases they are is told without reading one.

-- DropIndex
DROP INDEX "petition_case_bureau_id_received_on_ordinal_next_legal_due_idx";

-- CreateIndex
CREATE INDEX "petition_case_days_idx" ON "petition_case"("bureau_id", "received_on", "ordinal", "next_legal_due", "next_target_due", "turn_due", "updated_at", "closed_on", "channel", "status", "content_kind", "compartment", "accused_unit_id");
