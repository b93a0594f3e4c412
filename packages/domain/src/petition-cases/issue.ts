import { checkChoice, checkText, firstOf, firstRefusal, textLimits, tooMany } from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import { unansweredMatter } from '../documents/opinion-check.ts';
import type { World } from '../identity/units.ts';
import { deliveryFault } from '../reception/file.ts';
import type { RefusalCode } from '../refusal-codes.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { meetClocks, startClock } from './case-clocks.ts';
import type { DeliverReply, IssueReply } from './case-commands.ts';
import { extensionBasis } from './clock-changes.ts';
import type { PetitionCaseEvent } from './events.ts';
import { type DeliveryManner, deliveryManners, type ReplyContents } from './facets.ts';
import { letterChannels } from './intake.ts';
import {
  accepted,
  approved,
  counselHeard,
  drafted,
  heldByDepartment,
  noObjection,
  officeAnswers,
  reviewed,
  unanswered,
} from './needs.ts';
import { byActor, carryOut, caseOpen, checkDay, latestOf, type Procedure, streamOf, takenUpOn } from './procedure.ts';
import { handInClocks, isOpinion } from './reply.ts';
import type { PetitionCaseState } from './types.ts';

const issueBasis = [
  cite('receptionPlan', '四（一）', 'R53'),
  cite('petitionSystem', '第七条', 'R73'),
  cite('petitionRegulation2022', '第三十二条'),
];
const deliveryBasis = [cite('petitionSystem', '第七条', 'R74')];
const importantBasis = [...deliveryBasis, cite('petitionSystem', '第七条', 'R75')];

/** 出具: the General Office answers for the bureau, when everybody who must has agreed. */
export const issuing = {
  command: 'issueReply',
  by: ['clerk', 'departmentClerk'],
  needs: [caseOpen, noObjection, ...unanswered, officeAnswers, accepted, drafted, reviewed, counselHeard, approved],
  citations: issueBasis,
} as const satisfies Procedure;

/** 送达. */
export const delivering = {
  command: 'deliverReply',
  by: ['clerk', 'departmentClerk'],
  needs: [
    caseOpen,
    { holds: (state) => state.issued !== undefined, code: 'reply-not-issued', citations: deliveryBasis },
    { holds: (state) => state.delivery === undefined, code: 'delivered-already', citations: deliveryBasis },
    officeAnswers,
  ],
  citations: importantBasis,
} as const satisfies Procedure;

/** The day of the last thing that the issue follows. */
function readyOn(state: PetitionCaseState): PlainDate {
  const { approval, review, draft, counsel, notice } = state;
  const days = [approval?.approvedOn, review?.reviewedOn, draft?.draftedOn, counsel?.heardOn, notice?.issuedOn];
  return latestOf(takenUpOn(state), ...days);
}

function contentsOf(state: PetitionCaseState): ReplyContents {
  const { request = '', facts = '', opinion = '', basis = '', conclusion, reexaminationBody } = state.draft ?? {};
  return {
    request,
    facts,
    opinion,
    basis,
    ...(conclusion !== undefined && { conclusion }),
    ...(reexaminationBody !== undefined && { reexaminationBody }),
  };
}

/** A draft of older days, or amended elsewhere: before it goes out each matter is answered and the way to 复查 is named. */
function checkOpinion({ request, opinion, reexaminationBody = '' }: ReplyContents): Refused | undefined {
  if (reexaminationBody.trim() === '')
    return refused('opinion-part-missing', {}, [cite('petitionRegulation2022', '第三十五条')], 'reexaminationBody');
  return unansweredMatter(request, opinion);
}

/**
 * 出具 (R53, R73, Art 32): the opinion as it was agreed, with where 复查 may be asked for. It meets the reply clocks: the
 * department's on the day on which its head agreed, the handling of Art 34 today.
 */
export function issueReply(
  aggregates: Aggregates,
  command: IssueReply,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(issuing, aggregates, command, world, (state) => {
    const { issuedOn, documentNumber } = command;
    const after = readyOn(state);
    const refusal = firstRefusal(
      () => (isOpinion(state) ? checkOpinion(contentsOf(state)) : undefined),
      () => checkText(documentNumber, { path: 'documentNumber', limit: textLimits.name }),
      () => checkDay(issuedOn, { world, after, citations: issueBasis, path: 'issuedOn' }),
    );
    if (refusal) return refusal;
    const issued: PetitionCaseEvent = {
      type: 'replyIssued',
      stream: streamOf(state),
      document: isOpinion(state) ? 'handlingOpinion' : 'reply',
      issuedOn,
      contents: contentsOf(state),
      by: byActor(world),
      ...(documentNumber !== undefined && { documentNumber }),
    };
    const delivery = deliveryClock(state, world);
    if (!delivery.ok) return delivery;
    return ok([
      issued,
      ...meetClocks(state, handInClocks, state.review?.reviewedOn ?? issuedOn),
      ...meetClocks(state, ['handling', 'simple-handling', 'district-reply'], issuedOn),
      ...delivery.value,
    ]);
  });
}

/**
 * 在规定的时间内送达 (R74): what the office issues is with the petitioner before the time of handling is over (A5), so its
 * clock has the day and the extension of that one. Where that did not run (suggestions, 12345) no text sets a time; what a
 * district or school issues it delivers itself (R78).
 */
function deliveryClock(state: PetitionCaseState, world: World): Result<readonly PetitionCaseEvent[]> {
  const handling = state.clocks.findLast(({ clock }) => clock === 'handling');
  if (handling === undefined || !heldByDepartment(state, world)) return ok([]);
  const clock = 'reply-delivery';
  const started = startClock(world, streamOf(state), clock, handling.from);
  if (!started.ok) return started;
  const { legalDue, targetDue, provisional, changes = [] } = handling;
  return ok([
    started.value,
    ...changes.map(
      (change): PetitionCaseEvent => ({
        type: 'clockChanged',
        stream: streamOf(state),
        clock,
        change,
        legalDue,
        targetDue,
        provisional,
        citations: extensionBasis,
      }),
    ),
  ]);
}

const faultCodes: Readonly<Record<string, readonly [code: RefusalCode, path: string]>> = {
  mailNumberMissing: ['mail-number-missing', 'mailNumber'],
  signatureMissing: ['signature-missing', 'signedBy'],
  mustBeInPerson: ['must-deliver-in-person', 'manner'],
};

/** R74, R75. Signing refused: who saw it is written down instead (留置送达, 待核: the text is silent). */
function checkManner(
  state: PetitionCaseState,
  command: Pick<DeliverReply, 'manner' | 'mailNumber' | 'signedBy' | 'witnesses'>,
): Refused | undefined {
  const { manner, mailNumber, signedBy = '', witnesses = [] } = command;
  const important = state.flags?.important === true;
  if (manner === 'sameChannel') {
    // by mail or by hand is asked of letters; what came another way may be answered the way it came
    if (important) return refused('must-deliver-in-person', {}, importantBasis, 'manner');
    return letterChannels.includes(state.channel) ? refused('paper-needed', {}, deliveryBasis, 'manner') : undefined;
  }
  const signed = signedBy.trim() !== '' || witnesses.length > 0;
  const fault = deliveryFault({ manner, signed, ...(mailNumber !== undefined && { mailNumber }) }, { important });
  if (!fault) return undefined;
  const [code, path] = faultCodes[fault.fault] ?? ['signature-missing', 'signedBy'];
  return refused(code, {}, fault.citations, path);
}

/** The manners in which the reply of a case may be delivered (R74, R75): those that are not refused themselves, whatever else is given. */
export const deliveryMannersFor = (state: PetitionCaseState): readonly DeliveryManner[] =>
  deliveryManners.filter((manner) => checkManner(state, { manner, mailNumber: '-', signedBy: '-' })?.path !== 'manner');

function checkDelivery(state: PetitionCaseState, command: DeliverReply, world: World): Refused | undefined {
  const { manner, deliveredOn, mailNumber, signedBy, witnesses = [] } = command;
  const name = { limit: textLimits.name, citations: deliveryBasis };
  const after = state.issued?.issuedOn ?? state.receivedOn;
  return firstRefusal(
    () => checkChoice(manner, deliveryManners, 'manner'),
    () => checkText(mailNumber, { ...name, path: 'mailNumber' }),
    () => checkText(signedBy, { ...name, path: 'signedBy' }),
    () => tooMany(witnesses, 5, 'witnesses'),
    () => firstOf(witnesses, 'witnesses', (who, path) => checkText(who, { ...name, path, missing: 'witness-missing' })),
    () => checkManner(state, command),
    () => checkDay(deliveredOn, { world, after, citations: deliveryBasis, path: 'deliveredOn' }),
  );
}

/** 送达 (R74, R75): from this day the petitioner has 30 days to ask for 复查 (Art 35). */
export function deliverReply(
  aggregates: Aggregates,
  command: DeliverReply,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(delivering, aggregates, command, world, (state) => {
    const { manner, deliveredOn, mailNumber, signedBy, witnesses = [] } = command;
    return (
      checkDelivery(state, command, world) ??
      ok([
        {
          type: 'replyDelivered',
          stream: streamOf(state),
          manner,
          deliveredOn,
          by: byActor(world),
          ...(mailNumber !== undefined && { mailNumber }),
          ...(signedBy !== undefined && { signedBy }),
          ...(witnesses.length > 0 && { witnesses }),
        },
        ...meetClocks(state, ['reply-delivery'], deliveredOn),
      ])
    );
  });
}
