-- The reception day (领导接访日). A session becomes a stream of events like a case; a rota of before was a bare list without
-- a history, and is planned anew (接访日 → 排班).
DROP TABLE "reception_session";

CREATE TABLE "reception_session" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "leader_id" TEXT NOT NULL,
    "receiver_id" TEXT NOT NULL,
    "unit_id" TEXT,
    "called_ids" TEXT[],
    "version" INTEGER NOT NULL,
    "head_hash" TEXT NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "reception_session_pkey" PRIMARY KEY ("bureau_id","id")
);
CREATE INDEX "reception_session_bureau_id_date_idx" ON "reception_session"("bureau_id", "date");

CREATE TABLE "reception_follow_up" (
    "bureau_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "case_id" TEXT NOT NULL,
    "decided_on" DATE NOT NULL,
    "settled_on" DATE,
    "receiver_id" TEXT NOT NULL,

    CONSTRAINT "reception_follow_up_pkey" PRIMARY KEY ("bureau_id","session_id","case_id")
);
CREATE INDEX "reception_follow_up_bureau_id_settled_on_decided_on_idx" ON "reception_follow_up"("bureau_id", "settled_on", "decided_on");
CREATE INDEX "reception_follow_up_bureau_id_case_id_idx" ON "reception_follow_up"("bureau_id", "case_id");

CREATE TABLE "reception_link" (
    "bureau_id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "reception_link_pkey" PRIMARY KEY ("bureau_id","token_hash")
);
CREATE UNIQUE INDEX "reception_link_token_hash_key" ON "reception_link"("token_hash");
CREATE INDEX "reception_link_bureau_id_kind_person_id_idx" ON "reception_link"("bureau_id", "kind", "person_id");

CREATE TABLE "reception_shortfall" (
    "bureau_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "given_by" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reception_shortfall_pkey" PRIMARY KEY ("bureau_id","person_id","month")
);

ALTER TABLE "attachment" ADD COLUMN "reception_session_id" TEXT;
