import { daysBetween, maskName, maskPhone, type PlainDate, parsePlainDate } from '@huiyin/domain';
import type { SideEvent } from '@huiyin/domain/cases';
import {
  clockName,
  commandFieldName,
  commandName,
  conclusionGroundName,
  contentKindName,
  evaluationGradeName,
  filedDocumentName,
  implementationStateName,
  improvementStatusName,
  linkRelationName,
  pressedByName,
  priorHandlingName,
  reopenReasonName,
  reportMannerName,
  responsibilityName,
  retentionName,
  reviewBodyName,
  reviewResultName,
  simpleGroundName,
  suggestionKindName,
  supervisionTriggerName,
} from '@huiyin/domain/messages';

type Say = (day: PlainDate) => string;

/** What an event only points at, by name. */
export interface Named {
  readonly unit: (id: string) => string;
  readonly person: (id: string) => string;
  /** The number of the other case, where the reader may see it. */
  readonly other?: string | undefined;
  /** The legal date that had gone by when a duty was done. */
  readonly late?: PlainDate | undefined;
}
type Of<T extends SideEvent['type']> = Extract<SideEvent, { type: T }>;

/** One line about what happened beside or after the main line, in Chinese; null when the title says all. */
export function sideEventDetail(event: SideEvent, date: Say, named: Named): string | null {
  // whose case the reader may not see is not named
  const other = (rest: string, mark = '，') => (named.other === undefined ? rest : `${named.other}${mark}${rest}`);
  switch (event.type) {
    case 'clockChanged':
      return changeDetail(event, date);
    case 'caseUrged':
      return `${event.by.name}，${date(event.urgedOn)}：${event.text}`;
    case 'caseSupervised':
      return `${supervisionTriggerName(event.trigger)}，${date(event.supervisedOn)}：${event.requirement}`;
    case 'pressingAcknowledged':
      return event.reason === undefined
        ? `${event.by.name}，${date(event.acknowledgedOn)}签收${pressedByName(event.of)}`
        : `${event.by.name}更正：${date(event.acknowledgedOn)}签收${pressedByName(event.of)}（${event.reason}）`;
    case 'supervisionAnswered':
      return `${adoption(event)}${date(event.answeredOn)}：${event.answer}${event.reason ? `（${event.reason}）` : ''}`;
    case 'criticismCirculated':
      return `${event.approvedBy}批准，${date(event.circulatedOn)}：${event.text}`;
    case 'caseMerged':
      return other(`${date(event.mergedOn)}：${event.reason}`);
    case 'caseJoined':
      return other(date(event.mergedOn));
    case 'resultCarried':
      return other(event.resultOn ? date(event.resultOn) : '重新办理，结果待定');
    case 'caseUnmerged':
      return other(`${date(event.unmergedOn)}：${event.reason}`);
    case 'caseParted':
      return other(date(event.unmergedOn));
    case 'caseLinked':
      return other(linkRelationName(event.relation));
    case 'caseUnlinked':
      return other(event.reason, '：');
    case 'actRetracted':
      return `${commandName(event.act)}：${event.reason}`;
    case 'caseReopened':
      return `${reopenReasonName(event.reason)}，${date(event.reopenedOn)}：${event.explanation}`;
    case 'caseWithdrawn':
      return `${date(event.withdrawnOn)}：${event.reason}`;
    case 'caseVoided':
      return `${date(event.voidedOn)}：${event.reason}`;
    case 'caseRestored':
      return `${date(event.restoredOn)}：${event.reason}`;
    case 'caseConcluded':
      return `${conclusionGroundName(event.ground)}，${date(event.concludedOn)}；${date(event.implementedOn)}落实`;
    case 'implementationRecorded':
      return `${date(event.implementedOn)}落实${event.evidence ? `（附${event.evidence.length}件材料）` : ''}：${event.measures}`;
    case 'implementationChecked':
      return `${implementationStateName(event.result)}，${date(event.checkedOn)}${event.finding ? `：${event.finding}` : ''}`;
    case 'caseArchived':
      return archivedDetail(event, date);
    default:
      return recordDetail(event, date, named);
  }
}

/** Whether the suggestions were adopted; nothing where none were made. */
const adoption = ({ adopted }: Of<'supervisionAnswered'>): string =>
  adopted === undefined ? '' : adopted ? '采纳建议，' : '不采纳建议，';

function archivedDetail(event: Of<'caseArchived'>, date: Say): string {
  const { retention, proposed, fileNumber, reason } = event;
  const other = retention === proposed ? '' : `（建议${retentionName(proposed)}）`;
  const number = fileNumber === undefined ? '' : `，档号${fileNumber}`;
  return `${retentionName(retention)}${other}，${date(event.archivedOn)}${number}${reason ? `：${reason}` : ''}`;
}

function changeDetail({ clock, change, legalDue, provisional }: Of<'clockChanged'>, date: Say): string {
  const due = change.type === 'paused' ? '' : `，${date(legalDue)}前${provisional ? '，暂定' : ''}`;
  return `${clockName(clock)}${due}：${clockChangeWords(change, date)}`;
}

/** Every change of a clock, in order; after a hearing also how many days were not counted. */
export function clockChangesWords(changes: readonly Of<'clockChanged'>['change'][], date: Say): string[] {
  return changes.map((change, at) => {
    const before = changes[at - 1];
    const words = clockChangeWords(change, date);
    if (change.type !== 'resumed' || before?.type !== 'paused') return words;
    return `${words}；听证${daysBetween(before.on, change.on)}日不计入，期限顺延`;
  });
}

/** Why a clock has another date than at first. */
function clockChangeWords(change: Of<'clockChanged'>['change'], date: Say): string {
  switch (change.type) {
    case 'extended':
      return `延长${change.days}日，${change.approvedBy}批准，${date(change.toldOn)}告知信访人：${change.reason}`;
    case 'agreed':
      return `与中心商定，${change.approvedBy}批准：${change.reason}`;
    case 'paused':
      return `${date(change.on)}起听证，中止计时`;
    case 'resumed':
      return `${date(change.on)}听证结束，恢复计时`;
  }
}

/** Each field as it stood and as it stands, with what tells who the petitioner is masked, and the reason. */
function amendedDetail({ changes, before, reason }: Of<'caseAmended'>, date: Say): string {
  const { petitioner, facts, receivedOn, handlingUnitId, accusedUnitId, accusedPersonId, incoming, hotline, ...texts } =
    changes;
  const change = (name: string, was: string, now: string) =>
    `${name === 'title' ? '事项' : commandFieldName(name)}：${was === '' ? '（无）' : was} → ${now === '' ? '（无）' : now}`;
  const lines = Object.entries(texts).map(([name, now]) => change(name, before[name as keyof typeof texts] ?? '', now)); // its own names
  if (receivedOn !== undefined && before.receivedOn !== undefined) {
    lines.push(change('receivedOn', date(before.receivedOn), date(receivedOn)));
  }
  for (const part of ['name', 'phone', 'relation'] as const) {
    const now = petitioner?.[part];
    if (now !== undefined) lines.push(change(part, masked(part, before.petitioner?.[part]), masked(part, now)));
  }
  for (const part of ['incoming', 'hotline'] as const) {
    const was: Readonly<Record<string, unknown>> = { ...before[part] };
    for (const [name, now] of Object.entries(changes[part] ?? {}))
      lines.push(change(name, said(was[name], date), said(now, date)));
  }
  if (petitioner?.kind !== undefined || petitioner?.anonymous !== undefined) lines.push(commandFieldName('petitioner'));
  if (facts !== undefined && before.facts !== undefined) {
    const told = (one: typeof facts) =>
      `${contentKindName(one.contentKind)}、${responsibilityName(one.responsibility)}、${priorHandlingName(one.priorHandling)}`;
    lines.push(change('facts', told(before.facts), told(facts)));
  }
  // Names of units stand in other tables; the screen shows where the case is now.
  if (handlingUnitId !== undefined) lines.push(commandFieldName('handlingUnitId'));
  if (accusedUnitId !== undefined || accusedPersonId !== undefined) lines.push(commandFieldName('accusedUnitId'));
  return [...lines, `理由：${reason}`].join('\n');
}

/** A part of what others have said: a day, whether it is urgent, or words. */
function said(value: unknown, date: Say): string {
  const day = parsePlainDate(value);
  if (day.ok) return date(day.value);
  return typeof value === 'string' ? value : value === true ? '是' : '否';
}

function masked(part: 'name' | 'phone' | 'relation', text = ''): string {
  if (part === 'name') return maskName(text);
  return part === 'phone' ? maskPhone(text) : text;
}

function recordDetail(
  event: Of<
    | 'reexaminationRequested'
    | 'reexaminationEntrusted'
    | 'reexaminationReported'
    | 'reexaminationApproved'
    | 'reexaminationDecided'
    | 'finalReviewRequested'
    | 'finalReviewDecided'
    | 'evaluationRecorded'
    | 'senderReported'
    | 'improvementRecorded'
    | 'rectificationRecorded'
    | 'handOverOffered'
    | 'handOverAccepted'
    | 'handOverDeclined'
    | 'hotlineDateRequested'
    | 'hotlineDateRefused'
    | 'leaderRequested'
    | 'leaderArranged'
    | 'leaderAttended'
    | 'copyFiled'
    | 'simpleHandlingApplied'
    | 'simpleHandlingEnded'
    | 'caseAmended'
    | 'documentVoided'
    | 'documentReissued'
  >,
  date: Say,
  { unit }: Named,
): string {
  switch (event.type) {
    case 'reexaminationRequested':
    case 'finalReviewRequested':
      return `向${reviewBodyName(event.body)}，${date(event.requestedOn)}：${event.request}`;
    case 'reexaminationEntrusted':
      return `${unit(event.unitId)}，${date(event.entrustedOn)}，${event.leaderName}批示：${event.instruction}`;
    case 'reexaminationReported':
      return `${event.by.name}，${date(event.reportedOn)}，建议${reviewResultName(event.result)}：${event.opinion}`;
    case 'reexaminationApproved':
      return `${event.by.name}，${date(event.approvedOn)}，${event.agreed ? '同意' : '退回'}${event.reason ? `：${event.reason}` : ''}`;
    case 'reexaminationDecided':
    case 'finalReviewDecided':
      return `${reviewResultName(event.result)}，${date(event.decidedOn)}作出，${date(event.deliveredOn)}送达：${event.opinion}`;
    case 'evaluationRecorded':
      return `对办公室${evaluationGradeName(event.office)}，对承办单位${evaluationGradeName(event.unit)}，${date(event.ratedOn)}`;
    case 'senderReported':
      return `${reportMannerName(event.manner)}，${event.by.name}，${date(event.reportedOn)}：${event.result}`;
    case 'improvementRecorded':
      return `${suggestionKindName(event.kind)}（${improvementStatusName(event.status)}，${event.owner}）：${event.suggestion}`;
    case 'rectificationRecorded':
      return event.doneOn === undefined
        ? `${event.owner}，${date(event.dueOn)}前：${event.problem}`
        : `${event.owner}，${date(event.doneOn)}完成：${event.result ?? ''}`;
    case 'handOverOffered':
      return `${unit(event.from.unitId)}移交${unit(event.to.unitId)}${event.to.person}，${date(event.offeredOn)}：${event.reason}`;
    case 'handOverAccepted':
      return `${event.by.name}，${date(event.acceptedOn)}`;
    case 'handOverDeclined':
      return `${event.by.name}，${date(event.declinedOn)}：${event.reason}`;
    case 'hotlineDateRequested':
      return `${event.by.name}，${date(event.requestedOn)}，延至${date(event.dueOn)}：${event.reason}`;
    case 'hotlineDateRefused':
      return `${event.refusedBy}，${date(event.decidedOn)}：${event.reason}`;
    case 'leaderRequested':
      return `${event.by.name}，${date(event.requestedOn)}：${event.reason}`;
    case 'leaderArranged':
      return `请${event.leaderName}到场，${date(event.arrangedOn)}`;
    case 'leaderAttended':
      return `${date(event.attendedOn)}：${event.coordination}`;
    case 'caseAmended':
      return amendedDetail(event, date);
    case 'simpleHandlingApplied':
      return `${simpleGroundName(event.ground)}，${date(event.appliedOn)}`;
    case 'documentVoided':
      return `${event.number}，${event.reason}`;
    case 'documentReissued':
      return event.paper?.number ?? '';
    case 'simpleHandlingEnded':
      return `${date(event.endedOn)}：${event.reason}`;
    case 'copyFiled':
      return `${filedDocumentName(event.document)}，${date(event.filedOn)}`;
  }
}
