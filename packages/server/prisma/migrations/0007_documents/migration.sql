-- CreateTable
CREATE TABLE "document" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "issuer_unit_id" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "series" TEXT,
    "year" INTEGER,
    "sequence" INTEGER,
    "issued_on" DATE NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_by_name" TEXT NOT NULL,
    "template_sha256" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "document_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateTable
CREATE TABLE "document_sequence" (
    "bureau_id" TEXT NOT NULL,
    "issuer_unit_id" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "document_sequence_pkey" PRIMARY KEY ("bureau_id","issuer_unit_id","series","year")
);

-- CreateTable
CREATE TABLE "document_file" (
    "bureau_id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_file_pkey" PRIMARY KEY ("bureau_id","document_id","format")
);

-- CreateTable
CREATE TABLE "document_template" (
    "bureau_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "in_use" BOOLEAN NOT NULL,
    "sha256" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_by_name" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_template_pkey" PRIMARY KEY ("bureau_id","kind","version")
);

-- CreateTable
CREATE TABLE "document_template_file" (
    "bureau_id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "document_template_file_pkey" PRIMARY KEY ("bureau_id","sha256")
);

-- CreateTable
CREATE TABLE "document_access" (
    "bureau_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "case_id" TEXT NOT NULL,
    "document_id" TEXT,
    "kind" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "person_name" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_access_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateIndex
CREATE INDEX "document_bureau_id_case_id_idx" ON "document"("bureau_id", "case_id");

-- CreateIndex
CREATE UNIQUE INDEX "document_bureau_id_issuer_unit_id_series_year_sequence_key" ON "document"("bureau_id", "issuer_unit_id", "series", "year", "sequence");

-- CreateIndex
CREATE INDEX "document_access_bureau_id_case_id_idx" ON "document_access"("bureau_id", "case_id");
