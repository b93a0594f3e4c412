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

/** Proposed words of 催办, 督办 or 通报: the duty and its date; empty where nothing is late. */
export function pressingText(step: keyof typeof pressingWords) {
  return (context: Pressed): string => {
    const late = lateClock(context);
    if (late === undefined) return '';
    const due = fullDateText(late.legalDue);
    return step === 'criticise' ? pressingWords.criticise(due) : pressingWords[step](clockName(late.clock), due);
  };
}
