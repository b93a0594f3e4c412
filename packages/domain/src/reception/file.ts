import { type Citation, cite } from '../citation.ts';

/** Four forms, one record (四单一记录, R32): 登记单, 交办单, 督办单, 办结单, 接谈记录. */
export const receptionPapers = ['registration', 'assignment', 'supervision', 'completion', 'receptionRecord'] as const;
export type ReceptionPaper = (typeof receptionPapers)[number];

/** A closed leader-reception case: which papers it has, and what happened in it. */
export interface ReceptionFile {
  readonly papers: readonly ReceptionPaper[];
  readonly handedOn: boolean;
  readonly supervised: boolean;
}

/** What is wanting, with the article. */
export interface Missing<T> {
  readonly missing: readonly T[];
  readonly citations: readonly Citation[];
}

/**
 * Which papers a closed reception case still needs (R32). The text names all five; read as: registration, record and
 * completion always, assignment when handed on, supervision when supervised. `strict` asks for all five.
 */
export function missingPapers(file: ReceptionFile, { strict = false } = {}): Missing<ReceptionPaper> {
  const needed: Readonly<Record<ReceptionPaper, boolean>> = {
    registration: true,
    assignment: strict || file.handedOn,
    supervision: strict || file.supervised,
    completion: true,
    receptionRecord: true,
  };
  const missing = receptionPapers.filter((paper) => needed[paper] && !file.papers.includes(paper));
  return { missing, citations: [cite('receptionSystem', '五（二）', 'R32')] };
}

/** Pre-screening of an appointment (初审): three things looked at (R44), an opinion, and the leader told (R45). */
export interface PreScreening {
  readonly matter: string;
  readonly documents: string;
  readonly manner: string;
  readonly opinion?: 'accept' | 'notAccept';
  readonly leaderTold: boolean;
}
export const preScreeningParts = ['matter', 'documents', 'manner', 'opinion', 'leaderTold'] as const;
export type PreScreeningPart = (typeof preScreeningParts)[number];

/** What a pre-screening lacks before its session (R44, R45). The leader's own decision may differ and is kept apart. */
export function missingPreScreening(screening: PreScreening): Missing<PreScreeningPart> {
  const has: Readonly<Record<PreScreeningPart, boolean>> = {
    matter: screening.matter.trim() !== '',
    documents: screening.documents.trim() !== '',
    manner: screening.manner.trim() !== '',
    opinion: screening.opinion !== undefined,
    leaderTold: screening.leaderTold,
  };
  return {
    missing: preScreeningParts.filter((part) => !has[part]),
    citations: [cite('receptionPlan', '三（一）', 'R44'), cite('receptionPlan', '三（一）', 'R45')],
  };
}

export type Notified = 'departmentHead' | 'legalCounsel';

/** Who is called to a booked matter: the head of the department (R49), counsel when the law is complex (R50). */
export function notificationsFor(matter: { readonly legallyComplex: boolean }): {
  readonly notified: readonly Notified[];
  readonly citations: readonly Citation[];
} {
  const head = cite('receptionPlan', '三（三）', 'R49');
  if (!matter.legallyComplex) return { notified: ['departmentHead'], citations: [head] };
  return { notified: ['departmentHead', 'legalCounsel'], citations: [head, cite('receptionPlan', '三（三）', 'R50')] };
}

/** How a reply reached the petitioner (R74): 挂号邮寄 with its number, or 直接送达 with the signature. */
export interface Delivery {
  readonly manner: 'registeredMail' | 'inPerson';
  readonly mailNumber?: string;
  readonly signed: boolean;
}
export type DeliveryFault = 'mailNumberMissing' | 'signatureMissing' | 'mustBeInPerson';

/** R74, R75: mail has its number, hand delivery its signature; an important petition is delivered in person and signed. */
export function deliveryFault(
  delivery: Delivery,
  { important }: { readonly important: boolean },
): { readonly fault: DeliveryFault; readonly citations: readonly Citation[] } | undefined {
  const citations = [
    cite('petitionSystem', '第七条', 'R74'),
    ...(important ? [cite('petitionSystem', '第七条', 'R75')] : []),
  ];
  if (delivery.manner === 'inPerson') return delivery.signed ? undefined : { fault: 'signatureMissing', citations };
  if (important) return { fault: 'mustBeInPerson', citations };
  return (delivery.mailNumber ?? '').trim() === '' ? { fault: 'mailNumberMissing', citations } : undefined;
}
