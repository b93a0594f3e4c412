import { type PlainDate, yearOf } from '@huiyin/domain';
import {
  channelName,
  completionOutcomeName,
  contentKindName,
  figureActName,
  fullDateText,
  improvementStatusName,
  rateMade,
  rateName,
  suggestionKindName,
} from '@huiyin/domain/messages';
import {
  type Compared,
  extensionRate,
  periodKind,
  type Rate,
  type RateKey,
  type ReportFigures,
} from '@huiyin/domain/office';

// An analysis report (分析报告) in words, in the order of Art 41 of 信访工作条例 and R65(7): what it tells on the screen, on paper
// and in the workbook. Numbers and units only, never a petitioner's or an official's name.

type Cell = string | number;

/** A table of a report. `bars`: the column whose numbers are drawn as bars beside it. */
export interface ReportTable {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly bars?: number;
}

/** One part of a report. */
export interface ReportSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly tables: readonly ReportTable[];
}

/** A unit's name by its id. */
export type UnitName = (id: string) => string;

/** 2026年10月, 2026年第三季度, 2026年. */
export function periodText(period: string): string {
  const year = `${period.slice(0, 4)}年`;
  const kind = periodKind(period);
  if (kind === 'month') return `${year}${Number(period.slice(5))}月`;
  return kind === 'quarter' ? `${year}第${'一二三四'[Number(period.slice(6)) - 1] ?? ''}季度` : year;
}

/** 测试市教育局2026年10月信访工作分析报告 */
export const reportTitle = (unit: string, period: string): string => `${unit}${periodText(period)}信访工作分析报告`;

const percent = ({ value }: Rate): string => (value === undefined ? '—' : `${(value * 100).toFixed(1)}%`);
const made = ({ numerator, denominator }: Rate): string => `${numerator}/${denominator}`;

/** How a number stands to an earlier one: 增加3件（上升50.0%）. */
function moved(now: number, then: number, unit = '件'): string {
  if (now === then) return '持平';
  const share =
    then === 0 ? '' : `（${now > then ? '上升' : '下降'}${((Math.abs(now - then) / then) * 100).toFixed(1)}%）`;
  return `${now > then ? '增加' : '减少'}${Math.abs(now - then)}${unit}${share}`;
}

const compared = (rows: readonly Compared<number>[], name: (key: string) => string): Cell[][] =>
  rows.map(({ key, now, before, lastYear }) => [name(key), now, before, lastYear]);

const comparedHead = (first: string): string[] => [first, '本期', '上期', '上年同期'];

// The keys of kept figures are the domain's own ids.
const channel = (key: string) => channelName(key as Parameters<typeof channelName>[0]);
const kind = (key: string) => contentKindName(key as Parameters<typeof contentKindName>[0]);
const act = (key: string) => figureActName(key as Parameters<typeof figureActName>[0]);
const outcome = (key: string) => completionOutcomeName(key as Parameters<typeof completionOutcomeName>[0]);
const suggestion = (key: string) => suggestionKindName(key as Parameters<typeof suggestionKindName>[0]);
const status = (key: string) => improvementStatusName(key as Parameters<typeof improvementStatusName>[0]);
const rate = (key: string): RateKey => key as RateKey;

function overview(figures: ReportFigures): ReportSection {
  const { received, closed, open, overdue } = figures;
  return {
    heading: '一、总体情况',
    paragraphs: [
      `本期收到信访事项${received.now}件，比上期${moved(received.now, received.before)}，比上年同期${moved(received.now, received.lastYear)}；办结${closed.now}件，比上期${moved(closed.now, closed.before)}。截至${fullDateText(figures.asOf)}，在办${open}件，其中超期${overdue}件。`,
    ],
    tables: [
      {
        caption: '收到的信访事项（按来源渠道）',
        head: comparedHead('渠道'),
        rows: compared(figures.channels, channel),
        bars: 1,
      },
      { caption: '收到的信访事项（按类别）', head: comparedHead('类别'), rows: compared(figures.kinds, kind), bars: 1 },
      {
        caption: '办结的结果',
        head: ['结果', '件数'],
        rows: figures.outcomes.map(({ key, count }) => [outcome(key), count]),
        bars: 1,
      },
    ],
  };
}

/** A unit with so many of the period's cases is one that complaints gather at (Art 41); fewer are chance. */
const gatheredFrom = 5;
const gatheredShare = 0.1;

function fields({ topics, units, received }: ReportFigures, unitName: UnitName): ReportSection {
  const gathered = units.filter(
    (unit) => unit.received >= gatheredFrom && unit.received >= gatheredShare * received.now,
  );
  const told = topics.slice(0, 3).map(({ phrase, cases }) => `“${phrase}”${cases}件`);
  return {
    heading: '二、反映的领域和较集中的单位',
    paragraphs: [
      told.length === 0
        ? '本期没有三件以上说到同一件事的，无明显热点。'
        : `群众反映较多的是${told.join('、')}。热点按标题和诉求中的用语统计，三件以上方列出，不含单位和个人名称。`,
      gathered.length === 0
        ? '本期没有反映明显集中的单位。'
        : `反映较集中的承办单位有${gathered.map(({ unitId }) => unitName(unitId)).join('、')}（按单位目录顺序列出，不作排名）。`,
    ],
    tables: [
      {
        caption: '热点用语',
        head: ['用语', '本期件数', '上期件数'],
        rows: topics.map(({ phrase, cases, before }) => [phrase, cases, before]),
        bars: 1,
      },
    ],
  };
}

function supervision({ acts }: ReportFigures): ReportSection {
  const of = (key: string): number => acts.find((one) => one.key === key)?.now ?? 0;
  return {
    heading: '三、转送、交办、督办情况',
    paragraphs: [
      `本期转送${of('transferred')}件次，交办${of('assigned')}件次，催办${of('urged')}件次，督办${of('supervised')}件次，通报${of('circulated')}件次；申请复查${of('reexamined')}件，申请复核${of('finallyReviewed')}件。`,
    ],
    tables: [{ caption: '转送、交办、督办', head: comparedHead('事项'), rows: compared(acts, act) }],
  };
}

function quality({ rates, notYetDue }: ReportFigures): ReportSection {
  const of = (key: RateKey): Rate | undefined => rates.find((one) => one.key === key)?.now;
  const [notice, reply] = [of('timelyAcceptance'), of('onTimeReply')];
  return {
    heading: '四、办理质效',
    paragraphs: [
      `本期收到的事项，及时受理率${notice ? percent(notice) : '—'}（${notice ? made(notice) : ''}），另有${notYetDue.timelyAcceptance}件未到期；按期答复率${reply ? percent(reply) : '—'}（${reply ? made(reply) : ''}），另有${notYetDue.onTimeReply}件未到期。未到期的不计入分子和分母。`,
    ],
    tables: [
      {
        caption: '各项比率（分子/分母）',
        head: ['指标', '本期', '本期分子/分母', '上期', '上年同期', '算法'],
        rows: rates.map(({ key, now, before, lastYear }) => [
          rateName(rate(key)),
          percent(now),
          made(now),
          percent(before),
          percent(lastYear),
          rateMade(rate(key)),
        ]),
      },
    ],
  };
}

function receptions({ reception }: ReportFigures): ReportSection {
  return {
    heading: '五、接待与落实',
    paragraphs: ['接待的件数与落实情况并列，接待件数本身不作为评价依据（《领导干部定期接待群众来访制度》六（二））。'],
    tables: [
      {
        caption: '来访、领导接访和下访',
        head: ['方式', '接待件数', '已办结', '已落实', '落实率'],
        rows: reception.map((one) => [
          channel(one.channel),
          one.received,
          one.completed,
          one.implemented.numerator,
          percent(one.implemented),
        ]),
      },
    ],
  };
}

function pressing({ repeated, pending, rates }: ReportFigures, unitName: UnitName): ReportSection {
  const head = ['编号', '承办单位', '类别', '收到日期', '已历天数', '是否超期'];
  const rows = (some: ReportFigures['pending']): Cell[][] =>
    some.map((one) => [
      one.number,
      unitName(one.unitId),
      kind(one.kind),
      one.receivedOn,
      one.days,
      one.overdue ? '超期' : '未超期',
    ]);
  const share = rates.find(({ key }) => key === 'repeated')?.now;
  return {
    heading: '六、重复信访和长期未结事项',
    paragraphs: [
      `本期重复信访${share?.numerator ?? 0}件，占${share ? percent(share) : '—'}。收到六十天以上仍未办结的${pending.length === 20 ? '二十件以上，列出最早的二十件' : `${pending.length}件`}。只列编号，不列信访人和事由。`,
    ],
    tables: [
      { caption: '长期未结事项', head, rows: rows(pending) },
      { caption: '本期重复信访', head, rows: rows(repeated) },
    ],
  };
}

const adoptions: Readonly<Record<string, string>> = { waiting: '待反馈', adopted: '已采纳', notAdopted: '未采纳' };

function suggestions({ suggested, improved }: ReportFigures): ReportSection {
  const pair = (key: string): readonly [string, string] => {
    const [first = '', second = ''] = key.split(':');
    return [first, second];
  };
  const none = suggested.length === 0 && improved.length === 0;
  return {
    heading: '七、建议和采纳情况',
    paragraphs: none ? ['本期没有提出改进工作、完善政策或追究责任的建议。'] : [],
    tables: [
      {
        caption: '督办中提出的三项建议',
        head: ['建议', '采纳情况', '件数'],
        rows: suggested.map(({ key, count }) => [suggestion(pair(key)[0]), adoptions[pair(key)[1]] ?? '', count]),
      },
      {
        caption: '接访和办理中提出的改进建议',
        head: ['建议', '进展', '件数'],
        rows: improved.map(({ key, count }) => [suggestion(pair(key)[0]), status(pair(key)[1]), count]),
      },
    ],
  };
}

function unitTable({ units }: ReportFigures, unitName: UnitName): ReportSection {
  return {
    heading: '八、各单位办理情况',
    paragraphs: ['按单位目录顺序列出，不按信访数量排名。'],
    tables: [
      {
        caption: '各单位',
        head: ['单位', '收到', '超期未办', '及时受理', '按期答复', '落实', '满意（责任单位）'],
        rows: units.map(({ unitId, received, overdue, rates }) => [
          unitName(unitId),
          received,
          overdue,
          `${percent(rates.timelyAcceptance)} ${made(rates.timelyAcceptance)}`,
          `${percent(rates.onTimeReply)} ${made(rates.onTimeReply)}`,
          `${percent(rates.implemented)} ${made(rates.implemented)}`,
          `${percent(rates.satisfactionOfUnit)} ${made(rates.satisfactionOfUnit)}`,
        ]),
      },
    ],
  };
}

function hotlineSection({ received, extended, year }: NonNullable<ReportFigures['hotline']>): ReportSection {
  const found = extensionRate(received, extended);
  const state = { within: '在2%以内', near: '接近2%', over: '已超过2%' }[found.state];
  const left = found.allowanceLeft >= 0 ? `还可续报${found.allowanceLeft}件` : `已超出${-found.allowanceLeft}件`;
  return {
    heading: '九、12345全年续报率',
    paragraphs: [
      `${year}年收到12345交办单${received}件，续报${extended}件，续报率${percent(found)}，${state}，${left}（《信访工作制度》第十一条，上限2%）。`,
    ],
    tables: [],
  };
}

/** The whole report in words and tables. */
export function reportSections(figures: ReportFigures, unitName: UnitName): readonly ReportSection[] {
  return [
    overview(figures),
    fields(figures, unitName),
    supervision(figures),
    quality(figures),
    receptions(figures),
    pressing(figures, unitName),
    suggestions(figures),
    unitTable(figures, unitName),
    ...(figures.hotline ? [hotlineSection(figures.hotline)] : []),
  ];
}

/** What stands at the end of a report: what it is of, and by what it can be made again. */
export function reportNote({ from, to, asOf }: ReportFigures, revision: string): string {
  const open = to >= asOf ? '（报告期尚未结束）' : '';
  return `统计范围：${fullDateText(from)}至${fullDateText(to)}收到的信访事项${open}，检举控告依《信访工作条例》第三十条另行办理，不在其内。数据截至${fullDateText(asOf)}，数据版本${revision}；同一版本可重新生成相同的报告。`;
}

/** 2026年11月 */
export const monthText = (day: PlainDate): string => `${yearOf(day)}年${Number(day.slice(5, 7))}月`;

/** Words of the workbook of the wall's charts. */
export const wallSheets = {
  days: ['近30天收结', ['日期', '收', '结']],
  months: ['近13个月收结', ['月份', '收', '结']],
  ages: ['在办事项件龄', ['收到至今', '超期', '在办']],
  kinds: ['信访类别', ['类别', '超期', '在办']],
  rates: ['办理质效', ['指标', '分子', '分母', '比率', '未到期', '算法']],
  topics: ['近30天热点', ['用语', '件数']],
  units: ['各承办单位', ['单位', '超期', '临近', '在办']],
  channels: ['来源渠道', ['渠道', '超期', '临近', '在办']],
} as const;
