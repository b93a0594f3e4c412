-- The bureau's switches: every value that was ever set, never changed.
CREATE TABLE "bureau_setting" (
    "bureau_id" TEXT NOT NULL,
    "ordinal" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_by_name" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bureau_setting_pkey" PRIMARY KEY ("bureau_id","ordinal")
);
