import { type Citation, cite } from '../citation.ts';
import { commonFields, type DocumentField } from './fields.ts';
import type { DocumentKind } from './kinds.ts';

/**
 * How the petitioner stands in a paper: by the full name (what goes to the petitioner, and the file's own forms); in the
 * assignment form and the report to a sender by the full name, but in accusations not at all (Art 30); masked in what other units read.
 */
export type NameRule = 'full' | 'fullUnlessAccusation' | 'masked';

/** What holds for one kind of paper. */
export interface DocumentRule {
  /** Internal form on a table, or an official letter (GB/T 9704-2012: forms are no 公文 and bear no red head). */
  readonly layout: 'form' | 'letter';
  /** Of what is born of an act (`actsOfPaper`): the word of its series in 教信受〔2026〕1号. What bears no number has none. */
  readonly series?: string;
  readonly names: NameRule;
  /** What its template may use beside the fields that all have. */
  readonly fields: readonly DocumentField[];
  /** What its template must use, or the paper would not say what the article asks. */
  readonly required: readonly DocumentField[];
  readonly citations: readonly Citation[];
}

const fourForms = cite('receptionSystem', '五（二）', 'R32');
const statute = (article: string): Citation => cite('petitionRegulation2022', article);
const notices = [cite('petitionSystem', '第六条', 'R71'), statute('第二十三条')];
const urging = cite('petitionSystem', '第三条（六）', 'R65');
const supervising = ['trigger', 'requirement', 'suggestions', 'reportBy'] as const;

/** One row a kind. */
export const documentRules: Readonly<Record<DocumentKind, DocumentRule>> = {
  registrationForm: {
    layout: 'form',
    names: 'full',
    fields: [
      'petitionerKind',
      'phone',
      'relation',
      'contentKind',
      'route',
      'earlierHandling',
      'abstract',
      'instruction',
      'firstAsked',
    ],
    required: ['caseNumber', 'demand'],
    citations: [cite('petitionSystem', '第五条', 'R69'), fourForms],
  },
  assignmentForm: {
    layout: 'form',
    series: '交',
    names: 'fullUnlessAccusation',
    fields: ['title', 'destination', 'requirement', 'reportBy', 'responsible', 'phone'],
    required: ['number', 'destination', 'demand'],
    citations: [cite('petitionSystem', '第六条', 'R70'), fourForms],
  },
  supervisionForm: {
    layout: 'form',
    names: 'masked',
    fields: [...supervising, 'answer'],
    required: ['requirement'],
    citations: [statute('第四十条'), fourForms],
  },
  completionForm: {
    layout: 'form',
    names: 'full',
    fields: ['cause', 'resolution', 'outcome', 'repliedOn', 'satisfaction', 'instruction'],
    required: ['cause', 'resolution', 'outcome'],
    citations: [cite('receptionSystem', '二（三）', 'R8'), fourForms],
  },
  receptionRecord: {
    layout: 'form',
    names: 'full',
    fields: ['phone', 'relation', 'receivedBy', 'receivedAt', 'venue', 'recorder', 'talk', 'guidance', 'decision'],
    required: ['petitioner', 'talk'],
    citations: [fourForms, cite('receptionSystem', '三（一）', 'R9')],
  },
  acceptanceNotice: {
    layout: 'letter',
    series: '受',
    names: 'full',
    fields: ['dueOn', 'remark'],
    required: ['number', 'petitioner', 'matter'],
    citations: notices,
  },
  nonAcceptanceNotice: {
    layout: 'letter',
    series: '不受',
    names: 'full',
    fields: ['reason', 'lawExplanation', 'competentBody', 'inHandBy'],
    required: ['number', 'petitioner', 'matter', 'reason', 'lawExplanation', 'competentBody'],
    citations: [cite('receptionSystem', '五（一）5', 'R31'), ...notices],
  },
  destinationNotice: {
    layout: 'letter',
    series: '告',
    names: 'full',
    fields: ['destination'],
    required: ['number', 'petitioner', 'destination'],
    citations: [statute('第二十三条')],
  },
  extensionNotice: {
    layout: 'letter',
    series: '延',
    names: 'full',
    fields: ['reason', 'formerDue', 'extendedTo', 'approvedBy'],
    required: ['number', 'petitioner', 'reason', 'extendedTo'],
    citations: [statute('第三十四条')],
  },
  handlingOpinion: {
    layout: 'letter',
    series: '复',
    names: 'full',
    fields: ['title', 'request', 'facts', 'opinion', 'legalBasis', 'conclusion', 'reexaminationBody'],
    required: ['number', 'petitioner', 'request', 'facts', 'opinion', 'legalBasis', 'reexaminationBody'],
    citations: [statute('第三十二条'), statute('第三十五条'), cite('petitionSystem', '第七条', 'R73')],
  },
  urgingLetter: {
    layout: 'letter',
    series: '催',
    names: 'masked',
    fields: ['text', 'dueOn', 'standing'],
    required: ['number', 'handlingUnit', 'text'],
    citations: [urging, cite('receptionPlan', '三（二）', 'R48')],
  },
  supervisionLetter: {
    layout: 'letter',
    series: '督',
    names: 'masked',
    fields: supervising,
    required: ['number', 'handlingUnit', 'requirement', 'reportBy'],
    citations: [statute('第四十条'), urging],
  },
  circularNotice: {
    layout: 'letter',
    series: '通',
    names: 'masked',
    fields: ['text', 'trigger', 'requirement', 'approvedBy'],
    required: ['number', 'handlingUnit', 'text'],
    citations: [statute('第三十九条'), statute('第四十条')],
  },
  deliveryReceipt: {
    layout: 'form',
    names: 'full',
    fields: ['paper', 'paperNumber', 'manner', 'deliveredOn', 'mailNumber', 'signedBy', 'witnesses'],
    required: ['petitioner', 'paper', 'paperNumber'],
    citations: [cite('petitionSystem', '第七条', 'R74'), cite('petitionSystem', '第七条', 'R75')],
  },
  reexaminationOpinion: {
    layout: 'letter',
    series: '查',
    names: 'full',
    fields: ['request', 'paperNumber', 'result', 'opinion', 'approvedBy', 'nextBody'],
    required: ['number', 'petitioner', 'request', 'result', 'opinion', 'nextBody'],
    citations: [statute('第三十五条'), statute('第三十六条')],
  },
  finalReviewOpinion: {
    layout: 'letter',
    series: '核',
    names: 'full',
    fields: ['request', 'paperNumber', 'formerBody', 'result', 'opinion', 'approvedBy'],
    required: ['number', 'petitioner', 'request', 'result', 'opinion'],
    citations: [statute('第三十六条')],
  },
  completionReport: {
    layout: 'letter',
    series: '报',
    names: 'fullUnlessAccusation',
    fields: ['sender', 'senderNumber', 'senderDate', 'text', 'outcome', 'repliedOn'],
    required: ['number', 'sender', 'matter', 'text'],
    citations: [statute('第二十二条'), cite('petitionSystem', '第三条', 'R65')],
  },
};

/** Every field that a template of that kind may use. */
export const fieldsOf = (kind: DocumentKind): readonly DocumentField[] => [
  ...commonFields,
  ...documentRules[kind].fields,
];

/**
 * 教信受〔2026〕1号 (发文字号, GB/T 9704-2012): the issuing organ's mark (机关代字), the series, year in hexagonal brackets,
 * sequence without leading zero.
 */
export function documentNumber(
  mark: string,
  { series, year, sequence }: { readonly series: string; readonly year: number; readonly sequence: number },
): string {
  return `${mark}${series}〔${year}〕${sequence}号`;
}
