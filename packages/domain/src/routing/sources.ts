import { type Citation, cite } from '../citation.ts';
import type { ReceiptSource } from './received.ts';

/**
 * From whom the General Office takes matters in (信访事项来源, R65 （一）–（四）): the petitioner, 省教育厅, 市信访局; leaders of
 * the same-level Party committee, government, people's congress and CPPCC; departments of those; and what 市信访局 marks
 * as important.
 */
export const petitionSources = [
  'petitioner',
  'provincialDepartment',
  'petitionBureau',
  'sameLevelLeaders',
  'sameLevelDepartments',
  'petitionBureauImportant',
] as const;
export type PetitionSource = (typeof petitionSources)[number];

const articles: Readonly<Record<PetitionSource, string>> = {
  petitioner: '第三条（一）',
  provincialDepartment: '第三条（一）',
  petitionBureau: '第三条（一）',
  sameLevelLeaders: '第三条（二）',
  sameLevelDepartments: '第三条（三）',
  petitionBureauImportant: '第三条（四）',
};

/** 交办 (R65); 市信访局 does both, and says by a day which of them it is. */
const handsOver: readonly PetitionSource[] = ['provincialDepartment', 'sameLevelLeaders', 'petitionBureauImportant'];

/** What a source means: whether Art 23 counts it as received directly or as transferred, and whether it is important. */
export interface SourceStanding {
  readonly receipt: ReceiptSource;
  /** 重要信访: delivered in person and signed for (R75), as what 市信访局 hands over under R65（四） is. */
  readonly important: boolean;
  /** 交办: it wants to hear the result; what is only passed on (转送、转办) is reported on where it names a day. */
  readonly asksReport: boolean;
  readonly citations: readonly Citation[];
}

/** R65, R68: how a matter of that source is taken in. */
export function sourceStanding(source: PetitionSource): SourceStanding {
  return {
    receipt: source === 'petitioner' ? 'direct' : 'transferred',
    important: source === 'petitionBureauImportant',
    asksReport: handsOver.includes(source),
    citations: [cite('petitionSystem', articles[source], 'R65')],
  };
}
