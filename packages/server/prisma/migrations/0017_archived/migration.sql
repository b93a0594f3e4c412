-- Archived cases (归档) are found among themselves, the newest first.
CREATE INDEX "petition_case_archived_received_on_idx" ON "petition_case"("bureau_id", "received_on", "ordinal") WHERE "state"->'archive' IS NOT NULL;
