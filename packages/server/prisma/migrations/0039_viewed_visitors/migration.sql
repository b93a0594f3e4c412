-- A look at personal data (查看个人信息) is at a case or at a visitor of a reception session, whose id stood under the name of a case's.
ALTER TABLE "personal_data_view" RENAME COLUMN "case_id" TO "subject_id";
ALTER TABLE "personal_data_view" ADD COLUMN "subject_kind" TEXT;

UPDATE "personal_data_view" v SET "subject_kind" = CASE
  WHEN EXISTS (SELECT FROM "petition_case" c WHERE c."bureau_id" = v."bureau_id" AND c."id" = v."subject_id") THEN 'case'
  ELSE 'visitor' END;

ALTER TABLE "personal_data_view" ALTER COLUMN "subject_kind" SET NOT NULL;
DROP INDEX "personal_data_view_bureau_id_case_id_viewed_at_idx";
CREATE INDEX "personal_data_view_subject_idx" ON "personal_data_view"("bureau_id", "subject_kind", "subject_id", "viewed_at");
