-- Who took which papers, by day and by person, for the auditor.
CREATE INDEX "document_access_bureau_id_taken_at_id_idx" ON "document_access" ("bureau_id", "taken_at", "id");
CREATE INDEX "document_access_bureau_id_person_id_taken_at_id_idx" ON "document_access" ("bureau_id", "person_id", "taken_at", "id");
