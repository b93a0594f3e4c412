-- A 12345 order goes to its department before its notice is written (R83): whose turn it is there is worked out anew at the start.
UPDATE "petition_case" SET "turn" = '?' WHERE "channel" = 'hotline' AND "turn_due" < 'infinity';
