import { type PlainDate, routePetition } from '@huiyin/domain';
import type { Channel, CompletionOutcome, OpinionConclusion } from '@huiyin/domain/cases';
import type { WrittenMatter } from './matter-writer.ts';
import { demoStaff } from './people.ts';

/** One step of a letter: so many working days after its receipt, by whom, and what is written on that day. */
export interface LetterStep {
  readonly after: number;
  readonly actorId: string;
  readonly type: string;
  readonly payload: (on: PlainDate) => Readonly<Record<string, unknown>>;
}

/** Whether the demo bureau can take a letter on this matter the whole way: the bureau's own, with a staffed department. */
export function takesLetter({ matter, refusal }: WrittenMatter): boolean {
  const staffed = demoStaff.get(matter.handlingUnitId)?.headId !== undefined;
  return !refusal && staffed && routePetition(matter.facts).outcome === 'acceptMunicipal';
}

const conclusions: Readonly<Record<CompletionOutcome, OpinionConclusion>> = {
  solved: 'supported',
  explained: 'noLegalBasis',
  underStudy: 'noLegalBasis',
  notSupported: 'notSupported',
};

/** Whether the matter goes to the district or school whose it is (转送, R26, R27), before that one tells the petitioner. */
export const goesDown = ({ matter, refusal }: WrittenMatter): boolean =>
  !refusal && ['acceptDistrict', 'handToAffiliated'].includes(routePetition(matter.facts).outcome);

/** 转送 by the office, so many working days after the receipt. */
const sentDownAfter = (after: number, { matter }: WrittenMatter): LetterStep => ({
  after,
  actorId: 'demo-office1',
  type: 'transferCase',
  payload: (transferredOn) => ({
    unitId: matter.handlingUnitId,
    reason: '属地管理，属区县、学校职责。',
    transferredOn,
  }),
});

/** 拆信至签批 (R69), 批示, 交办 or 转送 (R70). */
export function letterIntake(written: WrittenMatter): readonly LetterStep[] {
  const { matter } = written;
  const down = goesDown(written);
  const office = 'demo-office1';
  const leader = demoStaff.get(matter.handlingUnitId)?.portfolioLeaderId ?? 'demo-leader1';
  const step = (name: string, more = {}): LetterStep => ({
    after: 0,
    actorId: office,
    type: 'recordIntakeStep',
    payload: (doneOn) => ({ step: name, doneOn, ...more }),
  });
  return [
    step('opened'),
    step('stamped'),
    step('abstracted', { abstract: matter.title }),
    step('submitted', down ? { leaderId: leader } : {}),
    {
      after: 1,
      actorId: leader,
      type: 'giveInstruction',
      payload: (instructedOn) =>
        down
          ? { decision: 'handOver', text: '请转有权处理单位依法办理，按期反馈。', instructedOn }
          : { decision: 'handle', text: '请承办处室依法依规办理，按期答复。', instructedOn },
    },
    down
      ? sentDownAfter(1, written)
      : {
          after: 1,
          actorId: office,
          type: 'assignCase',
          payload: (assignedOn) => ({ unitId: matter.handlingUnitId, assignedOn }),
        },
  ];
}

/** 拟稿, 审核, 出具, 送达, 办结 (R53, R66, R72–R74), the reply going out `replyAfter` working days after receipt. */
export function letterReply(
  { matter, cause, resolution }: WrittenMatter,
  replyAfter: number,
  outcome: CompletionOutcome,
): readonly LetterStep[] {
  const { clerkId = '', headId = '', portfolioLeaderId = '' } = demoStaff.get(matter.handlingUnitId) ?? {};
  const office = 'demo-office1';
  const contents = {
    request: matter.demand,
    facts: cause,
    opinion: resolution,
    basis: '《中华人民共和国教育法》和本市有关规定',
    conclusion: conclusions[outcome],
    reexaminationBody: '临江市人民政府',
  };
  const agreed = true;
  return [
    {
      after: replyAfter - 2,
      actorId: clerkId,
      type: 'draftReply',
      payload: (draftedOn) => ({ ...contents, draftedOn }),
    },
    { after: replyAfter - 2, actorId: headId, type: 'reviewReply', payload: (reviewedOn) => ({ agreed, reviewedOn }) },
    {
      after: replyAfter - 1,
      actorId: portfolioLeaderId,
      type: 'approveReply',
      payload: (approvedOn) => ({ agreed, approvedOn }),
    },
    { after: replyAfter, actorId: office, type: 'issueReply', payload: (issuedOn) => ({ issuedOn }) },
    {
      after: replyAfter,
      actorId: office,
      type: 'deliverReply',
      payload: (deliveredOn) => ({
        manner: 'registeredMail',
        mailNumber: `XA${deliveredOn.replaceAll('-', '')}33`,
        deliveredOn,
      }),
    },
    {
      after: replyAfter,
      actorId: office,
      type: 'completeCase',
      payload: (repliedOn) => ({ cause, resolution, repliedOn, outcome }),
    },
  ];
}

/** What goes before a district's or school's own steps: 签批 where the channel has it (R54, R69), and 转送. */
export function handedDown(written: WrittenMatter, channel: Channel): readonly LetterStep[] {
  if (isLetter(channel)) return letterIntake(written);
  const sent = sentDownAfter(channel === 'hotline' ? 0 : 1, written);
  if (channel !== 'leaderReception') return [sent];
  const { priorHandling } = written.matter.facts;
  const word = {
    decision: 'handOver',
    text: '请转有权处理单位依法办理，按期反馈。',
    raisedBefore: priorHandling !== 'none',
  };
  return [
    {
      after: 1,
      actorId: 'demo-leader1',
      type: 'giveInstruction',
      payload: (instructedOn) => ({ ...word, instructedOn }),
    },
    sent,
  ];
}

/** 来信 and what a superior passed on: the second chapter's (R68). */
export const isLetter = (channel: Channel): boolean => channel === 'letter' || channel === 'transferred';
