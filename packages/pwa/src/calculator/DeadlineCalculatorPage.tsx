import { clocks, deadline, parsePlainDate, type Refused } from '@huiyin/domain';
import { clockName, dateText, onPaper, ownerName, refusalMessage, triggerName } from '@huiyin/domain/messages';
import { A, useSearchParams } from '@solidjs/router';
import { createMemo, createSignal, type JSX, onMount, Show } from 'solid-js';
import { sessionMessages, whyMessages, calculatorMessages as words } from '../messages/zh-CN.ts';
import { homeOf } from '../session/home.ts';
import { refreshViewer, useViewer } from '../session/viewer.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { calendar, followCalendar } from '../ui/calendar.ts';
import { copyText } from '../ui/copy-text.ts';
import { SelectField, TextField } from '../ui/Field.tsx';
import { todayHere } from '../ui/time.ts';
import { WhyThisDate } from '../ui/WhyThisDate.tsx';
import { whyFromDomain } from '../ui/why.ts';
import styles from './calculator.module.css';

/** /due: the public 期限计算器. Reckons in the page itself, so it works with no signal and sends nothing anywhere. */
export default function DeadlineCalculatorPage(): JSX.Element {
  const [search, setSearch] = useSearchParams<{ clock?: string; from?: string }>();
  const viewer = useViewer();
  const clock = () => clocks.find((row) => row.id === search.clock) ?? clocks[0];
  const [from, setFrom] = createSignal(typeof search.from === 'string' ? search.from : todayHere());
  const [said, setSaid] = createSignal('');
  void followCalendar();

  const result = createMemo(() => {
    const date = parsePlainDate(from());
    if (!date.ok) return date;
    return deadline(calendar(), clock()?.id ?? '', date.value);
  });
  const found = () => {
    const answer = result();
    return answer.ok ? answer.value : undefined;
  };
  const refusal = (): Refused | undefined => {
    const answer = result();
    return answer.ok ? undefined : answer;
  };
  const why = createMemo(() => {
    const due = found();
    return due === undefined ? undefined : whyFromDomain(due);
  });
  const error = () => {
    const refused = refusal();
    if (refused === undefined) return undefined;
    return from() === '' ? words.fromMissing : refusalMessage(refused);
  };
  const change = (value: string) => {
    setFrom(value);
    setSaid('');
    setSearch({ from: value || undefined }, { replace: true });
  };
  const copy = async (text: string) => setSaid((await copyText(text)) ? words.copied : words.copyFailed);
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
    // Only to know where the link at the top leads; the page itself needs nobody.
    if (viewer() === undefined) void refreshViewer();
  });

  return (
    <main class={styles.page}>
      <header class={styles.head}>
        <h1>{words.title}</h1>
        <A class="no-print" href={viewer() ? homeOf(viewer()?.role ?? 'clerk') : '/sign-in'}>
          {viewer() ? sessionMessages.appName : words.toSignIn}
        </A>
      </header>
      <p class={styles.intro}>{words.intro}</p>
      <form class={`${styles.form} no-print`} onSubmit={(event) => event.preventDefault()}>
        <SelectField
          label={words.clock}
          value={clock()?.id ?? ''}
          choices={clocks.map((row) => ({ value: row.id, label: clockName(row.id) }))}
          onChange={(value) => setSearch({ clock: value || undefined }, { replace: true })}
        />
        <TextField label={words.from} type="date" value={from()} onInput={change} error={error()} />
      </form>
      <Show when={why()}>
        {(known) => (
          <div class={styles.answer} aria-live="polite">
            <dl class={styles.dates}>
              <div>
                <dt>{words.legalDue}</dt>
                <dd data-testid="legal-due" data-date={known().legalDue}>
                  {dateText(known().legalDue, known().from)}
                  <Show when={known().provisional}>
                    {' '}
                    <Chip>{whyMessages.provisional}</Chip>
                  </Show>
                </dd>
              </div>
              <div>
                <dt>{words.targetDue}</dt>
                <dd data-testid="target-due" data-date={known().targetDue}>
                  {dateText(known().targetDue, known().from)}
                </dd>
                <dd class={styles.hint}>{words.targetHint}</dd>
              </div>
            </dl>
            <Card title={`${clock() ? clockName(clock()?.id ?? 'handling') : ''} · ${whyMessages.title}`}>
              <WhyThisDate why={known()} />
            </Card>
            <div class={`${styles.buttons} no-print`}>
              <Button look="primary" onClick={() => void copy(onPaper(known().explanation))}>
                {words.copy}
              </Button>
              <Button onClick={() => window.print()}>{words.print}</Button>
              <span role="status">{said()}</span>
            </div>
          </div>
        )}
      </Show>
      <Show when={clock()}>
        {(row) => (
          <p class={styles.note}>
            {words.trigger}：{triggerName(row().trigger)}；{words.owedBy}：{ownerName(row().owedBy)}。{words.disclaimer}
          </p>
        )}
      </Show>
    </main>
  );
}
