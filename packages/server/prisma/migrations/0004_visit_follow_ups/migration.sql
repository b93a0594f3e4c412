-- CreateTable
CREATE TABLE "visit_follow_up" (
    "bureau_id" TEXT NOT NULL,
    "visit_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "ordinal" BIGSERIAL NOT NULL,
    "due_on" DATE NOT NULL,
    "settled_on" DATE,
    "owner_unit_id" TEXT,
    "owner_person_id" TEXT,

    CONSTRAINT "visit_follow_up_pkey" PRIMARY KEY ("bureau_id","visit_id","id")
);

-- CreateIndex
CREATE INDEX "visit_follow_up_bureau_id_settled_on_due_on_idx" ON "visit_follow_up"("bureau_id", "settled_on", "due_on");

-- Follow-ups of visits that are there already.
INSERT INTO "visit_follow_up" ("bureau_id", "visit_id", "id", "due_on", "owner_unit_id", "owner_person_id")
SELECT v.bureau_id, v.id, f.item->>'id', (f.item->>'dueOn')::date, f.item->>'ownerUnitId', f.item->>'ownerPersonId'
FROM "outreach_visit" v, jsonb_array_elements(v.state->'followUps') WITH ORDINALITY AS f(item, place)
ORDER BY v.ordinal, f.place;
