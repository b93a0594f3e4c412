import { describe, expect, test } from 'vitest';
import { factsOf, figuresOf, sumFacts } from '../figures/facts.ts';
import type { World } from '../identity/units.ts';
import { refusalMessage } from '../messages/zh-CN.ts';
import { alike, probeOf } from '../repeats/repeats.ts';
import { actor, matter, matterOf, must, register, visit, world } from '../testkit.ts';
import { nextDue } from './evolve.ts';
import { allowedActions } from './procedures.ts';
import { CaseStory, day, on } from './side-testkit.ts';
import { turnOf } from './turn.ts';
import type { PetitionCaseState } from './types.ts';

const reason = { reason: '同一份来信登记了两次，以先登记的一件为准' };
const again = { reason: '核对后是另一件信访事项' };
const bare = ({ version: _version, ...state }: PetitionCaseState) => state;
/** Another person of the office than who registered it. */
const second = (today: string, change: Partial<World> = {}): World =>
  world({ today: day(today), actor: { ...actor('clerk'), id: 'second-clerk' }, ...change });

/** A letter of 1 September, registered by the office's clerk. */
function registered(change: Parameters<typeof register>[0] = {}): CaseStory {
  const story = new CaseStory();
  must(story.give(register({ receivedOn: day('2026-09-01'), ...change }), on('2026-09-01')));
  return story;
}
const code = (result: ReturnType<CaseStory['try']>): string => (result.ok ? 'ok' : result.code);

describe('作废登记（《信访工作条例》第二十二条）', () => {
  test('nothing is owed of it, it is nobody’s turn, and it counts in no figure; number and texts stay', () => {
    const story = registered();
    const { number } = story.case();
    story.do('voidCase', reason, second('2026-09-03'));
    expect(story.case()).toMatchObject({ status: 'voided', number, matter: { title: matter().title } });
    expect(story.case().voided).toMatchObject({ ...reason, voidedOn: '2026-09-03', by: { id: 'second-clerk' } });
    expect(nextDue(story.case())).toBeUndefined();
    expect(turnOf(story.case(), world())).toBeUndefined();
    expect(factsOf(story.case(), [])).toEqual([]);
    expect(figuresOf(sumFacts(factsOf(story.case(), []), day('2027-03-01'))).counts.items).toBe(0);
    story.expectRefolds();
  });

  test('restored, it is what it was: the legal days have run on from its receipt', () => {
    const story = registered({ channel: 'hotline', hotline: { externalNumber: 'LJ12345-1' } });
    const before = bare(story.case());
    story.do('voidCase', reason, second('2026-09-03'));
    story.do('restoreCase', again, second('2026-12-01'));
    expect(bare(story.case())).toEqual(before);
    story.expectRefolds();
  });

  test.each<[string, (story: CaseStory) => unknown, string]>([
    ['nothing else', () => undefined, 'ok'],
    [
      'put right (更正登记)',
      (s) => s.do('amendCase', { changes: { title: '校车停运' }, reason: '错字' }, on('2026-09-02')),
      'ok',
    ],
    ['marked as legally complex', (s) => s.do('setCaseFlags', { flags: { complexLegal: true }, reason: '群体' }), 'ok'],
    ['opened and stamped', (s) => steps(s, ['opened', 'stamped']), 'ok'],
    [
      'submitted for instruction',
      (s) => steps(s, ['opened', 'stamped', 'abstracted', 'submitted']),
      'recordIntakeStep',
    ],
    [
      'instructed',
      (s) => {
        steps(s, ['opened', 'stamped', 'abstracted', 'submitted']);
        s.do('giveInstruction', instruction, on('2026-09-02', 'leader', 'bureau'));
      },
      'giveInstruction',
    ],
    [
      'accepted',
      (s) => s.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-02') }),
      'issueAcceptanceNotice',
    ],
    [
      'accepted, and the notice taken back on its day',
      (s) => {
        s.do('issueAcceptanceNotice', { decision: 'accept', issuedOn: day('2026-09-02') }, on('2026-09-02'));
        s.do('retractAct', { act: 'issueAcceptanceNotice', reason: '登记错了' }, on('2026-09-02'));
      },
      'ok',
    ],
    [
      'under a leader’s contract',
      (s) => s.do('contractCase', { leaderId: 'chief' }, on('2026-09-02', 'leader', 'bureau')),
      'contractCase',
    ],
    [
      'withdrawn by the petitioner',
      (s) => s.do('withdrawCase', { reason: '已解决', withdrawnOn: day('2026-09-02') }),
      'withdrawCase',
    ],
    ['linked', (s) => other(s).do('linkCases', { otherId: 'case-2', relation: 'related' }), 'linkCases'],
    ['with another merged into it', (s) => merge(other(s)), 'mergeCases'],
    [
      'handled the short way',
      (s) => s.do('applySimpleHandling', { ground: 'clear', appliedOn: day('2026-09-02') }, on('2026-09-02')),
      'applySimpleHandling',
    ],
  ])('a registration that is %s', (_name, happens, expected) => {
    const story = registered();
    happens(story);
    const result = story.try('voidCase', reason, second('2026-09-10'));
    expect(result.ok ? 'ok' : result.params.act).toBe(expected);
    if (result.ok) return;
    expect(result.code).toBe('void-begun');
    expect(result.citations.map(({ article }) => article)).toContain('第二十二条');
    expect(refusalMessage(result)).toMatch(/不能作废登记。.*请(先|照程序)/);
  });

  test.each<[string, World, string]>([
    ['who registered it', on('2026-09-03'), 'void-own-registration'],
    ['another of an office that has named no head', second('2026-09-03'), 'ok'],
    ['a leader', on('2026-09-03', 'leader', 'bureau'), 'ok'],
    ['the head', second('2026-09-03', { staff: () => ({ headId: 'second-clerk' }) }), 'ok'],
    ['the deputy', second('2026-09-03', { staff: () => ({ headId: 'head', deputyId: 'second-clerk' }) }), 'ok'],
    ['who is neither', second('2026-09-03', { staff: () => ({ headId: 'head' }) }), 'void-not-head'],
    ['a department', on('2026-09-03', 'departmentClerk', 'basic'), 'role-not-allowed'],
  ])('by %s: %s', (_name, by, expected) => {
    expect(code(registered().try('voidCase', reason, by))).toBe(expected);
  });

  test('not without a reason; not twice; and only what was voided is restored', () => {
    const story = registered();
    expect(code(story.try('voidCase', { reason: ' ' }, second('2026-09-03')))).toBe('reason-missing');
    expect(code(story.try('restoreCase', again, second('2026-09-03')))).toBe('not-voided');
    story.do('voidCase', reason, second('2026-09-03'));
    expect(code(story.try('voidCase', reason, second('2026-09-03')))).toBe('case-voided');
    expect(code(story.try('restoreCase', { reason: '' }, second('2026-09-03')))).toBe('reason-missing');
  });

  test('nothing else is done with it', () => {
    const story = registered();
    story.do('voidCase', reason, second('2026-09-03'));
    const may = allowedActions(story.case(), second('2026-09-03')).filter(({ refusal }) => refusal === undefined);
    expect(may.map(({ action }) => action)).toEqual(['restoreCase']);
  });

  test('nothing joins it: no link, merger, registration as its repeat, visit', () => {
    const story = other(registered()).do('voidCase', reason, second('2026-09-10'));
    const link = { otherId: 'case-1', relation: 'related' } as const;
    expect(code(story.try('linkCases', link, on('2026-09-10'), 'case-2'))).toBe('case-voided');
    const into = {
      intoId: 'case-1',
      intoVersion: story.case().version,
      reason: '同一事项',
      mergedOn: day('2026-09-10'),
    };
    expect(code(story.try('mergeCases', into, on('2026-09-10'), 'case-2'))).toBe('merge-target-closed');
    const links = [{ caseId: 'case-1', relation: 'repeat' }] as const;
    const repeat = register({ receivedOn: day('2026-09-10'), matter: matter({ caseId: 'case-3' }), links });
    expect(story.give(repeat, on('2026-09-10'))).toMatchObject({ code: 'case-voided', path: 'links.0.caseId' });
    const details = { mode: 'contractedCase', caseId: 'case-1', done: '已商定恢复' } as const;
    const seen = visit({ mode: 'contractedCase', details });
    expect(story.give(seen, world({ actor: actor('leader', 'bureau') }))).toMatchObject({ code: 'case-voided' });
    // it is still like the other: whoever looks for repeats leaves it out by its status
    expect(alike(probeOf(story.case('case-2')), story.case())).toBeDefined();
  });
});

const instruction = { decision: 'handle', text: '请办理', instructedOn: day('2026-09-02') } as const;

function steps(story: CaseStory, some: readonly ('opened' | 'stamped' | 'abstracted' | 'submitted')[]) {
  for (const step of some) {
    const abstract = step === 'abstracted' ? { abstract: '校车停运' } : {};
    story.do('recordIntakeStep', { step, doneOn: day('2026-09-02'), ...abstract }, on('2026-09-02'));
  }
}
function other(story: CaseStory): CaseStory {
  must(
    story.give(
      register({ receivedOn: day('2026-09-02'), matter: matterOf({}, { caseId: 'case-2' }) }),
      on('2026-09-02'),
    ),
  );
  return story;
}
const merge = (story: CaseStory) =>
  story.do(
    'mergeCases',
    { intoId: 'case-1', intoVersion: story.case().version, reason: '同一事项', mergedOn: day('2026-09-02') },
    on('2026-09-02'),
    'case-2',
  );
