import { citationsText, dateText, focusTagName, receptionOutcomeName, visitorStageName } from '@huiyin/domain/messages';
import { batchStart, receiverOf, sessionQueue, type VisitorState } from '@huiyin/domain/receptions';
import { createEffect, createResource, For, type JSX, Show } from 'solid-js';
import { ask } from '../../graphql/client.ts';
import { receptionWords as words } from '../../messages/reception.zh-CN.ts';
import { holderText } from '../../ui/holder.ts';
import { useDesk } from '../world.ts';
import { type EarlierCaseRow, EarlierCasesQuery, type SessionPageData } from './documents.ts';
import styles from './reception.module.css';
import type { SessionScreen } from './screen.ts';

/** On paper only: the leader's brief, one page a matter (R45), or the session's report with its records (R9, R32). */
export function PrintedSession(props: {
  screen: SessionScreen;
  page: SessionPageData;
  what: 'brief' | 'report';
  /** Grows with each wish to print: the printer is asked when all that belongs on the paper has been read. */
  asked: number;
}): JSX.Element {
  // those who still come in the order of the line; of a session that is over, everybody who was received or stayed away
  const queue = () => {
    const { visitors } = props.screen.session;
    const line = sessionQueue(props.screen.session);
    const others = visitors.filter((one) => one.stage !== 'withdrawn' && !line.includes(one));
    return [...others.toSorted((a, b) => a.order - b.order), ...line];
  };
  const [histories] = createResource(
    () =>
      props.what === 'brief' && props.asked > 0
        ? queue()
            .flatMap((one) => one.earlierCaseIds)
            .join(',')
        : undefined,
    readHistories,
  );
  let printed = 0;
  createEffect(() => {
    const ready = props.what === 'report' || ['ready', 'errored'].includes(histories.state);
    if (props.asked === printed || !ready) return;
    printed = props.asked;
    requestAnimationFrame(() => window.print());
  });
  return (
    <div class={styles.printed} data-testid={`printed-${props.what}`}>
      <Show when={props.what === 'brief'} fallback={<Report screen={props.screen} />}>
        <For
          each={queue()}
          fallback={
            <section class={styles.sheetOfPaper}>
              <h2>{words.printed.briefTitle}</h2>
              <p>
                {dateText(props.screen.session.date)} {receiverOf(props.screen.session).name}
              </p>
              <p>{words.printed.nobody}</p>
            </section>
          }
        >
          {(one) => <Brief screen={props.screen} visitor={one} histories={histories() ?? new Map()} />}
        </For>
      </Show>
    </div>
  );
}

type Histories = ReadonlyMap<string, EarlierCaseRow>;

/** The earlier cases by their ids; one that could not be read is missing. */
async function readHistories(ids: string): Promise<Histories> {
  const each = [...new Set(ids.split(',').filter(Boolean))];
  const answers = await Promise.all(each.map((id) => ask(EarlierCasesQuery, { id })));
  const found = answers.flatMap((answer) => (answer.ok && answer.data.petitionCase ? [answer.data.petitionCase] : []));
  return new Map(found.map((row) => [row.id, row]));
}

function Brief(props: { screen: SessionScreen; visitor: VisitorState; histories: Histories }): JSX.Element {
  const desk = useDesk();
  const one = () => props.visitor;
  const session = () => props.screen.session;
  const history = () => one().earlierCaseIds.flatMap((id) => props.histories.get(id) ?? []);
  const unread = () => one().earlierCaseIds.length - history().length;
  const unitName = () => desk.units().find(({ id }) => id === one().unitId)?.name ?? '';
  return (
    <section class={styles.sheetOfPaper}>
      <h2>{words.printed.briefTitle}</h2>
      <p>
        {dateText(session().date)} {receiverOf(session()).name} · {one().number}
        <Show when={one().batch}>
          {(batch) => <> · {batchStart(session().opensAt, batch(), props.screen.settings)}</>}
        </Show>
      </p>
      <h3>{one().title}</h3>
      <p>
        {words.name}：{one().petitioner.name}
        <Show when={one().collective}>（{words.collective(one().persons)}）</Show>　{words.unit}：{unitName()}
      </p>
      <p>{one().demand}</p>
      <Show when={one().screening}>
        {(screening) => (
          <p>
            {words.printed.screening}：{screening().matter}；{screening().documents}；{screening().manner}
            <Show when={screening().legallyComplex}>；{words.complex}</Show>
          </p>
        )}
      </Show>
      <Show when={one().opinion}>
        {(opinion) => (
          <p>
            {words.printed.opinion}：{words.opinion[opinion().opinion]}
            <Show when={opinion().reason}>{(reason) => <>（{reason()}）</>}</Show>
          </p>
        )}
      </Show>
      <Show when={one().notices.length > 0}>
        <p>
          {words.printed.called}：
          {one()
            .notices.map(
              ({ who, person, acknowledgedOn }) =>
                `${words.noticeOf[who]}${person.name}（${acknowledgedOn === undefined ? words.unanswered : words.answered}）`,
            )
            .join('、')}
        </p>
      </Show>
      <h3>{words.printed.history}</h3>
      <Show when={unread() > 0}>
        <p>{words.printed.unread(unread())}</p>
      </Show>
      <For each={history()} fallback={<Show when={unread() === 0}>{words.printed.noHistory}</Show>}>
        {(row) => (
          <div>
            <p>
              <strong>
                {row.number} {row.title}
              </strong>
              （{row.channelName}，{holderText(row)}，{row.statusName}）
            </p>
            <ul>
              <For each={row.timeline.slice(-6)}>
                {(event) => (
                  <li>
                    {event.title} {event.detail ?? ''}
                  </li>
                )}
              </For>
            </ul>
          </div>
        )}
      </For>
    </section>
  );
}

function Report(props: { screen: SessionScreen }): JSX.Element {
  const session = () => props.screen.session;
  const visitors = () => session().visitors.filter(({ stage }) => stage !== 'withdrawn');
  const many = (test: (one: VisitorState) => boolean) => visitors().filter(test).length;
  const summary = () =>
    words.printed.summary(
      many(({ kind }) => kind === 'appointment'),
      many(({ kind }) => kind === 'walkIn'),
      many(({ stage }) => stage === 'received'),
      many(({ stage }) => stage === 'absent' || stage === 'leftBefore'),
    );
  return (
    <>
      <section class={styles.sheetOfPaper}>
        <h2>{words.printed.reportTitle}</h2>
        <p>
          {dateText(session().date)} {words.when(session().opensAt, session().closesAt)} {session().place}
        </p>
        <p>
          {words.duty}：{receiverOf(session()).name}　{words.recorder}：{session().recorder?.name ?? ''}
        </p>
        <p>{summary()}</p>
        <table>
          <thead>
            <tr>
              <For each={words.printed.reportCols}>{(name) => <th scope="col">{name}</th>}</For>
            </tr>
          </thead>
          <tbody>
            <For each={visitors()}>
              {(one) => (
                <tr>
                  <td>{one.number}</td>
                  <td>{one.title}</td>
                  <td>{visitorStageName(one.stage)}</td>
                  <td>{one.record?.decisions.map(({ outcome }) => receptionOutcomeName(outcome)).join('、') ?? ''}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
      <For each={visitors().filter(({ record }) => record !== undefined)}>
        {(one) => (
          <Show when={one.record}>
            {(record) => (
              <section class={styles.sheetOfPaper}>
                <h2>
                  {words.printed.recordTitle} {one.number}
                </h2>
                <p>
                  {dateText(session().date)} {words.when(record().startedAt, record().endedAt)}　{words.name}：
                  {one.petitioner.name}
                </p>
                <Line label={words.form.demands} text={record().demands} />
                <Line
                  label={words.form.onTheSpot}
                  text={record()
                    .onTheSpot.map(({ what, by }) => `${what}（${by}）`)
                    .join('；')}
                />
                <Line label={words.form.guidance} text={record().guidance} />
                <Line label={words.form.suggestions} text={record().suggestions} />
                <Line label={words.form.weakLinks} text={record().weakLinks} />
                <Line label={words.form.focus} text={record().focus.map(focusTagName).join('、')} />
                <For each={record().decisions}>
                  {(decision) => (
                    <p>
                      {words.form.decision}：{decision.title}，{receptionOutcomeName(decision.outcome)}（
                      {citationsText(decision.citations)}
                      ）。{decision.instruction}
                    </p>
                  )}
                </For>
                <p class={styles.signatures}>
                  <For each={words.printed.signers}>{(who) => <span>{who}：</span>}</For>
                </p>
              </section>
            )}
          </Show>
        )}
      </For>
    </>
  );
}

function Line(props: { label: string; text: string }): JSX.Element {
  return (
    <Show when={props.text.trim()}>
      <p>
        {props.label}：{props.text}
      </p>
    </Show>
  );
}
