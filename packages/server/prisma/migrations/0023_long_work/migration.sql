-- What outlives a look at a screen (长时间的工作): how far it is, for whichever process is asked, and how it ended, for who asked for it.
CREATE TABLE "long_work" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "done" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "long_work_pkey" PRIMARY KEY ("bureau_id","id")
);

CREATE INDEX "long_work_bureau_id_person_id_beat_at_idx" ON "long_work"("bureau_id", "person_id", "beat_at");
