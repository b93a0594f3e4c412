/** A citation of the API as printed: 《信访工作条例》第二十三条. */
export function citationWords(citation: { readonly regulation: string; readonly article: string }): string {
  return `《${citation.regulation.replace(/[《》]/g, '')}》${citation.article}`;
}
