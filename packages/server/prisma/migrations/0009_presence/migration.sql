-- Who has a case open for writing (正在办理): forgotten in seconds, so it need not outlive a crash.
CREATE UNLOGGED TABLE "case_editor" (
    "bureau_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_editor_pkey" PRIMARY KEY ("bureau_id","case_id","person_id")
);
