-- A hall's screen (大屏) that opens by a link of its own: numbers only, and nothing else. The token is kept as its SHA-256.
CREATE TABLE "wall_screen" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "wall_screen_pkey" PRIMARY KEY ("bureau_id","id")
);

CREATE UNIQUE INDEX "wall_screen_bureau_id_token_hash_key" ON "wall_screen"("bureau_id", "token_hash");
