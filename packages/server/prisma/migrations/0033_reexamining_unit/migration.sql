-- The department that reexamines an answer (复查, R52) opens the case without having it. Nobody was entrusted before, so no row has one.
ALTER TABLE "petition_case" ADD COLUMN "reexamining_unit_id" TEXT;
CREATE INDEX "petition_case_bureau_id_reexamining_unit_id_idx" ON "petition_case"("bureau_id", "reexamining_unit_id")
  WHERE "reexamining_unit_id" IS NOT NULL;
