-- AlterTable
ALTER TABLE "petition_case" ADD COLUMN     "contract_leader_id" TEXT;

-- AlterTable
ALTER TABLE "change_feed" ADD COLUMN     "before" JSONB;

-- CreateTable
CREATE TABLE "command_conflict" (
    "bureau_id" TEXT NOT NULL,
    "command_id" TEXT NOT NULL,
    "stream_kind" TEXT NOT NULL,
    "stream_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "expected_version" INTEGER NOT NULL,
    "found_version" INTEGER NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "choices" JSONB,

    CONSTRAINT "command_conflict_pkey" PRIMARY KEY ("bureau_id","command_id")
);

-- CreateTable
CREATE TABLE "reception_session" (
    "bureau_id" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "leader_id" TEXT NOT NULL,
    "substitute_id" TEXT,

    CONSTRAINT "reception_session_pkey" PRIMARY KEY ("bureau_id","date")
);

-- CreateIndex
CREATE INDEX "command_conflict_bureau_id_stream_kind_stream_id_idx" ON "command_conflict"("bureau_id", "stream_kind", "stream_id");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_contract_leader_id_idx" ON "petition_case"("bureau_id", "contract_leader_id");

-- CreateIndex
CREATE INDEX "outreach_visit_bureau_id_leader_id_idx" ON "outreach_visit"("bureau_id", "leader_id");
