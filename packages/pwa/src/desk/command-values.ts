import { type CaseCommand, caseFlags } from '@huiyin/domain/cases';
import { commandFormMessages as words } from '../messages/commands.zh-CN.ts';
import type { FormCommand } from './command-fields.ts';
import type { FieldContext, FieldSpec, Values } from './field-spec.ts';
import { listIn } from './register-lists.ts';
import type { SentScan } from './scans.ts';

/** The empty form: what each field holds at first. */
export function initialValues(fields: readonly FieldSpec[], context: FieldContext): Record<string, string | boolean> {
  return Object.fromEntries(
    fields.map(({ name, kind, initial }) => [
      name,
      initial?.(context) ?? (kind === 'tick' || kind === 'flag' ? false : ''),
    ]),
  );
}

/** The fields that the form asks for as it stands. */
export const shownFields = (fields: readonly FieldSpec[], values: Values, context: FieldContext) =>
  fields.filter(({ shown }) => shown?.(values, context) ?? true);

/** Kinds that cannot be read as empty: a text may be, and what then is missing the rules say with their article. */
const asked: readonly FieldSpec['kind'][] = ['date', 'number', 'choice', 'yesNo', 'unit', 'person', 'case'];

/** Fields that must hold something before the rules can look at the command, each with what to do. */
export function missingIn(fields: readonly FieldSpec[], values: Values): Readonly<Record<string, string>> {
  const empty = fields.filter(
    ({ name, kind, optional, ruled }) => asked.includes(kind) && !optional && !ruled && values[name] === '',
  );
  return Object.fromEntries(empty.map(({ name, kind }) => [name, words.missing(kind)]));
}

/** What one field adds to the payload; nothing when it may be left out and is empty. */
function part({ name, kind, optional, ruled, versionAs }: FieldSpec, given: string | boolean): Record<string, unknown> {
  if (typeof given === 'boolean') return { [name]: given };
  const text = given.trim();
  if (text === '' && (optional || ruled || asked.includes(kind))) return kind === 'choices' ? { [name]: [] } : {};
  switch (kind) {
    case 'yesNo':
      return { [name]: text === 'yes' };
    case 'number':
      return { [name]: Number(text) };
    case 'lines':
    case 'choices':
      return {
        [name]: text
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      };
    case 'scans':
      return { [name]: listIn<SentScan>(text).map(({ name: _name, ...scan }) => scan) };
    case 'case': {
      const [id = '', version = ''] = text.split(' ');
      return versionAs === undefined ? { [name]: id } : { [name]: id, [versionAs]: Number(version) };
    }
    default:
      return { [name]: text };
  }
}

/** The command as the form stands. Its shape is that of its type by the table of fields; the server looks at it again. */
export function commandOf(
  type: FormCommand,
  fields: readonly FieldSpec[],
  values: Values,
  { state }: FieldContext,
  expectedVersion: number,
): CaseCommand {
  const parts = fields.filter(({ kind }) => kind !== 'flag').map((field) => part(field, values[field.name] ?? ''));
  const flags = Object.fromEntries(
    caseFlags.filter((flag) => (state.flags?.[flag] ?? false) !== values[flag]).map((flag) => [flag, values[flag]]),
  );
  const flagged = fields.some(({ kind }) => kind === 'flag') ? { flags } : {};
  // the fields of a command make its shape; the server checks it again
  return Object.assign({ type, caseId: state.id, expectedVersion }, ...parts, flagged) as CaseCommand;
}

/** Something in place of a field that is wrong, so that the rules look further and tell all that is wrong at once. */
export function mended({ kind, name }: FieldSpec, command: CaseCommand, today: string): CaseCommand | undefined {
  const having = (value: string | number) => Object.assign({ ...command }, { [name]: value });
  if (kind === 'date') return having(today);
  if (kind === 'number') return having(1);
  if (kind === 'text' || kind === 'long') return having('…');
  // what cannot be made up is at least there: the rules look at whole commands
  return Object.hasOwn(command, name) ? undefined : having('');
}
