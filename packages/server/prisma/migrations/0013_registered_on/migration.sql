-- CreateIndex
CREATE INDEX "petition_case_bureau_id_registered_on_ordinal_idx" ON "petition_case"("bureau_id", "registered_on", "ordinal");
