import type { Element } from '@xmldom/xmldom';
import type { FontFamily, Rule, Run } from './blocks.ts';
import { childOf, childrenOf, numberOf, saidOf } from './word-xml.ts';

// What formatting comes to in a .docx, where defaults, styles and the text's own properties each had a word.

/** The chain of a style, from its root to itself. */
export function chain(styles: ReadonlyMap<string, Element>, id: string | undefined): readonly Element[] {
  const found: Element[] = [];
  for (let next = id; next !== undefined && found.length < 16; ) {
    const style = styles.get(next);
    if (!style) break;
    found.unshift(style);
    next = saidOf(style, 'basedOn');
  }
  return found;
}

/** What is inside each of them under that name. */
export const inside = (elements: readonly Element[], name: string): readonly Element[] =>
  elements.flatMap((element) => childOf(element, name) ?? []);

/** The last word on a property. */
export function last(props: readonly Element[], name: string): Element | undefined {
  return childOf(
    props.findLast((one) => childOf(one, name)),
    name,
  );
}

/** An attribute that any of the elements said, the last one first. */
export function attribute(props: readonly Element[], name: string, key: string): string | undefined {
  for (const one of props.toReversed()) {
    const found = childOf(one, name)?.getAttribute(`w:${key}`);
    if (found) return found;
  }
  return undefined;
}

/** Twips as points. */
export const twips = (value: string | undefined): number => Number(value ?? 0) / 20 || 0;

/** The pitch of lines: as fixed, at least, or a multiple of the type's own (1.3 of its size, as Chinese fonts are cut). */
export function lineOf(props: readonly Element[], size: number): number {
  const natural = size * 1.3;
  const line = Number(attribute(props, 'spacing', 'line') ?? 240);
  const rule = attribute(props, 'spacing', 'lineRule') ?? 'auto';
  if (rule === 'exact') return line / 20;
  return rule === 'atLeast' ? Math.max(line / 20, natural) : (natural * line) / 240;
}

/** The line above or below a paragraph, if it has one. */
export function ruleOf(props: readonly Element[], side: 'top' | 'bottom'): Rule | undefined {
  // some office programs write the borders of a paragraph twice, the first time empty
  const said = props.findLast((one) => childOf(one, 'pBdr'));
  const edge = childrenOf(said, 'pBdr')
    .flatMap((borders) => childOf(borders, side) ?? [])
    .at(-1);
  const style = edge?.getAttribute('w:val') ?? 'none';
  if (!edge || style === 'none' || style === 'nil') return undefined;
  const points = Number(edge.getAttribute('w:sz') ?? 4) / 8;
  const kind = /^thinThick/i.test(style) ? 'thinThick' : /double|thick|thin/i.test(style) ? 'thickThin' : 'single';
  return { colour: colourOf(edge.getAttribute('w:color')), points, style: kind, space: numberOf(edge, 'space') };
}

const colourOf = (value: string | null | undefined): string =>
  value && /^[0-9a-f]{6}$/i.test(value) ? `#${value.toLowerCase()}` : '#000000';

/** Present, and not switched off. */
export const isOn = (element: Element | undefined): boolean =>
  element !== undefined && !['0', 'false', 'none'].includes(element.getAttribute('w:val') ?? '');

/** How a run looks by all that was said of it; `grid`: points that the page's grid adds to each character. */
export function lookOf(props: readonly Element[], grid: number): Omit<Run, 'text'> {
  const font = attribute(props, 'rFonts', 'eastAsia') ?? attribute(props, 'rFonts', 'ascii') ?? '';
  return {
    family: familyOf(font),
    size: Number(attribute(props, 'sz', 'val') ?? 21) / 2,
    bold: isOn(last(props, 'b')),
    underline: isOn(last(props, 'u')),
    colour: colourOf(attribute(props, 'color', 'val')),
    tracking: grid + twips(attribute(props, 'spacing', 'val')),
  };
}

/** Which of the five faces of official papers a font is. */
function familyOf(font: string): FontFamily {
  if (/标宋|中宋|zhongsong|xiaobiao/i.test(font)) return 'title';
  if (/仿宋|fang/i.test(font)) return 'fangsong';
  if (/楷|kai/i.test(font)) return 'kai';
  return /黑|雅|hei|sans|gothic/i.test(font) ? 'hei' : 'song';
}
