import { calendarDay, dateInShanghai, parsePlainDate } from '@huiyin/domain';
import { dateText, meantForName } from '@huiyin/domain/messages';
import { createMemo, createSignal, type JSX, lazy, Show, Suspense } from 'solid-js';
import { fieldMessages as words } from '../messages/field.zh-CN.ts';
import { whyMessages } from '../messages/zh-CN.ts';
import type { PhoneCase } from '../offline/pull.ts';
import { CaseDueChip } from './CaseDueChip.tsx';
import { citationWords } from './citations.ts';
import { DueWhy } from './DueWhy.tsx';
import styles from './field.module.css';
import { useField } from './session.ts';

const CaseSteps = lazy(async () => ({ default: (await import('./CaseSteps.tsx')).CaseSteps }));

const day = (text: string) => {
  const date = parsePlainDate(text);
  return date.ok ? dateText(date.value, dateInShanghai(Date.now())) : text;
};

/** One kept case: the time limit first, everything else one tap away. */
export function CaseRow(props: { row: PhoneCase; open?: boolean }): JSX.Element {
  const field = useField();
  const row = () => props.row;
  const who = () =>
    row().petitioner.anonymous
      ? words.anonymousShort
      : [row().petitioner.name, row().petitioner.relation, row().petitioner.phone].filter(Boolean).join('，');
  const unit = createMemo(() => {
    const { meantUnit, handlingUnitId } = row();
    if (meantUnit) return meantForName(meantUnit.name);
    return field.units()?.value.find((one) => one.id === handlingUnitId)?.name ?? words.unitUnknown;
  });
  /** The notice of days off that decides its last day is not in yet. */
  const provisional = (text: string) => {
    const date = parsePlainDate(text);
    const found = date.ok ? calendarDay(field.calendar(), date.value) : date;
    return found.ok && !found.value.provisional ? '' : `（${whyMessages.provisional}）`;
  };
  const [opened, setOpened] = createSignal(props.open === true);
  const show = (details: HTMLDetailsElement) => {
    // Come from 今日 for this very case.
    if (props.open === true) queueMicrotask(() => details.scrollIntoView({ block: 'center' }));
  };
  return (
    <details
      class={styles.row}
      ref={show}
      open={props.open === true}
      onToggle={(event) => event.currentTarget.open && setOpened(true)}
      data-testid="case"
    >
      <summary class={styles.summary}>
        <Show when={row().nextDue} fallback={<div class={styles.rowSub}>{words.noClock}</div>}>
          {(due) => (
            <div class={styles.clockLine}>
              <CaseDueChip row={row()} />
              <span class={styles.rowSub}>
                {due().name} {day(due().legalDue)}
                {provisional(due().legalDue)}
              </span>
            </div>
          )}
        </Show>
        <strong class={styles.caseTitle}>{row().title}</strong>
        <div class={styles.rowSub}>
          {row().number} · {unit()} · {row().statusName}
          <Show when={row().contract?.leaderId === field.viewer.id}> · {words.contractedMine}</Show>
        </div>
      </summary>
      <div class={styles.detail}>
        <Show when={row().demand}>
          <p class={styles.prose}>{row().demand}</p>
        </Show>
        <p class={styles.rowSub}>{who()}</p>
        <p class={styles.rowSub}>
          {words.received} {day(row().receivedOn)} · {row().channelName}
          <Show when={row().visitId}> · {words.fromVisit}</Show>
        </p>
        <Show when={row().resolution}>
          <p class={styles.rowSub}>
            {words.resolution}
            {row().resolution}
          </p>
        </Show>
        <Show when={row().nextDue}>
          {(due) => (
            <>
              <p class={styles.rowSub}>
                {words.basis}
                {citationWords(due().citation)}
              </p>
              <DueWhy of={due()} />
            </>
          )}
        </Show>
        <Show when={opened() && (row().awaitedInstruction || row().awaitedApproval || row().visitId !== null)}>
          <Suspense>
            <CaseSteps row={row()} />
          </Suspense>
        </Show>
      </div>
    </details>
  );
}
