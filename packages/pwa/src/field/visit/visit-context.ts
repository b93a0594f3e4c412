import {
  decide,
  type LogOutreachVisit,
  type OutreachMode,
  outreachModes,
  proposeHandlingUnit,
  type Refused,
} from '@huiyin/domain';
import { modeName, refusalMessage } from '@huiyin/domain/messages';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import type { ItemSummary } from '../../offline/types.ts';
import { type FieldSession, nothingYet } from '../session.ts';
import { type MatterForm, type Propose, toCommand, type VisitForm } from './visit-form.ts';

/** What is wrong with the form: the field's path (`matters.0.title`) and the sentence with its article. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** The unit that takes a matter raised at a place; '' when a person has to choose (accusations, R16, Art 30). */
export function proposerFor(field: FieldSession, placeUnitId: () => string): Propose {
  return (matter: MatterForm) => {
    if (matter.facts.contentKind === 'accusation') return '';
    const units = field.units()?.value ?? [];
    return proposeHandlingUnit(units, placeUnitId(), matter.facts.responsibility)?.id ?? '';
  };
}

/** The command of a form, or the first thing that stands in its way: the same `decide` that the server will run. */
export function check(
  field: FieldSession,
  form: VisitForm,
):
  | { readonly ok: true; readonly command: LogOutreachVisit }
  | { readonly ok: false; readonly error: FieldError; readonly refusal?: Refused } {
  const made = toCommand(
    form,
    proposerFor(field, () => form.placeUnitId),
  );
  if (!made.ok) return { ok: false, error: { path: made.path, message: words.dateUnreadable } };
  const decided = decide(nothingYet, made.command, field.world());
  if (decided.ok) return made;
  // The place stands first on the page: when it is missing too, it is asked for first.
  const placeless = decide(nothingYet, { ...made.command, mode: firstMode }, field.world());
  const first = !placeless.ok && placeless.path === 'placeUnitId' ? placeless : decided;
  return { ok: false, error: errorOf(first, form), refusal: first };
}

/**
 * What is wrong with one matter on its own, while its sheet is open: the visit around it is taken as if the rest were
 * right, so that only this matter can be refused.
 */
export function checkMatter(field: FieldSession, form: VisitForm, matter: MatterForm): FieldError | undefined {
  const probe: VisitForm = {
    ...form,
    mode: form.mode === '' ? firstMode : form.mode,
    matters: [matter],
    followUps: [],
    attachments: [],
    position: null,
  };
  const result = check(field, probe);
  if (result.ok || !result.error.path.startsWith('matters.0.')) return undefined;
  const path = result.error.path.slice('matters.0.'.length);
  if (result.refusal === undefined || result.error.message === words.handlerMissing) return { ...result.error, path };
  // Said without "the first matter": its sheet is open.
  return { path, message: refusalMessage({ ...result.refusal, path }) };
}

const [firstMode]: readonly [OutreachMode, ...OutreachMode[]] = outreachModes;

/** `decide` knows no empty choice, only a unit that is not there: what has not been chosen yet is asked for in its own words. */
function errorOf(refusal: Refused, form: VisitForm): FieldError {
  const path = refusal.path ?? '';
  if (path === 'placeUnitId' && form.placeUnitId === '') return { path, message: words.placeMissing };
  if (refusal.code === 'unknown-unit' && path.endsWith('.handlingUnitId'))
    return { path, message: words.handlerMissing };
  return { path, message: refusalMessage(refusal) };
}

/** What the lists show of a visit. */
export function summaryOf(field: FieldSession, command: LogOutreachVisit): ItemSummary {
  const place = field.units()?.value.find((unit) => unit.id === command.placeUnitId);
  return {
    title: place?.name ?? '',
    visitedOn: command.visitedOn,
    modeName: modeName(command.mode),
    matters: command.matters.length,
    photos: command.attachments.filter((one) => one.kind === 'photo').length,
  };
}
