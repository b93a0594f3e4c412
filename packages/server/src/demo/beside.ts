import { addDays } from '@huiyin/domain';
import type { Channel } from '@huiyin/domain/cases';
import { type LetterStep, letterIntake, letterReply } from './letters.ts';
import type { WrittenMatter } from './matter-writer.ts';
import { demoStaff } from './people.ts';
import { seededChance } from './seeded.ts';
import { accepted, clerkOf, ofDepartment, ofDistrict, pick, type Showcase, sentDown, step } from './showcase.ts';

// What happens beside the main line, once each, so that every screen of a case has something to show: counsel, extension, criticism,
// rectification, copies of districts, the short way, a leader asked for, a hand-over, what was taken back, what was archived.

const office = 'demo-office1';
const head = (one: WrittenMatter) => demoStaff.get(one.matter.handlingUnitId)?.portfolioLeaderId ?? 'demo-leader1';

/** 复杂法律问题 (R76): counsel was heard before the head agreed. */
function counselled(one: WrittenMatter): readonly LetterStep[] {
  const [draft, review] = letterReply(one, 7, 'explained');
  const flagged = step(2, office, 'setCaseFlags', 'on', {
    flags: { complexLegal: true },
    reason: '涉及聘用合同解除和社会保险补缴，须听取法律顾问意见。',
  });
  const heard = step(5, clerkOf(one), 'hearCounsel', 'heardOn', {
    counsel: '江成律师',
    opinion: '解除程序合法；补缴期间的基数应当按照本人上年度月平均工资核定。',
  });
  const steps = [draft, heard, review].filter((each) => each !== undefined);
  return [...letterIntake(one), accepted(1), withoutDay(flagged), ...steps];
}

/** A step whose command has no day of its own. */
function withoutDay({ payload, ...rest }: LetterStep): LetterStep {
  return {
    ...rest,
    payload: (day) => {
      const { on: _on, ...given } = payload(day);
      return given;
    },
  };
}

/** 延长办理期限 (Art 34), a few days before the sixty are over. */
function extended(one: WrittenMatter): readonly LetterStep[] {
  const extension: LetterStep = {
    after: 34,
    actorId: office,
    type: 'extendHandling',
    payload: (day) => ({
      ...{ days: 30, reason: '涉及三所学校的历史档案，需要逐一核对。', approverId: 'demo-leader1' },
      ...{ decidedOn: day, toldOn: day },
    }),
  };
  return [...letterIntake(one), accepted(1), extension];
}

/** 督办 without an answer, then 通报 (Art 39). */
function criticised(one: WrittenMatter): readonly LetterStep[] {
  return [
    accepted(1),
    step(1, office, 'assignCase', 'assignedOn', { unitId: one.matter.handlingUnitId }),
    step(3, office, 'superviseCase', 'supervisedOn', {
      trigger: 'shirking',
      requirement: '多次催办没有实质进展。请明确责任人，限期办结并书面反馈。',
      suggestions: ['improveWork', 'accountability'],
    }),
    step(32, office, 'circulateCriticism', 'circulatedOn', {
      text: '请于三个工作日内说明原因并办结。',
      approvedBy: '陆明远',
    }),
  ];
}

/** 改进建议 (R14), 整改 (R16) of what was answered; every answered case of the demo is rated elsewhere. */
function lessons(one: WrittenMatter): readonly LetterStep[] {
  const owner = '王敏';
  return [
    ...letterIntake(one),
    accepted(1),
    ...letterReply(one, 6, 'solved'),
    step(9, office, 'recordImprovement', 'statusOn', {
      ...{ id: '01a1ed84-a323-7b01-897a-31ce737e0014', kind: 'improvePolicy', owner, status: 'adopted' },
      suggestion: '政策调整前没有征求家长意见，建议今后先公示、听取意见再执行。',
    }),
    {
      ...step(9, office, 'recordRectification', 'dueOn', {}),
      payload: (day) => ({
        ...{
          id: '01a1ed84-a323-7b01-897a-31ce737e0016',
          problem: '首次来电时接听人员推诿、态度生硬。',
          owner,
          dueOn: day,
          doneOn: day,
        },
        result: '已对当事人谈话提醒，重新培训接听规范。',
      }),
    },
  ];
}

/** The district's own notice, and its copy here (备案, R79). */
function filed(one: WrittenMatter): readonly LetterStep[] {
  const copy: LetterStep = {
    after: 3,
    actorId: office,
    type: 'fileCopy',
    payload: (day) => ({ document: 'notice', documentOn: day, filedOn: day }),
  };
  const told = step(3, clerkOf(one), 'issueAcceptanceNotice', 'issuedOn', { decision: 'accept' });
  return [...sentDown(one), told, copy];
}

/** Handed to the wrong unit, taken back the same day, and handed on again (撤回操作). */
function takenBack(one: WrittenMatter): readonly LetterStep[] {
  const wrong = one.matter.handlingUnitId === 'safety' ? 'basic' : 'safety';
  return [
    accepted(1),
    step(1, office, 'assignCase', 'assignedOn', { unitId: wrong }),
    withoutDay(step(1, office, 'retractAct', 'on', { act: 'assignCase', reason: '承办处室选错了。' })),
    step(1, office, 'assignCase', 'assignedOn', { unitId: one.matter.handlingUnitId }),
  ];
}

/** 随机接访 (R24): the leader in charge is asked for, and comes. */
function withLeader(one: WrittenMatter): readonly LetterStep[] {
  return [
    step(0, office, 'requestLeader', 'requestedOn', { reason: '信访人多次来访，要求当面听取分管领导意见。' }),
    step(0, office, 'arrangeLeader', 'arrangedOn', { leaderId: head(one) }),
    step(1, head(one), 'recordLeaderAttendance', 'attendedOn', {
      coordination: '当面听取诉求，现场召集承办处室研究，请处室一周内答复。',
    }),
    accepted(1),
  ];
}

/** 续报 (R85): asked for by the department that has the order, and answered or not. */
const dateAsked = (one: WrittenMatter, days: number): readonly LetterStep[] => [
  step(0, office, 'assignCase', 'assignedOn', { unitId: one.matter.handlingUnitId }),
  {
    after: 1,
    actorId: clerkOf(one),
    type: 'requestHotlineDate',
    payload: (day) => ({
      dueOn: addDays(day, days),
      reason: '需会同属地和相关部门现场核查，情况复杂，按期难以查清。',
      requestedOn: day,
    }),
  },
];
const dateRefused = step(2, office, 'refuseHotlineDate', 'decidedOn', {
  reason: '中心要求先按期答复已经查清的部分，其余另行回复。',
  approvedBy: '市12345受理中心',
});

/** 撤回 by the petitioner, and archived (归档). */
const archived: readonly LetterStep[] = [
  accepted(1),
  step(3, office, 'withdrawCase', 'withdrawnOn', { reason: '信访人书面说明问题已经解决，自愿撤回。' }),
  step(12, office, 'archiveCase', 'archivedOn', { retention: 'tenYears', fileNumber: 'LJ-2026-10-0031' }),
];

/** One case for each act beside the main line. `at` dates their ids. A chance of its own: nothing else of the plan moves with it. */
export function besideCases(at: number): readonly Showcase[] {
  const chance = seededChance(20_261_131);
  const one = (
    channel: Channel,
    age: number,
    steps: (written: WrittenMatter) => readonly LetterStep[],
    wanted: (written: WrittenMatter) => boolean = ofDepartment,
  ): Showcase => {
    const written = pick(chance, at, channel, wanted);
    return { channel, age, written, steps: steps(written) };
  };
  const short = step(0, office, 'applySimpleHandling', 'appliedOn', { ground: 'clear' });
  const handing = step(0, office, 'handOverFirstAsked', 'offeredOn', {
    ...{ toUnitId: 'basic', toPerson: '温雅琴', reason: '所问政策由基础教育处负责解释。' },
  });
  return [
    one('letter', 9, counselled),
    one('letter', 38, extended),
    one('visit', 34, criticised),
    one('letter', 12, lessons),
    one('visit', 6, filed, ofDistrict),
    one('visit', 3, takenBack),
    one('visit', 5, withLeader),
    one('call', 2, () => [short, accepted(1)]),
    one('visit', 1, () => [handing]),
    one('visit', 16, () => archived),
    one('hotline', 2, (order) => dateAsked(order, 14)),
    one('hotline', 4, (order) => [...dateAsked(order, 21), dateRefused]),
  ];
}
