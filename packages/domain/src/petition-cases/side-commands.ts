/**
 * What happens beside and after the main line: urging, supervision, merging, reopening, 复查, 复核 …
 * Each: a type that extends `OnCase` here, its event in side-events.ts, one file with its procedure and decision, one row
 * in procedures.ts, one line in decide.ts, its names and refusals in messages/side-words.ts.
 */
export type SideCommand = never;
export const sideCommandTypes = [] as const satisfies readonly SideCommand[];
