import { axisOf, type Chart } from '@huiyin/domain/charts';
import type { EmbeddedPart } from '../documents/docx-writer.ts';
import { column, escaped, writeXlsx } from './xlsx-writer.ts';

// A chart as Word, WPS and LibreOffice have it themselves (DrawingML): it can be edited there, with its numbers in a workbook inside.

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const names =
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const chartType = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml';
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const ink = '1F3864';
const solid = (colour: string): string => `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
const edge = (width: number, colour: string, dash = ''): string =>
  `<a:ln w="${width}">${solid(colour)}${dash && `<a:prstDash val="${dash}"/>`}</a:ln>`;
/** Bars of a series: full, hatched, pale. On paper without colour they still differ, as in our own drawing. */
const fills = [
  solid(ink),
  `<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="${ink}"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>`,
  solid('D9D9D9'),
];
/** Lines of a series: whole, dashed, dotted; with a full, a hollow and a square point. */
const lines = [
  ['solid', 'circle', ink],
  ['dash', 'circle', 'FFFFFF'],
  ['sysDot', 'square', 'D9D9D9'],
] as const;

const type = (size: number): string =>
  `<c:txPr><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${size}" b="0"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:latin typeface="宋体"/><a:ea typeface="宋体"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>`;

/** A category in one line. */
const flat = (category: string): string => category.split('\n').toReversed().join('');

function texts(ref: string, values: readonly string[]): string {
  const points = values.map((value, at) => `<c:pt idx="${at}"><c:v>${escaped(value)}</c:v></c:pt>`).join('');
  return `<c:strRef><c:f>${ref}</c:f><c:strCache><c:ptCount val="${values.length}"/>${points}</c:strCache></c:strRef>`;
}

function numbers(ref: string, values: readonly (number | null)[]): string {
  const points = values
    .map((value, at) => (value === null ? '' : `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`))
    .join('');
  return `<c:numRef><c:f>${ref}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${values.length}"/>${points}</c:numCache></c:numRef>`;
}

const labels = (place: string): string =>
  `<c:dLbls><c:numFmt formatCode="0.#;-0.#;0" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${type(900)}<c:dLblPos val="${place}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`;

function seriesXml({ kind, categories, series }: Chart): string {
  const last = categories.length + 1;
  return series
    .map(({ name, values }, at) => {
      const letter = column(at + 1);
      const [dash, symbol, colour] = lines[at % 3] ?? lines[0];
      const look =
        kind === 'bars'
          ? `<c:spPr>${fills[at % 3]}${edge(9_525, ink)}</c:spPr><c:invertIfNegative val="0"/>`
          : `<c:spPr>${edge(19_050, ink, dash)}</c:spPr><c:marker><c:symbol val="${symbol}"/><c:size val="6"/><c:spPr>${solid(colour)}${edge(9_525, ink)}</c:spPr></c:marker>`;
      const where = kind === 'bars' ? 'outEnd' : at === 0 ? 't' : 'b';
      const data = `<c:cat>${texts(`Sheet1!$A$2:$A$${last}`, categories.map(flat))}</c:cat><c:val>${numbers(`Sheet1!$${letter}$2:$${letter}$${last}`, values)}</c:val>`;
      return `<c:ser><c:idx val="${at}"/><c:order val="${at}"/><c:tx>${texts(`Sheet1!$${letter}$1`, [name])}</c:tx>${look}${labels(where)}${data}${kind === 'lines' ? '<c:smooth val="0"/>' : ''}</c:ser>`;
    })
    .join('');
}

function chartXml(chart: Chart): string {
  const bars = chart.kind === 'bars';
  const axes = '<c:axId val="111"/><c:axId val="222"/>';
  const plot = bars
    ? `<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>${seriesXml(chart)}<c:gapWidth val="60"/>${axes}</c:barChart>`
    : `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${seriesXml(chart)}<c:marker val="1"/>${axes}</c:lineChart>`;
  // The same axis as in our own drawing.
  const { top: most, step } = axisOf(Math.max(0, ...chart.series.flatMap(({ values }) => values.map(Number))));
  // Bars are told from the top down, as the table beside them is.
  const order = bars ? 'maxMin' : 'minMax';
  const frame = `<c:spPr>${edge(6_350, '000000')}</c:spPr>${type(900)}`;
  const across = `<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="${order}"/></c:scaling><c:delete val="0"/><c:axPos val="${bars ? 'l' : 'b'}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${frame}<c:crossAx val="222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>`;
  const up = `<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/><c:max val="${most}"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="${bars ? 'b' : 'l'}"/><c:majorGridlines><c:spPr>${edge(6_350, 'C8C8C8')}</c:spPr></c:majorGridlines><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>${frame}<c:crossAx val="111"/><c:crosses val="${bars ? 'max' : 'autoZero'}"/><c:crossBetween val="between"/><c:majorUnit val="${step}"/></c:valAx>`;
  const legend =
    chart.series.length < 2 ? '' : `<c:legend><c:legendPos val="t"/><c:overlay val="0"/>${type(900)}</c:legend>`;
  return `${head}<c:chartSpace ${names}><c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>${plot}${across}${up}</c:plotArea>${legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${type(900)}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`;
}

const emuOf = (points: number): number => Math.round(points * 12_700);

/** A chart for {@link writeDocx}: as wide and high as our own drawing of it, in points. */
export function docxChart(chart: Chart, size: { readonly width: number; readonly height: number }): EmbeddedPart {
  const rows = chart.categories.map((category, row) => [
    flat(category),
    ...chart.series.map(({ values }) => values[row] ?? ''),
  ]);
  const workbook = writeXlsx([{ name: 'Sheet1', rows: [['', ...chart.series.map(({ name }) => name)], ...rows] }]);
  return {
    width: emuOf(size.width),
    height: emuOf(size.height),
    title: chart.title,
    graphic: (id) =>
      `<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="${relationships}" r:id="${id}"/></a:graphicData></a:graphic>`,
    relation: `${relationships}/chart`,
    parts: (n) => [
      { path: `word/charts/chart${n}.xml`, type: chartType, content: chartXml(chart) },
      {
        path: `word/charts/_rels/chart${n}.xml.rels`,
        content: `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relationships}/package" Target="../embeddings/chart${n}.xlsx"/></Relationships>`,
      },
      { path: `word/embeddings/chart${n}.xlsx`, type: workbookType, content: workbook },
    ],
  };
}
