-- Numbers (编号) that an import has taken ahead of its own transaction, so that whoever registers meanwhile does not wait for it. Of one
-- that came to nothing they are free, and the next registration takes them: none is left out.
CREATE TABLE "number_block" (
    "bureau_id" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "first" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "free" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "number_block_pkey" PRIMARY KEY ("bureau_id","channel","year","import_id")
);
