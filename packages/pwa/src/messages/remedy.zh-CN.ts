import { commandName, retractLimitName } from '@huiyin/domain/messages';
import { type MendedAct, type Remedy, remedyOf } from '@huiyin/domain/office';

/** The words of 撤回与更正: what can be done when an act was wrong. */
export const remedyMessages = {
  group: '撤回与更正',
  /** An act that a colleague has done already. */
  standing: '已经办的那一项有误的，在这里改正：',
  colleagues: '已经办的那一项有误的，请与办理的人联系。',
  confirmTitle: (act: string) => `确定${act}吗`,
  confirm: (act: string) => `确定${act}`,
} as const;

/** Acts that add to a list of the case: done again they begin another entry, unless one that stands there is chosen. */
const entries: readonly MendedAct[] = ['recordImprovement', 'recordRectification'];

/** How an act is put right, in one sentence. */
export function remedyWords(act: MendedAct): string {
  if (act === 'retractAct') return '撤回以后需要的，把那一项再办一次。';
  if (entries.includes(act)) return `有误的，或者有了结果的，再办一次“${commandName(act)}”，在“哪一条”中选它。`;
  const { until, again, by } = remedyOf(act);
  const ways = by.map((one) => `“${commandName(one)}”`).join('、');
  const back = until === undefined ? '' : `提交后，${retractLimitName(until)}可以“撤回操作”`;
  if (again) return `有误的，可以再办一次，以后一次为准${ways && `；也可以用${ways}改正`}。`;
  if (back) return `${back}；此后有误的，用${ways}改正。`;
  return `提交后不能“撤回操作”；有误的，用${ways}改正。`;
}

/** An act that can be taken back, and until when. */
export const retractChoice = (act: string, { until }: Remedy): string =>
  until === undefined ? act : `${act}（${retractLimitName(until)}可以撤回）`;
