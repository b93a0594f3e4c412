import { implementationOf, type PetitionCaseState } from '@huiyin/domain/cases';
import { dateText, implementationStateName } from '@huiyin/domain/messages';
import { type JSX, Show } from 'solid-js';
import { implementationMessages as words } from '../messages/implementation.zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';
import { ScanView } from './ScanPane.tsx';
import { caseState } from './world.ts';

type Report = NonNullable<PetitionCaseState['implementations']>[number];

/** 落实情况 (R12, R37): what was carried out of what the reply promised, and what the office found; the history has the earlier ones. */
export function ImplementationCard(props: { it: PetitionCase; today: PetitionCase['receivedOn'] }): JSX.Element {
  const state = () => caseState(props.it);
  const how = () => implementationOf(state());
  const last = () => state().implementations?.at(-1);
  return (
    <Show when={how() !== 'none' && !(how() === 'confirmed' && last() === undefined)}>
      <Card title={words.title} class={styles.card} aside={<Chip>{implementationStateName(how())}</Chip>}>
        <Show when={last()} fallback={<p class={styles.demand}>{words.owed}</p>}>
          {(report) => <ReportView report={report()} today={props.today} />}
        </Show>
      </Card>
    </Show>
  );
}

function ReportView(props: { report: Report; today: PetitionCase['receivedOn'] }): JSX.Element {
  const on = (date: PetitionCase['receivedOn']) => dateText(date, props.today);
  return (
    <>
      <dl class={styles.facts} data-testid="implementation">
        <dt>{words.report}</dt>
        <dd>
          {on(props.report.implementedOn)} {props.report.measures}
          <br />
          <span class="muted">{words.recorded(props.report.by.name, on(props.report.recordedOn))}</span>
        </dd>
        <Show when={props.report.check}>
          {(check) => (
            <>
              <dt>{words.check}</dt>
              <dd>
                {implementationStateName(check().result)} {check().finding}
                <br />
                <span class="muted">{words.checked(check().by.name, on(check().checkedOn))}</span>
              </dd>
            </>
          )}
        </Show>
      </dl>
      <Show when={props.report.evidence}>
        {(evidence) => (
          <div class="no-print">
            <ScanView scans={evidence()} />
          </div>
        )}
      </Show>
    </>
  );
}
