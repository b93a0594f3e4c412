import { type PlainDate, parsePlainDate } from '@huiyin/domain';
import {
  acknowledgeable,
  finalReviewBodies,
  reexaminationBodies,
  requestedBodies,
  retractableNow,
} from '@huiyin/domain/cases';
import { proposedCopies } from '@huiyin/domain/documents';
import { dateText, reviewBodiesText } from '@huiyin/domain/messages';
import { commandFormMessages as words } from '../messages/commands.zh-CN.ts';
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
    colleagues: desk.colleagues(),
    portfolioLeaderId,
    copies: proposedCopies(command, state, { unit: world.unit, actorUnitId: world.actor.unitId }),
    reexaminedBy: reviewBodiesText(reexaminationBodies(state, world)),
    requestedOf: requestedBodies(state, world),
    reviewedBy: finalReviewBodies(state, world),
    acknowledgeable: acknowledgeable(state, world),
    retractable: command === 'retractAct' ? retractableNow(state, world) : [],
    related: it.related,
    copiesOwed: it.copiesOwed,
  };
}

/** What a field holds, in words: the name of a choice, a unit, a person or a case, a day as people say it. */
export function fieldText({ kind, choices }: FieldSpec, value: string, context: FieldContext, desk: Desk): string {
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
  const named = choices?.(context) ?? [];
  const called = value.split('\n').map((one) => named.find((choice) => choice.value === one)?.label ?? one);
  return called.join('\n');
}

/** How what somebody asked for in vain is said (冲突处理): as its form says it; undefined where no form has such a field. */
export function lostText(it: PetitionCase, desk: Desk, today: PlainDate) {
  return (command: string, name: string, value: unknown): string | undefined => {
    if (!hasFields(command)) return undefined;
    const fields: readonly FieldSpec[] = commandFields[command];
    const field = fields.find((one) => one.name === name);
    return field && fieldText(field, asTyped(value), fieldContext(it, command, desk, today), desk);
  };
}
