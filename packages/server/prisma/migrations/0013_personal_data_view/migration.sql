-- CreateTable: who looked at whose personal data unmasked, and why (查看个人信息). Never the data themselves.
CREATE TABLE "personal_data_view" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "person_name" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "fields" TEXT[],
    "reason" TEXT NOT NULL,
    "viewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "personal_data_view_pkey" PRIMARY KEY ("bureau_id","id")
);
CREATE INDEX "personal_data_view_bureau_id_case_id_viewed_at_idx" ON "personal_data_view"("bureau_id", "case_id", "viewed_at");
CREATE INDEX "personal_data_view_bureau_id_person_id_viewed_at_idx" ON "personal_data_view"("bureau_id", "person_id", "viewed_at");
