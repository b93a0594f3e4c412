-- CreateTable
CREATE TABLE "access_token" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_token_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "access_token_bureau_id_token_hash_key" ON "access_token"("bureau_id", "token_hash");

-- CreateIndex
CREATE INDEX "access_token_bureau_id_person_id_idx" ON "access_token"("bureau_id", "person_id");
