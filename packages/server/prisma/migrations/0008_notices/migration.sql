-- Reminders in the app: one a person, clock of a case, and step.
CREATE TABLE "notice" (
    "bureau_id" TEXT NOT NULL,
    "ordinal" BIGSERIAL NOT NULL,
    "person_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "clock" TEXT NOT NULL,
    "clock_from" DATE NOT NULL,
    "step" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_pkey" PRIMARY KEY ("bureau_id","ordinal")
);

CREATE UNIQUE INDEX "notice_bureau_id_person_id_case_id_clock_clock_from_step_key" ON "notice"("bureau_id", "person_id", "case_id", "clock", "clock_from", "step");

CREATE INDEX "notice_bureau_id_case_id_idx" ON "notice"("bureau_id", "case_id");
