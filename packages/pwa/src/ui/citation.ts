interface Cited {
  readonly regulation: string;
  readonly article: string;
}

/** Several citations in one breath, each text named once: 《信访工作制度》第七条、第十条. */
export function citationsWords(citations: readonly Cited[]): string {
  return [...new Set(citations.map(({ regulation }) => regulation))]
    .map((regulation) => {
      const articles = citations.filter((one) => one.regulation === regulation).map(({ article }) => article);
      return citationWords({ regulation, article: [...new Set(articles)].join('、') });
    })
    .join('、');
}

/** A citation of the API as printed: 《信访工作条例》第二十三条. */
export function citationWords(citation: Cited): string {
  return `《${citation.regulation.replace(/[《》]/g, '')}》${citation.article}`;
}
