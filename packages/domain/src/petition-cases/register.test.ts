import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import type { Role } from '../identity/units.ts';
import { actor, matter, matterOf, must, refusalOf, register, Story, world } from '../testkit.ts';
import { nextDue } from './evolve.ts';
import { caseNumber } from './numbers.ts';
import type { Channel, Matter } from './types.ts';

const art = (article: string) => ({ regulation: 'petitionRegulation2022', article });

function clocksOf(change: Partial<Matter>, channel: Channel = 'letter', hotline = channel === 'hotline') {
  const story = new Story();
  must(
    story.give(
      register({ channel, matter: matter(change), ...(hotline ? { hotline: { externalNumber: 'A1' } } : {}) }),
    ),
  );
  return story.case().clocks.map((clock) => [clock.clock, clock.legalDue]);
}

describe('registering a letter (R68, R69)', () => {
  test('makes a case that is routed, numbered and under its clocks', () => {
    const story = new Story();
    must(story.give(register()));
    expect(story.events.map((event) => event.type)).toEqual([
      'caseRegistered',
      'clockStarted',
      'clockStarted',
      'caseNumbered',
    ]);
    expect(story.case()).toMatchObject({
      id: 'case-1',
      number: '信〔2026〕12号',
      version: 4,
      status: 'registered',
      compartment: 'ordinary',
      route: { outcome: 'acceptMunicipal', rule: 'R25' },
      handlingUnitId: 'basic',
    });
    expect(nextDue(story.case())).toEqual({
      clock: 'acceptance-notice',
      from: '2026-11-18',
      legalDue: '2026-12-03',
      targetDue: '2026-12-03',
      binding: 'national',
      limitId: 'acceptance-notice-national',
      citation: art('第二十三条'),
      provisional: false,
      state: 'running',
    });
  });

  test('never alters a word of the petitioner', () => {
    const words = '  要求：恢复校车！\n「三號線」𠮷村  ';
    const story = new Story();
    must(story.give(register({ matter: matter({ demand: words, title: ' 校车 ' }) })));
    expect(story.case().matter).toMatchObject({ demand: words, title: ' 校车 ' });
  });
});

describe('which clocks run from the day of receipt (2026-11-18)', () => {
  const notice = ['acceptance-notice', '2026-12-03'];
  const department = ['department-reply', '2026-12-16'];
  const district = ['district-reply', '2026-12-30'];
  const districtNotice = ['district-notice', '2026-12-03'];
  const hotline = ['hotline-reply', '2026-11-25'];
  const anonymous = { petitioner: { kind: 'person', anonymous: true, name: '' } } as const;
  const toDistrict = matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' });
  const toSchool = matterOf({ responsibility: 'affiliated' }, { handlingUnitId: 'first-school' });
  const accusation = matterOf({ contentKind: 'accusation' }, { handlingUnitId: 'supervision' });

  const accusedBelow = matterOf({ contentKind: 'accusation', responsibility: 'district' }, { handlingUnitId: 'west' });

  test.each<[string, Partial<Matter>, Channel, string[][]]>([
    ['own duty, letter: notice (Art 23) and department reply (R72)', {}, 'letter', [notice, department]],
    ['own duty, visit: the same', {}, 'visit', [notice, department]],
    ['12345: notice and five working days (R83)', {}, 'hotline', [notice, hotline]],
    [
      'district duty: notice, and the district’s two (R77, R78)',
      toDistrict,
      'letter',
      [notice, districtNotice, district],
    ],
    ['affiliated school: the notice of where it went (Art 23)', toSchool, 'letter', [notice]],
    ['not ours: the notice of refusal (Art 23, R31)', matterOf({ responsibility: 'notEducation' }), 'call', [notice]],
    ['being handled elsewhere: still a written notice', matterOf({ priorHandling: 'inProgress' }), 'letter', [notice]],
    ['accusation: no notice, the reply limit keeps it in sight', accusation, 'letter', [department]],
    ['accusation by 12345: its five working days (R83)', accusation, 'hotline', [hotline]],
    ['accusation by 12345, a district’s: the district’s reply too', accusedBelow, 'hotline', [hotline, district]],
    ['anonymous, own duty: no notice owed (Art 23)', anonymous, 'letter', [department]],
    ['anonymous, district duty: its reply only', { ...toDistrict, ...anonymous }, 'letter', [district]],
    ['anonymous, affiliated: never without a clock', { ...toSchool, ...anonymous }, 'letter', [department]],
  ])('%s', (_name, change, channel, expected) => {
    expect(clocksOf(change, channel)).toEqual(expected);
  });

  test('the 12345 centre’s earlier date replaces the five working days (R84), a later one does not', () => {
    const due = (dueOn: string) => {
      const story = new Story();
      const hotline = { externalNumber: '2026-7731', dueOn: plainDate(dueOn) };
      must(story.give(register({ channel: 'hotline', hotline })));
      const { legalDue, targetDue, limitId, citation } = story.case().clocks[1] ?? {};
      return { legalDue, targetDue, limitId, rule: citation?.rule };
    };
    expect(due('2026-11-22')).toEqual({
      legalDue: '2026-11-22',
      targetDue: '2026-11-20',
      limitId: 'hotline-centre',
      rule: 'R84',
    });
    expect(due('2026-11-30')).toEqual({
      legalDue: '2026-11-25',
      targetDue: '2026-11-25',
      limitId: 'hotline-reply-local',
      rule: 'R83',
    });
  });
});

describe('accusations (Art 30)', () => {
  const accuse = (change: Partial<Matter>, responsibility: 'municipal' | 'district' | 'affiliated' = 'affiliated') =>
    register({ matter: matterOf({ contentKind: 'accusation', responsibility }, change) });

  test('live in their own compartment and go by the discipline channel', () => {
    const story = new Story();
    must(story.give(accuse({ handlingUnitId: 'supervision', accusedUnitId: 'first-school' })));
    expect(story.case()).toMatchObject({ compartment: 'accusation', route: { outcome: 'disciplineChannel' } });
  });

  test.each([
    ['first-school', 'first-school'],
    ['branch', 'first-school'],
    ['basic', 'bureau'],
    ['supervision', 'supervision'],
    ['west', 'west'],
  ])('never go to %s when %s is accused', (handlingUnitId, accusedUnitId) => {
    expect(refusalOf(accuse({ handlingUnitId, accusedUnitId }))).toMatchObject({
      code: 'accused-unit',
      path: 'matter.handlingUnitId',
      citations: [art('第三十条')],
    });
  });

  test('never go to a school at all, and to a district only for its own cadres', () => {
    expect(refusalOf(accuse({ handlingUnitId: 'first-school' })).code).toBe('unit-kind-mismatch');
    expect(refusalOf(accuse({ handlingUnitId: 'west' }, 'municipal')).code).toBe('unit-kind-mismatch');
    must(new Story().give(accuse({ handlingUnitId: 'west', accusedUnitId: 'west-school' }, 'district')));
  });

  test('an accused unit that nobody knows is refused', () => {
    expect(refusalOf(accuse({ handlingUnitId: 'supervision', accusedUnitId: 'nowhere' }))).toMatchObject({
      code: 'unknown-unit',
      path: 'matter.accusedUnitId',
    });
  });

  test('an ordinary complaint may be handled by the unit complained of', () => {
    const complaint = matterOf(
      { responsibility: 'affiliated' },
      { handlingUnitId: 'first-school', accusedUnitId: 'first-school' },
    );
    must(new Story().give(register({ matter: complaint })));
  });
});

describe('a registration is refused', () => {
  const form = [art('第十九条'), { regulation: 'petitionSystem', article: '第二条', rule: 'R64' }];
  const petitioner = matter().petitioner;

  test.each<[string, Partial<Matter>, string, string, unknown[]]>([
    ['without a title', { title: ' \t　' }, 'title-missing', 'matter.title', form],
    ['with a title of 101', { title: '字'.repeat(101) }, 'text-too-long', 'matter.title', []],
    ['without a demand', { demand: '' }, 'demand-missing', 'matter.demand', form],
    ['with a demand of 5001', { demand: '字'.repeat(5001) }, 'text-too-long', 'matter.demand', []],
    ['with a NUL', { demand: '校车\0停运' }, 'text-unreadable', 'matter.demand', []],
    ['with half a character', { title: '校车\ud842' }, 'text-unreadable', 'matter.title', []],
    [
      'without a name, unless anonymous',
      { petitioner: { ...petitioner, name: '　' } },
      'petitioner-name-missing',
      'matter.petitioner.name',
      form,
    ],
    [
      'to a unit that nobody knows',
      { handlingUnitId: 'x'.repeat(9999) },
      'unknown-unit',
      'matter.handlingUnitId',
      [{ regulation: 'receptionSystem', article: '二（一）', rule: 'R1' }],
    ],
  ])('%s', (_name, change, code, path, citations) => {
    expect(refusalOf(register({ matter: matter(change) }))).toMatchObject({ code, path, citations });
  });

  test.each([
    ['municipal', 'west'],
    ['municipal', 'bureau'],
    ['municipal', 'first-school'],
    ['district', 'basic'],
    ['district', 'west-school'],
    ['affiliated', 'west-school'],
    ['affiliated', 'office'],
    ['notEducation', 'west'],
  ] as const)('when a matter of %s duty is given to %s (R1, R25–R27)', (responsibility, handlingUnitId) => {
    const refusal = refusalOf(register({ matter: matterOf({ responsibility }, { handlingUnitId }) }));
    expect(refusal).toMatchObject({ code: 'unit-kind-mismatch', path: 'matter.handlingUnitId' });
    expect(refusal.citations[0]).toEqual({ regulation: 'receptionSystem', article: '二（一）', rule: 'R1' });
  });

  test('at its limits it is not: 100 and 5000 characters, rare ones counted once', () => {
    const change = { title: '𠮷'.repeat(100), demand: '𠮷'.repeat(5000) };
    must(new Story().give(register({ matter: matter(change) })));
  });

  test('received tomorrow, but not today', () => {
    expect(refusalOf(register({ receivedOn: plainDate('2026-11-23') }))).toMatchObject({
      code: 'received-in-future',
      path: 'receivedOn',
    });
    must(new Story().give(register({ receivedOn: plainDate('2026-11-22') })));
  });

  test('received in a year without a calendar', () => {
    expect(refusalOf(register({ receivedOn: plainDate('2019-12-31') }))).toMatchObject({
      code: 'calendar-missing',
      params: { year: 2019 },
    });
  });

  test('from 12345 without the order’s number, or due before it came (R80, R84)', () => {
    expect(refusalOf(register({ channel: 'hotline' }))).toMatchObject({
      code: 'hotline-number-missing',
      path: 'hotline.externalNumber',
      citations: [{ regulation: 'petitionSystem', article: '第九条', rule: 'R80' }],
    });
    const hotline = { externalNumber: '7731', dueOn: plainDate('2026-11-17') };
    expect(refusalOf(register({ channel: 'hotline', hotline })).code).toBe('hotline-due-before-receipt');
  });

  test('twice', () => {
    const story = new Story();
    must(story.give(register()));
    expect(refusalOf(register(), world(), story)).toMatchObject({ code: 'already-registered', path: 'matter.caseId' });
  });

  test.each<[Role, boolean]>([
    ['leader', true],
    ['clerk', true],
    ['departmentClerk', false],
    ['dashboard', false],
    ['administrator', false],
  ])('or not, for a %s: %s', (role, allowed) => {
    const result = new Story().give(register(), world({ actor: actor(role) }));
    expect(result.ok || result.code).toBe(allowed || 'role-not-allowed');
  });
});

describe('case numbers of every channel, letters, visits and what was passed on (R65, R69, R87)', () => {
  test.each<[Channel, string]>([
    ['letter', '信〔2026〕1号'],
    ['outreach', '下〔2026〕1号'],
    ['hotline', '热〔2026〕1号'],
  ])('%s: %s', (channel, number) => {
    expect(caseNumber(channel, 2026, 1)).toBe(number);
  });

  test('no two channels share a series', () => {
    const all: Channel[] = ['letter', 'visit', 'call', 'online', 'email', 'fax', 'hotline', 'leaderReception'];
    const numbers = [...all, 'outreach' as const, 'transferred' as const].map((channel) =>
      caseNumber(channel, 2026, 7),
    );
    expect(new Set(numbers).size).toBe(10);
  });
});
