-- A closed case under supervision (督办) waits for its answer: whose turn it is there is worked out anew at the start.
UPDATE "petition_case" SET "turn" = '?' WHERE "closed_on" > '-infinity' AND "next_clock" IS NOT NULL;
