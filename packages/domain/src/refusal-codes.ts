/**
 * Every reason for which something can be refused: stable kebab-case codes, never renamed once released.
 * The words are in the message catalogue, a total record over this list: a code without words does not compile.
 */
export const refusalCodes = [
  // dates, calendar, clocks
  'invalid-date',
  'calendar-missing',
  'unknown-clock',
  'no-limit-in-force',
  // text and shape
  'text-too-long',
  'text-unreadable',
  'too-many-items',
  'duplicate-id',
  'unknown-choice',
  // who and where
  'role-not-allowed',
  'unit-out-of-scope',
  'unknown-unit',
  'unit-kind-mismatch',
  'accused-unit',
  // registration
  'already-registered',
  'title-missing',
  'demand-missing',
  'petitioner-name-missing',
  'received-in-future',
  'hotline-number-missing',
  'hotline-due-before-receipt',
  // outreach visits
  'visit-already-logged',
  'visited-in-future',
  'mode-missing',
  'follow-up-what-missing',
  'follow-up-owner-missing',
  'follow-up-due-before-visit',
  'malformed-attachment',
  'malformed-position',
  // acceptance notice and completion
  'unknown-case',
  'version-conflict',
  'notice-already-issued',
  'issued-in-future',
  'issued-before-receipt',
  'not-education',
  'accept-in-handling',
  'concluded-needs-leader',
  'reason-missing',
  'law-explanation-missing',
  'competent-body-missing',
  'not-yet-accepted',
  'case-closed',
  'cause-missing',
  'resolution-missing',
  'reply-missing',
  'replied-in-future',
  'replied-before-acceptance',
  // of the doors around the domain: the server and the app refuse with these; their words live in the same catalogue
  'unauthenticated',
  'forbidden',
  'sign-in-refused',
  'rate-limited',
  'invalid-command',
  'command-id-reused',
  'batch-too-large',
  'setup-closed',
  'setup-code-wrong',
  'password-too-weak',
  'attachment-missing',
  'attachment-too-large',
  'database-unavailable',
  'internal-error',
] as const;

/** A stable reason of refusal; see {@link refusalCodes}. */
export type RefusalCode = (typeof refusalCodes)[number];
