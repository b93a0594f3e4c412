import { bookingChannelName, dateText, receptionOutcomeName, visitorStageName } from '@huiyin/domain/messages';
import { batchStart, type VisitorState } from '@huiyin/domain/receptions';
import { A } from '@solidjs/router';
import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import { tell } from '../../graphql/client.ts';
import { personalDataMessages as personal } from '../../messages/personal-data.zh-CN.ts';
import { receptionWords as words } from '../../messages/reception.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip, DueChip } from '../../ui/Chip.tsx';
import { ProblemNotice, toast } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { RevealVisitor } from '../personal-data.ts';
import { RevealForm } from '../RevealForm.tsx';
import { useDesk } from '../world.ts';
import styles from './reception.module.css';
import { ReasonForm } from './SessionForms.tsx';
import type { May, SessionScreen } from './screen.ts';
import { CheckInForm, NotifyForm, ScreenForm } from './VisitorForms.tsx';

type Open = 'screen' | 'notify' | 'checkIn' | 'withdraw' | 'details';

/** One visitor of the session: the number, what about, how far it is, and the next step. */
export function VisitorCard(props: {
  screen: SessionScreen;
  /** The same for what is done in a sheet: its refusals are said there. */
  forms: SessionScreen;
  visitor: VisitorState;
  may: May;
  onRecord: (visitor: VisitorState) => void;
}): JSX.Element {
  const desk = useDesk();
  const [open, setOpen] = createSignal<Open>();
  const show = (what: Open) => {
    props.forms.give.clear();
    setOpen(what);
  };
  const close = () => setOpen(undefined);
  const one = () => props.visitor;
  const id = () => ({ sessionId: props.screen.session.id, visitorId: one().id });
  const stage = () => one().stage;
  const dayHasCome = () => props.screen.session.date <= props.screen.today;
  const noShow = (how: 'absent' | 'leftBefore') => void props.screen.give.give({ type: 'recordNoShow', ...id(), how });
  const signs = () => one().record !== undefined && one().record?.signedOn === undefined && props.may.receiver();
  const unitName = () => desk.unit(one().unitId ?? '')?.name;
  return (
    <li class={styles.visitor} data-number={one().number} data-stage={stage()}>
      <strong class={styles.number}>{one().number}</strong>
      <div class={styles.what}>
        <button type="button" class={styles.titleButton} onClick={() => show('details')}>
          {one().title}
        </button>
        <span class="muted small">
          {one().petitioner.name}
          <Show when={unitName()}>{(name) => <> · {name()}</>}</Show>
          <Show when={one().batch}>
            {(batch) => (
              <> · {words.batchAt(batch(), batchStart(props.screen.session.opensAt, batch(), props.screen.settings))}</>
            )}
          </Show>
        </span>
        <Marks visitor={one()} />
      </div>
      <Chip>{visitorStageName(stage())}</Chip>
      <div class={styles.tools}>
        <Show
          when={
            props.may.office() &&
            ['booked', 'waiting'].includes(stage()) &&
            one().kind === 'appointment' &&
            stage() === 'booked'
          }
        >
          <Button onClick={() => show('screen')}>{words.screen}</Button>
          <Show when={props.may.clerk()}>
            <Button onClick={() => show('notify')}>{words.notify}</Button>
          </Show>
        </Show>
        <Show when={props.may.atDoor() && dayHasCome() && (stage() === 'booked' || stage() === 'absent')}>
          <Button onClick={() => show('checkIn')}>{words.checkIn}</Button>
        </Show>
        <Show when={props.may.atDoor() && dayHasCome() && stage() === 'booked'}>
          <Button look="quiet" onClick={() => noShow('absent')}>
            {words.absentMark}
          </Button>
        </Show>
        <Show when={props.may.table() && ['waiting', 'called'].includes(stage())}>
          <Button look={stage() === 'called' ? 'primary' : 'plain'} onClick={() => props.onRecord(one())}>
            {words.record}
          </Button>
          <Button look="quiet" onClick={() => noShow('leftBefore')}>
            {words.leftMark}
          </Button>
        </Show>
        <Show when={signs()}>
          <Button look="primary" onClick={() => show('details')}>
            {words.readAndSign}
          </Button>
        </Show>
        <Show when={props.may.office() && stage() === 'booked' && !dayHasCome()}>
          <Button look="quiet" onClick={() => show('withdraw')}>
            {words.withdraw}
          </Button>
        </Show>
      </div>
      <Sheet open={open() !== undefined} title={`${one().number} ${titles[open() ?? 'details']}`} onClose={close}>
        <Switch fallback={<Details visitor={one()} screen={props.forms} signs={signs()} />}>
          <Match when={open() === 'screen'}>
            <ScreenForm screen={props.forms} visitor={one()} onDone={close} />
          </Match>
          <Match when={open() === 'notify'}>
            <NotifyForm screen={props.forms} visitor={one()} onDone={close} />
          </Match>
          <Match when={open() === 'checkIn'}>
            <CheckInForm screen={props.forms} visitor={one()} onDone={close} />
          </Match>
          <Match when={open() === 'withdraw'}>
            <ReasonForm
              screen={props.forms}
              of={`withdraw.${one().id}`}
              command={(reason) => ({ type: 'withdrawBooking', ...id(), reason })}
              onDone={close}
            />
          </Match>
        </Switch>
      </Sheet>
    </li>
  );
}

const titles: Readonly<Record<Open, string>> = {
  screen: words.screen,
  notify: words.notify,
  checkIn: words.checkIn,
  withdraw: words.withdraw,
  details: words.details,
};

/** How far the visitor's matter is, in a few chips. */
function Marks(props: { visitor: VisitorState }): JSX.Element {
  const one = () => props.visitor;
  return (
    <span class={styles.marks}>
      <Show when={one().collective}>
        <Chip>{words.collective(one().persons)}</Chip>
      </Show>
      <Show when={one().arrival?.late}>
        <DueChip state="dueSoon">{words.late}</DueChip>
      </Show>
      <Show when={one().arrival?.fewRepresentatives}>
        <DueChip state="dueSoon">{words.few}</DueChip>
      </Show>
      <Show when={one().opinion} fallback={<Show when={one().screening}>{<Chip>{words.screened}</Chip>}</Show>}>
        {(opinion) => <Chip>{words.opinion[opinion().opinion]}</Chip>}
      </Show>
      <Show when={one().screening?.legallyComplex}>
        <Chip>{words.complex}</Chip>
      </Show>
      <For each={one().notices}>
        {(notice) => (
          <Chip>
            {notice.person.name} {notice.acknowledgedOn === undefined ? words.unanswered : words.answered}
          </Chip>
        )}
      </For>
      <For each={one().record?.decisions ?? []}>
        {(decision) => <Chip>{receptionOutcomeName(decision.outcome)}</Chip>}
      </For>
      <Show when={one().record && one().record?.signedOn === undefined}>
        <DueChip state="dueSoon">{words.unsigned}</DueChip>
      </Show>
    </span>
  );
}

/** What is known of the visitor; `signs`: whose record it is signs it here, having read it. */
function Details(props: { visitor: VisitorState; screen: SessionScreen; signs: boolean }): JSX.Element {
  const desk = useDesk();
  const one = () => props.visitor;
  const may = (personId: string) => desk.viewer().role === 'clerk' || desk.viewer().id === personId;
  const answer = (who: VisitorState['notices'][number]['who']) =>
    void props.screen.give.give({
      type: 'acknowledgeNotice',
      sessionId: props.screen.session.id,
      visitorId: one().id,
      who,
    });
  const sign = () =>
    void props.screen.give.give({
      type: 'signRecord',
      sessionId: props.screen.session.id,
      visitorId: one().id,
      caseIds: one().record?.decisions.map(({ caseId }) => caseId) ?? [],
    });
  return (
    <div class={styles.form}>
      <p>{one().demand}</p>
      <dl class={styles.facts}>
        <dt>{words.name}</dt>
        <dd>
          {one().petitioner.name} <VisitorPhone sessionId={props.screen.session.id} visitor={one()} />
        </dd>
        <Show when={one().channel}>
          {(channel) => (
            <>
              <dt>{words.channel}</dt>
              <dd>
                {bookingChannelName(channel())}
                <Show when={one().bookedOn}>{(on) => <>，{dateText(on(), props.screen.today)}</>}</Show>
              </dd>
            </>
          )}
        </Show>
        <Show when={one().screening}>
          {(screening) => (
            <>
              <dt>{words.screen}</dt>
              <dd>
                {screening().matter}；{screening().documents}；{screening().manner}
              </dd>
            </>
          )}
        </Show>
        <Show when={one().opinion}>
          {(opinion) => (
            <>
              <dt>{words.printed.opinion}</dt>
              <dd>
                {words.opinion[opinion().opinion]} {opinion().reason}（{opinion().toldLeader.name}）
              </dd>
            </>
          )}
        </Show>
        <Show when={one().record}>
          {(record) => (
            <>
              <dt>{words.form.demands}</dt>
              <dd>{record().demands}</dd>
              <dt>{words.form.decision}</dt>
              <dd>
                <For each={record().decisions}>
                  {(decision) => (
                    <p>
                      <A href={`/desk/cases/${decision.caseId}`}>{decision.title}</A>：
                      {receptionOutcomeName(decision.outcome)}。{decision.instruction}
                    </p>
                  )}
                </For>
              </dd>
              <dt>{words.form.signature}</dt>
              <dd>
                {record().signedOn === undefined ? words.unsigned : words.signed(record().receiver.name)}，
                {words.recordBy(record().recorder.name)}，{words.when(record().startedAt, record().endedAt)}
                <Show when={record().signature.attachment}>
                  {(file) => <img class={styles.signature} src={`/files/${file().id}`} alt={words.form.signature} />}
                </Show>
              </dd>
            </>
          )}
        </Show>
        <For each={one().notices}>
          {(notice) => (
            <>
              <dt>{words.noticeOf[notice.who]}</dt>
              <dd>
                {notice.person.name} {notice.acknowledgedOn === undefined ? words.unanswered : words.answered}
                <Show when={notice.acknowledgedOn === undefined && may(notice.person.id)}>
                  <Button look="quiet" onClick={() => answer(notice.who)}>
                    {words.answer}
                  </Button>
                </Show>
              </dd>
            </>
          )}
        </For>
      </dl>
      <Show when={props.screen.give.problem()}>{(problem) => <ProblemNotice problem={problem()} />}</Show>
      <Show when={props.signs}>
        <Button look="primary" busy={props.screen.give.busy()} onClick={sign}>
          {words.sign}
        </Button>
      </Show>
    </div>
  );
}

/** The visitor's telephone number: masked; whole for the office that calls them (R42), for a reason that is put on record. */
function VisitorPhone(props: { sessionId: string; visitor: VisitorState }): JSX.Element {
  const desk = useDesk();
  const [clear, setClear] = createSignal<string>();
  const [asking, setAsking] = createSignal(false);
  const told = (phone: string | null) => {
    setClear(phone ?? undefined);
    setAsking(false);
    toast(personal.visitorDone, 'done');
  };
  return (
    <Show when={props.visitor.petitioner.phone}>
      {(masked) => (
        <>
          <span data-testid="visitor-phone">{clear() ?? masked()}</span>{' '}
          <Show when={desk.viewer().role === 'clerk' && clear() === undefined}>
            <Button onClick={() => setAsking(true)}>{personal.showPhone}</Button>
          </Show>
          <Sheet open={asking()} title={personal.visitorTitle} onClose={() => setAsking(false)}>
            <RevealForm
              of={props.visitor.id}
              intro={personal.visitorIntro}
              ask={(reason) => tell(RevealVisitor, { sessionId: props.sessionId, visitorId: props.visitor.id, reason })}
              onTold={({ revealVisitor }) => told(revealVisitor.phone)}
              onCancel={() => setAsking(false)}
            />
          </Sheet>
        </>
      )}
    </Show>
  );
}
