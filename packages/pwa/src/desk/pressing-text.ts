import type { PlainDate } from '@huiyin/domain';
import type { PetitionCaseState } from '@huiyin/domain/cases';
import { clockName, fullDateText } from '@huiyin/domain/messages';
import { pressingWords } from '../messages/notices.zh-CN.ts';

/** What the words are made of. */
interface Pressed {
  readonly state: PetitionCaseState;
  readonly today: PlainDate;
}

/** The running clock of a case that is past its legal date, if any. */
export function lateClock({ state, today }: Pressed) {
  return state.clocks.find((row) => row.state === 'running' && row.legalDue < today);
}

/** Proposed words of 催办 and 督办: the duty and its date; empty where nothing is late. */
export function pressingText(step: 'urge' | 'supervise') {
  return (context: Pressed): string => {
    const late = lateClock(context);
    if (late === undefined) return '';
    const urged = (context.state.urgings ?? []).length > 0;
    return pressingWords[step](clockName(late.clock), fullDateText(late.legalDue), urged);
  };
}

/** Proposed words of 通报: by which day the supervision should have been answered. */
export function criticismText({ state }: Pressed): string {
  const owed = state.clocks.findLast(({ clock, state: is }) => clock === 'supervision-report' && is === 'running');
  return owed === undefined ? '' : pressingWords.criticise(fullDateText(owed.legalDue));
}
