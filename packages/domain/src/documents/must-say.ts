import { type Citation, cite } from '../citation.ts';
import type { DocumentKind } from './kinds.ts';

/** What a paper tells in its own words, beside what its fields say. */
export type MustSayId =
  | 'accepted'
  | 'handlingTime'
  | 'notAccepted'
  | 'whereItWent'
  | 'extended'
  | 'reexaminationRight'
  | 'finalReviewRight'
  | 'finalDecision'
  | 'urged'
  | 'supervised'
  | 'writtenAnswer'
  | 'circulated'
  | 'reported'
  | 'receiptSignature'
  | 'visitorSignature';

/**
 * Words that the text of a paper needs: `says` finds them in its paragraphs (its title, which names the kind, is not enough). `binding`: without them the paper would not do what
 * the article wants of it, so that such a template is refused; else its author is told.
 */
export interface MustSay {
  readonly id: MustSayId;
  readonly says: RegExp;
  readonly binding: boolean;
  readonly citation: Citation;
}

const statute = (article: string): Citation => cite('petitionRegulation2022', article);
/** 30 days in the article are calendar days: 30个工作日 says something else. */
const within30 = '(?:30|三十)(?:日|天)';

/** By kind; what a form tells is in its fields alone. */
export const mustSay: Readonly<Partial<Record<DocumentKind, readonly MustSay[]>>> = {
  receptionRecord: [
    {
      id: 'visitorSignature',
      says: /(?:来访人|信访人|反映人)[^\n]*签/,
      binding: false,
      citation: cite('receptionSystem', '三（一）', 'R9'),
    },
  ],
  acceptanceNotice: [
    { id: 'accepted', says: /(?:予以|决定|已)受理/, binding: true, citation: statute('第二十三条') },
    {
      id: 'handlingTime',
      says: /60(?:日|天)|六十(?:日|天)|\{办理期限\}/,
      binding: false,
      citation: statute('第三十四条'),
    },
  ],
  nonAcceptanceNotice: [
    { id: 'notAccepted', says: /不予受理(?!告知|通知|的)/, binding: true, citation: statute('第二十三条') },
  ],
  destinationNotice: [{ id: 'whereItWent', says: /转(?:送|交|办|给)/, binding: true, citation: statute('第二十三条') }],
  extensionNotice: [
    { id: 'extended', says: /(?:延长|延期)(?:至|到|办理)/, binding: true, citation: statute('第三十四条') },
  ],
  handlingOpinion: [
    {
      id: 'reexaminationRight',
      says: new RegExp(`${within30}[^\\n]*复查|复查[^\\n]*${within30}`),
      binding: true,
      citation: statute('第三十五条'),
    },
  ],
  reexaminationOpinion: [
    {
      id: 'finalReviewRight',
      says: new RegExp(`${within30}[^\\n]*复核|复核[^\\n]*${within30}`),
      binding: true,
      citation: statute('第三十六条'),
    },
  ],
  finalReviewOpinion: [{ id: 'finalDecision', says: /不再受理/, binding: false, citation: statute('第三十六条') }],
  urgingLetter: [
    { id: 'urged', says: /予以?催办/, binding: true, citation: cite('petitionSystem', '第三条（六）', 'R65') },
  ],
  supervisionLetter: [
    { id: 'supervised', says: /予以?督办/, binding: true, citation: statute('第四十条') },
    { id: 'writtenAnswer', says: /书面(?:反馈|报告|回复)/, binding: false, citation: statute('第四十条') },
  ],
  circularNotice: [{ id: 'circulated', says: /(?:予以?|特此)通报/, binding: true, citation: statute('第三十九条') }],
  completionReport: [{ id: 'reported', says: /报告如下|特此报告/, binding: true, citation: statute('第二十二条') }],
  deliveryReceipt: [
    {
      id: 'receiptSignature',
      says: /签(?:收|字|名)/,
      binding: true,
      citation: cite('petitionSystem', '第七条', 'R75'),
    },
  ],
};

/** What a template of a kind does not say though its paper needs it, by the words of its paragraphs, a line each. */
export const unsaid = (kind: DocumentKind, text: string): readonly MustSay[] =>
  (mustSay[kind] ?? []).filter(({ says }) => !says.test(text));
