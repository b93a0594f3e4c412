-- Analysis reports (分析报告): the figures as they were at one revision. Whatever is made of them again is the same.
CREATE TABLE "report" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "revision" BIGINT NOT NULL,
    "figures" JSONB NOT NULL,
    "figures_hash" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "made_by_name" TEXT,

    CONSTRAINT "report_pkey" PRIMARY KEY ("bureau_id","id")
);

CREATE UNIQUE INDEX "report_bureau_id_unit_id_period_figures_hash_key" ON "report"("bureau_id", "unit_id", "period", "figures_hash");
