/** Events beside and after the main line; their state in side-facets.ts, their fold in side-evolve.ts. */
export type SideEvent = never;
