-- CreateTable
CREATE TABLE "saved_view" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateIndex
CREATE INDEX "saved_view_bureau_id_owner_id_idx" ON "saved_view"("bureau_id", "owner_id");

-- CreateIndex
CREATE INDEX "saved_view_bureau_id_shared_idx" ON "saved_view"("bureau_id", "shared");

-- CreateIndex
CREATE INDEX "petition_case_flags_idx" ON "petition_case" USING GIN ("flags" array_ops);
