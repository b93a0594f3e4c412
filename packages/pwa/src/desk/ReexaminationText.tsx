import type { PlainDate } from '@huiyin/domain';
import type { PetitionCaseState } from '@huiyin/domain/cases';
import { dateText, reviewResultName } from '@huiyin/domain/messages';
import { For, type JSX, Show } from 'solid-js';
import { fileMessages as words } from '../messages/desk.zh-CN.ts';
import replyStyles from '../ui/ReplyText.module.css';
import styles from './case.module.css';
import { useDesk } from './world.ts';

/** 复查 by the bureau: what is complained of, the leader's word, and what the department reported: read before it is reported, agreed to or decided. */
export function ReexaminationText(props: { state: PetitionCaseState; today: PlainDate }): JSX.Element {
  const desk = useDesk();
  const given = () => (props.state.reexamination?.body === 'bureau' ? props.state.reexamination : undefined);
  const lines = (): readonly (readonly [string, string])[] => {
    const { request = '', entrusted, report } = given() ?? {};
    const signed = (text: string, who: string, on: PlainDate) => `${text}（${who}，${dateText(on, props.today)}）`;
    const { approval } = report ?? {};
    return [
      [words.asked, request],
      ...(entrusted
        ? ([
            [words.reexaminer, desk.unit(entrusted.unitId)?.name ?? ''],
            [words.accepting, signed(entrusted.instruction, entrusted.leaderName, entrusted.entrustedOn)],
          ] as const)
        : []),
      ...(report
        ? ([
            [words.proposed, reviewResultName(report.result)],
            [words.findings, signed(report.opinion, report.by.name, report.reportedOn)],
          ] as const)
        : []),
      ...(approval
        ? [[words.approval, signed(approval.reason ?? words.agreed, approval.by.name, approval.approvedOn)] as const]
        : []),
    ];
  };
  return (
    <Show when={given()}>
      {(one) => (
        <details class={styles.folded} open={one().decidedOn === undefined}>
          <summary>{words.reexamined}</summary>
          <Show when={one().report?.approval?.agreed === false && one().report?.approval}>
            {(back) => (
              <p class={styles.skew}>
                {words.sentBack(back().by.name)}：{back().reason}
              </p>
            )}
          </Show>
          <dl class={replyStyles.reply}>
            <For each={lines()}>
              {([title, text]) => (
                <>
                  <dt>{title}</dt>
                  <dd>{text}</dd>
                </>
              )}
            </For>
          </dl>
        </details>
      )}
    </Show>
  );
}
