-- CreateTable: what a case is found again by (likely repeats): keyed hashes of who and of the words, never the texts.
CREATE TABLE "case_key" (
    "bureau_id" TEXT NOT NULL,
    "key" BIGINT NOT NULL,
    "case_id" UUID NOT NULL,

    CONSTRAINT "case_key_pkey" PRIMARY KEY ("bureau_id","key","case_id")
);
CREATE INDEX "case_key_bureau_id_case_id_idx" ON "case_key"("bureau_id", "case_id");

-- CreateTable: the key of those hashes, made by the server at its first use.
CREATE TABLE "bureau_secret" (
    "bureau_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" BYTEA NOT NULL,

    CONSTRAINT "bureau_secret_pkey" PRIMARY KEY ("bureau_id","name")
);

-- CreateTable: cases that were there before; the server gives them their keys in the background.
CREATE TABLE "case_key_backlog" (
    "bureau_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,

    CONSTRAINT "case_key_backlog_pkey" PRIMARY KEY ("bureau_id","case_id")
);
INSERT INTO "case_key_backlog" SELECT bureau_id, id FROM "petition_case";
