import { parsePhone, parseResidentCard } from '@huiyin/domain';
import type { Draft } from '../session/draft.ts';
import { todayHere } from '../ui/time.ts';
import type { LikelyRepeat } from './documents.ts';
import { type ChosenLink, channelOf, incomingFields, listedMembers, type RegisterValues } from './register.ts';
import { listIn, listText } from './register-lists.ts';

/** What the clerk makes of a likely repeat: 重复信访, 关联, or 并案 once it is registered. */
export type RepeatChoice = 'repeat' | 'related' | 'merge';

/** The case that what is being registered will be merged into, as it was seen. */
interface MergeTarget {
  readonly caseId: string;
  readonly version: number;
}

const person = ({
  name,
  phone,
  idCard,
  address,
}: {
  name: string;
  phone?: string;
  idCard?: string;
  address?: string;
}) => ({
  name,
  // half a number finds nothing
  ...(phone && parsePhone(phone).ok ? { phone } : {}),
  ...(idCard && parseResidentCard(idCard, todayHere()).ok ? { idCard } : {}),
  ...(address ? { address } : {}),
});

/** What is looked for: everybody and the words, as far as typed; undefined while that is next to nothing. */
export function probeOf(values: RegisterValues) {
  const { title, demand, handlingUnitId } = values;
  const people = values.anonymous ? [] : [person(values), ...(values.joint ? listedMembers(values).map(person) : [])];
  const named = people.some(
    ({ name, phone, idCard }) => name.trim().length > 1 || phone !== undefined || idCard !== undefined,
  );
  const channel = channelOf(values);
  const number = channel === 'hotline' ? values.hotlineNumber : incomingFields[channel]?.number && values.number;
  if (!named && `${title}${demand}${number ?? ''}`.trim().length < 6) return undefined;
  return { channel, people, title, demand, handlingUnitId, ...(number && { number }) };
}

/** What the case will be merged into once it is registered, when that was chosen. */
export const mergeTarget = (values: RegisterValues): MergeTarget | undefined =>
  listIn<MergeTarget>(values.mergeInto)[0];

/** What was chosen for this case, if anything. */
export function choiceFor(values: RegisterValues, caseId: string): RepeatChoice | undefined {
  if (mergeTarget(values)?.caseId === caseId) return 'merge';
  const link = listIn<ChosenLink>(values.links).find((one) => one.caseId === caseId);
  return link && (link.relation === 'repeat' ? 'repeat' : 'related');
}

/** Keeps the choice in the draft; a repeat says at once how far its original has come (Arts 19, 35, 36). */
export function chooseRepeat(
  draft: Draft<RegisterValues>,
  repeat: LikelyRepeat,
  choice: RepeatChoice | undefined,
): void {
  const { id: caseId, version, number, title } = repeat.case;
  const others = listIn<ChosenLink>(draft.values.links).filter((link) => link.caseId !== caseId);
  const merged = mergeTarget(draft.values)?.caseId === caseId;
  if (choice === 'merge') {
    draft.set({ links: listText(others), mergeInto: listText([{ caseId, version }]) });
    return;
  }
  if (merged) draft.set('mergeInto', '');
  const relation = choice === 'repeat' ? 'repeat' : 'related';
  draft.set('links', listText(choice === undefined ? others : [...others, { caseId, relation, number, title }]));
  if (choice === 'repeat') draft.set('priorHandling', repeat.priorHandling);
}
