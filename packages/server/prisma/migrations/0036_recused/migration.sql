-- Who is recused from a case (回避, Art 28) has it in no work list. Few cases have anybody.
ALTER TABLE "petition_case" ADD COLUMN "recused" TEXT[] DEFAULT ARRAY[]::TEXT[];

UPDATE "petition_case" SET "recused" = ARRAY(
  SELECT 'person/' || (r.one ->> 'personId') FROM jsonb_array_elements("state" -> 'recusals') WITH ORDINALITY AS r(one, place) ORDER BY r.place
) WHERE "state" ? 'recusals';
