-- AlterTable
ALTER TABLE "session" ADD COLUMN     "device_id" TEXT;

-- CreateTable
CREATE TABLE "device" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "recovery_key" BYTEA NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "last_contact_at" TIMESTAMPTZ(3) NOT NULL,
    "unsent" INTEGER NOT NULL DEFAULT 0,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" TEXT,
    "handed_over_at" TIMESTAMPTZ(3),
    "wiped_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateTable
CREATE TABLE "device_material" (
    "bureau_id" TEXT NOT NULL,
    "device_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "accusation" BOOLEAN NOT NULL,
    "code" TEXT,
    "message" TEXT,
    "handed_over_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "device_material_pkey" PRIMARY KEY ("bureau_id","device_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "device_bureau_id_token_hash_key" ON "device"("bureau_id", "token_hash");

-- CreateIndex
CREATE INDEX "device_bureau_id_person_id_idx" ON "device"("bureau_id", "person_id");

-- CreateIndex
CREATE INDEX "device_material_bureau_id_handed_over_at_idx" ON "device_material"("bureau_id", "handed_over_at");

-- CreateIndex
CREATE INDEX "session_bureau_id_device_id_idx" ON "session"("bureau_id", "device_id");
