-- Besides the step in which a case stands in each order, the stretch of many steps: what was written about long ago and hardly
-- since is looked for a stretch at a time (decision 019).

-- AlterFunction: what is open (closed on no day), or due on no day, stands in the step next to the first or the last of days, so that
-- no stretches lie between that are of nobody
CREATE OR REPLACE FUNCTION "case_step"("day" DATE) RETURNS INTEGER LANGUAGE SQL IMMUTABLE PARALLEL SAFE
  RETURN (GREATEST("day", DATE '1999-12-31') - DATE '2000-01-01') >> 2;
CREATE OR REPLACE FUNCTION "case_step"("turn_due" DATE, "ordinal" BIGINT) RETURNS INTEGER LANGUAGE SQL IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN "turn_due" < 'infinity' THEN LEAST("turn_due", DATE '2089-09-17') - DATE '2000-01-01'
    ELSE (1 << 15) + "case_step"("ordinal") END;
CREATE OR REPLACE FUNCTION "petition_case_keys"("bigrams" TEXT[], "flags" TEXT[], "status" TEXT, "channel" TEXT,
  "handling_unit_id" TEXT, "ordinal" BIGINT, "received_on" DATE, "updated_at" TIMESTAMPTZ, "closed_on" DATE, "turn_due" DATE)
  RETURNS TEXT[] LANGUAGE SQL IMMUTABLE PARALLEL SAFE
  RETURN "bigrams" || "flags" || ARRAY[
    's:' || "status",
    'c:' || "channel",
    'u:' || "handling_unit_id",
    'y:' || EXTRACT(YEAR FROM "received_on")::TEXT,
    'o:' || "case_step"("ordinal")::TEXT,
    'r:' || "case_step"("received_on")::TEXT,
    'm:' || "case_step"("updated_at")::TEXT,
    'e:' || "case_step"("closed_on")::TEXT,
    't:' || "case_step"("turn_due", "ordinal")::TEXT,
    -- stretches: 256 steps of ordinals and instants, 64 of days
    'O:' || ("case_step"("ordinal") >> 8)::TEXT,
    'R:' || ("case_step"("received_on") >> 6)::TEXT,
    'M:' || ("case_step"("updated_at") >> 8)::TEXT,
    'E:' || ("case_step"("closed_on") >> 6)::TEXT,
    'T:' || ("case_step"("turn_due", "ordinal") >> 8)::TEXT
  ];

REINDEX INDEX "petition_case_keys_idx";
