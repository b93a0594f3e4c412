/**
 * The texts that the system carries out. Their Chinese names are in the message catalogue. The bureau's text rests on the
 * statute of 2005 (R63), which the one of 2022 replaced: what happened before 2022-05-01 cites the old one.
 */
export type RegulationId =
  | 'petitionRegulation2022' // 信访工作条例, in force 2022-05-01: the statute
  | 'petitionRegulation2005' // 信访条例: the statute before it, in force 2005-05-01 to 2022-04-30
  | 'zhejiangRegulation2016' // 浙江省信访条例, as revised, in force 2016-08-01
  | 'simpleHandling2016' // 信访事项简易办理办法（试行）
  | 'receptionSystem' // 领导干部定期接待群众来访制度: the bureau's first text (D1)
  | 'receptionPlan' // 领导干部定点接访实施方案: the bureau's second text (D2)
  | 'petitionSystem' // 信访工作制度: the bureau's third text (D3)
  | 'archivesRegulation2024' // 档案法实施条例, in force 2024-03-01: who hands files in, who keeps them
  | 'archiveScope2006' // 机关文件材料归档范围和文书档案保管期限规定 (国家档案局令第8号): how long which file is kept
  | 'personalInformationLaw' // 个人信息保护法: what is kept of a person is put right when it is wrong
  | 'civilCode' // 民法典: how periods are counted (Arts 201, 203)
  | 'festivalMeasures'; // 全国年节及纪念日放假办法: the statutory days off

/**
 * The place in a text that a rule, a limit or a refusal stands on (依据).
 * `article` is the locator as printed (第二十三条, 五（一）1); `rule` is the bureau's rule number (R71) where there is one.
 */
export interface Citation {
  readonly regulation: RegulationId;
  readonly article: string;
  readonly rule?: string;
}

/** Makes a {@link Citation}. */
export function cite(regulation: RegulationId, article: string, rule?: string): Citation {
  return rule === undefined ? { regulation, article } : { regulation, article, rule };
}
