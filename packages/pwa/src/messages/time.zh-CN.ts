import type { CalendarDay } from '@huiyin/domain';

/** The words of what runs against time on the case page. */

const percent = (part: number, whole: number): string =>
  ((part / whole) * 100).toLocaleString('zh-CN', { maximumFractionDigits: 2 });

export const timeMessages = {
  owes: (who: string, level: string) => `由${who}办理 · 期限按${level}`,
  target: (target: string, legal: string) => `目标 ${target}（休息日之前办到），法定期限 ${legal}`,
  soonByDays: '导入之前，三天之内到期的按“临近”提醒，不推算剩余工作日。',
  changed: '有变更',
  redated: (on: string, before: string, after: string) =>
    `${on}按新的放假安排重算：${before === after ? `${after}不变，不再是暂定` : `${before}改为${after}`}`,
  copies: '区县备案',
  copyOwed: (document: string, on: string) => `${document}（${on}出具）的副本还没有抄送局里`,
  copyDue: (day: string) => `应于${day}抄送`,
  copyLate: (day: string) => `应于${day}抄送，已逾期`,
  copyBasis: '区县出具告知单、答复意见书的同时抄送市局备案。依据《信访工作制度》第八条。',
  allowance: (year: number, received: number, { name, count }: { name: string; count: number }) =>
    `${year}年续报率 ${percent(count, received)}%（收到 ${received.toLocaleString('zh-CN')} 件，${name}续报 ${count} 件），上限 2%。`,
  allowanceNone: (year: number) => `${year}年还没有收到 12345 交办单，续报率从收到的第一件算起，上限 2%。`,
  otherReading: (received: number, { name, count }: { name: string; count: number }, state: string) =>
    `按${name}计 ${percent(count, received)}%（${count} 件）${{ near: '，接近上限', over: '，超过上限' }[state] ?? ''}。`,
  approved: '获准',
  requested: '申请',
  dateRequests: '续报',
  dateAsked: (who: string, on: string, until: string, reason: string) => `${who}${on}申请延至${until}：${reason}`,
  dateWaiting: '等待答复',
  dateAgreed: '获准',
  dateRefused: '未获准',
  dateUntil: (who: string, on: string, until: string) => `${who}${on}同意，改为${until}。`,
  dateWhyNot: (who: string, on: string, reason: string) => `${who}${on}答复：${reason}`,
  dateOwes: (due: string) =>
    `由局办公室与 12345 中心商定、登记答复；获准以前，承办单位仍应在${due}前答复。依据《信访工作制度》第十一条。`,
  allowanceLeft: (left: number) =>
    left > 0
      ? `按今年已收到的件数，还可续报 ${left} 件。`
      : `按今年已收到的件数，${left < 0 ? `已经多续报 ${-left} 件` : '续报名额已经用完'}。`,
  allowanceNear: '已接近上限，非必要不续报。',
  allowanceOver: '已超过上限。',
} as const;

/** What a day is besides its weekday: its festival, a rest day, or one that is worked instead of another (调休). */
export function dayKindWords({ kind, festival }: Pick<CalendarDay, 'kind' | 'festival'>): string {
  if (festival !== undefined) return `（${festival}放假）`;
  if (kind === 'makeUpWorkday') return '（调休上班）';
  return kind === 'weekend' ? '（休息日）' : '';
}
