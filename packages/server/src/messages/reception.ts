import type { ReceptionKind } from '@huiyin/domain/receptions';

/** The words of a leader's calendar feed. */
export const calendarWords: {
  readonly name: string;
  readonly alarm: string;
  /** Behind the duty, until the office has cancelled it. */
  readonly notHeld: (festival: string) => string;
  readonly summary: Readonly<Record<ReceptionKind, string>>;
} = {
  name: '接访值班',
  alarm: '明天接访',
  notHeld: (festival) => `（${festival}放假，不接访）`,
  summary: { leaders: '领导接访日', departmentHead: '处室负责人接访', government: '政府安排的接访' },
};
