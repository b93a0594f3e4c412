import { yearOf } from '@huiyin/domain';
import type { JSX } from 'solid-js';
import { wallMessages as words } from '../messages/wall.zh-CN.ts';
import { FigureTable } from '../ui/FigureTable.tsx';
import type { WallFigures } from './figures.ts';
import { monthDays, receivedIn, yearDays } from './links.ts';
import { CasesLink, Panel } from './Panel.tsx';

/** What came this month, the month before and this year: 件次, 人次 and 批次 apart, never added to each other. */
export function SummaryPanel(props: { summaries: WallFigures['summaries'] }): JSX.Element {
  return (
    <Panel
      title={words.summary}
      part="summaries"
      table={
        <FigureTable
          caption={words.summary}
          head={words.summaryHead}
          rows={props.summaries}
          name={({ key }) => words.periods[key] ?? ''}
          cells={({ key, from, items, persons, groups, visitors, collective }) => [
            <CasesLink
              filter={receivedIn(key === 'year' ? yearDays(yearOf(from)) : monthDays(from))}
              count={items}
              label={words.casesOf(words.periods[key] ?? '', words.received, items)}
            />,
            persons,
            groups,
            visitors,
            collective,
          ]}
        />
      }
    />
  );
}
