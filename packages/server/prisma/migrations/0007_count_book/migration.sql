-- The content kind (诉求类别) is counted too, and each delta tells by which transaction it was written, so that a server
-- process which keeps the counts in memory reads only what is new since it last looked.

-- CreateTable
CREATE TABLE "count_fold" (
    "bureau_id" TEXT NOT NULL,
    "revision" BIGINT NOT NULL,

    CONSTRAINT "count_fold_pkey" PRIMARY KEY ("bureau_id")
);

-- AlterTable
ALTER TABLE "count_delta" ADD COLUMN     "content_kind" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "revision" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
DROP CONSTRAINT "count_delta_pkey",
ADD CONSTRAINT "count_delta_pkey" PRIMARY KEY ("bureau_id", "revision", "id");

-- AlterTable
ALTER TABLE "count_total" ADD COLUMN     "content_kind" TEXT NOT NULL DEFAULT '',
DROP CONSTRAINT "count_total_pkey",
ADD CONSTRAINT "count_total_pkey" PRIMARY KEY ("bureau_id", "measure", "unit_id", "compartment", "accused_unit_id", "status", "channel", "content_kind", "legal_due", "target_due", "day");

-- The cases that are there already are counted anew, with their content kind.
DELETE FROM "count_delta" WHERE "measure" = 'cases';
DELETE FROM "count_total" WHERE "measure" = 'cases';
INSERT INTO "count_total" ("bureau_id", "measure", "unit_id", "compartment", "accused_unit_id", "status", "channel",
    "content_kind", "legal_due", "target_due", "day", "amount")
SELECT "bureau_id", 'cases', "handling_unit_id", "compartment",
    CASE "compartment" WHEN 'accusation' THEN coalesce("accused_unit_id", '') ELSE '' END,
    "status", "channel", "content_kind", coalesce("next_legal_due", DATE '9999-12-31'),
    coalesce("next_target_due", DATE '9999-12-31'), DATE '9999-12-31', count(*)
FROM "petition_case" GROUP BY 1, 3, 4, 5, 6, 7, 8, 9, 10;
