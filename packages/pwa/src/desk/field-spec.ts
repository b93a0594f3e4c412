import { isWithin, type PlainDate, type Role } from '@huiyin/domain';
import {
  answersForOrgan,
  type CaseFlag,
  decidesRecusal,
  ownUnitId,
  type PetitionCaseState,
  type PostsWorld,
  type PressedBy,
  type RetractableAct,
  type ReviewBody,
  type World,
} from '@huiyin/domain/cases';
import { saidBy } from '../ui/value-text.ts';
import type { ColleagueRow, PetitionCase } from './documents.ts';

// How the fields of a command are described; the fields themselves: main-fields.ts and side-fields.ts.

/** What stands in a form; ticks are true or false, lists have one entry a line. */
export type Values = Readonly<Record<string, string | boolean>>;

/** What a field may look at: the case as the rules see it, the day, and who could be named. */
export interface FieldContext {
  readonly state: PetitionCaseState;
  readonly today: PlainDate;
  /** Of who fills in the form. */
  readonly role: Role;
  readonly actorId: string;
  readonly colleagues: readonly ColleagueRow[];
  readonly unit: World['unit'];
  /** Who holds which post. */
  readonly posts: PostsWorld;
  readonly portfolioLeaderId: string;
  /** To whom its letter is copied by the rules (抄送). */
  readonly copies: readonly string[];
  /** To whom 复查 of its opinion may be requested, by name; whoever may have been asked for it, and for 复核. */
  readonly reexaminedBy: string;
  readonly requestedOf: readonly ReviewBody[];
  readonly reviewedBy: readonly ReviewBody[];
  /** What this person may take back now. */
  readonly retractable: readonly RetractableAct[];
  /** Ids of the papers that this person may cancel now (作废). */
  readonly voidable: readonly string[];
  /** What this person may acknowledge now (签收), or date anew. */
  readonly acknowledgeable: readonly PressedBy[];
  /** Cases that belong with this one. */
  readonly related: PetitionCase['related'];
  /** Documents of a district whose copies are owed (备案). */
  readonly copiesOwed: PetitionCase['copiesOwed'];
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

type Kind =
  | 'text'
  | 'long'
  | 'date'
  | 'number'
  | 'choice'
  | 'choices'
  | 'yesNo'
  | 'tick'
  | 'flag'
  | 'lines'
  | 'unit'
  | 'person'
  | 'case'
  | 'entry'
  /** Files, sent as soon as they are chosen. */
  | 'scans'
  /** Not asked for: the case says it. */
  | 'fixed';

/**
 * One field of a command: how it is asked for and what stands in it at first. Whether a text may be empty, who may be named
 * and which day is right are the rules' to say, not the field's; `optional` only lets it be left out of the command.
 */
export interface FieldSpec<Name extends string = string> {
  readonly name: Name;
  readonly kind: Kind;
  readonly optional?: boolean;
  /** Left out when it is empty, like an optional one; but whether it may be, the rules say. */
  readonly ruled?: boolean;
  /** By which word the field goes as the form stands; its name when missing. */
  readonly called?: (values: Values) => string;
  readonly initial?: (context: FieldContext) => string | boolean;
  readonly choices?: (context: FieldContext) => readonly Choice[];
  /** What a value is called that is not offered (any more): others have moved the case on. */
  readonly says?: (value: string, context: FieldContext) => string | undefined;
  readonly people?: (context: FieldContext, values: Values) => readonly ColleagueRow[];
  /** Of a unit: which may be chosen; all of them when missing. */
  readonly units?: (unit: { readonly kind: string }) => boolean;
  /** Likely answers of a line of text, offered while it is typed. */
  readonly suggested?: (context: FieldContext) => readonly string[];
  readonly shown?: (values: Values, context: FieldContext) => boolean;
  /** Of an entry that stands in the case already: what it says, to be put right or carried on. */
  readonly stands?: (state: PetitionCaseState, id: string) => Values;
  /** Of a case that is named: where its version goes. */
  readonly versionAs?: string;
}

type Options = Omit<FieldSpec, 'name' | 'kind'>;
type Make = <N extends string>(name: N, options?: Options) => FieldSpec<N>;
export const optional = { optional: true } as const;
export const ruled = { ruled: true } as const;

export const text: Make = (name, options = {}) => ({ name, kind: 'text', ...options });
export const long: Make = (name, options = {}) => ({ name, kind: 'long', ...options });
export const lines: Make = (name, options = {}) => ({ name, kind: 'lines', ...options });
export const unit: Make = (name, options = {}) => ({ name, kind: 'unit', ...options });
export const yesNo: Make = (name, options = {}) => ({ name, kind: 'yesNo', ...options });
/** A business date: today until another is chosen. */
export const day: Make = (name, options = {}) => ({
  name,
  kind: 'date',
  ...(options.optional === true ? {} : { initial: ({ today }) => today }),
  ...options,
});
export const choicesOf = <T extends string>(ids: readonly T[], label: (id: T) => string) =>
  ids.map((value) => ({ value, label: label(value) }));
export const choice = <N extends string, T extends string>(
  name: N,
  ids: readonly T[],
  label: (id: T) => string,
  options: Options = {},
): FieldSpec<N> => ({ name, kind: 'choice', choices: () => choicesOf(ids, label), says: saidBy(label), ...options });
/** A choice among what the rules allow in the case; the only one stands at once. */
export const allowed = <N extends string, T extends string>(
  name: N,
  idsFor: (context: FieldContext) => readonly T[],
  label: (id: T) => string,
): FieldSpec<N> => ({
  name,
  kind: 'choice',
  choices: (context) => choicesOf(idsFor(context), label),
  says: saidBy(label),
  initial: (context) => {
    const [only = '', ...others] = idsFor(context);
    return others.length === 0 ? only : '';
  },
});
export const person = <N extends string>(
  name: N,
  people: NonNullable<FieldSpec['people']>,
  options: Options = {},
): FieldSpec<N> => ({ name, kind: 'person', people, ...options });

/** Who approves (批准人): a leader of the bureau, by name. */
export const approver = text('approvedBy', { suggested: (context) => leaders(context).map(({ name }) => name) });
/** Somebody by name: mostly a colleague, but a school's or another body's too. */
export const named: Make = (name, options = {}) =>
  text(name, { suggested: ({ colleagues }) => colleagues.map((one) => one.name), ...options });

export const leaders = ({ colleagues }: FieldContext) => colleagues.filter(({ role }) => role === 'leader');
/** Whose recusal one may record: a unit's clerk only one's own (回避, Art 28). */
export const recusable = ({ colleagues, role, actorId }: FieldContext) =>
  colleagues.filter(({ id }) => role !== 'departmentClerk' || id === actorId);
/** Who answers for the organ that has the case (本机关、单位负责人, Art 34). */
export const approvers = ({ colleagues, posts, state }: FieldContext) =>
  colleagues.filter(({ id }) => answersForOrgan(id, state.handlingUnitId, posts));
/** Who may decide the recusal of whom the form names. */
export const deciders = ({ colleagues, posts }: FieldContext, { personId = '' }: Values) => {
  const recused = colleagues.find(({ id }) => id === personId);
  return colleagues.filter(({ id }) => recused === undefined || decidesRecusal(id, recused, posts));
};
/** Who works in the unit that the form names; everyone until it names one. */
export const ofItsUnit = ({ colleagues, unit }: FieldContext, { unitId = '' }: Values) =>
  colleagues.filter((one) => unitId === '' || isWithin(unit, one.unitId, String(unitId)));
/** Where the case goes unless another unit is chosen. */
export const itsUnit = ({ state }: FieldContext) => ownUnitId(state) ?? '';

/** To whom else a letter goes, as the rules propose it, and what lies with it. */
export const addressing = [
  lines('copyTo', { ...optional, initial: ({ copies }) => copies.join('\n') }),
  lines('enclosures', optional),
];

/**
 * The fields of some commands, each in the order of its form: a name that a command does not know does not compile. Flags
 * are asked for one by one.
 */
export type FieldsOf<C extends { readonly type: string }> = {
  readonly [T in C['type']]: readonly FieldSpec<
    T extends 'setCaseFlags' ? CaseFlag | 'reason' : keyof Extract<C, { readonly type: T }> & string
  >[];
};
