-- CreateTable
CREATE TABLE "webhook" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "events" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "bureau_id" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "revision" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_status" INTEGER,
    "last_error" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateIndex
CREATE INDEX "webhook_delivery_bureau_id_state_next_at_idx" ON "webhook_delivery"("bureau_id", "state", "next_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_bureau_id_webhook_id_id_idx" ON "webhook_delivery"("bureau_id", "webhook_id", "id");
