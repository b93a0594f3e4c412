-- A matter is found by the number of its paper too (来件编号): cases that came with one get their keys anew at the next start.
INSERT INTO "case_key_backlog" SELECT "bureau_id", "id" FROM "petition_case"
WHERE COALESCE("state"->'hotline'->>'externalNumber', "state"->'incoming'->>'number') IS NOT NULL
ON CONFLICT DO NOTHING;
