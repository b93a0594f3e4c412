import { createEffect, on, onCleanup } from 'solid-js';
import { createAnswer, type Loaded } from '../graphql/answer.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';
import type { Live } from '../graphql/live.ts';

const WallFiguresQuery = graphql(`
  query WallFigures {
    wallFigures {
      upToDate
      asOf
      today
      morning { takenAt open overdue dueSoon }
      summaries { key from items persons groups visitors collective }
      days { day received closed }
      months { day received closed }
      ages { key name open overdue }
      kinds { key name open overdue }
      ratesSince
      rates { key name made numerator denominator value notYetDue }
      hotline { year received extended requested reading allowanceLeft state citations { regulation article } }
      topics { since cases read topics { phrase cases } }
    }
  }
`);

/** Trends, ages and rates beside the live counts. */
export type WallFigures = ResultOf<typeof WallFiguresQuery>['wallFigures'];

/** Changes are followed at most so often; without any the figures are still asked for, since days pass. */
const FOLLOW_MS = 10_000;
const IDLE_MS = 300_000;

/** The figures, asked for again some seconds after the counts have moved. What was read stays when the line is down. */
export function createFigures(live: Live): Loaded<ResultOf<typeof WallFiguresQuery>> {
  const answer = createAnswer(WallFiguresQuery, () => ({}));
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const follow = () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      answer.refetch();
    }, FOLLOW_MS);
  };
  createEffect(
    on([() => live.counts()?.revision, () => live.counts()?.today, () => live.state() === 'live'], follow, {
      defer: true,
    }),
  );
  const idle = setInterval(answer.refetch, IDLE_MS);
  onCleanup(() => {
    clearTimeout(waiting);
    clearInterval(idle);
  });
  return answer;
}
