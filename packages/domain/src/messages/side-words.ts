import type { sideRefusalCodes } from '../petition-cases/refusal-codes.ts';
import type { SideCommand } from '../petition-cases/side-commands.ts';
import type { SideEvent } from '../petition-cases/side-events.ts';
import type { Wording } from './wording.ts';

type TypeOf<T> = T extends { readonly type: infer Type extends string } ? Type : never;

/** Commands beside and after the main line, as buttons say them. */
export const sideCommandNames: Readonly<Record<TypeOf<SideCommand>, string>> = {};

/** Events beside and after the main line, as a timeline says them. */
export const sideEventNames: Readonly<Record<TypeOf<SideEvent>, string>> = {};

/** The words of their refusals. */
export const sideWordings: Readonly<Record<(typeof sideRefusalCodes)[number], Wording>> = {};
