import { mainFields } from './main-fields.ts';
import { sideFields } from './side-fields.ts';

/** The fields of every command on a case, in the order of its form. */
export const commandFields = { ...mainFields, ...sideFields };

/** A command with a form made of described fields. */
export type FormCommand = keyof typeof commandFields;
