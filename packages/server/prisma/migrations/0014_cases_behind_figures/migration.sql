-- Which cases a number of the wall counts, found by index.

-- The day on which nothing was owed any more (办结); -infinity while the case is open, so that the newest come first.
ALTER TABLE "petition_case" ADD COLUMN "closed_on" DATE NOT NULL DEFAULT '-infinity';

UPDATE "petition_case" SET "closed_on" = coalesce("state" #>> '{merger,mergedOn}', "state" #>> '{withdrawal,withdrawnOn}',
    "state" ->> 'returnedOn', "state" #>> '{conclusion,concludedOn}', "state" #>> '{finalReview,decidedOn}',
    "state" #>> '{reexamination,decidedOn}', "state" #>> '{completion,repliedOn}', "state" #>> '{notice,issuedOn}', '-infinity')::date
  WHERE "status" IN ('refused', 'returned', 'completed', 'reexamined', 'finallyReviewed', 'concluded', 'merged', 'withdrawn');

CREATE INDEX "petition_case_bureau_id_closed_on_ordinal_idx" ON "petition_case"("bureau_id", "closed_on", "ordinal");
CREATE INDEX "petition_case_bureau_id_handling_unit_id_closed_on_ordinal_idx"
  ON "petition_case"("bureau_id", "handling_unit_id", "closed_on", "ordinal");

-- What lists find a case by (figures/rate-parts.ts of the domain): made of its facts, like these.
ALTER TABLE "case_figure"
  ADD COLUMN "marks" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "notice_due" DATE,
  ADD COLUMN "reply_due" DATE,
  ADD COLUMN "asked_due" DATE;

UPDATE "case_figure" c SET "marks" = f.marks, "notice_due" = f.notice, "reply_due" = f.reply, "asked_due" = f.asked
FROM (
  SELECT "bureau_id", "case_id",
    coalesce(array_agg(DISTINCT concat_ws(':', m, nullif(d, '')) COLLATE "C") FILTER (WHERE m IN ('notice', 'reply', 'toImplement',
      'implemented', 'asked', 'ratedOffice', 'ratedUnit', 'repeated', 'firstCompleted', 'firstResolved', 'online', 'extended')),
      '{}') AS marks,
    min(due) FILTER (WHERE m = 'notice') AS notice, min(due) FILTER (WHERE m = 'reply') AS reply,
    min(due) FILTER (WHERE m = 'asked') AS asked
  FROM "case_figure" CROSS JOIN jsonb_to_recordset("facts") AS fact("measure" TEXT, "detail" TEXT, "due" DATE)
    CROSS JOIN LATERAL (SELECT fact."measure" AS m, fact."detail" AS d) names
  GROUP BY 1, 2
) f WHERE f."bureau_id" = c."bureau_id" AND f."case_id" = c."case_id";

CREATE INDEX "case_figure_marks_idx" ON "case_figure" USING GIN ("marks" array_ops);
CREATE INDEX "case_figure_bureau_id_notice_due_idx" ON "case_figure"("bureau_id", "notice_due");
CREATE INDEX "case_figure_bureau_id_reply_due_idx" ON "case_figure"("bureau_id", "reply_due");
CREATE INDEX "case_figure_bureau_id_asked_due_idx" ON "case_figure"("bureau_id", "asked_due");
