import type { PlainDate } from '@huiyin/domain';
import {
  type Acknowledgement,
  caseFlags,
  filedDocuments,
  type PetitionCaseState,
  type Reconsideration,
} from '@huiyin/domain/cases';
import {
  caseFlagName,
  completionOutcomeName,
  conclusionGroundName,
  dateText,
  deliveryMannerName,
  evaluationGradeName,
  filedDocumentName,
  improvementStatusName,
  instructionDecisionName,
  replyDocumentName,
  reportMannerName,
  retentionName,
  reviewBodyName,
  reviewResultName,
  simpleGroundName,
} from '@huiyin/domain/messages';
import { firstAskedOwner, openHandOver } from '@huiyin/domain/office';
import { For, type JSX, Show } from 'solid-js';
import { fileMessages as words } from '../messages/desk.zh-CN.ts';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ReplyText } from '../ui/ReplyText.tsx';
import styles from './case.module.css';
import type { PetitionCase } from './documents.ts';
import { ReexaminationText } from './ReexaminationText.tsx';
import { caseState, useDesk } from './world.ts';

interface FileProps {
  state: PetitionCaseState;
  today: PlainDate;
}

/** 办理情况: what stands now — flags, instruction, who has it, the reply and how far it has come. The history is beside it. */
export function FileCard(props: { it: PetitionCase; today: PlainDate }): JSX.Element {
  const state = () => caseState(props.it);
  const flags = () => caseFlags.filter((flag) => state().flags?.[flag] === true);
  const something = () => {
    const { instructions, assignment, transfer, draft, issued, supervisions, urgings, archive } = state();
    const { evaluation, improvements, rectifications, copies, firstAsked, simple, objection } = state();
    const { withdrawal, completion, counsel, reexamination } = state();
    const lists = [instructions, supervisions, urgings, flags(), improvements, rectifications].map((list) => list?.[0]);
    const answers = [draft, issued, archive, evaluation, copies, withdrawal, completion, counsel, reexamination];
    return [...lists, ...answers, assignment, transfer, firstAsked, simple, objection].some(Boolean);
  };
  return (
    <Show when={something()}>
      <Card title={words.title} class={styles.card}>
        <Show when={flags().length > 0}>
          <p class={styles.flags}>
            <For each={flags()}>{(flag) => <Chip>{caseFlagName(flag)}</Chip>}</For>
          </p>
        </Show>
        <dl class={styles.facts} data-testid="case-file">
          <Handling state={state()} today={props.today} />
          <Reply state={state()} today={props.today} />
          <After state={state()} today={props.today} />
        </dl>
        <DraftText state={state()} />
        <ReexaminationText state={state()} today={props.today} />
      </Card>
    </Show>
  );
}

function Line(props: { title: string; when: string | undefined }): JSX.Element {
  return (
    <Show when={props.when}>
      <dt>{props.title}</dt>
      <dd>{props.when}</dd>
    </Show>
  );
}

function Handling(props: FileProps): JSX.Element {
  const desk = useDesk();
  const day = (date: PlainDate) => dateText(date, props.today);
  const unit = (id: string) => desk.unit(id)?.name ?? '';
  const person = (id: string | undefined) => desk.colleagues().find((one) => one.id === id)?.name;
  const instruction = () => {
    const last = props.state.instructions?.at(-1);
    return (
      last && `${instructionDecisionName(last.decision)}。${last.text}（${last.by.name}，${day(last.instructedOn)}）`
    );
  };
  const assignment = () => {
    const given = props.state.assignment;
    if (given === undefined) return undefined;
    const people = [person(given.responsible?.headId), person(given.handlerId ?? given.responsible?.clerkId)];
    return `${unit(given.unitId)}（${[...new Set(people.filter(Boolean)), day(given.receivedOn)].join('，')}${words.got}）`;
  };
  const transfer = () => {
    const given = props.state.transfer;
    return given && `${unit(given.unitId)}（${day(given.receivedOn)}${words.got}）`;
  };
  const firstAsked = () => {
    const asked = props.state.firstAsked;
    if (asked === undefined) return undefined;
    const who = (one: { unitId: string; person: string }) => `${unit(one.unitId)}${one.person}`;
    const offer = openHandOver(asked);
    const declined = asked.handOvers.at(-1)?.declined;
    const since = offer ? words.offeredTo(who(offer.to)) : declined && words.declinedBecause(declined.reason);
    return [who(firstAskedOwner(asked)), since].filter(Boolean).join('；');
  };
  const simple = () => {
    const given = props.state.simple;
    return (
      given &&
      `${simpleGroundName(given.ground)}（${day(given.appliedOn)}${given.ended ? `；${words.backToOrdinary(day(given.ended.endedOn))}` : ''}）`
    );
  };
  const objection = () => {
    const given = props.state.objection;
    if (given === undefined) return undefined;
    const settled = given.settled;
    const answer = settled ? `${words.objectionSettled(settled.agreed)}：${settled.reason}` : words.objectionWaits;
    return `${given.reason}（${given.by.name}，${day(given.objectedOn)}；${answer}）`;
  };
  const received = (given: Acknowledgement | undefined) =>
    `，${given ? words.receivedBy(given.by.name, day(given.acknowledgedOn)) : words.notReceived}`;
  const supervision = () => {
    const last = props.state.supervisions?.at(-1);
    return (
      last &&
      `${last.requirement}（${day(last.supervisedOn)}${last.answer ? `，${words.answered}` : `${received(last.acknowledged)}，${words.unanswered}`}）`
    );
  };
  const answer = () => {
    const last = props.state.supervisions?.at(-1)?.answer;
    return last && `${last.answer}（${last.by.name}，${day(last.answeredOn)}）`;
  };
  const urging = () => {
    const last = props.state.urgings?.at(-1);
    return last && `${last.text}（${day(last.urgedOn)}${received(last.acknowledged)}）`;
  };
  const criticism = () => {
    const last = props.state.supervisions?.at(-1)?.circulated;
    return last && `${last.text}（${last.approvedBy}，${day(last.circulatedOn)}${received(last.acknowledged)}）`;
  };
  return (
    <>
      <Line title={words.firstAsked} when={firstAsked()} />
      <Line title={words.simple} when={simple()} />
      <Line title={words.instruction} when={instruction()} />
      <Line title={words.assignment} when={assignment()} />
      <Line title={words.transfer} when={transfer()} />
      <Line title={words.objection} when={objection()} />
      <Line title={words.urging} when={urging()} />
      <Line title={words.supervision} when={supervision()} />
      <Line title={words.supervisionAnswer} when={answer()} />
      <Line title={words.criticism} when={criticism()} />
    </>
  );
}

function Reply(props: FileProps): JSX.Element {
  const day = (date: PlainDate) => dateText(date, props.today);
  const by = (done: { readonly by: { readonly name: string } } | undefined, on: PlainDate | undefined) =>
    done && on && `${done.by.name}，${day(on)}`;
  const delivery = () => {
    const given = props.state.delivery;
    const proof =
      given?.mailNumber ??
      (given?.signedBy && words.signed(given.signedBy)) ??
      (given?.witnesses && words.witnessed(given.witnesses));
    return given && [deliveryMannerName(given.manner), day(given.deliveredOn), proof].filter(Boolean).join('，');
  };
  const archive = () => {
    const given = props.state.archive;
    return (
      given &&
      [retentionName(given.retention), given.fileNumber, by(given, given.archivedOn)].filter(Boolean).join('，')
    );
  };
  return (
    <>
      <Line
        title={words.counsel}
        when={props.state.counsel && `${props.state.counsel.counsel}：${props.state.counsel.opinion}`}
      />
      <Line title={words.review} when={by(props.state.review, props.state.review?.reviewedOn)} />
      <Line title={words.approval} when={by(props.state.approval, props.state.approval?.approvedOn)} />
      <Line
        title={words.issued}
        when={
          props.state.issued &&
          `${replyDocumentName(props.state.issued.document)} ${props.state.issued.documentNumber ?? ''} ${day(props.state.issued.issuedOn)}`
        }
      />
      <Line title={words.delivery} when={delivery()} />
      <Show when={props.state.completion}>
        {(done) => (
          <>
            <Line
              title={words.completion}
              when={words.answeredOn(completionOutcomeName(done().outcome), day(done().repliedOn))}
            />
            <Line title={words.cause} when={done().cause} />
            <Line title={words.resolution} when={done().resolution} />
          </>
        )}
      </Show>
      <Line
        title={words.senderReport}
        when={
          props.state.senderReport &&
          `${reportMannerName(props.state.senderReport.manner)}，${day(props.state.senderReport.reportedOn)}`
        }
      />
      <Line
        title={words.evaluation}
        when={
          props.state.evaluation &&
          words.rated(
            evaluationGradeName(props.state.evaluation.office),
            evaluationGradeName(props.state.evaluation.unit),
            day(props.state.evaluation.ratedOn),
          )
        }
      />
      <For each={props.state.improvements}>
        {(one) => (
          <Line
            title={words.improvement}
            when={`${one.suggestion}（${one.owner}，${improvementStatusName(one.status)}，${day(one.statusOn)}${one.reason ? `：${one.reason}` : ''}）`}
          />
        )}
      </For>
      <For each={props.state.rectifications}>
        {(one) => (
          <Line
            title={words.rectification}
            when={
              one.doneOn === undefined
                ? words.rectifying(one.problem, one.owner, day(one.dueOn))
                : words.rectified(one.problem, one.result ?? '', day(one.doneOn))
            }
          />
        )}
      </For>
      <For each={filedDocuments.filter((name) => props.state.copies?.[name])}>
        {(name) => (
          <Line
            title={words.copy}
            when={`${filedDocumentName(name)}，${day(props.state.copies?.[name]?.filedOn ?? props.today)}${words.got}`}
          />
        )}
      </For>
      <Line title={words.archive} when={archive()} />
    </>
  );
}

/** What came after the answer: 复查, 复核, 终结, or that the petitioner withdrew. */
function After(props: FileProps): JSX.Element {
  const day = (date: PlainDate) => dateText(date, props.today);
  const reconsidered = (one: Reconsideration | undefined) => {
    if (one === undefined) return undefined;
    const asked = words.requestedOf(reviewBodyName(one.body), day(one.requestedOn));
    return one.result && one.decidedOn
      ? `${asked}；${reviewResultName(one.result)}：${one.opinion ?? ''}（${day(one.decidedOn)}）`
      : `${asked}；${words.undecided}`;
  };
  const conclusion = () => {
    const given = props.state.conclusion;
    return given && `${conclusionGroundName(given.ground)}（${given.by.name}，${day(given.concludedOn)}）`;
  };
  const withdrawal = () => {
    const given = props.state.withdrawal;
    return given && `${given.reason}（${day(given.withdrawnOn)}）`;
  };
  return (
    <>
      <Line title={words.reexamination} when={reconsidered(props.state.reexamination)} />
      <Line title={words.finalReview} when={reconsidered(props.state.finalReview)} />
      <Line title={words.conclusion} when={conclusion()} />
      <Line title={words.withdrawal} when={withdrawal()} />
    </>
  );
}

/** The reply as drafted, or as it went out: what a head or a leader reads before agreeing. */
export function DraftText(props: { state: PetitionCaseState }): JSX.Element {
  const contents = () => props.state.issued?.contents ?? props.state.draft;
  return (
    <Show when={contents()}>
      {(reply) => (
        <details class={styles.folded} open={props.state.issued === undefined}>
          <summary>{props.state.issued ? words.reply : words.draft}</summary>
          <Show when={props.state.draft?.sentBack}>
            {(back) => (
              <p class={styles.skew}>
                {words.sentBack(back().by.name)}：{back().reason}
              </p>
            )}
          </Show>
          <ReplyText reply={reply()} />
        </details>
      )}
    </Show>
  );
}
