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

/** That an article is still to be verified (条次待核): said to who works here, never on a paper. */
const note = /（条[次文]待核）|，条次待核/;

/** Words that cite articles, parted into what a paper may say and what is for who works here alone; joined they are the words. */
export const citedParts = (text: string): readonly { readonly text: string; readonly note: boolean }[] =>
  text
    .split(new RegExp(`(${note.source})`))
    .flatMap((part) => (part === '' ? [] : { text: part, note: note.test(part) }));

/** Words that cite articles, as a paper says them. */
export const onPaper = (text: string): string =>
  citedParts(text)
    .flatMap((part) => (part.note ? [] : part.text))
    .join('');
