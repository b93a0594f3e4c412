import { addDays, type PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { A, useLocation } from '@solidjs/router';
import { createMemo, createSignal, For, type JSX, Match, onMount, Show, Switch } from 'solid-js';
import { createAnswer } from '../../graphql/answer.ts';
import { type Live, onRevision } from '../../graphql/live.ts';
import { receptionWords as words } from '../../messages/reception.zh-CN.ts';
import { sessionMessages } from '../../messages/zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip, DueChip } from '../../ui/Chip.tsx';
import { EmptyState, LoadingState, Notice, ProblemNotice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { todayHere } from '../../ui/time.ts';
import { useDesk } from '../world.ts';
import { AddSessionForm } from './AddSessionForm.tsx';
import { type SessionRow, SessionsQuery, sessionDayText, settingsOf } from './documents.ts';
import { FiguresView } from './FiguresView.tsx';
import { FollowUpsView } from './FollowUpsView.tsx';
import { LinkForm } from './LinkForm.tsx';
import { RotaPlanner } from './RotaPlanner.tsx';
import styles from './reception.module.css';
import { SessionPage } from './SessionPage.tsx';

/** /desk/reception/*: the sessions, what is pressed after them, who has done their part; /desk/reception/ID one session. */
export default function ReceptionPage(props: { live: Live }): JSX.Element {
  const location = useLocation();
  const page = createMemo(() =>
    decodeURIComponent(location.pathname.replace(/^\/desk\/reception\/?/, '').replace(/\/$/, '')),
  );
  const views = ['', 'follow-ups', 'figures'];
  return (
    <Show when={views.includes(page())} fallback={<SessionPage id={page()} live={props.live} />}>
      <nav class={`${styles.views} no-print`} aria-label={words.views}>
        <For each={Object.values(words.tabs)}>
          {(name, index) => (
            <A
              class={styles.view}
              end
              href={`/desk/reception${index() === 0 ? '' : `/${views[index()]}`}`}
              aria-current={page() === views[index()] ? 'page' : undefined}
            >
              {name}
            </A>
          )}
        </For>
      </nav>
      <Switch fallback={<Sessions live={props.live} />}>
        <Match when={page() === 'follow-ups'}>
          <FollowUpsView live={props.live} />
        </Match>
        <Match when={page() === 'figures'}>
          <FiguresView />
        </Match>
      </Switch>
    </Show>
  );
}

type Open = 'plan' | 'add' | 'board' | 'calendar';

function Sessions(props: { live: Live }): JSX.Element {
  const desk = useDesk();
  const [open, setOpen] = createSignal<Open>();
  const period = { from: addDays(todayHere(), -90), to: addDays(todayHere(), 200) };
  const answer = createAnswer(SessionsQuery, () => period);
  onRevision(props.live, answer.refetch);
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  const today = (): PlainDate => (answer.data()?.today as PlainDate | undefined) ?? todayHere();
  const rows = () => answer.data()?.receptionSessions ?? [];
  const coming = () => rows().filter(({ date }) => date >= today());
  const past = () =>
    rows()
      .filter(({ date }) => date < today())
      .toReversed();
  const most = () => settingsOf(answer.data()?.receptionSettings)?.batches ?? 8;
  const clerk = () => desk.viewer().role === 'clerk';
  const close = () => setOpen(undefined);
  const changed = () => {
    close();
    answer.refetch();
  };
  return (
    <>
      <div class={styles.head}>
        <h1 class="no-print">{words.title}</h1>
        <div class={`${styles.tools} no-print`}>
          <Show when={clerk()}>
            <Button onClick={() => setOpen('board')}>{words.board}</Button>
            <Button onClick={() => setOpen('add')}>{words.add}</Button>
          </Show>
          <Show when={desk.viewer().role === 'leader'}>
            <Button onClick={() => setOpen('calendar')}>{words.calendar}</Button>
          </Show>
          <Show when={coming().length > 0}>
            <Button onClick={() => window.print()}>{words.printRota}</Button>
          </Show>
          <Show when={clerk()}>
            <Button look="primary" onClick={() => setOpen('plan')}>
              {words.plan}
            </Button>
          </Show>
        </div>
      </div>
      <Show when={answer.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}</Show>
      <Show when={answer.data()} fallback={<LoadingState failed={answer.problem() !== undefined} />}>
        <PrintedRota rows={coming()} />
        <For each={coming().filter((row) => row.remindOn <= today())}>
          {(row) => (
            <For each={row.warnings.filter(({ violation }) => violation)}>
              {(one) => (
                <Notice
                  tone="problem"
                  class="no-print"
                  action={<A href={`/desk/reception/${row.id}`}>{words.substitute}</A>}
                >
                  {words.dueNow(dateText(row.date as PlainDate, today()), one.text)}
                </Notice>
              )}
            </For>
          )}
        </For>
        <For each={coming()}>
          {(row) => (
            <Show when={row.dayOff}>
              {(festival) => (
                <Notice
                  tone="problem"
                  class="no-print"
                  action={clerk() && <A href={`/desk/reception/${row.id}`}>{words.cancelSession}</A>}
                >
                  {words.dueNow(dateText(row.date as PlainDate, today()), words.dayOff(festival()))}
                </Notice>
              )}
            </Show>
          )}
        </For>
        <div class="no-print">
          <Show
            when={rows().length > 0}
            fallback={
              <EmptyState title={clerk() ? words.none : words.noneOfMine}>
                <p>{clerk() ? words.noneHint : words.noneOfMineHint}</p>
              </EmptyState>
            }
          >
            <h2 class={styles.sub}>{words.coming}</h2>
            <Show when={coming().some(({ provisional }) => provisional)}>
              <p class="muted">{words.provisionalNote}</p>
            </Show>
            <Show
              when={coming().length > 0}
              fallback={<p class="muted">{clerk() ? words.noneComing : words.noneOfMine}</p>}
            >
              <SessionRows rows={coming().slice(0, 8)} today={today()} most={most()} />
            </Show>
            <Show when={coming().length > 8}>
              <details class={styles.more}>
                <summary>{words.later(coming().length - 8)}</summary>
                <SessionRows rows={coming().slice(8)} today={today()} most={most()} />
              </details>
            </Show>
            <Show when={past().length > 0}>
              <h2 class={styles.sub}>{words.past}</h2>
              <SessionRows rows={past()} today={today()} most={most()} />
            </Show>
          </Show>
        </div>
      </Show>
      <Sheet open={open() === 'plan'} title={words.rota.title} onClose={close}>
        <RotaPlanner today={today()} onDone={changed} />
      </Sheet>
      <Sheet open={open() === 'add'} title={words.add} onClose={close}>
        <AddSessionForm today={today()} onDone={changed} />
      </Sheet>
      <Sheet open={open() === 'board'} title={words.links.boardTitle} onClose={close}>
        <LinkForm kind="board" hint={words.links.boardHint} />
      </Sheet>
      <Sheet open={open() === 'calendar'} title={words.links.calendarTitle} onClose={close}>
        <LinkForm kind="calendar" hint={words.links.calendarHint} />
      </Sheet>
    </>
  );
}

function SessionRows(props: { rows: readonly SessionRow[]; today: PlainDate; most: number }): JSX.Element {
  return (
    <ul class={styles.list} data-testid="session-list">
      <For each={props.rows}>
        {(row) => (
          <li class={styles.item}>
            <A class={styles.link} href={`/desk/reception/${row.id}`} data-row>
              {dateText(row.date as PlainDate, props.today)}
            </A>
            <span>{receiverText(row)}</span>
            <span class="muted">
              {row.kind === 'leaders' ? words.when(row.opensAt, row.closesAt) : `${row.kindName} · ${row.place}`}
            </span>
            <span class={styles.counts}>
              <Standing row={row} most={props.most} today={props.today} />
            </span>
          </li>
        )}
      </For>
    </ul>
  );
}

/** Who receives, and for whom. */
function receiverText(row: SessionRow): string {
  if (row.substituteName !== null) return words.standIn(row.substituteName, row.holder.name);
  return row.absenceReason === null ? row.holder.name : words.absent(row.holder.name);
}

function Standing(props: { row: SessionRow; most: number; today: PlainDate }): JSX.Element {
  const row = () => props.row;
  const calm = () => {
    if (row().date < props.today) return words.unheld;
    return row().acceptedOn === null ? words.notAccepted : words.accepted;
  };
  const wrong = () => row().warnings.some(({ violation }) => violation);
  return (
    <Show
      when={row().status === 'planned'}
      fallback={
        <>
          <Chip>{row().statusName}</Chip>
          <Show when={row().received + row().noShows > 0}>
            <span>{words.receivedCount(row().received)}</span>
            <span class="muted">{words.noShowCount(row().noShows)}</span>
          </Show>
        </>
      }
    >
      <Show when={row().provisional}>
        <Chip>{words.provisional}</Chip>
      </Show>
      <Show when={row().dayOff}>{(festival) => <DueChip state="overdue">{words.dayOff(festival())}</DueChip>}</Show>
      <Show when={row().booked > 0}>
        <span>{words.booked(row().booked, props.most)}</span>
      </Show>
      <Show when={wrong()}>
        <DueChip state="overdue">{words.violation}</DueChip>
      </Show>
      <Show when={row().warnings.length > 0 && row().booked > 0} fallback={<Chip>{calm()}</Chip>}>
        <DueChip
          state="dueSoon"
          title={row()
            .warnings.map(({ text }) => text)
            .join('；')}
        >
          {words.wanting(row().warnings.length)}
        </DueChip>
      </Show>
    </Show>
  );
}

/** 值班表 as it hangs on the wall: on paper only. */
function PrintedRota(props: { rows: readonly SessionRow[] }): JSX.Element {
  return (
    <section class={styles.printed}>
      <h2>{words.printed.rotaTitle}</h2>
      <table>
        <thead>
          <tr>
            <For each={words.printed.rotaCols}>{(name) => <th scope="col">{name}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr>
                <td>{sessionDayText(row)}</td>
                <td>{words.when(row.opensAt, row.closesAt)}</td>
                <td>{row.place}</td>
                <td>{row.holder.name}</td>
                <td>{row.substituteName ?? ''}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <p>{words.printed.rotaNote}</p>
      <Show when={props.rows.some(({ provisional }) => provisional)}>
        <p>{words.provisionalNote}</p>
      </Show>
    </section>
  );
}
