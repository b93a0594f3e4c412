import type { PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { paperMessages as words } from '../messages/papers.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { LoadingState, Notice, ProblemNotice } from '../ui/Notice.tsx';
import { PaperSheet } from '../ui/PaperSheet.tsx';
import { download, type Paper } from '../ui/paper.ts';
import { instantText } from '../ui/time.ts';
import styles from './case.module.css';
import own from './papers.module.css';
import { type CaseDocument, type PaperStanding, PapersQuery } from './papers.ts';

/** 文书: what went out of this case, what can be made of it now, what not yet and why, and who took any. */
export function PapersCard(props: { id: string; version: number; today: PlainDate }): JSX.Element {
  const answer = createAnswer(PapersQuery, () => ({ id: props.id }));
  const [shown, setShown] = createSignal<Paper>();
  const [trouble, setTrouble] = createSignal<string>();
  createEffect(on(() => props.version, answer.refetch, { defer: true }));
  const found = () => answer.data()?.petitionCase ?? undefined;
  const can = () => found()?.papers.filter(({ standing }) => standing !== 'notYet') ?? [];
  const cannot = () => found()?.papers.filter(({ standing }) => standing === 'notYet') ?? [];
  const get = async (address: string) => {
    setTrouble(await download(address));
    answer.refetch();
  };
  const addressOf = (paper: PaperStanding) => `/documents/cases/${props.id}/${paper.kind}`;

  return (
    <Card title={words.title} class={`${styles.card} no-print`}>
      <Show when={!found() && answer.problem()}>
        {(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}
      </Show>
      <Show when={trouble()}>{(what) => <Notice tone="problem">{what()}</Notice>}</Show>
      <Show when={found()} fallback={<LoadingState failed={answer.problem() !== undefined} />}>
        {(it) => (
          <>
            <ul class={own.papers} data-testid="papers-issued">
              <For each={it().documents} fallback={<li class="muted">{words.none}</li>}>
                {(paper) => <Issued paper={paper} today={props.today} onOpen={setShown} onGet={get} />}
              </For>
            </ul>
            <Show when={can().length > 0}>
              <h3 class={own.head}>{words.canMake}</h3>
              <ul class={own.papers} data-testid="papers-ready">
                <For each={can()}>
                  {(paper) => (
                    <Line name={paper.name} address={addressOf(paper)} onOpen={setShown} onGet={get}>
                      <Show when={paper.standing === 'draft'}>
                        <Chip>{words.draft}</Chip>
                      </Show>
                    </Line>
                  )}
                </For>
              </ul>
            </Show>
            <Show when={cannot().length > 0}>
              <details class={styles.folded}>
                <summary>{words.notYet(cannot().length)}</summary>
                <dl class={own.notYet} data-testid="papers-not-yet">
                  <For each={cannot()}>
                    {(paper) => (
                      <>
                        <dt>{paper.name}</dt>
                        <dd>{paper.message ?? words.byAct(paper.act ?? '')}</dd>
                      </>
                    )}
                  </For>
                </dl>
              </details>
            </Show>
            <Show when={it().documentAccesses.length > 0}>
              <details class={styles.folded}>
                <summary>{words.accesses}</summary>
                <ul class={own.accesses}>
                  <For each={it().documentAccesses}>
                    {(one) => (
                      <li>
                        {words.access(one.personName, one.format, one.name, instantText(one.takenAt, props.today))}
                      </li>
                    )}
                  </For>
                </ul>
              </details>
            </Show>
          </>
        )}
      </Show>
      <Show when={shown()}>
        {(paper) => (
          <PaperSheet
            paper={paper()}
            onClose={() => {
              setShown(undefined);
              answer.refetch();
            }}
          />
        )}
      </Show>
    </Card>
  );
}

interface LineProps {
  name: string;
  address: string;
  onOpen: (paper: Paper) => void;
  onGet: (address: string) => void;
  children?: JSX.Element;
}

/** One paper with what can be done with it. */
function Line(props: LineProps): JSX.Element {
  return (
    <li class={own.paper} data-testid="paper">
      <span class={own.name}>
        {props.name} {props.children}
      </span>
      <span class={own.buttons}>
        <Button
          look="quiet"
          aria-label={words.openOf(props.name)}
          onClick={() => props.onOpen({ name: props.name, address: props.address })}
        >
          {words.open}
        </Button>
        <Button look="quiet" aria-label={words.docxOf(props.name)} onClick={() => props.onGet(`${props.address}.docx`)}>
          {words.docx}
        </Button>
        <Button look="quiet" aria-label={words.pdfOf(props.name)} onClick={() => props.onGet(`${props.address}.pdf`)}>
          {words.pdf}
        </Button>
      </span>
    </li>
  );
}

function Issued(props: {
  paper: CaseDocument;
  today: PlainDate;
  onOpen: (paper: Paper) => void;
  onGet: (address: string) => void;
}): JSX.Element {
  const name = () => `${props.paper.name} ${props.paper.number}`;
  return (
    <Line name={name()} address={`/documents/${props.paper.id}`} onOpen={props.onOpen} onGet={props.onGet}>
      <Show
        when={props.paper.voidedOn}
        fallback={
          <span class="muted small">
            {dateText(props.paper.issuedOn, props.today)}
            <Show when={props.paper.copyTo.length > 0}>{words.copyTo(props.paper.copyTo.join('，'))}</Show>
          </span>
        }
      >
        {(on) => (
          <>
            <Chip>{words.voided}</Chip>
            <span class="muted small">{words.voidedOn(dateText(on(), props.today), props.paper.voidReason ?? '')}</span>
          </>
        )}
      </Show>
    </Line>
  );
}
