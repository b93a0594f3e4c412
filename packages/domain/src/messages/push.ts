import { addDays, type PlainDate } from '../date.ts';
import type { PressingStep, ReminderStage } from '../reminders/reminders.ts';
import { shortDateText } from './dates.ts';
import { noticeStepName } from './reminders.ts';

// What a lock screen may show to whoever picks the phone up: the kind and the number, never a name or a matter.

/** One reminder of a case, as far as its line on a lock screen tells. */
export interface PushedNotice {
  readonly number: string;
  readonly step: ReminderStage | PressingStep;
  readonly dueOn: PlainDate;
}

/** 信〔2026〕12号 明日到期; 信〔2026〕12号 已超期; 信〔2026〕12号 建议催办. */
export function pushedNoticeText({ number, step, dueOn }: PushedNotice, today: PlainDate): string {
  const near = step === 'soon' || step === 'due';
  if (!near || dueOn < today) return `${number} ${noticeStepName(step)}`;
  if (dueOn === today) return `${number} 今日到期`;
  const tomorrow = dueOn === addDays(today, 1);
  return `${number} ${tomorrow ? '明日' : shortDateText(dueOn, today)}到期`;
}

/** 12月2日接访. */
export const pushedSessionText = (date: PlainDate, today: PlainDate): string => `${shortDateText(date, today)}接访`;

/** 5条新提醒. */
export const pushedManyTitle = (count: number): string => `${count}条新提醒`;

/** 已超期2 · 到期应办1 · 接访1: how many of each kind, the most pressing first. */
export function pushedManyText(steps: readonly (ReminderStage | PressingStep)[], sessions: number): string {
  const kinds = [...pressingFirst.filter((step) => steps.includes(step))].map(
    (step) => `${noticeStepName(step)}${steps.filter((one) => one === step).length}`,
  );
  return [...kinds, ...(sessions > 0 ? [`接访${sessions}`] : [])].join(' · ');
}

const pressingFirst = ['criticise', 'supervise', 'urge', 'overdue', 'due', 'soon'] as const;

/** What a test shows. */
export const pushedTest = { title: '回音设备通知测试', body: '收到这一条，说明本设备可以收到提醒。' } as const;
