import { fullDateText } from '@huiyin/domain/messages';
import { type JSX, Show } from 'solid-js';
import { caseMessages as words } from '../messages/desk.zh-CN.ts';
import { clockTime, createNow, todayHere } from '../ui/time.ts';
import styles from './case.module.css';
import { useDesk } from './world.ts';

/**
 * What only paper says of a printed case page: for which unit, by whom and when it was printed, and of which year the days without one
 * are. Where somebody was unmasked (查看完整信息), each sheet bears whose it is.
 */
export function PrintedCase(props: { revealed: boolean }): JSX.Element {
  const desk = useDesk();
  const now = createNow();
  const moment = () => `${fullDateText(todayHere())} ${clockTime(now()).slice(0, 5)}`;
  const by = () => `${desk.viewer().unit.name} ${desk.viewer().displayName}`;
  return (
    <>
      <p class={styles.printed} data-testid="printed-by">
        {words.printedBy(by(), moment(), todayHere().slice(0, 4))}
      </p>
      <Show when={props.revealed}>
        <p class={styles.watermark} aria-hidden="true" data-testid="watermark">
          {words.watermark(by(), moment())}
        </p>
      </Show>
    </>
  );
}
