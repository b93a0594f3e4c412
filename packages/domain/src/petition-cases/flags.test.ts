import { describe, expect, test } from 'vitest';
import type { Actor } from '../identity/units.ts';
import { must } from '../testkit.ts';
import { began, clerk, drafter, leader, letterUntil, own, refusedAs, type Step, steps } from './case-story.ts';

describe('flags (标注, A13)', () => {
  const flag = (flags: Extract<Step, { type: 'setCaseFlags' }>['flags']): Step => ({
    type: 'setCaseFlags',
    flags,
    reason: '群体关注',
  });

  test.each([
    ['important', [leader], 'R75'],
    ['complexLegal', [clerk, drafter], 'R50'],
    ['major', [drafter, leader], 'R82'],
    ['urgent', [clerk], 'R84'],
  ] as const)('%s is set by those whose it is, and by nobody else', (name, may, rule) => {
    for (const by of [clerk, leader, drafter]) {
      const result = letterUntil('draft', own).give1(flag({ [name]: true }), by);
      const allowed = (may as readonly Actor[]).includes(by);
      expect(result.ok).toBe(allowed);
      if (!result.ok)
        expect(result).toMatchObject({ code: 'flag-not-yours', citations: [{ rule }, ...result.citations.slice(1)] });
    }
  });

  test('each change has a reason and is a change', () => {
    const story = began('visit', own);
    expect(refusedAs(story, { ...flag({ urgent: true }), reason: '' } as Step)[0]).toBe('reason-missing');
    expect(refusedAs(story, flag({ urgent: false }))[0]).toBe('flags-unchanged');
    story.all([flag({ urgent: true })]);
    expect(refusedAs(story, flag({ urgent: true }))[0]).toBe('flags-unchanged');
    story.all([flag({ urgent: false })]);
    expect(story.case().flags).toEqual({ urgent: false });
  });

  test('important: only by hand and signed (R75); signing refused is witnessed', () => {
    const story = letterUntil('deliver', own).all([flag({ important: true }), leader]);
    expect(refusedAs(story, steps.deliver)).toEqual(['must-deliver-in-person', 'R74', 'R75']);
    const byHand = { ...steps.deliver, manner: 'inPerson' } as const;
    expect(refusedAs(story, byHand)).toEqual(['signature-missing', 'R74', 'R75']);
    expect(refusedAs(story, { ...byHand, witnesses: [''] })).toEqual(['witness-missing', 'R74']);
    must(story.give1({ ...byHand, witnesses: ['社区干部'] }));
    must(letterUntil('deliver', own).give1({ ...byHand, signedBy: '李小明' }));
  });

  test('complex law: counsel is heard before the leader approves (R76)', () => {
    const story = letterUntil('approve', own).all([flag({ complexLegal: true }), clerk]);
    expect(refusedAs(story, steps.approve, leader)).toEqual(['counsel-missing', 'R76']);
    expect(refusedAs(story, { ...steps.counsel, opinion: '' })).toEqual(['counsel-part-missing', 'R76']);
    story.all([steps.counsel], [steps.approve, leader]);
  });
});
