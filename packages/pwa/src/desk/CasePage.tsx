import { answeringUnitId, cameForReexamination } from '@huiyin/domain/cases';
import { contentKindName, dateText, receptionOutcomeName } from '@huiyin/domain/messages';
import { A } from '@solidjs/router';
import { createEffect, createMemo, createSignal, type JSX, Show } from 'solid-js';
import PrintIcon from '~icons/lucide/printer';
import { createAnswer } from '../graphql/answer.ts';
import { type Live, onRevision } from '../graphql/live.ts';
import { caseMessages as words } from '../messages/desk.zh-CN.ts';
import { listToolMessages } from '../messages/work-lists.zh-CN.ts';
import { dueWords, sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip, DueChip, onTarget } from '../ui/Chip.tsx';
import { holderText } from '../ui/holder.ts';
import { EmptyState, LoadingState, Notice, ProblemNotice } from '../ui/Notice.tsx';
import { ActionsCard } from './ActionsCard.tsx';
import { ClocksCard } from './ClocksCard.tsx';
import { ConflictsCard } from './ConflictsCard.tsx';
import styles from './case.module.css';
import { CaseQuery, type PetitionCase } from './documents.ts';
import { FileCard } from './FileCard.tsx';
import { lostWords } from './field-context.ts';
import { ImplementationCard } from './ImplementationCard.tsx';
import { LeaderRequestCard } from './LeaderRequestCard.tsx';
import { PapersCard } from './PapersCard.tsx';
import { PetitionerCard } from './PetitionerCard.tsx';
import { PrintedCase } from './PrintedCase.tsx';
import { wholeHistory } from './personal-data.ts';
import { Editors } from './presence.tsx';
import { RegistrationCard } from './RegistrationCard.tsx';
import { RelatedCard } from './RelatedCard.tsx';
import { Timeline } from './Timeline.tsx';
import { VisitCard } from './VisitCard.tsx';
import { caseState, useDesk } from './world.ts';

/** /desk/cases/:id: the matter and where it came from, what happened, the clocks, and what can be done now. */
export function CasePage(props: { id: string; live: Live }): JSX.Element {
  const answer = createAnswer(CaseQuery, () => ({ id: props.id }));
  onRevision(props.live, answer.refetch);
  const found = () => answer.data()?.petitionCase ?? undefined;
  // a case that was handed on is another's from then on: its page goes, and says so
  const seen = createMemo<string>((before) => found()?.number ?? before, '');
  createEffect(() => {
    document.title = `${found()?.number ?? ''} · ${sessionMessages.appName}`;
  });

  return (
    <>
      <Show when={!answer.data() && answer.problem()}>
        {(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}
      </Show>
      <Show
        when={answer.data()}
        fallback={
          <Show when={!answer.problem()}>
            <LoadingState lines={6} />
          </Show>
        }
      >
        {(data) => (
          <Show when={found()} fallback={<NotFound seen={seen()} />}>
            {(it) => <CaseView it={it()} today={data().today} refetch={answer.refetch} />}
          </Show>
        )}
      </Show>
    </>
  );
}

function NotFound(props: { seen: string }): JSX.Element {
  return (
    <EmptyState title={props.seen ? words.gone(props.seen) : words.notFound}>
      <p>{props.seen ? words.goneHint : words.notFoundHint}</p>
      <A href="/desk/cases">{words.backToList}</A>
    </EmptyState>
  );
}

interface CaseViewProps {
  it: PetitionCase;
  today: PetitionCase['receivedOn'];
  refetch: () => void;
}

function CaseView(props: CaseViewProps): JSX.Element {
  const desk = useDesk();
  const [revealed, setRevealed] = createSignal(false);
  return (
    <article data-testid="case-page" data-case={props.it.id} data-version={props.it.version}>
      <header class={styles.head}>
        <h1>{props.it.title}</h1>
        <DueChip state={props.it.dueState} onTarget={onTarget(props.it.nextDue, props.today)}>
          {props.it.nextDue && `${props.it.nextDue.name}：`}
          {dueWords(props.it.dueState, props.it.workingDaysLeft)}
        </DueChip>
        <Chip>{props.it.statusName}</Chip>
        <Show when={caseState(props.it).archive}>
          <Chip>{listToolMessages.archived}</Chip>
        </Show>
        <span class={styles.number}>{props.it.number}</span>
        <Button class="no-print" look="quiet" onClick={() => window.print()}>
          <PrintIcon aria-hidden="true" />
          {words.print}
        </Button>
      </header>
      <PrintedCase revealed={revealed()} />
      <Show when={caseState(props.it).voided}>
        {(voided) => (
          <Notice tone="caution" class={styles.voided ?? ''}>
            <span data-testid="voided">
              {words.voided(voided().reason, voided().by.name, dateText(voided().voidedOn, props.today))}
            </span>
          </Notice>
        )}
      </Show>
      <Editors caseId={props.it.id} />
      <div class={styles.columns}>
        <div class={styles.right}>
          <ActionsCard it={props.it} today={props.today} refetch={props.refetch} />
          <ClocksCard it={props.it} today={props.today} />
          <PapersCard id={props.it.id} version={props.it.version} today={props.today} />
        </div>
        <div class={styles.left}>
          <MatterCard it={props.it} today={props.today} refetch={props.refetch} onRevealed={setRevealed} />
          <RegistrationCard it={props.it} today={props.today} />
          <LeaderRequestCard it={props.it} today={props.today} />
          <RelatedCard it={props.it} today={props.today} />
          <Show when={props.it.visit}>{(visit) => <VisitCard visit={visit()} today={props.today} />}</Show>
        </div>
        <div class={styles.centre}>
          <ImplementationCard it={props.it} today={props.today} />
          <FileCard it={props.it} today={props.today} />
          <Timeline entries={wholeHistory(props.it)} today={props.today} />
          <ConflictsCard
            conflicts={props.it.conflicts}
            today={props.today}
            wordsOf={lostWords(props.it, desk, props.today)}
            onSettled={props.refetch}
          />
        </div>
      </div>
    </article>
  );
}

function MatterCard(props: CaseViewProps & { onRevealed: (revealed: boolean) => void }): JSX.Element {
  const desk = useDesk();
  const reexamined = () => cameForReexamination(caseState(props.it));
  /** Whose answer it is, wherever the case lies now. */
  const answerer = () => desk.units().find(({ id }) => id === answeringUnitId(caseState(props.it)))?.name ?? '';
  return (
    <>
      <Card title={words.matter} class={styles.card}>
        <p class={styles.demand}>{props.it.demand}</p>
        <dl class={styles.facts}>
          <dt>{words.contentKind}</dt>
          <dd>{contentKindName(props.it.contentKind)}</dd>
          <dt>{words.channel}</dt>
          <dd>{props.it.channelName}</dd>
          <dt>{words.received}</dt>
          <dd>{dateText(props.it.receivedOn, props.today)}</dd>
          <dt>{words.handledBy}</dt>
          <dd>{holderText(props.it)}</dd>
        </dl>
      </Card>
      <PetitionerCard it={props.it} refetch={props.refetch} onRevealed={props.onRevealed} />
      <Card title={words.route} class={styles.card}>
        <p>
          <b>{reexamined() ? receptionOutcomeName('instructReexamination') : props.it.route.name}</b>
        </p>
        <p class={styles.basis}>{reexamined() ? words.reexamined(answerer()) : props.it.route.explanation}</p>
      </Card>
    </>
  );
}
