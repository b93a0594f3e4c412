-- How far an answered case is carried out (落实情况), so that a list finds what was promised and not yet reported. Of the cases that
-- are there: concluded ones were carried out; the others that promised something have no report yet.
ALTER TABLE "petition_case" ADD COLUMN "implementation" TEXT NOT NULL DEFAULT 'none';

UPDATE "petition_case" SET "implementation" = CASE WHEN "state" ? 'conclusion' THEN 'confirmed' ELSE 'owed' END
WHERE "state"->'completion'->>'outcome' IN ('solved', 'underStudy') AND "compartment" <> 'accusation'
  AND NOT "state" ?| ARRAY['merger', 'withdrawal', 'returnedOn']
  AND coalesce("state"->'finalReview'->>'result', "state"->'reexamination'->>'result', '') <> 'revoked';

CREATE INDEX "petition_case_bureau_id_implementation_ordinal_idx"
  ON "petition_case"("bureau_id", "implementation", "ordinal") WHERE "implementation" <> 'none';

-- The rate of what was carried out is now made of these reports: the kept figures are made anew.
DELETE FROM "figure_total";
DELETE FROM "case_figure";
DELETE FROM "figure_cursor";
