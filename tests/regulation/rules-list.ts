/** hard: a duty that a machine can check; soft: 原则上、一般, warned and never blocked; principle: shapes the design. */
type RuleKind = 'hard' | 'soft' | 'principle' | 'unknown';
/** done: decided by code and proved by tests; part: what `note` says is still missing; notYet: not begun. */
type RuleState = 'done' | 'part' | 'notYet';

/** One rule of the bureau's three texts, as it stands in the program today. The claim is ours; the proof is scanned. */
export interface Rule {
  readonly rule: string;
  readonly kind: RuleKind;
  readonly state: RuleState;
  readonly text: string;
  /** What is missing (part), or the nearest measure (principle). */
  readonly note?: string;
}

const lines = `
R1 hard done 属地管理、分级负责：每件有责任单位和层级
R2 principle done 主动下访 | 下访可记录（R20）
R3 principle part 及时排查矛盾纠纷 | 座谈走访、调查研究可不经信访记下问题，交单位限期办理，并可关联后来的信访件；各单位自己的排查台账还没有
R4 principle done 解决在当地 | 默认交有权处理的最低一级单位
R5 hard done 按法定程序办理，不可越步
R6 principle done 引导依法信访 | 接谈记录有引导一栏
R7 principle done 多渠道 | 渠道枚举
R8 hard done 办结须写明原因和化解方法
R9 hard done 接访逐人有记录
R10 hard done 本单位职责的交责任处室办理
R11 hard done 不属本单位的告知渠道
R12 hard done 事事有回音，件件有落实
R13 hard done 及时研究、解决或者解答
R14 hard done 接访中记录薄弱环节和改进建议
R15 soft done 群众满意度
R16 hard done 作风问题及时整改
R17 hard done 定点接访在指定场所
R18 hard done 政府安排的接访计入总数
R19 soft done 班子成员一般每月一次
R20 hard done 下访方式只有四种
R21 soft done 下访结合分管工作和基层走亲
R22 hard done 下访督促解决突出问题
R23 hard done 首问负责制
R24 hard done 随机接访由办公室安排分管领导
R25 hard done 市本级职责由市局受理
R26 hard done 区县职责由区县受理
R27 hard done 直属单位职责交其处理并督办
R28 hard done 正在处理的批示督促办理
R29 soft done 终结、已落实、无新事实的原则上不再受理
R30 hard done 未落实的批示督促落实
R31 hard done 不属教育行政部门的不予受理，说明法律并告知去向
R32 hard done 四单一记录
R33 hard done 三种责任人
R34 principle done 列入议事日程 | 按期报表
R35 hard done 纳入业绩考核
R36 principle done 一级抓一级 | 上级看到下级的超期和落实
R37 hard done 接访与落实不得两张皮
R38 principle done 作为政绩依据之一 | 每位领导一张表
R39 hard done 每周三14:30—17:00
R40 hard done 一楼信访接待室
R41 hard done 接访人员组成
R42 hard done 预约渠道
R43 hard done 一周前预约
R44 hard done 初审三项
R45 hard done 初审意见报接访领导
R46 hard done 临时来访排在预约之后
R47 hard done 接访须作出处理决定
R48 hard done 办公室督促处理意见落实
R49 hard done 通知处室负责人
R50 hard done 法律问题复杂的通知法律顾问
R51 hard done 本局职责和复查申请批示受理
R52 hard done 20个工作日报结果
R53 hard done 由办公室统一答复
R54 hard done 未先向有权单位反映的批示转交
R55 hard done 正在处理的批示督促
R56 soft done 终结和未落实的两种处理
R57 hard done 不属教育行政部门的不予受理
R58 hard done 按预约排定次序
R59 hard done 集体来访推选代表
R60 hard done 应急准备
R61 hard done 因会议不能接访的事先安排替班
R62 unknown notYet 原文缺失
R63 hard done 依据
R64 hard done 信访人、渠道、内容的种类
R65 hard done 办公室八项职责
R66 hard done 处室负责人为第一责任人
R67 hard done 处室分管负责人和专人
R68 hard done 来信范围
R69 hard done 拆信至签批六步
R70 hard done 按批示交办
R71 hard done 受理或者不予受理告知单
R72 hard done 处室20个工作日拟稿
R73 hard done 分管领导审核后发出
R74 hard done 挂号邮寄或者直接送达
R75 hard done 重要信访直接送达签收
R76 hard done 复杂法律问题听取法律顾问意见
R77 hard done 区县15个工作日告知
R78 hard done 区县30个工作日答复
R79 hard done 同时报本局备案
R80 hard done 12345交办单的要素
R81 hard done 处室审核
R82 hard done 重大事宜分管领导审核
R83 hard done 12345五个工作日
R84 hard done 紧急的按中心期限
R85 hard done 复杂的商定新期限
R86 hard done 全年续报率不超过2%
R87 hard done 来访先登记后接待
R88 hard done 局信访室
R89 hard done 周三轮流值班
R90 soft done 接访重点
R91 hard done 办公室统一排班
R92 hard done 记录和督办查办
R93 hard done 替班领导
R94 hard done 处室负责人每月一次
R95 hard done 首办责任
R96 hard done 职责内及时处理，职责外说明并告知
R97 hard done 同R61、R93
`;

/** Every rule R1–R97, in order. */
export const rules: readonly Rule[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [head = '', note] = line.split(' | ');
    const [rule = '', kind, state, ...text] = head.split(' ');
    const known = { rule, kind: kind as RuleKind, state: state as RuleState, text: text.join(' ') }; // the list above
    return note === undefined ? known : { ...known, note };
  });
