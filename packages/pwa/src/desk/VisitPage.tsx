import type { PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createEffect, For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { visitMessages as words } from '../messages/desk.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState, LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { instantText } from '../ui/time.ts';
import { CaseRows } from './CaseRows.tsx';
import { ConflictsCard } from './ConflictsCard.tsx';
import caseStyles from './case.module.css';
import { type OutreachVisit, VisitQuery } from './documents.ts';
import { Attachments } from './VisitCard.tsx';
import styles from './visits.module.css';

/** /desk/visits/:id: one down-visit as it was logged, and the cases that came of it. */
export function VisitPage(props: { id: string }): JSX.Element {
  const answer = createAnswer(VisitQuery, () => ({ id: props.id }));
  createEffect(() => {
    document.title = `${answer.data()?.outreachVisit?.place.name ?? words.title} · ${sessionMessages.appName}`;
  });
  return (
    <>
      <Show when={!answer.data() && answer.problem()}>
        {(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}
      </Show>
      <Show
        when={answer.data()}
        fallback={
          <Show when={!answer.problem()}>
            <LoadingState />
          </Show>
        }
      >
        {(data) => (
          <Show
            when={data().outreachVisit}
            fallback={
              <EmptyState title={words.notFound}>
                <A href="/desk/visits">{words.back}</A>
              </EmptyState>
            }
          >
            {(visit) => <VisitView visit={visit()} today={data().today} />}
          </Show>
        )}
      </Show>
    </>
  );
}

function VisitView(props: { visit: OutreachVisit; today: PlainDate }): JSX.Element {
  return (
    <article data-testid="visit-page">
      <div class={styles.head}>
        <h1>{props.visit.place.name}</h1>
        <span>{dateText(props.visit.visitedOn, props.today)}</span>
        <Chip>{props.visit.modeName}</Chip>
        <Show when={props.visit.programme}>
          <Chip>{words.programme}</Chip>
        </Show>
      </div>
      <div class={styles.columns}>
        <Card title={words.about}>
          <dl class={caseStyles.facts}>
            <dt>{words.head.leader}</dt>
            <dd>{props.visit.leaderName}</dd>
            <dt>{words.companions}</dt>
            <dd>{props.visit.companions.join('、') || words.none}</dd>
            <Show when={props.visit.position}>
              {(position) => (
                <>
                  <dt>{words.position}</dt>
                  <dd>
                    {position().latitude.toFixed(5)}，{position().longitude.toFixed(5)}（
                    {words.accuracy(position().accuracyMetres)}）
                  </dd>
                </>
              )}
            </Show>
          </dl>
          <p class="muted small">
            {words.recorded(instantText(props.visit.occurredAt, props.today))} ·{' '}
            {words.received(instantText(props.visit.receivedAt, props.today))}
          </p>
        </Card>
        <Card title={words.observations}>
          <p class={caseStyles.demand}>{props.visit.observations || words.none}</p>
          <Attachments attachments={props.visit.attachments.filter((one) => one.kind !== 'voice')} />
        </Card>
        <Card title={words.followUps}>
          <ul class={styles.followUps}>
            <For each={props.visit.followUps} fallback={<li class="muted">{words.none}</li>}>
              {(item) => (
                <li>
                  {item.what}
                  <span class="muted small">{words.followUp(item.owner, dateText(item.dueOn, props.today))}</span>
                </li>
              )}
            </For>
          </ul>
        </Card>
      </div>
      <h2 class={styles.sub}>{words.cases}</h2>
      <Show when={props.visit.cases.length > 0} fallback={<p class="muted">{words.noCases}</p>}>
        <CaseRows rows={props.visit.cases} today={props.today} />
      </Show>
      <ConflictsCard conflicts={props.visit.conflicts} today={props.today} />
    </article>
  );
}
