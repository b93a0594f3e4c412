import { type PlainDate, parsePlainDate } from '@huiyin/domain';
import {
  acknowledgeable,
  finalReviewBodies,
  type PostsWorld,
  reexaminationBodies,
  requestedBodies,
  retractableNow,
  type World,
} from '@huiyin/domain/cases';
import { proposedCopies, voidableNow } from '@huiyin/domain/documents';
import { caseFlagName, commandName, dateText, reviewBodiesText } from '@huiyin/domain/messages';
import { fieldWords, commandFormMessages as words } from '../messages/commands.zh-CN.ts';
import { saidBy } from '../ui/value-text.ts';
import type { LostWords } from './ConflictsCard.tsx';
import { commandFields, type FormCommand } from './command-fields.ts';
import type { PetitionCase } from './documents.ts';
import type { FieldContext, FieldSpec } from './field-spec.ts';
import { asTyped } from './standing.ts';
import { caseState, type Desk } from './world.ts';

/** Whether a command has its form here. */
export const hasFields = (command: string): command is FormCommand => Object.hasOwn(commandFields, command);

/** What the fields of that command look at, in the case as it is on the screen. */
export function fieldContext(it: PetitionCase, command: FormCommand, desk: Desk, today: PlainDate): FieldContext {
  const state = caseState(it);
  const world = desk.world(today);
  const { portfolioLeaderId = '' } = world.staff(state.handlingUnitId) ?? {};
  return {
    state,
    today,
    role: world.actor.role,
    actorId: world.actor.id,
    colleagues: desk.colleagues(),
    unit: world.unit,
    posts: postsOf(desk, world),
    portfolioLeaderId,
    copies: proposedCopies(command, state, { unit: world.unit, actorUnitId: world.actor.unitId }),
    reexaminedBy: reviewBodiesText(reexaminationBodies(state, world)),
    requestedOf: requestedBodies(state, world),
    reviewedBy: finalReviewBodies(state, world),
    acknowledgeable: acknowledgeable(state, world),
    retractable: command === 'retractAct' ? retractableNow(state, world) : [],
    voidable: command === 'voidDocument' ? voidableNow(state, world).map(({ id }) => id) : [],
    related: it.related,
    copiesOwed: it.copiesOwed,
  };
}

/** Who holds which post, as far as colleagues are known here. */
function postsOf(desk: Desk, { unit, staff }: World): PostsWorld {
  const person = (id: string) => desk.colleagues().find((one) => one.id === id);
  const leader = (id: string) => desk.colleagues().find((one) => one.id === id && one.role === 'leader');
  return { unit, staff, person, leader };
}

/** What a field holds, in words: the name of a choice, a unit, a person or a case, a day as people say it. */
export function fieldText(
  { kind, choices, says }: FieldSpec,
  value: string,
  context: FieldContext,
  desk: Desk,
): string {
  const nameIn = (all: readonly { readonly id: string; readonly name: string }[]) =>
    all.find(({ id }) => id === value)?.name ?? value;
  if (kind === 'unit') return nameIn(desk.units());
  if (kind === 'person') return nameIn(context.colleagues);
  // a case out of sight has nothing to be called by
  if (kind === 'case' || kind === 'fixed')
    return context.related.find((one) => one.case.id === value)?.case.number ?? '';
  if (kind === 'yesNo' && value !== '') return value === 'yes' ? words.yes : words.no;
  const day = kind === 'date' ? parsePlainDate(value) : undefined;
  if (day?.ok) return dateText(day.value, context.today);
  if (choices === undefined) return value;
  const named = choices(context);
  // what has no word is called by nothing: an id is none
  const called = (one: string) => named.find((choice) => choice.value === one)?.label ?? says?.(one, context) ?? '';
  return value.split('\n').map(called).join('\n');
}

/** Each flag that was to be set or taken away. */
const flagsText = (flags: unknown): string =>
  Object.entries(flags ?? {})
    .map(([flag, on]) => `${saidBy(caseFlagName)(flag) ?? ''}：${on === true ? words.yes : words.no}`)
    .join('，');

/** How what somebody asked for in vain is said (冲突处理): as its form says it; undefined where no form has such a field. */
export function lostWords(it: PetitionCase, desk: Desk, today: PlainDate) {
  return (command: string, name: string, value: unknown): LostWords | undefined => {
    if (!hasFields(command)) return undefined;
    const fields: readonly FieldSpec[] = commandFields[command];
    // flags are asked for one by one, and travel together
    if (name === 'flags') return { label: commandName(command), text: flagsText(value) };
    const field = fields.find((one) => one.name === name);
    if (field === undefined) return undefined;
    const { label } = fieldWords(command, name);
    // files are said like any list
    if (field.kind === 'scans') return { label, text: undefined };
    return { label, text: fieldText(field, asTyped(value), fieldContext(it, command, desk, today), desk) };
  };
}
