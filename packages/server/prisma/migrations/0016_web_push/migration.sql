-- Browsers that show reminders when the app is closed (设备通知, Web Push): each belongs to the sign-in that allowed it.
CREATE TABLE "push_subscription" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "session_hash" TEXT NOT NULL,
    "device_name" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "told_through" TIMESTAMPTZ(3) NOT NULL,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("bureau_id","id")
);

CREATE UNIQUE INDEX "push_subscription_bureau_id_session_hash_key" ON "push_subscription"("bureau_id", "session_hash");

CREATE UNIQUE INDEX "push_subscription_bureau_id_endpoint_key" ON "push_subscription"("bureau_id", "endpoint");

CREATE INDEX "push_subscription_bureau_id_person_id_idx" ON "push_subscription"("bureau_id", "person_id");

ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_bureau_id_session_hash_fkey" FOREIGN KEY ("bureau_id", "session_hash") REFERENCES "session"("bureau_id", "id_hash") ON DELETE CASCADE ON UPDATE CASCADE;
