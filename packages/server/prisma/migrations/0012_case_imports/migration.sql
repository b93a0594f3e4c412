-- CreateTable: sheets that were imported (批量导入), each whole or not at all.
CREATE TABLE "case_import" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "cases" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,
    "person_name" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_import_pkey" PRIMARY KEY ("bureau_id","id")
);
CREATE INDEX "case_import_bureau_id_digest_idx" ON "case_import"("bureau_id", "digest");
