-- Until it is handed on (交办、转送) a case lies with the General Office: lists, counts and figures hold it under the bureau itself, and the
-- unit that it is meant for (拟交) stands beside it.
ALTER TABLE "petition_case" ADD COLUMN "meant_unit_id" TEXT;
CREATE INDEX "petition_case_bureau_id_meant_unit_id_idx" ON "petition_case"("bureau_id", "meant_unit_id") WHERE "meant_unit_id" IS NOT NULL;

-- Cases that nobody was handed, and those whose day of registration (今日新收) is still counted: the server brings them over, their counts
-- and figures with them, before it serves anybody.
CREATE TABLE "case_holder_backlog" (
    "bureau_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,

    CONSTRAINT "case_holder_backlog_pkey" PRIMARY KEY ("bureau_id","case_id")
);
INSERT INTO "case_holder_backlog" SELECT "bureau_id", "id" FROM "petition_case"
  WHERE NOT ("state" ? 'assignment' OR "state" ? 'transfer') OR "registered_on" > current_date - 9;

-- What this day began with, unit by unit, is taken down anew then.
DELETE FROM "morning_count" WHERE "day" >= current_date - 1;
