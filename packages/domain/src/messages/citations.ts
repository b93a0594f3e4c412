import type { Citation } from '../citation.ts';
import { regulationName } from './names.ts';

/** 《信访工作条例》第二十三条. */
export const citationText = (citation: Citation): string =>
  `《${regulationName(citation.regulation)}》${citation.article}`;

/** Several citations in one breath, each once and each text named once: 《…》五（一）1、《信访工作制度》第七条、第十条. */
export function citationsText(citations: readonly Citation[]): string {
  return [...new Set(citations.map(({ regulation }) => regulation))]
    .map((id) => {
      const articles = citations.filter(({ regulation }) => regulation === id).map(({ article }) => article);
      return `《${regulationName(id)}》${[...new Set(articles)].join('、')}`;
    })
    .join('、');
}
