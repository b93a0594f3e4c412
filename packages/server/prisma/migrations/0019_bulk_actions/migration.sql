-- One action on many cases (批量办理): carried out by a job, case by case, whether or not the window that asked for it is still open.
CREATE TABLE "bulk_action" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "problem" JSONB,

    CONSTRAINT "bulk_action_pkey" PRIMARY KEY ("bureau_id","id")
);
CREATE INDEX "bulk_action_bureau_id_person_id_asked_at_idx" ON "bulk_action"("bureau_id", "person_id", "asked_at");

-- Each case of it, its command named beforehand, and what became of it.
CREATE TABLE "bulk_item" (
    "bureau_id" TEXT NOT NULL,
    "bulk_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "case_id" TEXT NOT NULL,
    "expected_version" INTEGER NOT NULL,
    "command_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "code" TEXT,
    "message" TEXT,
    "citations" JSONB,

    CONSTRAINT "bulk_item_pkey" PRIMARY KEY ("bureau_id","bulk_id","place"),
    CONSTRAINT "bulk_item_bureau_id_bulk_id_fkey" FOREIGN KEY ("bureau_id","bulk_id")
      REFERENCES "bulk_action"("bureau_id","id") ON DELETE CASCADE ON UPDATE CASCADE
);
