-- CreateIndex
CREATE INDEX "petition_case_bureau_id_accused_unit_id_idx" ON "petition_case"("bureau_id", "accused_unit_id");
