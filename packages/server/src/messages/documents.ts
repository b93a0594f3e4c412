import type { DocumentField, DocumentKind, MustSay } from '@huiyin/domain/documents';
import { citationsText, documentFieldName, documentKindName, mustSayText } from '@huiyin/domain/messages';
import type { Unlaid } from '../modules/documents/blocks.ts';
import type { TemplateProblem } from '../modules/documents/check-template.ts';
import type { DocumentFormat, DocumentTaking } from '../modules/documents/documents.repository.ts';

/** Words that papers are filled with, beside the names of the domain's catalogue. */
export const documentWords = {
  anonymous: '匿名信访人',
  withheld: '（依法保密）',
  unshown: (what: string) => `这里没有显示文书中的${what}，也不能如实排成 PDF。请下载文档，用 WPS 或 Word 查看、打印。`,
  represented: (names: readonly string[]) => `（代表：${names.join('、')}）`,
  none: '无',
  provisional: '（暂定，放假安排公布后确定）',
  instruction: (text: string, name: string, on: string) => `${text}（${name}，${on}）`,
  transferForm: '信访事项转送单',
  entrustForm: '信访事项复查交办单',
  entrusting: (request: string, instruction: string) => `复查申请：${request}\n${instruction}`,
  reexamined: (result: string) => `复查：${result}`,
  responsible: (head: string, clerk: string) =>
    [head && `负责人${head}`, clerk && `经办${clerk}`].filter(Boolean).join('，'),
  satisfaction: (office: string, unit: string) => `对信访工作机构：${office}；对承办单位：${unit}`,
  hotlineCentre: '市政府12345受理中心',
  handlingOpinion: '信访事项处理意见书',
  reply: '信访事项答复意见书',
  told: (explanation: string, body: string) => `${explanation}${body ? `；告知向${body}提出` : ''}`,
  onTheSpot: (what: string, by: string) => `当场处理：${what}（${by}）`,
  urgent: '加急',
  enclosure: (name: string) => `附件：${name}`,
  enclosures: (count: number) => `${count}件`,
  /** Under the first one's name. */
  furtherEnclosure: (name: string) => `　　　${name}`,
  standing: (overdue: boolean) => (overdue ? '已超过办理期限' : '尚在办理期限内'),
} as const;

/** Across the page of what is not issued. */
export const draftMark = '拟稿';
/** Across the page of what was cancelled. */
export const voidMark = '作废';

const unlaids: Readonly<Record<Unlaid, string>> = {
  picture: '图片',
  textBox: '文本框',
  list: '自动编号',
  revision: '修订痕迹',
  headerText: '页眉页脚中的文字',
  footnote: '脚注',
  equation: '公式',
  columns: '分栏或者分节',
};
/** What our layout cannot show. */
export const unlaidName = (what: Unlaid): string => unlaids[what];

const takings: Readonly<Record<DocumentTaking, string>> = {
  docx: '下载文档',
  pdf: '下载 PDF',
  html: '预览',
  print: '打印',
};
/** How a paper was taken. */
export const documentTakingName = (taking: DocumentTaking): string => takings[taking];

/** A refusal where a paper was expected; the app finds it by its mark. */
export const documentRefusalPage = (sentence: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>文书</title></head><body data-refused><p>${sentence.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</p></body></html>`;

const faults = {
  unclosed: '左括号“{”没有配对的“}”',
  unopened: '右括号“}”没有配对的“{”',
  unclosedSection: '“{#…}”没有配对的“{/…}”',
  unopenedSection: '“{/…}”没有配对的“{#…}”',
  other: '写法不对',
} as const;

/** What is wrong with a template and how to mend it. */
export function templateProblemText(problem: TemplateProblem): string {
  switch (problem.code) {
    case 'template-too-large':
      return `文件超过${problem.kilobytes}KB。请删去模板中的图片等大内容后再传。`;
    case 'template-not-docx':
      return '不是完好的 .docx 文件。请在 WPS 或 Word 中另存为“Word 文档（.docx）”后再传。';
    case 'template-macros':
      return '文件中有宏、控件或者嵌入的程序。请另存为不带宏的 .docx 后再传。';
    case 'template-linked':
      return '文件打开时要从外部取内容（外部模板或者图片）。请断开链接后再传。';
    case 'template-raw-tag':
      return '标记不能写成“{@…}”。请写成“{字段}”。';
    case 'template-tag-broken':
      if (problem.fault === 'fullWidth')
        return `“{${problem.tag}}”的花括号是全角的“｛｝”，会照原样印出来。请改成半角的“{}”。`;
      return `标记“${problem.tag}”附近${faults[problem.fault]}。请补全括号。`;
    case 'template-field-unknown':
      return `没有“{${problem.tag}}”这个字段。最接近的是“{${problem.nearest}}”。`;
    case 'template-field-of-others':
      return `“{${problem.tag}}”不用于这种文书。请删去，或者换成这种文书的字段。`;
    case 'template-unsaid':
      return `文中没有写明“${mustSayText(problem.unsaid.id)}”。依据${citationsText([problem.unsaid.citation])}，这种文书必须告知，请补上。`;
    case 'template-field-missing':
      return `缺少“{${problem.tag}}”。这种文书依照规定必须写明，请补上。`;
  }
}

/** What a template may be kept without, though its article would have it said. */
export const templateWarningText = ({ id, citation }: MustSay): string =>
  `文中没有写明“${mustSayText(id)}”（${citationsText([citation])}）。已保存，启用前请再看一看。`;

const samples: Readonly<Partial<Record<DocumentField, string>>> = {
  issuer: '临江市教育局',
  number: '教信〔2026〕1号',
  issuedOn: '2026年11月28日',
  caseNumber: '信〔2026〕35号',
  petitioner: '王建国',
  matter: '课后服务收费问题',
  demand: '一、请求公开课后服务的收费标准；\n二、请求退还多收的费用。',
  receivedOn: '2026年11月20日',
  channel: '来信',
  handlingUnit: '基础教育处',
  actor: '周敏',
  contact: '临江市青年路1号一楼信访接待室，0571-88886666，工作日8:30—17:30',
  basis: '《信访工作条例》第二十三条',
  statute: '《信访工作条例》，2022年5月1日起施行',
  urgency: '加急',
  enclosures: '附件：信访材料复印件',
  longIssuer: '',
  longMark: '',
  manyEnclosures: '',
  copyTo: '市信访局，东城区教育局',
  printedBy: '临江市教育局办公室',
  printedOn: '2026年11月28日',
  request: '一、请求公开课后服务的收费标准；\n二、请求退还多收的费用。',
  facts: '经查，学校未在公示栏公示收费依据，另收取了材料费三十元。',
  opinion: '一、责成学校在十个工作日内公示收费项目、标准和依据。\n二、多收的材料费由学校退还。',
  legalBasis: '《中华人民共和国义务教育法》第二十五条',
  conclusion: '予以支持',
  reexaminationBody: '市人民政府',
  formerBody: '西河区教育局',
  nextBody: '市人民政府',
  dueOn: '2027年1月27日',
  extendedTo: '2027年2月26日',
  formerDue: '2027年1月27日',
  reportBy: '2026年12月28日',
};
/** What stands in a field where a template is looked at: a made-up case, and nobody's. */
export const sampleOf = (field: DocumentField, kind: DocumentKind): string =>
  field === 'title' ? documentKindName(kind) : (samples[field] ?? `〔${documentFieldName(field)}〕`);

/** A version of a template: 系统自带, 第2版. */
export const templateVersionName = (version: number): string => (version === 0 ? '系统自带' : `第${version}版`);

/** 受理告知书模板（第2版）.docx. */
export const templateFileName = (kind: DocumentKind, version: number, format: DocumentFormat): string =>
  `${documentKindName(kind)}模板（${templateVersionName(version)}）.${format}`;
