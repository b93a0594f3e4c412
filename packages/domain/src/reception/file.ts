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

/**
 * Which papers a closed reception case still needs (R32). The text names all five; read as: registration, record and
 * completion always, assignment when handed on, supervision when supervised. `strict` asks for all five.
 */
export function missingPapers(
  file: ReceptionFile,
  { strict = false } = {},
): { readonly missing: readonly ReceptionPaper[]; readonly citations: readonly Citation[] } {
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
