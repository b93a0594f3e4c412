-- An order of a list that also holds what lists are narrowed by most passes over a case without reading it.

-- DropIndex
DROP INDEX "petition_case_bureau_id_received_on_ordinal_idx";

-- DropIndex
DROP INDEX "petition_case_bureau_id_updated_at_ordinal_idx";

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_received_on_ordinal_next_legal_due_idx" ON "petition_case"("bureau_id", "received_on", "ordinal", "next_legal_due");

-- CreateIndex
CREATE INDEX "petition_case_bureau_id_updated_at_ordinal_status_channel_idx" ON "petition_case"("bureau_id", "updated_at", "ordinal", "status", "channel");

-- Marked cases (重要, 复杂法律问题, 重大, 紧急) are few: years of them are found among themselves.
CREATE INDEX "petition_case_marked_received_on_idx" ON "petition_case"("bureau_id", "received_on", "ordinal") WHERE "flags" <> '{}';

-- Cases under contract (包案) are few: a leader's are found in the order of what binds first.
DROP INDEX "petition_case_bureau_id_contract_leader_id_idx";
CREATE INDEX "petition_case_contract_leader_id_turn_due_idx" ON "petition_case"("bureau_id", "contract_leader_id", "turn_due", "ordinal") WHERE "contract_leader_id" IS NOT NULL;
