/** The papers of the work (文书): kinds, what each may name, of which act each is born, and how they are numbered. */
export * from './documents/born.ts';
export * from './documents/fields.ts';
export { foreseenState } from './documents/foreseen.ts';
export { formAct } from './documents/form-act.ts';
export * from './documents/issued.ts';
export * from './documents/kinds.ts';
export * from './documents/must-say.ts';
export * from './documents/opinion-check.ts';
export * from './documents/organ-mark.ts';
export { actsOfPaper } from './documents/paper-of-act.ts';
export * from './documents/proposed-copies.ts';
export * from './documents/rules.ts';
export * from './documents/standing.ts';
export { voidableNow } from './documents/void.ts';
