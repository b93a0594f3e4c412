-- 机关代字 of a unit that issues papers in its own name; null: proposed from its name.
ALTER TABLE "unit" ADD COLUMN "organ_mark" TEXT;
CREATE UNIQUE INDEX "unit_bureau_id_organ_mark_key" ON "unit" ("bureau_id", "organ_mark");
