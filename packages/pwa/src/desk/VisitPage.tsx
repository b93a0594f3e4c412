import type { PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createEffect, For, type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { caseMessages, visitMessages as words } from '../messages/desk.zh-CN.ts';
import { lengthText, visitWords } from '../messages/visit.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState, LoadingState, ProblemNotice } from '../ui/Notice.tsx';
import { PositionSketch } from '../ui/PositionSketch.tsx';
import { instantText } from '../ui/time.ts';
import { CaseRows } from './CaseRows.tsx';
import { ConflictsCard } from './ConflictsCard.tsx';
import caseStyles from './case.module.css';
import { type OutreachVisit, VisitQuery } from './documents.ts';
import { FollowUpItem } from './FollowUpItem.tsx';
import { Photos } from './VisitCard.tsx';
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
            {(visit) => <VisitView visit={visit()} today={data().today} onChanged={answer.refetch} />}
          </Show>
        )}
      </Show>
    </>
  );
}

function VisitView(props: { visit: OutreachVisit; today: PlainDate; onChanged: () => void }): JSX.Element {
  const voice = () => props.visit.attachments.find(({ kind }) => kind === 'voice');
  return (
    <article data-testid="visit-page">
      <div class={styles.head}>
        <h1>{props.visit.place.name}</h1>
        <span>{dateText(props.visit.visitedOn, props.today)}</span>
        <Chip>{props.visit.modeName}</Chip>
        <Show when={props.visit.programme}>
          <Chip>{words.programme}</Chip>
        </Show>
        <Button class={`no-print ${styles.print}`} onClick={() => window.print()}>
          {caseMessages.print}
        </Button>
      </div>
      <div class={styles.columns}>
        <div class={styles.column}>
          <Show when={props.visit.details}>{(details) => <Details details={details()} mode={props.visit.mode} />}</Show>
          <Card title={words.observations}>
            <p class={caseStyles.demand}>{props.visit.observations || words.none}</p>
            <Photos attachments={props.visit.attachments} />
            <Show when={voice()}>
              {(note) => (
                <div class={styles.voice}>
                  <span class="small">{visitWords.voiceLength(lengthText(note().seconds ?? 0))}</span>
                  {/* biome-ignore lint/a11y/useMediaCaption: what was said on the spot has no captions. */}
                  <audio class="no-print" controls preload="metadata" src={note().url} aria-label={words.voice} />
                </div>
              )}
            </Show>
          </Card>
        </div>
        <div class={styles.column}>
          <About visit={props.visit} today={props.today} />
          <Card title={words.followUps}>
            <ul class={styles.followUps}>
              <For each={props.visit.followUps} fallback={<li class="muted">{words.none}</li>}>
                {(item) => (
                  <FollowUpItem item={item} visitId={props.visit.id} today={props.today} onSettled={props.onChanged} />
                )}
              </For>
            </ul>
          </Card>
          <Signature visit={props.visit} />
          <Place visit={props.visit} />
          <Amendments visit={props.visit} today={props.today} />
        </div>
      </div>
      <h2 class={styles.sub}>{words.cases}</h2>
      <Show when={props.visit.cases.length > 0} fallback={<p class="muted">{words.noCases}</p>}>
        <CaseRows rows={props.visit.cases} today={props.today} />
        <ul class={styles.numbers}>
          <For each={props.visit.cases.filter((one) => one.provisionalNumber !== null)}>
            {(one) => (
              <li class="muted small">
                {one.number}（{words.provisional(one.provisionalNumber ?? '')}）
              </li>
            )}
          </For>
        </ul>
      </Show>
      <ConflictsCard conflicts={props.visit.conflicts} today={props.today} onSettled={props.onChanged} />
    </article>
  );
}

/** What the mode recorded (R20): the case and what was done or found, the minutes, or the survey. */
function Details(props: { details: NonNullable<OutreachVisit['details']>; mode: OutreachVisit['mode'] }): JSX.Element {
  const aboutCase = () => props.mode === 'contractedCase' || props.mode === 'accompaniedSupervision';
  const empty = () =>
    !aboutCase() &&
    [props.details.participants, props.details.points].every((list) => (list?.length ?? 0) === 0) &&
    !props.details.topic &&
    !props.details.notes;
  return (
    <Show when={!empty()}>
      <Card title={words.details[props.mode]}>
        <Show when={aboutCase()}>
          <p>
            <Show when={props.details.case} fallback={<span class="muted">{words.hiddenCase}</span>}>
              {(about) => (
                <A href={`/desk/cases/${about().id}`}>
                  {about().number} {about().title}
                </A>
              )}
            </Show>
          </p>
          <p class={caseStyles.demand}>{props.details.words}</p>
        </Show>
        <Show when={(props.details.participants?.length ?? 0) > 0}>
          <p class="muted small">
            {words.participants}：{props.details.participants?.join('、')}
          </p>
        </Show>
        <Show when={(props.details.points?.length ?? 0) > 0}>
          <ol class={styles.points}>
            <For each={props.details.points}>{(point) => <li>{point}</li>}</For>
          </ol>
        </Show>
        <Show when={props.details.topic}>
          <p>
            <b>{props.details.topic}</b>
          </p>
        </Show>
        <Show when={props.details.notes}>
          <p class={caseStyles.demand}>{props.details.notes}</p>
        </Show>
      </Card>
    </Show>
  );
}

function About(props: { visit: OutreachVisit; today: PlainDate }): JSX.Element {
  return (
    <Card title={words.about}>
      <dl class={caseStyles.facts}>
        <dt>{words.head.leader}</dt>
        <dd>{props.visit.leaderName}</dd>
        <dt>{words.companions}</dt>
        <dd>{props.visit.companions.join('、') || words.none}</dd>
      </dl>
      <p class="muted small">
        {words.recorded(instantText(props.visit.occurredAt, props.today))} ·{' '}
        {words.received(instantText(props.visit.receivedAt, props.today))}
      </p>
    </Card>
  );
}

function Signature(props: { visit: OutreachVisit }): JSX.Element {
  const signature = () => props.visit.attachments.find(({ kind }) => kind === 'signature');
  const who = () => {
    const { signer } = props.visit;
    return signer === null ? words.signerUnknown : visitWords.signedBy(signer.name, signer.title);
  };
  return (
    <Show when={signature()}>
      {(file) => (
        <Card title={words.signedBy}>
          <img class={styles.signature} src={file().url} alt={`${words.signature}：${who()}`} />
          <p>{who()}</p>
        </Card>
      )}
    </Show>
  );
}

function Place(props: { visit: OutreachVisit }): JSX.Element {
  const photos = () =>
    props.visit.attachments
      .filter(({ kind }) => kind === 'photo')
      .flatMap(({ position }, index) => (position === null ? [] : [{ name: String(index + 1), position }]));
  return (
    <Show when={props.visit.position}>
      {(position) => (
        <Card title={words.position}>
          <PositionSketch position={position()} photos={photos()} />
        </Card>
      )}
    </Show>
  );
}

/** 更正: who changed what, when and why, and what stood there before. */
function Amendments(props: { visit: OutreachVisit; today: PlainDate }): JSX.Element {
  return (
    <Show when={props.visit.amendments.length > 0}>
      <Card title={words.amendments}>
        <ul class={styles.followUps}>
          <For each={props.visit.amendments}>
            {(one) => (
              <li>
                {words.amended(one.by, instantText(one.at, props.today))}：{one.reason}
                <For each={one.changed}>
                  {(field) => (
                    <p class="muted small">
                      {words.fields[field] ?? field}，{words.before}：{beforeText(Object(one.before)[field])}
                    </p>
                  )}
                </For>
              </li>
            )}
          </For>
        </ul>
      </Card>
    </Show>
  );
}

/** What stood in a field before it was put right, in words. */
function beforeText(value: unknown): string {
  if (typeof value === 'string') return value || words.empty0;
  if (Array.isArray(value)) return value.map(beforeText).join('、') || words.empty0;
  if (typeof value !== 'object' || value === null) return words.empty0;
  // A follow-up by what is to be done; what a mode recorded by its texts.
  const { what, ...rest } = Object(value);
  if (typeof what === 'string') return what;
  const { mode: _mode, caseId: _caseId, ...texts } = rest;
  return Object.values(texts).map(beforeText).join('；');
}
