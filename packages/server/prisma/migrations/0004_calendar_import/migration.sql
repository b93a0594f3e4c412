-- CreateTable
CREATE TABLE "calendar_import" (
    "bureau_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_by_name" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by" TEXT,
    "settled_by_name" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "confirmed_order" INTEGER,
    "redated" INTEGER,

    CONSTRAINT "calendar_import_pkey" PRIMARY KEY ("bureau_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "calendar_import_bureau_id_confirmed_order_key" ON "calendar_import"("bureau_id", "confirmed_order");
