import type { ImportColumn } from '@huiyin/domain/messages';
import {
  channelName,
  contentKindName,
  petitionerKindName,
  petitionSourceName,
  priorHandlingName,
  responsibilityName,
} from '@huiyin/domain/messages';

/** The words of the sheets that go with an import, in Simplified Chinese. */
export const importWords = {
  templateName: '信访事项批量导入模板.xlsx',
  fill: '填写',
  guide: '填写说明',
  lists: '可选内容',
  guideHead: ['列', '要不要填', '怎么填', '例一：来信', '例二：12345 交办单'],
  toMendName: (name: string) => `${name.replace(/\.[^.]*$/, '')}-要改的行.xlsx`,
  whole: '整张表',
  onlyBad: '只看要改的行',
  /** The column of a 12345 order's own number. */
  orderColumn: '来件编号',
  orderTwice: (line: number) => `与第 ${line} 行的 12345 交办单号相同。请删去一行或者改正编号。`,
  atLine: (line: number, column: string | undefined, message: string) =>
    `第 ${line} 行${column === undefined ? '' : `“${column}”`}：${message}`,
} as const;

/** How a column is filled in: whether it must be, in what way, and an example of a letter and of a 12345 order. */
export interface ImportGuide {
  readonly column: ImportColumn;
  readonly must: string;
  readonly how: string;
  readonly examples: readonly [letter: string, order: string];
}

const guide = (column: ImportColumn, must: string, how: string, letter = '', order = ''): ImportGuide => ({
  column,
  must,
  how,
  examples: [letter, order],
});
const unlessSaid = (word: string) => `不填即为“${word}”`;

/** What the second sheet of the template says of each column. The unit of the examples is the caller's. */
export const importGuide: readonly ImportGuide[] = [
  guide('渠道', '必填', '从下拉列表中选一个。', channelName('letter'), channelName('hotline')),
  guide('收到日期', '必填', '写成 2026-11-05 的样子，不能晚于今天。', '2026-11-05', '2026-11-06'),
  guide('姓名', '匿名的不填', '信访人姓名或者单位名称；空着或者写“匿名”，都按匿名登记。', '李小明', '匿名'),
  guide('信访人类别', unlessSaid(petitionerKindName('person')), '从下拉列表中选一个。'),
  guide('身份或关系', '选填', '例如：学生家长、退休教师。', '学生家长'),
  guide('电话', '选填', '11 位手机号，或者带区号的座机号。', '13912342041'),
  guide('公民身份号码', '选填', '18 位，最后一位可以是 X。这一列已设为文本，粘贴时请选“只粘贴文本”。'),
  guide('住址', '选填', '', '西河区滨江路 8 号'),
  guide('总人数', '联名的必填', '连同第一人在内的人数；一个人反映的不填。名单都写全了的，也可以不填。', '36'),
  guide(
    '联名人',
    '选填',
    '第一人以外的人，用分号隔开；姓名后面可以写电话、身份号码，推选的代表写“代表”，连同第一人最多 5 人。名单可以只写一部分。',
    '王芳 13812342042 代表；李强',
  ),
  guide('事由', '必填', '一句话。', '校车 3 号线停运，要求恢复', '小学门口路灯不亮'),
  guide(
    '诉求与经过',
    '必填',
    '请求、事实和理由。',
    '校车 3 号线停运一周，请求尽快恢复。',
    '来电人反映校门口路灯不亮，请求维修。',
  ),
  guide('性质', unlessSaid(contentKindName('appeal')), '从下拉列表中选一个。', contentKindName('appeal')),
  guide('属于谁的职责', unlessSaid(responsibilityName('municipal')), '从下拉列表中选一个。'),
  guide('以前办过吗', unlessSaid(priorHandlingName('none')), '从下拉列表中选一个。'),
  guide('以前办理的情况', '选填', '以前办过的，写明谁办的、结果如何。'),
  guide('承办单位', '必填', '从下拉列表中选，或者写全称、简称。'),
  guide('被检举、控告的单位', '检举控告的，列表中有的必填', '写全称或者简称。材料不会转给这个单位。'),
  guide('来文类别', '上级转交的选填', `从下拉列表中选一个，${unlessSaid(petitionSourceName('petitionBureau'))}。`),
  guide('来自', '上级转交的必填', '来文机关、来电号码、发件邮箱、对方传真号或者网上平台。', '', ''),
  guide('来件编号', '12345 热线的必填', '交办单号、来文编号、挂号单号。', 'XA33001', 'RX20261106-018'),
  guide('来件日期', '选填', '来文日期、邮戳日期，写成 2026-11-05 的样子。', '2026-11-03'),
  guide('要求的期限', '紧急的交办单必填', '交办单、来文上写的期限，写成 2026-11-05 的样子。', '', '2026-11-10'),
  guide('紧急', '12345 热线的选填', '填“是”的，按交办单上的期限办。', '', '是'),
  guide('首问单位', '来访、来电的选填', '第一个接待、接听的单位，写全称或者简称。'),
  guide('首问责任人', '写了首问单位的必填', '第一个接待、接听的人，移交被接受前由其负责到底。'),
  guide('理由', '与建议不同的必填', '所选的去向、分类与制度的建议不同时，写明为什么。'),
];
