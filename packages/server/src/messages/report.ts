import {
  completionOutcomeName,
  contentKindName,
  figureActName,
  fullDateText,
  improvementStatusName,
  rateMade,
  rateName,
  suggestionKindName,
} from '@huiyin/domain/messages';
import { periodKind, type Rate, type RateKey, type ReportFigures } from '@huiyin/domain/office';

import {
  type Cell,
  channel,
  charted,
  compared,
  comparedHead,
  countTables,
  countText,
  made,
  moved,
  percent,
  type ReportSection,
  type ToldSection,
  trendTables,
} from './report-parts.ts';

// An analysis report (分析报告) in words, in the order of Art 41 of 信访工作条例 and R65(7): what it tells on the screen, on paper
// and in the workbook. Numbers and units, never a petitioner's name; leaders by name in the annex of what they attended (R38) alone.

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

// The keys of kept figures are the domain's own ids.
const kind = (key: string) => contentKindName(key as Parameters<typeof contentKindName>[0]);
const act = (key: string) => figureActName(key as Parameters<typeof figureActName>[0]);
const outcome = (key: string) => completionOutcomeName(key as Parameters<typeof completionOutcomeName>[0]);
const suggestion = (key: string) => suggestionKindName(key as Parameters<typeof suggestionKindName>[0]);
const status = (key: string) => improvementStatusName(key as Parameters<typeof improvementStatusName>[0]);
const rate = (key: string): RateKey => key as RateKey;

function overview(figures: ReportFigures): ToldSection {
  const { received, closed, open, overdue } = figures;
  return {
    heading: '一、总体情况',
    paragraphs: [
      `本期收到信访事项${received.now}件，比上期${moved(received.now, received.before)}，比上年同期${moved(received.now, received.lastYear)}；办结${closed.now}件，比上期${moved(closed.now, closed.before)}。截至${fullDateText(figures.asOf)}，在办${open}件，其中超期${overdue}件。`,
      ...(figures.counts ? [countText(figures.counts)] : []),
    ],
    tables: [
      ...countTables(figures),
      ...trendTables(figures),
      charted({
        caption: '收到的信访事项（按来源渠道）',
        head: comparedHead('渠道'),
        rows: compared(figures.channels, channel),
      }),
      charted({
        caption: '收到的信访事项（按类别）',
        head: comparedHead('类别'),
        rows: compared(figures.kinds, kind),
      }),
      charted({
        caption: '办结的结果',
        head: ['结果', '件数'],
        rows: figures.outcomes.map(({ key, count }) => [outcome(key), count]),
      }),
    ],
  };
}

/** A unit with so many of the period's cases is one that complaints gather at (Art 41); fewer are chance. */
const gatheredFrom = 5;
const gatheredShare = 0.1;

function fields({ topics, units, received }: ReportFigures, unitName: UnitName): ToldSection {
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
      charted({
        caption: '热点用语',
        head: ['用语', '本期件数', '上期件数'],
        rows: topics.map(({ phrase, cases, before }) => [phrase, cases, before]),
      }),
    ],
  };
}

function supervision({ acts }: ReportFigures): ToldSection {
  const of = (key: string): number => acts.find((one) => one.key === key)?.now ?? 0;
  return {
    heading: '三、转送、交办、督办情况',
    paragraphs: [
      `本期转送${of('transferred')}件次，交办${of('assigned')}件次，催办${of('urged')}件次，督办${of('supervised')}件次，通报${of('circulated')}件次；申请复查${of('reexamined')}件，申请复核${of('finallyReviewed')}件。`,
    ],
    tables: [{ caption: '转送、交办、督办', head: comparedHead('事项'), rows: compared(acts, act) }],
  };
}

function quality({ rates, notYetDue }: ReportFigures): ToldSection {
  const of = (key: RateKey): Rate | undefined => rates.find((one) => one.key === key)?.now;
  const [notice, reply] = [of('timelyAcceptance'), of('onTimeReply')];
  return {
    heading: '四、办理质效',
    paragraphs: [
      `本期收到的事项，及时受理率${notice ? percent(notice) : '—'}（${notice ? made(notice) : ''}），另有${notYetDue.timelyAcceptance}件未到期；按期答复率${reply ? percent(reply) : '—'}（${reply ? made(reply) : ''}），另有${notYetDue.onTimeReply}件未到期。未到期的不计入分子和分母。`,
    ],
    tables: [
      charted(
        {
          caption: '各项比率',
          head: ['指标', '本期', '分子/分母', '上期', '上年同期', '算法'],
          rows: rates.map(({ key, now, before, lastYear }) => [
            rateName(rate(key)),
            percent(now),
            made(now),
            percent(before),
            percent(lastYear),
            rateMade(rate(key)),
          ]),
        },
        { unit: '%', columns: [1, 3, 4] },
      ),
    ],
  };
}

function receptions({ reception, rates, confirmed = 0 }: ReportFigures): ToldSection {
  const done = rates.find(({ key }) => key === 'implemented')?.now;
  const told =
    done === undefined || done.denominator === 0
      ? '本期收到的事项中没有需要落实的。'
      : `本期收到并已答复的事项中，答复承诺需要落实的${done.denominator}件，已报落实${done.numerator}件（落实率${percent(done)}），其中经核实${confirmed}件，落实情况未报或者核实未落实的${done.denominator - done.numerator}件。`;
  return {
    heading: '五、接待与落实',
    paragraphs: [
      told,
      '接待的件数与落实情况并列，接待件数本身不作为评价依据（《领导干部定期接待群众来访制度》六（二））。',
    ],
    tables: [
      charted(
        {
          caption: '来访、领导接访和下访',
          head: ['方式', '接待件数', '已办结', '需落实', '已落实', '经核实', '落实率'],
          rows: reception.map((one) => [
            channel(one.channel),
            one.received,
            one.completed,
            one.implemented.denominator,
            one.implemented.numerator,
            one.confirmed ?? 0,
            percent(one.implemented),
          ]),
        },
        { columns: [1, 3, 4] },
      ),
    ],
  };
}

function pressing({ repeated, pending, rates }: ReportFigures, unitName: UnitName): ToldSection {
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

function suggestions({ suggested, improved }: ReportFigures): ToldSection {
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

function unitTable({ units }: ReportFigures, unitName: UnitName): ToldSection {
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

function hotlineSection(found: NonNullable<ReportFigures['hotline']>): ToldSection {
  const { denominator: received, extended, requested, reading, year } = found;
  const state = { within: '在2%以内', near: '接近2%', over: '已超过2%' }[found.state];
  const left = found.allowanceLeft >= 0 ? `还可续报${found.allowanceLeft}件` : `已超出${-found.allowanceLeft}件`;
  return {
    heading: '九、12345全年续报率',
    paragraphs: [
      `${year}年收到12345交办单${received}件，申请续报${requested}件，获准${extended}件，按${reading === 'approved' ? '获准' : '申请'}计续报率${percent(found)}，${state}，${left}（《信访工作制度》第十一条，上限2%）。`,
    ],
    tables: [],
  };
}

/** 领导干部接访情况 (R38): what each attended beside what came of it, in the order of the leaders' list. */
function leadersAnnex(leaders: NonNullable<ReportFigures['leaders']>): ToldSection {
  return {
    heading: '附件　领导干部接访情况',
    paragraphs: [
      '接访、下访与落实、群众评价并列，按姓名音序列出，不作排名（《领导干部定期接待群众来访制度》六（二））。出席含替班；接访落实、下访落实为后续事项已办结的件数与需办的件数。',
    ],
    tables: [
      {
        caption: '领导干部接访情况',
        head: [
          '姓名',
          '接访出席',
          '其中替班',
          '他人替班',
          '接待',
          '作出处理',
          '接访落实',
          '下访',
          '下访落实',
          '群众满意',
        ],
        rows: leaders.map((one) => [
          one.name,
          one.attended,
          one.stoodIn,
          one.substituted,
          one.received,
          one.decided,
          `${percent(one.implemented)} ${made(one.implemented)}`,
          one.outreach,
          `${percent(one.followedUp)} ${made(one.followedUp)}`,
          `${percent(one.satisfied)} ${made(one.satisfied)}`,
        ]),
      },
    ],
  };
}

/** The whole report in words, tables and charts. Tables without a row are left out; what stands is numbered. */
export function reportSections(figures: ReportFigures, unitName: UnitName): readonly ReportSection[] {
  const told: readonly ToldSection[] = [
    overview(figures),
    fields(figures, unitName),
    supervision(figures),
    quality(figures),
    receptions(figures),
    pressing(figures, unitName),
    suggestions(figures),
    unitTable(figures, unitName),
    ...(figures.hotline ? [hotlineSection(figures.hotline)] : []),
    ...(figures.leaders?.length ? [leadersAnnex(figures.leaders)] : []),
  ];
  let [tables, charts] = [0, 0];
  return told.map((section) => ({
    ...section,
    tables: section.tables
      .filter(({ rows }) => rows.length > 0)
      .map(({ chart, ...table }) => {
        tables += 1;
        if (!chart) return { ...table, number: tables };
        charts += 1;
        return { ...table, number: tables, figure: { number: charts, chart } };
      }),
  }));
}

/** What stands at the end of a report: what it is of, and by what it can be made again. */
export function reportNote({ from, to, asOf }: ReportFigures, revision: string): string {
  const open = to >= asOf ? '（报告期尚未结束）' : '';
  return `统计范围：${fullDateText(from)}至${fullDateText(to)}收到的信访事项${open}，检举控告依《信访工作条例》第三十条另行办理，不在其内。数据截至${fullDateText(asOf)}，数据版本${revision}；同一版本可重新生成相同的报告。`;
}

/** The periods of the wall's summary. */
export const summaryPeriodNames = { month: '本月', lastMonth: '上月', year: '本年' } as const;

/** Words of the workbook of the wall's charts. */
export const wallSheets = {
  days: ['近30天收结', ['日期', '收', '结']],
  months: ['近13个月收结', ['月份', '收', '结']],
  ages: ['在办事项件龄', ['收到至今', '超期', '在办']],
  kinds: ['信访类别', ['类别', '超期', '在办']],
  rates: ['办理质效', ['指标', '分子', '分母', '其余', '比率', '未到期', '算法']],
  hotline: ['12345全年续报', ['年度', '续报', '收件', '续报率', '还可续报']],
  topics: ['近30天热点', ['用语', '件数']],
  units: ['各承办单位', ['单位', '超期', '临近', '在办']],
  summaries: ['收件汇总', ['期间', '自', '至', '件次', '人次', '来访批次', '来访人次', '集体访批次', '集体访人次']],
  statuses: ['办理状态', ['状态', '件数']],
  channels: ['来源渠道', ['渠道', '超期', '临近', '在办']],
} as const;
