import { graphql, type ResultOf } from '../graphql/graphql.ts';

export const ReportsQuery = graphql(`
  query Reports { reports { id title period periodName unitName asOf madeAt madeByName } }
`);
export const ReportQuery = graphql(`
  query Report($id: ID!) {
    report(id: $id) {
      id title note madeAt madeByName asOf
      sections { heading paragraphs tables { number caption head rows figure { number chart } } }
    }
  }
`);
export const MakeReport = graphql(`mutation MakeReport($period: String!) { makeReport(period: $period) { id title } }`);
export const RequestsQuery = graphql(`
  query ReportRequests { reportRequests { id title period state attempts askedAt askedByName reportId problem } }
`);

export type RequestLine = ResultOf<typeof RequestsQuery>['reportRequests'][number];
export type ReportLine = ResultOf<typeof ReportsQuery>['reports'][number];
export type ReportTable = ResultOf<typeof ReportQuery>['report']['sections'][number]['tables'][number];

/** A period that a report may be made of: its id, and how people call it. */
export interface PeriodChoice {
  readonly value: string;
  readonly label: string;
}

/** The periods up to a day: the last thirteen months, five quarters and two years, newest first. */
export function periodChoices(
  today: string,
): Readonly<Record<'months' | 'quarters' | 'years', readonly PeriodChoice[]>> {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const back = (count: number) => {
    const months = year * 12 + month - 1 - count;
    return { year: Math.floor(months / 12), month: (months % 12) + 1 };
  };
  const quarter = Math.ceil(month / 3);
  return {
    months: Array.from({ length: 13 }, (_, at) => {
      const one = back(at);
      return { value: `${one.year}-${String(one.month).padStart(2, '0')}`, label: `${one.year}年${one.month}月` };
    }),
    quarters: Array.from({ length: 5 }, (_, at) => {
      const quarters = year * 4 + quarter - 1 - at;
      const [y, q] = [Math.floor(quarters / 4), (quarters % 4) + 1];
      return { value: `${y}-Q${q}`, label: `${y}年第${'一二三四'[q - 1] ?? ''}季度` };
    }),
    years: [year, year - 1].map((one) => ({ value: `${one}`, label: `${one}年` })),
  };
}
