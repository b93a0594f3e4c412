-- Reminders in the app before a reception session: one a person, session and thing wanting.
CREATE TABLE "reception_notice" (
    "bureau_id" TEXT NOT NULL,
    "ordinal" BIGSERIAL NOT NULL,
    "person_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "reminder" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "reception_notice_pkey" PRIMARY KEY ("bureau_id","ordinal")
);

CREATE UNIQUE INDEX "reception_notice_bureau_id_person_id_session_id_reminder_key" ON "reception_notice"("bureau_id", "person_id", "session_id", "reminder");
