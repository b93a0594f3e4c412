import { parsePlainDate } from '../date.ts';
import type { RefusalParams } from '../result.ts';
import { fullDateText } from './dates.ts';
import { roleName } from './names.ts';

/** What is refused (with the refusal's figures), and how to mend it. The articles stand between the two. */
export interface Wording {
  readonly what: string | ((params: RefusalParams) => string);
  readonly mend: string | ((params: RefusalParams) => string);
}

/** A figure of the refusal; dates as people write them: 2026年11月22日. */
export function text(params: RefusalParams, key: string): string {
  const value = params[key] ?? '';
  const date = parsePlainDate(value);
  return date.ok ? fullDateText(date.value) : String(value);
}

/** Looks a name up by an id that travelled as plain text; an id of another version shows as it is. */
export function named<Id extends string>(name: (id: Id) => string | undefined, id: string): string {
  return name(id as Id) ?? id; // params are plain text; a miss is answered by the id itself
}

/** Who may, instead of the actor: 局领导或者局办公室经办. */
export function whoMay(params: RefusalParams): string {
  const names = text(params, 'by').split(',').filter(Boolean);
  return names.length === 0 ? '局领导或者局办公室经办' : names.map((id) => named(roleName, id)).join('或者');
}
