import type { PlainDate } from '@huiyin/domain';
import { dateText, emergencyLevelName, receptionKindName, sessionStatusName } from '@huiyin/domain/messages';
import { nextVisitor, type ReceptionSessionState, sessionQueue, type VisitorState } from '@huiyin/domain/receptions';
import { A } from '@solidjs/router';
import { createMemo, createSignal, For, type JSX, Match, onMount, Show, Switch } from 'solid-js';
import { createAnswer } from '../../graphql/answer.ts';
import { type Live, onRevision } from '../../graphql/live.ts';
import { receptionWords as words } from '../../messages/reception.zh-CN.ts';
import { remedyMessages } from '../../messages/remedy.zh-CN.ts';
import { clockNow } from '../../reception/times.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Chip, DueChip } from '../../ui/Chip.tsx';
import { ConfirmSheet } from '../../ui/ConfirmSheet.tsx';
import { EmptyState, LoadingState, Notice, ProblemNotice } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useDesk } from '../world.ts';
import { BookingForm } from './BookingForm.tsx';
import { type SessionPageData, SessionQuery, settingsOf, stateOf } from './documents.ts';
import { createGive, type Give } from './give.ts';
import { PrintedSession } from './PrintedSession.tsx';
import { RecordSheet } from './RecordSheet.tsx';
import styles from './reception.module.css';
import { AttendeesForm, EmergencyForm, OrderForm, ReasonForm, SubstituteForm, SwapForm } from './SessionForms.tsx';
import { type May, type SessionScreen, useMay } from './screen.ts';
import { VisitorCard } from './VisitorCard.tsx';

type Open = 'book' | 'walkIn' | 'substitute' | 'swap' | 'cancel' | 'attendees' | 'emergency' | 'order';
type Printing = 'brief' | 'report';

/** One session: what is wanting before it, the line at the door, the table, its file afterwards. */
export function SessionPage(props: { id: string; live: Live }): JSX.Element {
  const answer = createAnswer(SessionQuery, () => ({ id: props.id }));
  onRevision(props.live, answer.refetch);
  return (
    <>
      <p class={`${styles.back} no-print`}>
        <A href="/desk/reception">← {words.title}</A>
      </p>
      <Show when={answer.problem()}>{(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}</Show>
      <Show when={answer.data()} fallback={<LoadingState failed={answer.problem() !== undefined} />}>
        {(data) => (
          <Show when={data().receptionSession} fallback={<EmptyState title={words.none} />}>
            {(page) => (
              <Session
                page={page()}
                today={data().today as PlainDate}
                settings={settingsOf(data().receptionSettings)}
                refetch={answer.refetch}
              />
            )}
          </Show>
        )}
      </Show>
    </>
  );
}

interface SessionProps {
  page: SessionPageData;
  today: PlainDate;
  settings: ReturnType<typeof settingsOf>;
  refetch: () => void;
}

function Session(props: SessionProps): JSX.Element {
  const desk = useDesk();
  const session = createMemo(() => stateOf(props.page));
  const [open, setOpen] = createSignal<Open>();
  const [recording, setRecording] = createSignal<VisitorState>();
  const [printing, setPrinting] = createSignal<Printing>('report');
  const [asked, setAsked] = createSignal(0);
  const close = () => setOpen(undefined);
  const give = createGive(() => props.refetch());
  const formGive = createGive(() => props.refetch());
  const screenWith = (given: Give): SessionScreen => ({
    get session() {
      return session();
    },
    get today() {
      return props.today;
    },
    get settings() {
      return props.settings;
    },
    give: given,
  });
  const screen = screenWith(give);
  const forms = screenWith(formGive);
  const may = useMay(session);
  const show = (what: Open) => () => {
    formGive.clear();
    setOpen(what);
  };
  const record = (visitor: VisitorState) => {
    formGive.clear();
    setRecording(visitor);
  };
  const print = (what: Printing) => {
    setPrinting(what);
    setAsked((times) => times + 1);
  };
  onMount(() => {
    document.title = `${dateText(session().date)} · ${words.title}`;
  });
  const line = createMemo(() => sessionQueue(session()));
  const atTable = () => session().visitors.filter(({ stage }) => stage === 'called');
  const rest = () => session().visitors.filter(({ stage }) => !['booked', 'waiting', 'called'].includes(stage));
  const next = () => nextVisitor(session());
  const callNext = (one: VisitorState) =>
    void give.give({ type: 'callVisitor', sessionId: session().id, visitorId: one.id, at: clockNow() });
  const key = (one: VisitorState) => (
    <VisitorCard screen={screen} forms={forms} visitor={one} onRecord={record} may={may} />
  );
  return (
    <div class={styles.session}>
      <div class={`${styles.screen} no-print`}>
        <Head {...props} session={session()} show={show} print={print} give={give} may={may} />
        <Show when={give.problem()}>{(problem) => <ProblemNotice problem={problem()} />}</Show>
        <Wanting page={props.page} today={props.today} held={session().status === 'open'} />
        <Show when={line().length > 0 || ['planned', 'open'].includes(session().status)}>
          <Card
            title={words.line}
            aside={
              <span class={styles.tools}>
                <Show when={may.office() && line().length > 1}>
                  <Button look="quiet" onClick={show('order')}>
                    {words.reorder}
                  </Button>
                </Show>
                <Show when={may.atDoor() && next()}>
                  {(one) => (
                    <Button look="primary" busy={give.busy()} onClick={() => callNext(one())}>
                      {words.callNext(one().number)}
                    </Button>
                  )}
                </Show>
              </span>
            }
          >
            <ul class={styles.visitors} data-testid="line">
              <For each={[...atTable(), ...line()]} fallback={<EmptyState inList title={words.lineEmpty} />}>
                {key}
              </For>
            </ul>
            <Show when={session().orderReason}>
              {(reason) => <p class="muted small">{`${words.reorder}：${reason()}`}</p>}
            </Show>
          </Card>
        </Show>
        <Show when={rest().length > 0}>
          <Card title={words.others}>
            <ul class={styles.visitors} data-testid="others">
              <For each={rest()}>{key}</For>
            </ul>
          </Card>
        </Show>
        <File page={props.page} />
      </div>
      <PrintedSession screen={screen} page={props.page} what={printing()} asked={asked()} />
      <Sheet open={open() !== undefined} title={open() === undefined ? '' : titles[open() as Open]} onClose={close}>
        <Switch>
          <Match when={open() === 'book' || open() === 'walkIn'}>
            <BookingForm screen={forms} walkIn={open() === 'walkIn'} onDone={close} />
          </Match>
          <Match when={open() === 'substitute'}>
            <SubstituteForm screen={forms} onDone={close} />
          </Match>
          <Match when={open() === 'swap'}>
            <SwapForm screen={forms} onDone={close} />
          </Match>
          <Match when={open() === 'cancel'}>
            <ReasonForm
              screen={forms}
              of="cancel"
              command={(reason) => ({ type: 'cancelSession', sessionId: session().id, reason })}
              onDone={close}
            />
          </Match>
          <Match when={open() === 'attendees'}>
            <AttendeesForm screen={forms} onDone={close} />
          </Match>
          <Match when={open() === 'emergency'}>
            <EmergencyForm screen={forms} onDone={close} />
          </Match>
          <Match when={open() === 'order'}>
            <OrderForm screen={forms} onDone={close} />
          </Match>
        </Switch>
      </Sheet>
      <Show when={recording()} keyed>
        {(one) => (
          <RecordSheet screen={forms} visitor={one} me={desk.viewer().id} onClose={() => setRecording(undefined)} />
        )}
      </Show>
    </div>
  );
}

const titles: Readonly<Record<Open, string>> = {
  book: words.book,
  walkIn: words.walkIn,
  substitute: words.substitute,
  swap: words.swap,
  cancel: words.cancelSession,
  attendees: words.attendees,
  emergency: words.emergency,
  order: words.reorder,
};

function Head(props: {
  page: SessionPageData;
  session: ReceptionSessionState;
  today: PlainDate;
  show: (what: Open) => () => void;
  print: (what: Printing) => void;
  give: Give;
  may: May;
}): JSX.Element {
  const session = () => props.session;
  const planned = () => session().status === 'planned';
  const leaders = () => session().kind === 'leaders';
  const ahead = () => session().date > props.today;
  const receiver = () => {
    const { holder, absence } = session();
    if (absence?.substitute) return words.standIn(absence.substitute.name, holder.name);
    return absence ? words.absent(holder.name) : holder.name;
  };
  const accept = () => void props.give.give({ type: 'acceptDuty', sessionId: session().id });
  const [ending, setEnding] = createSignal(false);
  const finish = () => {
    setEnding(false);
    void props.give.give({ type: 'closeSession', sessionId: session().id });
  };
  return (
    <>
      <div class={styles.head}>
        <h1>{dateText(session().date, props.today)}</h1>
        <Chip>{sessionStatusName(session().status)}</Chip>
        <span class="muted">
          {receptionKindName(session().kind)} · {words.when(session().opensAt, session().closesAt)} · {session().place}
        </span>
      </div>
      <Show when={planned() && props.page.provisional}>
        <p class="muted">
          <Chip>{words.provisional}</Chip> {words.provisionalHint}
        </p>
      </Show>
      <Show when={props.page.dayOff}>
        {(festival) => <Notice tone="problem">{words.dayOffHint(festival())}</Notice>}
      </Show>
      <p class={styles.people}>
        <span>
          {words.duty} <strong>{receiver()}</strong>
        </span>
        <Show when={session().absence?.reason}>{(reason) => <span class="muted">{reason()}</span>}</Show>
        <Show when={session().recorder}>
          {(one) => (
            <span>
              {words.recorder} {one().name}
            </span>
          )}
        </Show>
        <Show when={session().emergency}>
          {(one) => (
            <span title={one().measures}>
              {words.emergency} {emergencyLevelName(one().level)}
            </span>
          )}
        </Show>
      </p>
      <div class={styles.tools}>
        <Show when={planned() && props.may.receiver() && session().acceptedOn === undefined}>
          <Button look="primary" onClick={accept}>
            {words.accept}
          </Button>
        </Show>
        <Show when={planned() && leaders() && props.may.office()}>
          <Button look={ahead() ? 'primary' : 'plain'} onClick={props.show('book')}>
            {words.book}
          </Button>
        </Show>
        <Show when={props.may.atDoor() && !ahead() && session().kind !== 'government'}>
          <Button look={planned() ? 'primary' : 'plain'} onClick={props.show('walkIn')}>
            {words.walkIn}
          </Button>
        </Show>
        <Show when={planned() && leaders() && (props.may.clerk() || props.may.holder())}>
          <Button onClick={props.show('substitute')}>{words.substitute}</Button>
          <Button onClick={props.show('swap')}>{words.swap}</Button>
        </Show>
        <Show when={props.may.office()}>
          <Button onClick={props.show('attendees')}>{words.attendees}</Button>
          <Show when={leaders() && props.may.clerk()}>
            <Button onClick={props.show('emergency')}>{words.emergency}</Button>
          </Show>
        </Show>
        <Button onClick={() => props.print('brief')}>{words.brief}</Button>
        <Button onClick={() => props.print('report')}>{words.report}</Button>
        <Show when={props.may.office() && !ahead()}>
          <Button onClick={() => setEnding(true)}>{words.closeSession}</Button>
        </Show>
        <Show when={planned() && props.may.office()}>
          <Button look="quiet" onClick={props.show('cancel')}>
            {words.cancelSession}
          </Button>
        </Show>
      </div>
      <ConfirmSheet
        open={ending()}
        title={remedyMessages.confirmTitle(words.closeSession)}
        body={words.closing}
        confirm={remedyMessages.confirm(words.closeSession)}
        onConfirm={finish}
        onClose={() => setEnding(false)}
      />
    </>
  );
}

/** What the session still lacks: a broken rule stands out, what is left to do is a list. */
function Wanting(props: { page: SessionPageData; today: PlainDate; held: boolean }): JSX.Element {
  const broken = () => props.page.warnings.filter(({ violation }) => violation);
  const left = () => props.page.warnings.filter(({ violation }) => !violation);
  const articles = (one: SessionPageData['warnings'][number]) =>
    one.citations.map(({ regulation, article }) => `《${regulation}》${article}`).join('、');
  return (
    <>
      <For each={broken()}>
        {(one) => (
          <Notice tone="problem">
            {one.text}
            <small>
              {articles(one)} · {words.remind(dateText(props.page.remindOn as PlainDate, props.today))}
            </small>
          </Notice>
        )}
      </For>
      <Show when={left().length > 0}>
        <Card
          title={props.held ? words.meanwhile : words.beforehand}
          aside={<DueChip state="dueSoon">{words.wanting(left().length)}</DueChip>}
        >
          <ul class={styles.wanting} data-testid="wanting">
            <For each={left()}>
              {(one) => (
                <li>
                  <span>
                    {one.text}
                    <Show when={one.numbers.length > 0}>：{one.numbers.join('、')}</Show>
                  </span>
                  <span class="muted small">{articles(one)}</span>
                </li>
              )}
            </For>
          </ul>
        </Card>
      </Show>
    </>
  );
}

/** 四单一记录: whole, or what is missing (R32). */
function File(props: { page: SessionPageData }): JSX.Element {
  const state = (one: SessionPageData['file'][number]) => {
    if (one.missing.length === 0) return words.file.whole;
    return one.closed ? words.file.missing(one.missing.join('、')) : words.file.open;
  };
  return (
    <Show when={props.page.file.length > 0}>
      <Card title={words.file.title}>
        <ul class={styles.duties} data-testid="session-file">
          <For each={props.page.file}>
            {(one) => (
              <li>
                <A href={`/desk/cases/${one.caseId}`}>
                  {one.number} {one.title}
                </A>
                <span class="small">{one.present.join('、')}</span>
                <Chip>{state(one)}</Chip>
                <span class="muted small">
                  {one.missing.length > 0 ? words.file.missing(one.missing.join('、')) : ''}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Card>
    </Show>
  );
}
