-- What lists read of a case lies close together (decision 019): the pieces of its words and its whole state move out of the row, which
-- was 1.3 KB and is 0.4. Written anew once, in the order of registration; minutes for a million.
SET LOCAL maintenance_work_mem = '256MB';

DROP INDEX "petition_case_keys_idx";
DROP INDEX "petition_case_bureau_id_next_legal_due_idx";
DROP INDEX "petition_case_bureau_id_next_target_due_idx";

ALTER TABLE "petition_case" SET (toast_tuple_target = 256);
CLUSTER "petition_case" USING "petition_case_bureau_id_ordinal_key";
ALTER TABLE "petition_case" SET WITHOUT CLUSTER;

-- Of the words that petitions are full of, each two that a case holds stand in the index as one key as well, which tells whether the case
-- is closed: two words of which each stands in tens of thousands of cases are found together without going through either. The same words:
-- commonPieces in search.ts; the order in a pair is that of code points, as JavaScript has it.
CREATE FUNCTION "petition_case_common"("bigrams" TEXT[], "handling_unit_id" TEXT, "closed" BOOLEAN)
  RETURNS TEXT[] LANGUAGE SQL IMMUTABLE PARALLEL SAFE
  RETURN (WITH common AS MATERIALIZED (SELECT piece COLLATE "C" AS piece FROM unnest("bigrams") piece WHERE piece = ANY(ARRAY[
    '学校', '小学', '中学', '学生', '教师', '老师', '孩子', '家长', '父母', '请求', '要求', '反映',
    '希望', '情况', '问题', '处理', '解决', '办理', '答复', '回复', '说明', '检查', '调查', '公开',
    '公布', '依据', '没有', '多次', '工作', '工资', '补助', '服务', '收费', '招生', '入学', '上学',
    '报名', '学区', '学期', '年度', '上课', '有关', '部门', '教育', '教学', '校园', '校长', '班主',
    '主任', '班级', '分班', '同学', '欺负', '欺凌', '体罚', '师德', '安全', '消防', '交通', '校车',
    '食堂', '午餐', '饭菜', '质量', '作业', '课后', '托管', '培训', '机构', '退费', '退还', '学费',
    '材料', '标准', '学籍', '转学', '转入', '毕业', '中考', '学位', '划分', '民办', '幼儿', '乡村',
    '撤并', '随迁', '子女', '政策', '待遇', '社保', '职称', '退休', '补贴', '发放', '代课', '招聘',
    '落实', '影响', '时间', '结果', '意见', '建议', '申请'
  ]))
  SELECT ARRAY(
    SELECT 'w:' || piece || ':' || "handling_unit_id" FROM common
    UNION ALL
    SELECT 'p:' || one.piece || other.piece || ':' || "closed" FROM common one JOIN common other ON one.piece < other.piece
  ));

CREATE OR REPLACE FUNCTION "petition_case_keys"("bigrams" TEXT[], "flags" TEXT[], "status" TEXT, "channel" TEXT,
  "handling_unit_id" TEXT, "ordinal" BIGINT, "received_on" DATE, "updated_at" TIMESTAMPTZ, "closed_on" DATE, "turn_due" DATE,
  "content_kind" TEXT, "petitioner_name" TEXT, "petitioner_anonymous" BOOLEAN, "archived" BOOLEAN)
  RETURNS TEXT[] LANGUAGE SQL IMMUTABLE PARALLEL SAFE SET jit = off
  RETURN "bigrams" || "flags" || "petition_case_common"("bigrams", "handling_unit_id", "closed_on" > '-infinity') || ARRAY[
    's:' || "status",
    'c:' || "channel",
    'k:' || "content_kind",
    'u:' || "handling_unit_id",
    'n:' || CASE WHEN NOT "petitioner_anonymous" THEN lower(normalize(left("petitioner_name", 1), NFKC)) END,
    'a:' || "archived"::TEXT,
    'o:' || "case_step"("ordinal")::TEXT,
    'r:' || "case_step"("received_on")::TEXT,
    'm:' || "case_step"("updated_at")::TEXT,
    'e:' || "case_step"("closed_on")::TEXT,
    't:' || "case_step"("turn_due", "ordinal")::TEXT,
    'o1:' || ("case_step"("ordinal") >> 4)::TEXT,
    'r1:' || ("case_step"("received_on") >> 3)::TEXT,
    'm1:' || ("case_step"("updated_at") >> 4)::TEXT,
    'e1:' || ("case_step"("closed_on") >> 3)::TEXT,
    't1:' || ("case_step"("turn_due", "ordinal") >> 4)::TEXT,
    'o2:' || ("case_step"("ordinal") >> 8)::TEXT,
    'r2:' || ("case_step"("received_on") >> 6)::TEXT,
    'm2:' || ("case_step"("updated_at") >> 8)::TEXT,
    'e2:' || ("case_step"("closed_on") >> 6)::TEXT,
    't2:' || ("case_step"("turn_due", "ordinal") >> 8)::TEXT
  ];

DROP FUNCTION "petition_case_common"(TEXT[], TEXT);

-- CreateIndex
CREATE INDEX "petition_case_keys_idx" ON "petition_case" USING GIN (
  "petition_case_keys"("bigrams", "flags", "status", "channel", "handling_unit_id", "ordinal", "received_on",
    "updated_at", "closed_on", "turn_due", "content_kind", "petitioner_name", "petitioner_anonymous", ("state" -> 'archive') IS NOT NULL)
) WITH (gin_pending_list_limit = 256);

-- The cases of which a date runs, by that date, with all that a list of them asks: a fifth of what was read in the index of all that is
-- in hand, and none of what is done, of which the two indexes of before held every row.
CREATE INDEX "petition_case_running_idx" ON "petition_case"("bureau_id", "next_legal_due", "next_target_due", "received_on", "ordinal",
  "compartment", "accused_unit_id")
  WHERE "next_legal_due" IS NOT NULL;
