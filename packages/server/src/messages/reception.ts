import type { ReceptionKind } from '@huiyin/domain/receptions';

/** The words of a leader's calendar feed. */
export const calendarWords: {
  readonly name: string;
  readonly alarm: string;
  readonly gone: string;
  readonly summary: Readonly<Record<ReceptionKind, string>>;
} = {
  name: '接访值班',
  alarm: '明天接访',
  gone: '此日历链接已经更换，请在“接访日”重新取得。',
  summary: { leaders: '领导接访日', departmentHead: '处室负责人接访', government: '政府安排的接访' },
};
