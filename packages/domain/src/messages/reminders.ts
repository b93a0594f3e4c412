import type { PressingStep, ReminderStage } from '../reminders/reminders.ts';

const steps: Readonly<Record<ReminderStage | PressingStep, string>> = {
  soon: '临近',
  due: '到期应办',
  overdue: '已超期',
  urge: '建议催办',
  supervise: '建议督办',
  criticise: '建议通报',
};
/** 提醒的由头, or the proposed step of the ladder (催办 → 督办 → 通报). */
export const noticeStepName = (step: ReminderStage | PressingStep): string => steps[step];
