/** One history of events: a case, a visit or a reception session. */
export interface StreamRef {
  readonly kind: 'petitionCase' | 'outreachVisit' | 'receptionSession';
  readonly id: string;
  /** Of a command's streams: the command begins it. All others must be there already, and the actor must see them. */
  readonly begins?: true;
}
