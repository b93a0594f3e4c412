import { describe, expect, test } from 'vitest';
import { paperStandings } from '../documents/standing.ts';
import { type ReviewBody, reviewBodies } from '../identity/units.ts';
import { refusalMessage } from '../messages/zh-CN.ts';
import { matterOf, world } from '../testkit.ts';
import { reviewHierarchy } from './hierarchy.ts';
import { acceptedStory, type CaseStory, completedStory, day, on } from './side-testkit.ts';
import { turnOf } from './turn.ts';

const district = { matter: matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' }) };
/** A district's reply, which the petitioner had on 10 September. */
const replied = () => completedStory(district);
const request = { body: 'bureau', request: '不服答复意见', requestedOn: day('2026-09-20') } as const;
const opinion = { result: 'upheld', opinion: '维持答复意见', approvedBy: '陈局长' } as const;
const decision = { ...opinion, decidedOn: day('2026-10-12'), deliveredOn: day('2026-10-14') };
const reexamined = (): CaseStory =>
  replied().do('requestReexamination', request).reexamine('2026-10-09').do('decideReexamination', decision);

describe('复查（《信访工作条例》第三十五条；R51、R52）', () => {
  test.each([
    // 30 days from 10 September end on Saturday 10 October, a make-up working day
    ['2026-10-10', 'clerk', {}, undefined],
    ['2026-10-11', 'clerk', {}, 'request-late'],
    ['2026-10-11', 'clerk', { lateReason: '住院' }, 'request-late'],
    ['2026-10-11', 'leader', {}, 'reason-missing'],
    ['2026-10-11', 'leader', { lateReason: '住院' }, undefined],
    // the postal record says that it came on the 11th
    ['2026-10-12', 'clerk', { replyReceivedOn: day('2026-09-11') }, undefined],
    ['2026-10-13', 'clerk', { replyReceivedOn: day('2026-09-11') }, 'request-late'],
    ['2026-10-12', 'clerk', { replyReceivedOn: day('2026-09-09') }, 'done-too-early'],
    ['2026-09-09', 'clerk', {}, 'done-too-early'],
  ] as const)('asked on %s by a %s (%o): %s', (requestedOn, role, more, code) => {
    const command = { ...request, requestedOn: day(requestedOn), ...more };
    const result = replied().try('requestReexamination', command, on('2026-11-22', role));
    expect(result.ok ? undefined : result.code).toBe(code);
  });

  test('30 days for the opinion, the department’s date inside them: the earlier of 20 working days and day 25', () => {
    const story = replied().do('requestReexamination', request);
    expect(story.case().status).toBe('inReexamination');
    expect(story.owed().map(({ clock, legalDue }) => [clock, legalDue])).toEqual([
      ['reexamination', '2026-10-20'],
      ['reexamination-result', '2026-10-15'],
    ]);
    story.reexamine('2026-10-09').do('decideReexamination', decision);
    expect(story.owed()).toEqual([]);
    expect(story.case()).toMatchObject({ status: 'reexamined', reexamination: { result: 'upheld', body: 'bureau' } });
    story.expectRefolds();
  });

  test('asked of another body, nothing runs here', () => {
    const story = replied().do('requestReexamination', { ...request, body: 'districtGovernment' });
    expect(story.owed()).toEqual([]);
    story.do('decideReexamination', decision);
    const review = { body: 'municipalGovernment', request: '不服', requestedOn: day('2026-10-20') } as const;
    story.do('requestFinalReview', review);
    expect(story.case().status).toBe('inFinalReview');
  });

  test.each(['bureau', 'districtGovernment'] as const)(
    'what %s reexamines is neither handed out nor answered once more: who answered stays, the opinion comes next',
    (body) => {
      const story = replied().do('requestReexamination', { ...request, body });
      const west = { unitId: 'west', assignedOn: day('2026-09-21') } as const;
      const refusal = story.refusal('assignCase', west, on('2026-09-21'));
      expect(refusal.code).toBe('under-review');
      expect(refusalMessage(refusal)).toMatch(/正在复查。依据《信访工作条例》第三十五条.+登记复查意见”/);
      const simple = { ground: 'clear', appliedOn: day('2026-09-21') } as const;
      expect(story.refusal('applySimpleHandling', simple, on('2026-09-21')).code).toBe('simple-handling-too-far');
      const next = body === 'bureau' ? 'entrustReexamination' : 'decideReexamination';
      expect(turnOf(story.case(), world())).toMatchObject({ holder: 'office', command: next });
      if (body === 'bureau') story.reexamine('2026-10-09');
      story.do('decideReexamination', decision);
      const above = body === 'bureau' ? 'provincialDepartment' : 'municipalGovernment';
      story.do('requestFinalReview', { body: above, request: '仍不服', requestedOn: day('2026-10-20') });
      const again = story.refusal('assignCase', west, on('2026-10-21'));
      expect(refusalMessage(again)).toMatch(/正在复核。.+请“登记复核意见”/);
    },
  );

  test.each([
    ['bureau', true],
    ['districtGovernment', false],
  ] as const)('the opinion of %s is a paper of this case: %s', (body, ours) => {
    const story = replied().do('requestReexamination', { ...request, body });
    const kinds = paperStandings(story.case(), world()).map(({ kind }) => kind);
    expect(kinds.includes('reexaminationOpinion')).toBe(ours);
  });

  test.each([
    ['a suggestion', completedStory({ matter: matterOf({ contentKind: 'suggestion' }) }), '只针对申诉求决'],
    ['what is not answered', acceptedStory(), '还没有可以申请复查、复核的书面意见'],
    ['what is being reexamined', replied().do('requestReexamination', request), '正在复查'],
    ['what was reexamined', reexamined(), '已经复查过.*请登记复核申请'],
  ])('not of %s', (_name, story, said) => {
    const refusal = story.refusal('requestReexamination', request);
    expect(refusal.code).toBe('no-opinion');
    expect(refusalMessage(refusal)).toMatch(new RegExp(said));
  });

  test('a decision needs its request, its words, its approval, and days in order', () => {
    expect(replied().refusal('decideReexamination', decision).code).toBe('nothing-requested');
    const story = replied().do('requestReexamination', request).reexamine('2026-10-09');
    const give = (change: object) => story.refusal('decideReexamination', { ...decision, ...change }).code;
    expect(give({ opinion: ' ' })).toBe('text-missing');
    expect(give({ approvedBy: '' })).toBe('approver-missing');
    expect(give({ decidedOn: day('2026-09-19') })).toBe('done-too-early');
    expect(give({ deliveredOn: day('2026-10-11') })).toBe('done-too-early');
    expect(give({ result: 'maybe' })).toBe('unknown-choice');
  });
});

describe('复核（《信访工作条例》第三十六条）', () => {
  const review = { body: 'municipalGovernment', request: '仍不服', requestedOn: day('2026-11-13') } as const;
  test.each([
    ['2026-11-13', undefined],
    ['2026-11-14', 'request-late'],
  ])('the opinion came on 14 October; asked on %s: %s', (requestedOn, code) => {
    const result = reexamined().try('requestFinalReview', { ...review, requestedOn: day(requestedOn) });
    expect(result.ok ? undefined : result.code).toBe(code);
  });
  test('of a 复查 opinion only, once', () => {
    expect(replied().refusal('requestFinalReview', review).code).toBe('no-opinion');
    const story = reexamined().do('requestFinalReview', review);
    expect(story.refusal('requestFinalReview', review).code).toBe('no-opinion');
    const final = { ...opinion, decidedOn: day('2026-11-20'), deliveredOn: day('2026-11-21') };
    story.do('decideFinalReview', final);
    expect(story.case().status).toBe('finallyReviewed');
    expect(story.refusal('decideFinalReview', final).code).toBe('nothing-requested');
    story.expectRefolds();
  });
});

describe('谁答复、谁复查、谁复核: always the superior of whoever decided before (Arts 35, 36; R51), from data', () => {
  const answered = (unit: string) => {
    const kind = { basic: 'municipal', west: 'district' } as const;
    const responsibility = kind[unit as keyof typeof kind] ?? 'affiliated';
    return completedStory({ matter: matterOf({ responsibility }, { handlingUnitId: unit }) });
  };
  /** The authority's own opinion, issued and delivered. */
  const issuedByWest = () => {
    const by = on('2026-09-10', 'departmentClerk', 'west');
    const said = { request: '公开', facts: '已查', opinion: '公开', basis: '第三条', conclusion: 'supported' } as const;
    return acceptedStory(district)
      .do('assignCase', { unitId: 'west', assignedOn: day('2026-09-04') })
      .do('draftReply', { ...said, reexaminationBody: '市教育局', draftedOn: day('2026-09-08') }, by)
      .do('issueReply', { issuedOn: day('2026-09-10') }, by)
      .do('deliverReply', { manner: 'inPerson', signedBy: '李小明', deliveredOn: day('2026-09-10') }, by);
  };
  const allowed = (give: (body: ReviewBody) => { readonly ok: boolean; readonly code?: string }) =>
    reviewBodies.filter((body) => {
      const result = give(body);
      if (!result.ok) expect(result.code).toBe('wrong-body');
      return result.ok;
    });
  const above = { bureau: ['municipalGovernment', 'provincialDepartment'] } as const;
  test.each([
    [
      'the bureau',
      () => answered('basic'),
      { municipalGovernment: ['provincialGovernment'], provincialDepartment: ['provincialGovernment'] },
    ],
    ['a district authority', issuedByWest, { ...above, districtGovernment: ['municipalGovernment'] }],
    [
      'a district authority or one of its schools',
      () => answered('west'),
      { ...above, districtGovernment: ['municipalGovernment'], districtAuthority: ['bureau', 'districtGovernment'] },
    ],
    ['an affiliated school', () => answered('first-school'), above],
    ['a municipal university', () => answered('college'), above],
  ] as const)('%s answered', (_who, begin, bodies: Readonly<Partial<Record<ReviewBody, readonly ReviewBody[]>>>) => {
    const ways = Object.keys(bodies) as ReviewBody[]; // its own keys
    expect(allowed((body) => begin().try('requestReexamination', { ...request, body })).toSorted()).toEqual(
      ways.toSorted(),
    );
    for (const body of ways) {
      const asked = begin().do('requestReexamination', { ...request, body });
      // what another body decides is that body's to time
      expect(asked.owed().some(({ clock }) => clock === 'reexamination')).toBe(body === 'bureau');
      const review = { request: '仍不服', requestedOn: day('2026-11-13') };
      const next = () => {
        const going = begin().do('requestReexamination', { ...request, body });
        if (body === 'bureau') going.reexamine('2026-10-09');
        return going.do('decideReexamination', decision);
      };
      expect(allowed((one) => next().try('requestFinalReview', { ...review, body: one })).toSorted()).toEqual(
        bodies[body]?.toSorted(),
      );
      for (const one of bodies[body] ?? []) {
        const clocks = next()
          .do('requestFinalReview', { ...review, body: one })
          .owed();
        expect(clocks.map(({ clock }) => clock)).toEqual(one === 'bureau' ? ['final-review'] : []);
      }
    }
  });

  test('a school’s opinion is reexamined by its authority; nobody reviews what they decided themselves', () => {
    expect(reviewHierarchy.opinions.districtSchool).toEqual(['districtAuthority']);
    for (const body of reviewBodies) expect(reviewHierarchy.reviews[body]).not.toContain(body);
  });
});
