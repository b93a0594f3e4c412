import { expect } from 'vitest';
import { plainDate } from '../date.ts';
import type { Actor, World } from '../identity/units.ts';
import { refusalMessage } from '../messages/zh-CN.ts';
import { actor, matterOf, must, register, Story, world } from '../testkit.ts';
import type { CaseCommand } from './case-commands.ts';
import type { Channel, Matter } from './types.ts';

/** A command on case-1 without what every one has. */
export type Step = CaseCommand extends infer C
  ? C extends CaseCommand
    ? Omit<C, 'caseId' | 'expectedVersion'>
    : never
  : never;

export const day = (text: string) => plainDate(`2026-11-${text}`);
export const clerk = actor('clerk');
export const leader = actor('leader', 'bureau');
export const drafter: Actor = { id: 'basic-clerk', name: '温雅琴', role: 'departmentClerk', unitId: 'basic' };
export const head: Actor = { id: 'basic-head', name: '程远', role: 'departmentClerk', unitId: 'basic' };
export const districtClerk: Actor = { id: 'west-clerk', name: '罗海燕', role: 'departmentClerk', unitId: 'west' };

/** A case whose commands are given on its newest version, each by somebody. */
export class CaseStory extends Story {
  give1(step: Step, by: Actor = clerk, change: Partial<World> = {}) {
    const known = this.aggregates.petitionCase('case-1');
    const command = { ...step, caseId: 'case-1', expectedVersion: known?.version ?? 0 };
    // the parts of a union stay together: a step has the fields of its own type
    return this.give(command as CaseCommand, world({ actor: by, ...change }));
  }

  /** All of them must go through. */
  all(...steps: readonly (readonly [Step, Actor?])[]): this {
    for (const [step, by] of steps) must(this.give1(step, by));
    return this;
  }
}

/** A story with one case, received on 18 November. */
export function began(channel: Channel, matter: Matter): CaseStory {
  const story = new CaseStory();
  const hotline = { externalNumber: 'LJ12345-1' };
  must(story.give(register({ channel, matter, ...(channel === 'hotline' && { hotline }) })));
  return story;
}

/** One good step of each kind, in the order in which a letter goes. */
export const steps = {
  open: { type: 'recordIntakeStep', step: 'opened', doneOn: day('18') },
  stamp: { type: 'recordIntakeStep', step: 'stamped', doneOn: day('18') },
  abstract: { type: 'recordIntakeStep', step: 'abstracted', doneOn: day('18'), abstract: '校车停运' },
  submit: { type: 'recordIntakeStep', step: 'submitted', doneOn: day('18') },
  screen: {
    type: 'preScreenCase',
    screenedOn: day('18'),
    matter: '校车',
    documents: '户口簿',
    manner: '面谈',
    opinion: 'accept',
    reportedTo: '沈若兰',
  },
  instruct: { type: 'giveInstruction', decision: 'handle', text: '请基础教育处办理', instructedOn: day('19') },
  accept: { type: 'issueAcceptanceNotice', decision: 'accept', issuedOn: day('19') },
  assign: { type: 'assignCase', unitId: 'basic', assignedOn: day('19'), receivedOn: day('20') },
  draft: {
    type: 'draftReply',
    request: '恢复校车',
    facts: '运力不足',
    opinion: '增开一班',
    basis: '校车安全管理条例第三条',
    conclusion: 'supported',
    reexaminationBody: '市人民政府',
    draftedOn: day('20'),
  },
  counsel: { type: 'hearCounsel', counsel: '江律师', opinion: '合法', heardOn: day('20') },
  review: { type: 'reviewReply', agreed: true, reviewedOn: day('20') },
  approve: { type: 'approveReply', agreed: true, approvedOn: day('21') },
  issue: { type: 'issueReply', issuedOn: day('21'), documentNumber: '〔2026〕3号' },
  deliver: { type: 'deliverReply', manner: 'registeredMail', deliveredOn: day('22'), mailNumber: 'XA123' },
  complete: { type: 'completeCase', cause: '运力不足', resolution: '增开一班', outcome: 'solved' },
} as const satisfies Readonly<Record<string, Step>>;

/** A letter from its opening up to and without `until`, everybody in their own part. */
export const letterLine: readonly (readonly [keyof typeof steps, Actor])[] = [
  ['open', clerk],
  ['stamp', clerk],
  ['abstract', clerk],
  ['submit', clerk],
  ['screen', clerk],
  ['instruct', leader],
  ['accept', clerk],
  ['assign', clerk],
  ['draft', drafter],
  ['review', head],
  ['approve', leader],
  ['issue', clerk],
  ['deliver', clerk],
  ['complete', clerk],
];

export function letterUntil(until: keyof typeof steps, matter: Matter): CaseStory {
  const end = letterLine.findIndex(([name]) => name === until);
  return began('letter', matter).all(...letterLine.slice(0, end).map(([name, by]) => [steps[name], by] as const));
}

/** A plain matter of the bureau’s own. */
export const own = matterOf({});

/** Each clock of the case: since when it runs, how it stands and when it was met. */
export const clocksOf = (story: CaseStory) =>
  story.case().clocks.map((row) => [row.clock, row.from, row.state, row.metOn]);

/** The code and rules of a refused step; fails when it goes through. */
export function refusedAs(story: CaseStory, step: Step, by: Actor = clerk, change: Partial<World> = {}) {
  const result = story.give1(step, by, change);
  if (result.ok) throw new Error(`${step.type} was not refused`);
  expect(refusalMessage(result)).toMatch(/。$/);
  return [result.code, ...result.citations.map(({ rule, article }) => rule ?? article)];
}
