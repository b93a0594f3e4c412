import type { Element, Node } from '@xmldom/xmldom';

// The little of WordprocessingML's tree that reading and filling need.

const isElement = (node: Node): node is Element => node.nodeType === 1;

/** w:p → p. */
export const nameOf = (element: Element): string => element.localName ?? element.nodeName.replace(/^.*:/, '');

/** The child elements, of that name if one is given. */
export function childrenOf(parent: Element | null | undefined, name?: string): readonly Element[] {
  if (!parent) return [];
  return [...parent.childNodes].filter(isElement).filter((child) => name === undefined || nameOf(child) === name);
}

/** The first child of that name. */
export const childOf = (parent: Element | null | undefined, name: string): Element | undefined =>
  childrenOf(parent, name)[0];

/** What a child's w:val says. */
export const saidOf = (parent: Element | null | undefined, name: string): string | undefined =>
  childOf(parent, name)?.getAttribute('w:val') ?? undefined;

/** A number in an attribute; `otherwise` when it is none. */
export function numberOf(element: Element | undefined, key: string, otherwise = 0): number {
  const text = element?.getAttribute(`w:${key}`);
  const value = Number(text);
  return text && Number.isFinite(value) ? value : otherwise;
}
