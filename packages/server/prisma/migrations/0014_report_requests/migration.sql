-- Reports that were asked for: made by a job, so that whoever asked may leave and come back. At most one at a time of each unit and
-- period, whoever asks.
CREATE TABLE "report_request" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "report_id" TEXT,
    "problem" JSONB,

    CONSTRAINT "report_request_pkey" PRIMARY KEY ("bureau_id","id")
);

CREATE UNIQUE INDEX "report_request_pending_key" ON "report_request"("bureau_id", "unit_id", "period")
  WHERE "state" IN ('asked', 'making');
CREATE INDEX "report_request_bureau_id_asked_at_idx" ON "report_request"("bureau_id", "asked_at");
