-- AlterTable: scans of a case, beside the attachments of visits.
ALTER TABLE "attachment" ADD COLUMN "case_id" TEXT;
CREATE INDEX "attachment_bureau_id_case_id_idx" ON "attachment"("bureau_id", "case_id");

-- AlterTable: first-asked responsibility (首问负责制): who owns the matter, and to whom it is offered.
ALTER TABLE "petition_case" ADD COLUMN "asked_unit_id" TEXT, ADD COLUMN "offered_unit_id" TEXT;
CREATE INDEX "petition_case_bureau_id_asked_unit_id_idx" ON "petition_case"("bureau_id", "asked_unit_id");
CREATE INDEX "petition_case_bureau_id_offered_unit_id_idx" ON "petition_case"("bureau_id", "offered_unit_id");
UPDATE "petition_case" c SET
  "offered_unit_id" = CASE WHEN last->>'acceptedOn' IS NULL THEN last->'to'->>'unitId' END,
  "asked_unit_id" = coalesce(
    (SELECT h->'to'->>'unitId' FROM jsonb_array_elements(c.state->'firstAsked'->'handOvers') WITH ORDINALITY AS x(h, n)
      WHERE h->>'acceptedOn' IS NOT NULL ORDER BY n DESC LIMIT 1),
    c.state->'firstAsked'->'first'->>'unitId')
FROM (SELECT bureau_id, id, state->'firstAsked'->'handOvers'->-1 AS last FROM "petition_case" WHERE state ? 'firstAsked') f
WHERE f.bureau_id = c.bureau_id AND f.id = c.id;

-- CreateTable: 12345 orders (交办单): one number one case, and their current due date.
CREATE TABLE "hotline_order" (
    "bureau_id" TEXT NOT NULL,
    "external_number" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "received_on" DATE NOT NULL,
    "urgent" BOOLEAN NOT NULL,
    "extended" BOOLEAN NOT NULL,
    "due_on" DATE,

    CONSTRAINT "hotline_order_pkey" PRIMARY KEY ("bureau_id","external_number")
);
CREATE UNIQUE INDEX "hotline_order_bureau_id_case_id_key" ON "hotline_order"("bureau_id", "case_id");
CREATE INDEX "hotline_order_bureau_id_due_on_idx" ON "hotline_order"("bureau_id", "due_on");
CREATE INDEX "hotline_order_bureau_id_received_on_extended_idx" ON "hotline_order"("bureau_id", "received_on", "extended");
INSERT INTO "hotline_order"
SELECT c.bureau_id, btrim(c.state->'hotline'->>'externalNumber'), c.id, c.received_on, false,
  EXISTS (SELECT 1 FROM jsonb_path_query(c.state, '$.clocks[*].changes[*] ? (@.type == "agreed")')),
  (jsonb_path_query_first(c.state, '$.clocks[*] ? (@.clock == "hotline-reply" && @.state == "running").legalDue') #>> '{}')::date
FROM "petition_case" c WHERE c.channel = 'hotline' AND c.state ? 'hotline' ORDER BY c.ordinal
ON CONFLICT DO NOTHING;
