import { unlaidName, documentWords as words } from '../../messages/documents.ts';
import type {
  FontFamily,
  LaidDocument,
  PageBlock,
  PageShape,
  ParagraphBlock,
  Rule,
  Run,
  TableBlock,
} from './blocks.ts';

/** Font stacks of a workstation: the official fonts first, then what stands for them. */
const stacks: Readonly<Record<FontFamily, string>> = {
  fangsong: "'仿宋_GB2312','仿宋','FangSong','STFangsong','Noto Serif CJK SC','Noto Serif SC',serif",
  kai: "'楷体_GB2312','楷体','KaiTi','STKaiti','Noto Serif CJK SC','Noto Serif SC',serif",
  hei: "'黑体','SimHei','STHeiti','Noto Sans CJK SC','Noto Sans SC',sans-serif",
  song: "'宋体','SimSun','STSong','Noto Serif CJK SC','Noto Serif SC',serif",
  title: "'方正小标宋简体','FZXiaoBiaoSong-B05S','华文中宋','STZhongsong','Noto Serif CJK SC','Noto Serif SC',serif",
};

const pt = (points: number): string => `${Math.round(points * 100) / 100}pt`;
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * A document as one page of HTML: for the screen a sheet of A4, for the printer its text with the same margins and page numbers.
 * Nothing in it runs or is loaded from anywhere. What it does not show of the .docx stands on top of it (`class="unlaid"`).
 */
export function pageHtml({ page, blocks, unlaid }: LaidDocument, title: string, mark: string | undefined): string {
  const margins = [page.top, page.right, page.bottom, page.left].map(pt).join(' ');
  const number = page.numbered ? `@page{@bottom-center{content:"— " counter(page) " —";font:14pt ${stacks.song}}}` : '';
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>
@page{size:${pt(page.width)} ${pt(page.height)};margin:${margins}}${number}
body{margin:0;color:#000;font-synthesis:none;line-break:strict;text-spacing-trim:trim-start}
p{margin:0;overflow-wrap:anywhere}table{border-collapse:collapse;margin:0 auto;table-layout:fixed}
.mark{position:fixed;inset:40% 0 auto;text-align:center;font:bold 72pt ${stacks.hei};color:#b3261e22;transform:rotate(-24deg);pointer-events:none}
.unlaid{padding:8pt 12pt;background:#fdf1dc;color:#6b4600;font:11pt/1.6 ${stacks.hei}}
@media screen and (max-width:560px){main{zoom:.45}}@media screen and (max-width:356px){main{zoom:.38}}@media screen{html{background:#e8e6e1}main{box-sizing:border-box;width:${pt(page.width)};min-height:${pt(page.height)};margin:12pt auto;padding:${margins};background:#fff;box-shadow:0 1px 6px #0003}}
</style></head><body>${unlaid.length === 0 ? '' : `<p class="unlaid">${words.unshown(unlaid.map(unlaidName).join('、'))}</p>`}${mark === undefined ? '' : `<div class="mark">${escaped(mark)}</div>`}<main>${blocks.map((block) => blockHtml(block, page)).join('')}</main></body></html>`;
}

function blockHtml(block: PageBlock, page?: PageShape): string {
  // Drawings are of reports, which have a page of their own on the screen.
  if (block.kind === 'drawing') return `<p>${escaped(block.title)}</p>`;
  return block.kind === 'table' ? tableHtml(block) : paragraphHtml(block, page);
}

function ruleCss(side: 'top' | 'bottom', rule: Rule | undefined): string {
  if (!rule) return '';
  const double = rule.style !== 'single';
  const width = double ? Math.max(rule.points, 3) : rule.points;
  return `border-${side}:${pt(width)} ${double ? 'double' : 'solid'} ${rule.colour};padding-${side}:${pt(rule.space)};`;
}

function paragraphHtml(block: ParagraphBlock, page: PageShape | undefined): string {
  const { align, firstLine, after, line, size, frame } = block;
  // what is set on the page begins above or beside the type area
  const { left, right, before } =
    frame && page
      ? {
          before: frame.top - page.top,
          left: frame.left - page.left,
          right: page.width - page.right - frame.left - frame.width,
        }
      : block;
  const style = [
    `text-align:${align === 'both' ? 'justify' : align}`,
    `text-indent:${pt(firstLine)}`,
    `margin:${pt(before)} ${pt(right)} ${pt(after)} ${pt(left)}`,
    `line-height:${pt(line)}`,
    `min-height:${pt(line)}`,
    `font-size:${pt(size)}`,
    block.breakBefore ? 'break-before:page' : '',
    block.keepNext ? 'break-after:avoid' : '',
  ].join(';');
  return `<p style="${style};${ruleCss('top', block.above)}${ruleCss('bottom', block.below)}">${block.runs.map(runHtml).join('')}</p>`;
}

function runHtml({ text, family, size, bold, underline, colour, tracking }: Run): string {
  const look = `font-family:${stacks[family]};font-size:${pt(size)};color:${colour};letter-spacing:${pt(tracking)}${bold || family === 'title' ? ';font-weight:700' : ''}${underline ? ';text-decoration:underline' : ''}`;
  const words = escaped(text.replaceAll('\f', '')).replaceAll('\n', '<br>').replaceAll('\t', '&emsp;');
  return `<span style="${look}">${words}</span>`;
}

const valigns = { top: 'top', middle: 'middle', bottom: 'bottom' } as const;

function tableHtml({ widths, rows, lines, inset, atFoot }: TableBlock): string {
  const columns = widths.map((width) => `<col style="width:${pt(width)}">`).join('');
  const edge = (side: string, points: number) => (points > 0 ? `border-${side}:${pt(points)} solid #000;` : '');
  const body = rows.map(({ height, cells, whole }, place) => {
    const inner = cells.map(({ blocks, columns: across, rows: down, align, lines: own }, at) => {
      const borders = [
        edge('top', own.top ?? (place === 0 ? lines.top : lines.across)),
        edge('bottom', own.bottom ?? (place + down >= rows.length ? lines.bottom : lines.across)),
        edge('left', own.left ?? (at === 0 ? lines.sides : lines.upright)),
        edge('right', own.right ?? (at === cells.length - 1 ? lines.sides : lines.upright)),
      ].join('');
      return `<td colspan="${across}" rowspan="${down}" style="padding:${pt(inset.y)} ${pt(inset.x)};vertical-align:${valigns[align]};${borders}">${blocks.map((block) => blockHtml(block)).join('')}</td>`;
    });
    return `<tr style="height:${pt(height)}${whole ? ';break-inside:avoid' : ''}">${inner.join('')}</tr>`;
  });
  const width = widths.reduce((sum, one) => sum + one, 0);
  return `<table style="width:${pt(width)}${atFoot ? ';margin-top:28pt' : ''}"><colgroup>${columns}</colgroup>${body.join('')}</table>`;
}
