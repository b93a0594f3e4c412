-- CreateIndex: what one person has sent in all is added up with each announcement.
CREATE INDEX "attachment_bureau_id_owner_id_idx" ON "attachment"("bureau_id", "owner_id");
