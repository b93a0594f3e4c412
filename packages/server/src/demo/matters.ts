import type { RoutingFacts } from '@huiyin/domain';

/** A kind of matter that people bring to an education bureau; {school} stands for the school or kindergarten concerned. */
export interface MatterTemplate {
  readonly title: string;
  readonly demand: string;
  readonly responsibility: RoutingFacts['responsibility'];
  readonly contentKind: RoutingFacts['contentKind'];
  /** Handling department, for matters that are the bureau's own. */
  readonly department?: string;
  readonly relation: string;
  readonly cause: string;
  readonly resolution: string;
}

type Words = readonly [title: string, demand: string, relation: string, cause: string, resolution: string];

function districtAppeal([title, demand, relation, cause, resolution]: Words): MatterTemplate {
  return { title, demand, relation, cause, resolution, responsibility: 'district', contentKind: 'appeal' };
}

function bureauAppeal(department: string, [title, demand, relation, cause, resolution]: Words): MatterTemplate {
  return { title, demand, relation, cause, resolution, department, responsibility: 'municipal', contentKind: 'appeal' };
}

function suggestion(department: string, words: Words): MatterTemplate {
  return { ...bureauAppeal(department, words), contentKind: 'suggestion' };
}

/** Districts' and counties' own duty (属地管理). */
export const districtMatters: readonly MatterTemplate[] = [
  districtAppeal([
    '反映{school}校车线路取消后上学不便',
    '本学期{school}校车第三条线路停开，沿线三个村二十多名学生每天要步行四十多分钟，家长担心冬季天黑路滑不安全，请求恢复线路或调整站点。',
    '学生家长',
    '承运公司车辆年检到期、驾驶员不足，学校未及时公布替代方案。',
    '已协调承运公司补充车辆，调整站点两处，线路自下周一恢复；学校向家长书面说明。',
  ]),
  districtAppeal([
    '要求说明{school}学区划分依据',
    '小区交房后发现不在{school}服务范围内，与销售宣传不一致。请求公开本年度学区划分的依据和征求意见的过程，并考虑就近入学。',
    '小区业主',
    '学区按学位供给和就近原则划定并已公示，销售宣传内容不属教育部门承诺。',
    '公开划分依据和公示材料，邀请业主代表当面说明；对符合条件的家庭按统筹入学办理。',
  ]),
  districtAppeal([
    '反映{school}课后服务收费与公示不符',
    '{school}课后服务公示为每月180元，实际另收材料费60元且未开票，请求核查并退还多收部分。',
    '学生家长',
    '兴趣班材料费由第三方代收，学校审核把关不严。',
    '责令停止代收，多收费用已原渠道退还；课后服务收费项目重新公示。',
  ]),
  districtAppeal([
    '反映{school}食堂饭菜质量差',
    '孩子多次反映{school}午餐菜量少、偏凉，个别日子有异味，请求检查食堂并公开食材采购情况。',
    '学生家长',
    '配送时间过早、保温设备故障，陪餐记录不完整。',
    '更换保温设备，落实校长陪餐和家长开放日，每周公布食谱与采购清单。',
  ]),
  districtAppeal([
    '反映孩子在{school}长期被同学欺负',
    '孩子在{school}被同班同学多次推搡、取侮辱性绰号，情绪低落不愿上学。班主任处理过一次但没有改善，请求学校成立小组调查并保护孩子。',
    '学生家长',
    '班级矛盾处置简单，未按规定启动学生欺凌防治程序。',
    '学校学生欺凌治理委员会已调查认定并对相关学生开展教育，安排心理老师跟进，双方家长达成一致。',
  ]),
  districtAppeal([
    '请求解决代课教师工龄认定问题',
    '本人曾在乡村学校代课十一年，现申请教龄补助，因学校撤并档案缺失未获认定，请求调取工资册和当年会议记录予以认定。',
    '原代课教师',
    '学校撤并时档案移交不完整，需以旁证材料认定。',
    '已从原乡镇财政所调取工资发放记录，认定代课年限九年八个月，自下月起发放补助。',
  ]),
  districtAppeal([
    '反映{school}学籍转入办理拖延',
    '随父母工作调动，孩子转入{school}已上课两个月，学籍仍未接转，担心影响毕业报名，请求尽快办理。',
    '学生家长',
    '转出学校信息填报有误，系统退回后未跟进。',
    '协调两地学籍管理员更正信息，学籍已接转完毕。',
  ]),
  districtAppeal([
    '要求民办培训机构退还剩余学费',
    '在某培训机构报名一年课程，机构上月停课，剩余学费7600元一直不退，请求协调退费。',
    '学生家长',
    '机构经营困难，预收费未全部纳入资金监管。',
    '会同市场监管部门约谈负责人，监管账户资金已按比例退还，余款签订分期退还协议。',
  ]),
  districtAppeal([
    '反映{school}校门口交通混乱',
    '{school}放学时段校门口车辆乱停、摊贩占道，多次险些发生事故，请求增设护学岗和隔离设施。',
    '学生家长',
    '错峰放学安排未落实，家长接送区标线磨损。',
    '已会同交警增设护学岗，重划接送区，实行分年级错峰放学。',
  ]),
  districtAppeal([
    '反映{school}教师体罚学生',
    '{school}一名教师因作业未完成让学生罚站两节课并用教鞭打手，请求调查处理。',
    '学生家长',
    '个别教师教育方式不当，学校师德管理不到位。',
    '查实后对当事教师批评教育、调离班主任岗位，向家长当面道歉，全校开展师德警示教育。',
  ]),
  districtAppeal([
    '反映{school}教室冬季供暖不足',
    '{school}北侧教室室温低于十六度，低年级学生上课要穿羽绒服，请求检修供暖。',
    '学生家长',
    '老旧管网末端水压不足。',
    '已更换末端循环泵和散热片，室温达到标准，列入明年校舍改造计划。',
  ]),
  districtAppeal([
    '反映{school}专任教师短缺',
    '{school}英语、音乐课长期由其他学科教师兼任，部分年级停开，请求派教师走教或送课。',
    '村民代表',
    '教师退休后编制未及时补充。',
    '每周安排英语、音乐教师走教三天，明年招聘计划优先补充。',
  ]),
];

/** The bureau's own duty, by department. */
export const bureauMatters: readonly MatterTemplate[] = [
  bureauAppeal('personnel', [
    '对本年度中级职称评审结果有异议',
    '本人申报中小学一级教师未通过，认为论文和教学成果的评分与公布的标准不一致，请求复核并告知评分明细。',
    '教师',
    '申报材料中一项成果级别认定有争议。',
    '评审委员会办公室已复核并当面说明评分依据，成果级别认定无误，告知申诉渠道。',
  ]),
  bureauAppeal('personnel', [
    '反映新聘教师入编手续迟迟未办',
    '去年通过公开招聘进入学校任教，至今未办理入编手续，工资按临聘发放，请求说明原因和办理时间。',
    '教师',
    '编制核定与招聘批次衔接不及时。',
    '已会同编制部门完成核编，本月补办手续并补发差额。',
  ]),
  bureauAppeal('teachers', [
    '反映乡村教师生活补助发放标准不一致',
    '同一学区相邻两校补助档次相差200元，请求公开分档依据。',
    '教师',
    '分档依据的距离测算口径不同。',
    '统一测算口径并公示，涉及学校自本学期起调整。',
  ]),
  bureauAppeal('teachers', [
    '请求办理教师资格证补发',
    '教师资格证遗失，原认定机构已合并，多次询问不知到何处补办。',
    '教师',
    '认定机构合并后办事指南未更新。',
    '已受理补发并更新办事指南，证书邮寄送达。',
  ]),
  bureauAppeal('basic', [
    '反映随迁子女入学材料要求过多',
    '为孩子办理入学，被要求提供居住证满一年及父母双方社保，与公布政策不一致，请求纠正。',
    '学生家长',
    '个别报名点对政策理解有偏差。',
    '已通报报名点并统一口径，该生按规定办理入学。',
  ]),
  bureauAppeal('basic', [
    '反映初中阶段作业量过大',
    '孩子每天作业到晚上十一点，周末还有打卡任务，请求督促落实减负要求。',
    '学生家长',
    '学科间作业统筹不够。',
    '学校建立作业公示和统筹制度，取消打卡作业，开展回访。',
  ]),
  bureauAppeal('vocational', [
    '反映职业学校顶岗实习安排与专业不符',
    '所学专业为数控技术，实习被安排到电子厂流水线，每天工作十小时，请求调整。',
    '学生',
    '实习单位临时变更岗位，学校管理不到位。',
    '学校已召回学生并更换实习单位，对校企合作协议进行清理。',
  ]),
  bureauAppeal('private', [
    '要求民办学校退还预交住宿费',
    '孩子因病休学，民办学校不退预交的住宿费3200元，请求协调。',
    '学生家长',
    '学校退费办法与备案不一致。',
    '学校按备案办法退还剩余月份费用，并修订招生简章。',
  ]),
  bureauAppeal('admissions', [
    '对中考加分项目审核结果提出异议',
    '孩子符合少数民族考生加分条件，因户口本信息录入错误未通过审核，请求更正。',
    '学生家长',
    '报名时户籍信息录入有误。',
    '核验原件后已更正，加分资格公示无异议。',
  ]),
  bureauAppeal('finance', [
    '反映学生资助款未按时到账',
    '家庭经济困难学生生活补助上学期一直未到账，学校答复正在处理，请求查明。',
    '学生家长',
    '银行卡信息变更未同步，发放退回。',
    '已重新核对账户并补发，建立退回信息每周清零机制。',
  ]),
  bureauAppeal('safety', [
    '反映校外托管点消防隐患',
    '学校旁一处托管点设在居民楼内，三十多名学生共用一个楼梯，没有消防设施，请求联合检查。',
    '周边居民',
    '托管点未登记，属地监管责任不清。',
    '会同消防、街道联合检查，责令停业整改，学生已分流。',
  ]),
  bureauAppeal('health', [
    '反映体育中考项目训练受伤后处理不及时',
    '孩子训练时摔伤，学校联系保险理赔三个月没有结果，请求督促。',
    '学生家长',
    '校方责任险报案材料不齐。',
    '协助补齐材料，保险公司已理赔到位。',
  ]),
  suggestion('basic', [
    '建议增加小学阶段劳动教育实践基地',
    '现有实践基地仅一处，预约困难，建议与郊区农场合作增加基地。',
    '市民',
    '基地数量与需求不匹配。',
    '建议已采纳，明年新增两处市级基地。',
  ]),
  suggestion('health', [
    '建议中小学配备专职心理教师',
    '建议按学生规模配备专职心理教师，并开通周末咨询热线。',
    '市民',
    '专职心理教师缺口较大。',
    '已列入三年配备计划，先行开通市级咨询热线。',
  ]),
  suggestion('safety', [
    '建议学校周边设置学生专用通道',
    '建议在早晚高峰划出学生专用步行通道，减少人车混行。',
    '市民',
    '需与交管、城管部门会商。',
    '已纳入校园周边综合治理年度任务，先行在六所学校试点。',
  ]),
];

/** Duty of the schools and universities directly under the bureau. */
export const affiliatedMatters: readonly MatterTemplate[] = [
  {
    ...districtAppeal([
      '反映{school}宿舍热水供应时间过短',
      '{school}宿舍每晚热水只供应一小时，高年级晚自习后无法使用，请求延长。',
      '学生家长',
      '锅炉容量不足，运行时间安排不合理。',
      '调整供应时间为两小时，寒假更换热泵机组。',
    ]),
    responsibility: 'affiliated',
  },
  {
    ...districtAppeal([
      '反映{school}退休教师补贴未落实',
      '{school}退休教师多年未享受应有的年度体检和慰问补贴，请求按文件落实。',
      '退休教师',
      '学校经费预算未单列。',
      '学校补列预算，本年度体检与补贴已发放。',
    ]),
    responsibility: 'affiliated',
  },
  {
    ...districtAppeal([
      '对{school}奖学金评定结果有异议',
      '{school}本学期奖学金评定未公布加分明细，请求公开并复核。',
      '学生',
      '评定办法公示不充分。',
      '学校公开加分明细并复核，结果维持，向学生说明。',
    ]),
    responsibility: 'affiliated',
  },
];

/** What is not the education administration's at all (R31): refused with the competent body named. */
export const foreignMatters: readonly (MatterTemplate & { readonly competentBody: string })[] = [
  {
    ...bureauAppeal('office', [
      '反映小区旁工地夜间施工扰民',
      '学校旁工地夜间施工噪声很大，影响孩子休息，请求制止。',
      '周边居民',
      '',
      '',
    ]),
    responsibility: 'notEducation',
    competentBody: '市生态环境局（噪声污染防治）',
  },
  {
    ...bureauAppeal('office', [
      '反映公交线路调整后班次减少',
      '学校门口公交线路班次由十分钟改为二十五分钟，请求恢复。',
      '市民',
      '',
      '',
    ]),
    responsibility: 'notEducation',
    competentBody: '市交通运输局（公共交通管理）',
  },
  {
    ...bureauAppeal('office', [
      '反映拖欠学校建设工程农民工工资',
      '参与学校教学楼建设，施工单位拖欠工资两个月，请求帮助追讨。',
      '务工人员',
      '',
      '',
    ]),
    responsibility: 'notEducation',
    competentBody: '市人力资源和社会保障局劳动保障监察支队',
  },
];

/** Accusations (检举控告): their own compartment, the discipline channel (Art 30). */
export const accusations: readonly MatterTemplate[] = [
  {
    ...bureauAppeal('inspection', [
      '反映{school}负责人违规插手食材采购',
      '反映{school}负责人指定供应商、采购价格明显高于市场价，请求调查。',
      '知情人',
      '采购程序执行不严，线索已移送派驻纪检监察组。',
      '已按程序移送并答复来信人，学校采购改为平台公开竞价。',
    ]),
    contentKind: 'accusation',
  },
  {
    ...bureauAppeal('inspection', [
      '反映{school}教师有偿补课',
      '反映{school}教师周末在校外租房有偿补课，暗示本班学生参加。',
      '知情人',
      '经查反映部分属实。',
      '责令退还所收费用，给予相应处理，取消当年评优资格。',
    ]),
    contentKind: 'accusation',
  },
];

/** Matters heard on down-visits (下访), at a village or district school. */
export const visitObservations: readonly string[] = [
  '到校查看了教室、食堂和宿舍，与八名学生家长、五名教师座谈。校舍整体完好，食堂留样规范；家长主要关心校车和冬季取暖。',
  '随机走访四户学生家庭，随后在村委会召开座谈会。群众对学校近两年的变化较为满意，希望补充专任英语教师。',
  '带着上月重复来信的事项到现场督办，与当事人、学校负责人面对面核对情况，明确了办理步骤和时限。',
  '围绕课后服务收费和质量开展调研，查阅了公示栏和台账，与二十名家长进行了交流。',
  '查看校门口放学秩序，听取交警中队和社区意见，大家建议分年级错峰放学并重划接送区。',
];
