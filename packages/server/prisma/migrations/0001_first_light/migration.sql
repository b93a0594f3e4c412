-- First light: the tree of units, people and sessions; receipts, events and their projections; kept counts; the change
-- feed; attachments. Equal to schema.prisma but for the trigger at the end, which Prisma has no word for.

-- CreateTable
CREATE TABLE "bureau" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bureau_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "parent_id" TEXT,
    "name" TEXT NOT NULL,
    "short_name" TEXT,
    "kind" TEXT NOT NULL,
    "initials" TEXT NOT NULL,
    "path" TEXT NOT NULL,

    CONSTRAINT "unit_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateTable
CREATE TABLE "person" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "may_read_accusations" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateTable
CREATE TABLE "session" (
    "bureau_id" TEXT NOT NULL,
    "id_hash" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("bureau_id","id_hash")
);

-- CreateTable
CREATE TABLE "receipt" (
    "bureau_id" TEXT NOT NULL,
    "command_id" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "outcome" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("bureau_id","command_id")
);

-- CreateTable
CREATE TABLE "event" (
    "bureau_id" TEXT NOT NULL,
    "stream_kind" TEXT NOT NULL,
    "stream_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "actor_unit_id" TEXT NOT NULL,
    "command_id" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "skewed" BOOLEAN NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("bureau_id","stream_kind","stream_id","seq")
);

-- CreateTable
CREATE TABLE "petition_case" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "ordinal" BIGSERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "demand" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "content_kind" TEXT NOT NULL,
    "compartment" TEXT NOT NULL,
    "received_on" DATE NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,
    "registered_on" DATE NOT NULL,
    "petitioner_kind" TEXT NOT NULL,
    "petitioner_name" TEXT NOT NULL,
    "petitioner_anonymous" BOOLEAN NOT NULL,
    "handling_unit_id" TEXT NOT NULL,
    "accused_unit_id" TEXT,
    "visit_id" TEXT,
    "next_legal_due" DATE,
    "next_target_due" DATE,
    "bigrams" TEXT[],
    "version" INTEGER NOT NULL,
    "head_hash" TEXT NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "petition_case_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateTable
CREATE TABLE "outreach_visit" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "ordinal" BIGSERIAL NOT NULL,
    "visited_on" DATE NOT NULL,
    "mode" TEXT NOT NULL,
    "place_unit_id" TEXT NOT NULL,
    "leader_id" TEXT NOT NULL,
    "leader_name" TEXT NOT NULL,
    "leader_unit_id" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL,
    "head_hash" TEXT NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "outreach_visit_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateTable
CREATE TABLE "case_number_sequence" (
    "bureau_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "case_number_sequence_pkey" PRIMARY KEY ("bureau_id","channel","year")
);

-- CreateTable
CREATE TABLE "count_delta" (
    "bureau_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "measure" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "compartment" TEXT NOT NULL,
    "accused_unit_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "legal_due" DATE NOT NULL,
    "target_due" DATE NOT NULL,
    "day" DATE NOT NULL,
    "amount" INTEGER NOT NULL,

    CONSTRAINT "count_delta_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateTable
CREATE TABLE "count_total" (
    "bureau_id" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "compartment" TEXT NOT NULL,
    "accused_unit_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "legal_due" DATE NOT NULL,
    "target_due" DATE NOT NULL,
    "day" DATE NOT NULL,
    "amount" INTEGER NOT NULL,

    CONSTRAINT "count_total_pkey" PRIMARY KEY ("bureau_id","measure","unit_id","compartment","accused_unit_id","status","channel","legal_due","target_due","day")
);

-- CreateTable
CREATE TABLE "change_feed" (
    "bureau_id" TEXT NOT NULL,
    "revision" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "ordinal" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,

    CONSTRAINT "change_feed_pkey" PRIMARY KEY ("bureau_id","revision","ordinal")
);

-- CreateTable
CREATE TABLE "attachment" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "visit_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateIndex
CREATE INDEX "unit_bureau_id_path_idx" ON "unit"("bureau_id", "path" text_pattern_ops);

-- CreateIndex
CREATE UNIQUE INDEX "person_bureau_id_username_key" ON "person"("bureau_id", "username");

-- CreateIndex
CREATE INDEX "session_bureau_id_person_id_idx" ON "session"("bureau_id", "person_id");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_handling_unit_id_ordinal_idx" ON "petition_case"("bureau_id", "handling_unit_id", "ordinal");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_next_legal_due_idx" ON "petition_case"("bureau_id", "next_legal_due");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_next_target_due_idx" ON "petition_case"("bureau_id", "next_target_due");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_visit_id_idx" ON "petition_case"("bureau_id", "visit_id");

-- CreateIndex
CREATE INDEX "petition_case_bigrams_idx" ON "petition_case" USING GIN ("bigrams" array_ops);

-- CreateIndex
CREATE UNIQUE INDEX "petition_case_bureau_id_number_key" ON "petition_case"("bureau_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "petition_case_bureau_id_ordinal_key" ON "petition_case"("bureau_id", "ordinal");

-- CreateIndex
CREATE INDEX "outreach_visit_bureau_id_place_unit_id_idx" ON "outreach_visit"("bureau_id", "place_unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "outreach_visit_bureau_id_ordinal_key" ON "outreach_visit"("bureau_id", "ordinal");

-- CreateIndex
CREATE INDEX "attachment_bureau_id_visit_id_idx" ON "attachment"("bureau_id", "visit_id");

-- CreateIndex
CREATE INDEX "attachment_bureau_id_state_owner_id_idx" ON "attachment"("bureau_id", "state", "owner_id");

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_bureau_id_fkey" FOREIGN KEY ("bureau_id") REFERENCES "bureau"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit" ADD CONSTRAINT "unit_bureau_id_parent_id_fkey" FOREIGN KEY ("bureau_id", "parent_id") REFERENCES "unit"("bureau_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_bureau_id_unit_id_fkey" FOREIGN KEY ("bureau_id", "unit_id") REFERENCES "unit"("bureau_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_bureau_id_person_id_fkey" FOREIGN KEY ("bureau_id", "person_id") REFERENCES "person"("bureau_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_bureau_id_owner_id_fkey" FOREIGN KEY ("bureau_id", "owner_id") REFERENCES "person"("bureau_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What happened is never rewritten: events are only appended.
CREATE FUNCTION "refuse_event_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only';
END
$$;
CREATE TRIGGER "event_append_only" BEFORE UPDATE OR DELETE ON "event"
    FOR EACH ROW EXECUTE FUNCTION "refuse_event_change"();
