import { addDays, type PlainDate } from '@huiyin/domain';
import type { CaseStatus, Channel } from '@huiyin/domain/cases';
import { type LetterStep, letterIntake, letterReply, takesLetter } from './letters.ts';
import { type WrittenMatter, writeMatter } from './matter-writer.ts';
import { demoPeople, demoStaff } from './people.ts';
import type { Chance } from './seeded.ts';

/** A case that is left standing where it can be looked at. */
export interface Showcase {
  readonly status?: CaseStatus;
  readonly channel: Channel;
  /** Working days before today on which it came. */
  readonly age: number;
  readonly written: WrittenMatter;
  readonly steps: readonly LetterStep[];
}

const office = 'demo-office1';

/** A step so many working days after receipt; `on` becomes the day it is done. */
export function step(after: number, actorId: string, type: string, on: string, payload: object = {}): LetterStep {
  return { after, actorId, type, payload: (day) => ({ ...payload, [on]: day }) };
}

/** Writes matters until one of the wanted kind comes. */
export function pick(
  chance: Chance,
  at: number,
  channel: Channel,
  wanted: (written: WrittenMatter) => boolean,
): WrittenMatter {
  for (let tries = 0; tries < 500; tries += 1) {
    const written = writeMatter(chance, at, channel);
    if (wanted(written)) return written;
  }
  throw new Error('no demo matter of the wanted kind');
}

export const ofDepartment = (written: WrittenMatter): boolean =>
  takesLetter(written) && written.matter.facts.contentKind === 'appeal' && !written.matter.petitioner.anonymous;
export const ofDistrict = ({ matter, refusal }: WrittenMatter): boolean =>
  !refusal && matter.facts.responsibility === 'district' && !matter.petitioner.anonymous;

export const accepted = (after: number) =>
  step(after, office, 'issueAcceptanceNotice', 'issuedOn', { decision: 'accept' });
const screened = step(0, office, 'preScreenCase', 'screenedOn', {
  matter: '约访事项已核对',
  documents: '身份证件',
  manner: '当面约访',
  opinion: 'accept',
  reportedTo: '本周接访领导',
});

/** The clerk of a unit. */
const clerkIn = (id: string) =>
  demoPeople.find(({ unitId, role }) => unitId === id && role === 'departmentClerk')?.id ?? office;
/** The clerk of the unit that handles a matter. */
export const clerkOf = ({ matter }: WrittenMatter) => clerkIn(matter.handlingUnitId);

/** Urged, then supervised (催办 → 督办), and received by the unit (签收). */
const pressed = (one: WrittenMatter): readonly LetterStep[] => [
  step(5, office, 'urgeCase', 'urgedOn', { text: '请在期限内报送答复意见。' }),
  step(6, clerkOf(one), 'acknowledgePressing', 'acknowledgedOn', { of: 'urging' }),
  step(7, office, 'superviseCase', 'supervisedOn', {
    trigger: 'procedureNotFollowed',
    requirement: '没有当面听取信访人意见。请补齐程序，并书面反馈。',
    suggestions: ['improveWork'],
    copyTo: ['局机关纪委'],
    enclosures: ['信访件复印件'],
  }),
];

/** Letters to a department, cut where they show a step; the last ones go on to 复查, 复核 and 终结. */
function letters(chance: Chance, at: number): readonly Showcase[] {
  const written = () => pick(chance, at, 'letter', ofDepartment);
  const upTo = (
    status: CaseStatus,
    replySteps: number,
    age = 9,
    more: readonly LetterStep[] | ((one: WrittenMatter) => readonly LetterStep[]) = [],
  ): Showcase => {
    const one = written();
    const reply = letterReply(one, 6, 'explained').slice(0, replySteps);
    const added = typeof more === 'function' ? more(one) : more;
    const steps = [...letterIntake(one), accepted(1), ...reply, ...added];
    return { status, channel: 'letter', age, written: one, steps };
  };
  const asked = { request: '对处理意见不服，请求复查。', body: 'municipalGovernment' };
  const opinion = { result: 'upheld', opinion: '事实清楚，依据充分，予以维持。', approvedBy: '市人民政府信访工作机构' };
  const decided = (after: number, type: string): LetterStep => ({
    after,
    actorId: office,
    type,
    payload: (day) => ({ ...opinion, decidedOn: day, deliveredOn: day }),
  });
  const review = [
    step(8, office, 'requestReexamination', 'requestedOn', asked),
    decided(16, 'decideReexamination'),
    step(18, office, 'requestFinalReview', 'requestedOn', { ...asked, body: 'provincialGovernment' }),
    decided(28, 'decideFinalReview'),
  ];
  const concluded: LetterStep = {
    after: 30,
    actorId: 'demo-leader1',
    type: 'concludeCase',
    payload: (day) => ({ ground: 'finallyReviewed', implementedOn: day, concludedOn: day }),
  };
  // finally reviewed, concluded, and kept for good (永久)
  const archived = step(32, office, 'archiveCase', 'archivedOn', {
    retention: 'permanent',
    fileNumber: 'LJ-2026-Y-0007',
  });
  return [
    upTo('drafted', 1, 9, pressed),
    upTo('reviewed', 2),
    upTo('issued', 4),
    upTo('delivered', 5),
    upTo('inReexamination', 6, 12, review.slice(0, 1)),
    upTo('reexamined', 6, 20, review.slice(0, 2)),
    upTo('inFinalReview', 6, 22, review.slice(0, 3)),
    upTo('finallyReviewed', 6, 32, review),
    upTo('concluded', 6, 34, [...review, concluded, archived]),
  ];
}

/** 转送 and 告知去向. */
export const sentDown = ({ matter }: WrittenMatter): readonly LetterStep[] => [
  step(1, office, 'transferCase', 'transferredOn', {
    unitId: matter.handlingUnitId,
    reason: '属地管理，属区县职责。',
  }),
  step(2, office, 'issueDestinationNotice', 'toldOn'),
];

/** A district's matters: handed down, objected to, and sent back to the superior. */
function transfers(chance: Chance, at: number): readonly Showcase[] {
  const one = (channel: Channel) => pick(chance, at, channel, ofDistrict);
  const down = one('visit');
  const against = one('visit');
  const back = one('transferred');
  const objecting = { reason: '经核，所反映的学校不在本辖区，依法应由学校所在地办理。' };
  return [
    { status: 'transferred', channel: 'visit', age: 4, written: down, steps: sentDown(down) },
    {
      status: 'objected',
      channel: 'visit',
      age: 5,
      written: against,
      steps: [...sentDown(against), step(3, clerkOf(against), 'objectToTransfer', 'objectedOn', objecting)],
    },
    {
      status: 'returned',
      channel: 'transferred',
      age: 8,
      written: back,
      steps: [
        step(2, office, 'objectToTransfer', 'objectedOn', objecting),
        step(4, office, 'settleObjection', 'settledOn', { agreed: true, reason: '上级信访部门核实后同意退还。' }),
      ],
    },
  ];
}

/** What a leader receives, from its pre-screening on; and a matter that was taken back. */
function receptions(chance: Chance, at: number): readonly Showcase[] {
  const one = () => pick(chance, at, 'leaderReception', ofDepartment);
  const signing = { decision: 'handle', text: '请承办处室当面听取意见后办理。', raisedBefore: false };
  const instructed = one();
  const leader = demoStaff.get(instructed.matter.handlingUnitId)?.portfolioLeaderId ?? 'demo-leader1';
  return [
    { status: 'preScreened', channel: 'leaderReception', age: 3, written: one(), steps: [screened] },
    {
      status: 'instructed',
      channel: 'leaderReception',
      age: 4,
      written: instructed,
      steps: [screened, step(1, leader, 'giveInstruction', 'instructedOn', signing)],
    },
    {
      status: 'withdrawn',
      channel: 'visit',
      age: 10,
      written: pick(chance, at, 'visit', ofDepartment),
      steps: [
        accepted(1),
        step(3, office, 'withdrawCase', 'withdrawnOn', { reason: '信访人书面说明问题已经解决，自愿撤回。' }),
      ],
    },
  ];
}

/**
 * 复查 of a district's answer that the petitioner brings to a leader (R51): with the department that looks again, with the leader
 * who waits for its report (R52), and answered.
 */
function reexaminations(chance: Chance, at: number): readonly Showcase[] {
  const leader = 'demo-leader1';
  const unitId = 'basic';
  const signing = {
    decision: 'handle',
    text: '同意受理复查，请基础教育处办理。',
    raisedBefore: true,
    asksReexamination: true,
  };
  const requested: LetterStep = {
    after: 0,
    actorId: office,
    type: 'requestReexamination',
    payload: (day) => ({
      body: 'bureau',
      request: '对区教育局的答复意见不服，请求复查。',
      requestedOn: day,
      replyReceivedOn: addDays(day, -9),
    }),
  };
  const steps = [
    screened,
    step(0, leader, 'giveInstruction', 'instructedOn', signing),
    requested,
    accepted(1),
    step(1, office, 'entrustReexamination', 'entrustedOn', { unitId, leaderId: leader, instruction: signing.text }),
    step(6, clerkIn(unitId), 'reportReexamination', 'reportedOn', {
      result: 'changed',
      opinion: '经复查，原答复对事实的认定清楚，但没有说明办理的时间。建议变更为：开学前办结，并书面告知家长。',
    }),
    step(7, leader, 'approveReexamination', 'approvedOn', { agreed: true }),
    {
      after: 8,
      actorId: office,
      type: 'decideReexamination',
      payload: (day: PlainDate) => ({
        result: 'changed',
        opinion: '原答复对事实的认定清楚，但没有说明办理的时间，变更为：开学前办结，并书面告知您。',
        approvedBy: '陆明远',
        decidedOn: day,
        deliveredOn: day,
      }),
    },
  ];
  const one = (status: CaseStatus, age: number, count: number): Showcase => {
    const { matter, ...written } = pick(
      chance,
      at,
      'visit',
      (some) => ofDistrict(some) && some.matter.facts.contentKind === 'appeal',
    );
    const facts = { ...matter.facts, priorHandling: 'replied' } as const;
    const answered = { ...matter, facts, earlierHandling: '区教育局已经书面答复，信访人不服。' };
    return {
      status,
      channel: 'leaderReception',
      age,
      written: { ...written, matter: answered },
      steps: steps.slice(0, count),
    };
  };
  return [one('inReexamination', 4, 5), one('inReexamination', 9, 6), one('reexamined', 12, 8)];
}

/** Two that belong together: the later one lives on in the earlier one. */
function mergers(chance: Chance, at: number): readonly Showcase[] {
  const earlier = pick(chance, at, 'visit', ofDepartment);
  // the same person with the same matter, a few days later
  const { caseId } = pick(chance, at, 'visit', ofDepartment).matter;
  const later = { ...earlier, matter: { ...earlier.matter, caseId } };
  const merging = { intoId: earlier.matter.caseId, reason: '同一信访人就同一事项再次来访，并入前一件办理。' };
  return [
    { status: 'accepted', channel: 'visit', age: 7, written: earlier, steps: [accepted(1)] },
    {
      status: 'merged',
      channel: 'visit',
      age: 5,
      written: later,
      steps: [accepted(1), step(2, office, 'mergeCases', 'mergedOn', merging)],
    },
  ];
}

/**
 * What lies with departments and districts today, so that each of their work lists (待办) shows something at once: past its
 * date, due about today, soon and later, and a draft that waits for its head. 20 working days from the assignment.
 */
function waiting(chance: Chance, at: number): readonly Showcase[] {
  const of = (unitId: string, channel: Channel, wanted: (written: WrittenMatter) => boolean) =>
    pick(chance, at, channel, (written) => wanted(written) && written.matter.handlingUnitId === unitId);
  const departments = ['basic', 'personnel', 'safety'].flatMap((unitId) =>
    [24, 21, 19, 8, 10].map((age, place): Showcase => {
      const written = of(unitId, 'visit', ofDepartment);
      const assigned = step(1, office, 'assignCase', 'assignedOn', { unitId });
      const draft = place === 4 ? letterReply(written, 8, 'explained').slice(0, 1) : [];
      const status = place === 4 ? 'drafted' : 'assigned';
      return { status, channel: 'visit', age, written, steps: [accepted(1), assigned, ...draft] };
    }),
  );
  const districts = ['xihe', 'donghu'].flatMap((unitId) =>
    [9, 3].map((age): Showcase => {
      const written = of(unitId, 'visit', ofDistrict);
      return { status: 'transferred', channel: 'visit', age, written, steps: sentDown(written) };
    }),
  );
  return [...departments, ...districts];
}

/** Registered a second time by mistake, and voided (作废登记) by a leader. */
function voided(chance: Chance, at: number): Showcase {
  const voiding: LetterStep = {
    after: 1,
    actorId: 'demo-leader1',
    type: 'voidCase',
    payload: () => ({ reason: '同一次来访登记了两次，以先登记的一件为准。' }),
  };
  return {
    status: 'voided',
    channel: 'visit',
    age: 6,
    written: pick(chance, at, 'visit', ofDepartment),
    steps: [voiding],
  };
}

/** One case in each status that the ten weeks do not leave by themselves. `at` dates their ids. */
export function showcases(chance: Chance, at: number): readonly Showcase[] {
  return [
    ...letters(chance, at),
    ...transfers(chance, at),
    ...receptions(chance, at),
    ...reexaminations(chance, at),
    ...mergers(chance, at),
    ...waiting(chance, at),
    voided(chance, at),
  ];
}
