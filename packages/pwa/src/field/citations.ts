import type { CitedArticle } from '../offline/types.ts';

/** 《信访工作条例》第二十三条, of a citation as the API sends it. */
export function citationWords(citation: CitedArticle): string {
  const { regulation, article } = citation;
  return `${regulation.startsWith('《') ? regulation : `《${regulation}》`}${article}`;
}
