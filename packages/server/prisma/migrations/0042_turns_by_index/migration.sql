-- 待办 asks whose turn it is of what is in hand only, counts more cases than it shows, and has passed over those that are one's own turn
-- to count what others owe. Its index held every case that was ever closed, and each case that was counted or passed over was read.
-- Now two indexes of what is somebody's turn, a fiftieth of the table at a million cases, and that of cases under contract (包案) tell all
-- that the groups ask, and only the rows of the page are read.
DROP INDEX "petition_case_bureau_id_turn_turn_due_ordinal_next_legal_du_idx";

-- CreateIndex
CREATE INDEX "petition_case_turn_idx" ON "petition_case"
  ("bureau_id", "turn", "turn_due", "ordinal", "next_legal_due", "next_action", "recused", "compartment", "accused_unit_id",
    "handling_unit_id", "asked_unit_id", "offered_unit_id", "reexamining_unit_id")
  WHERE "turn" IS NOT NULL;

-- CreateIndex
CREATE INDEX "petition_case_turn_of_unit_idx" ON "petition_case"
  ("bureau_id", "handling_unit_id", "turn_due", "ordinal", "turn", "recused", "compartment", "accused_unit_id", "meant_unit_id")
  WHERE "turn" IS NOT NULL;

-- CreateIndex
DROP INDEX "petition_case_contract_leader_id_turn_due_idx";
CREATE INDEX "petition_case_contract_leader_id_turn_due_idx" ON "petition_case"
  ("bureau_id", "contract_leader_id", "turn_due", "ordinal", "turn", "recused", "compartment", "accused_unit_id", "meant_unit_id",
    "handling_unit_id")
  WHERE "contract_leader_id" IS NOT NULL;
