/** The Chinese wording of every code and id: the one catalogue of server, app and command line. */
export * from './case-names.ts';
export * from './citations.ts';
export * from './dates.ts';
export * from './documents.ts';
export * from './explain.ts';
export * from './fields.ts';
export * from './figures.ts';
export * from './import-faults.ts';
export * from './import-rows.ts';
export * from './names.ts';
export * from './procedures.ts';
export * from './push.ts';
export * from './reception.ts';
export {
  receptionKindName,
  sessionReminderName,
  sessionStatusName,
  sessionWarningName,
  visitorStageName,
} from './reception-day.ts';
export * from './refusals.ts';
export * from './reminders.ts';
export * from './repeats.ts';
export {
  conclusionGroundName,
  filedDocumentName,
  implementationStateName,
  improvementStatusName,
  linkRelationName,
  pressedByName,
  receiptStateName,
  reopenReasonName,
  reportMannerName,
  retentionGroundName,
  retentionName,
  retractLimitName,
  reviewBodiesText,
  reviewBodyName,
  reviewResultName,
  simpleGroundName,
  suggestionKindName,
  supervisionTriggerName,
} from './side-words.ts';
