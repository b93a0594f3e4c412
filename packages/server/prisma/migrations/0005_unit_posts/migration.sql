-- CreateTable
CREATE TABLE "unit_post" (
    "bureau_id" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,

    CONSTRAINT "unit_post_pkey" PRIMARY KEY ("bureau_id","unit_id","post","person_id")
);

-- CreateIndex
CREATE INDEX "unit_post_bureau_id_person_id_idx" ON "unit_post"("bureau_id", "person_id");

-- AddForeignKey
ALTER TABLE "unit_post" ADD CONSTRAINT "unit_post_bureau_id_unit_id_fkey" FOREIGN KEY ("bureau_id", "unit_id") REFERENCES "unit"("bureau_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_post" ADD CONSTRAINT "unit_post_bureau_id_person_id_fkey" FOREIGN KEY ("bureau_id", "person_id") REFERENCES "person"("bureau_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
