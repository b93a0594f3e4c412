import type { PlainDate } from '../date.ts';

/** 复查 (Art 35) or 复核 (Art 36) under way or decided. */
export interface Reconsideration {
  readonly requestedOn: PlainDate;
  readonly decidedOn?: PlainDate;
}

/** What happens beside and after the main line, each there once it has happened. */
export interface SideFacets {
  /** 并案: lives on in another case. */
  readonly merger?: { readonly intoId: string; readonly mergedOn: PlainDate };
  readonly withdrawal?: { readonly withdrawnOn: PlainDate };
  readonly reexamination?: Reconsideration;
  readonly finalReview?: Reconsideration;
  readonly conclusion?: { readonly concludedOn: PlainDate };
}
