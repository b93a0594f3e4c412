/** One history of events: a case or a visit. */
export interface StreamRef {
  readonly kind: 'petitionCase' | 'outreachVisit';
  readonly id: string;
}
