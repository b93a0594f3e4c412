/** Refusals of the procedure table and of the main line; part of the one list in ../refusal-codes.ts. */
export const mainRefusalCodes = [
  'wrong-channel',
  'accused-actor',
  'actor-recused',
  'done-in-future',
  'done-too-early',
  'already-instructed',
  'intake-out-of-order',
  'abstract-missing',
  'leader-missing',
] as const;

/** Refusals beside and after the main line. */
export const sideRefusalCodes = [] as const;
