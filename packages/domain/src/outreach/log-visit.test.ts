import { describe, expect, test } from 'vitest';
import { streamsOf } from '../commands.ts';
import { plainDate } from '../date.ts';
import { actor, matter, matterOf, must, refusalOf, register, Story, visit, world } from '../testkit.ts';
import { type Attachment, type FollowUp, type LogOutreachVisit, outreachModes } from './types.ts';

const leader = world({ actor: actor('leader', 'bureau') });
const r20 = [{ regulation: 'receptionSystem', article: '四（二）', rule: 'R20' }];
const r22 = [{ regulation: 'receptionSystem', article: '四（二）', rule: 'R22' }];
const followUp: FollowUp = { id: 'f1', what: '催办食堂验收', owner: '赵强', dueOn: plainDate('2026-12-01') };
const photo: Attachment = { id: 'p1', kind: 'photo', sha256: 'a'.repeat(64), size: 217_000, mime: 'image/jpeg' };

describe('logging a down-visit (下访)', () => {
  test('makes the visit and one case for each matter, received on the day of the visit', () => {
    const story = new Story();
    const toDistrict = matterOf({ responsibility: 'district' }, { caseId: 'case-2', handlingUnitId: 'west' });
    must(story.give(visit({ matters: [matter(), toDistrict], followUps: [followUp], attachments: [photo] }), leader));
    expect(story.visit()).toMatchObject({
      id: 'visit-1',
      version: 1,
      caseIds: ['case-1', 'case-2'],
      followUps: [followUp],
      leader: { id: 'person-leader', name: '王敏', unitId: 'bureau' },
    });
    expect(story.case('case-1')).toMatchObject({
      channel: 'outreach',
      visitId: 'visit-1',
      receivedOn: '2026-11-20',
      number: '下〔2026〕12号',
    });
    expect(story.case('case-1').clocks.map((clock) => [clock.clock, clock.legalDue])).toEqual([
      ['acceptance-notice', '2026-12-07'],
      ['department-reply', '2026-12-18'],
    ]);
    expect(story.case('case-2').clocks.map((clock) => clock.clock)).toEqual([
      'acceptance-notice',
      'district-notice',
      'district-reply',
    ]);
  });

  test.each([true, false])('keeps whether it was part of 基层走亲: %s (R21)', (programme) => {
    const story = new Story();
    must(story.give(visit({ programme }), world({ actor: actor('leader', 'bureau') })));
    expect(story.visit()?.programme).toBe(programme);
  });

  test('locks the visit and its cases, each once, in one order', () => {
    const matters = [matter({ caseId: 'b' }), matter({ caseId: 'a' }), matter({ caseId: 'b' })];
    expect(streamsOf(visit({ matters }))).toEqual([
      { kind: 'outreachVisit', id: 'visit-1', begins: true },
      { kind: 'petitionCase', id: 'a', begins: true },
      { kind: 'petitionCase', id: 'b', begins: true },
    ]);
  });

  test.each(outreachModes)('has the mode %s (R20)', (mode) => {
    must(new Story().give(visit({ mode }), leader));
  });

  test('needs no matter, photo or position', () => {
    must(new Story().give(visit({ observations: '', companions: [] }), leader));
  });
});

describe('a visit is refused', () => {
  const many = <T>(count: number, make: (id: string) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(`id-${index}`));
  const position = { latitude: 30.2, longitude: 120.1, accuracyMetres: 12 };

  test.each<[string, Partial<LogOutreachVisit>, string, string, unknown[]]>([
    ['dated tomorrow', { visitedOn: plainDate('2026-11-23') }, 'visited-in-future', 'visitedOn', r20],
    // what another program may send
    ['without a mode', { mode: '' as 'survey' }, 'mode-missing', 'mode', r20],
    ['at a place that nobody knows', { placeUnitId: 'moon' }, 'unknown-unit', 'placeUnitId', []],
    ['with 20001 characters', { observations: '字'.repeat(20_001) }, 'text-too-long', 'observations', []],
    [
      'with an empty follow-up',
      { followUps: [{ ...followUp, what: ' ' }] },
      'follow-up-what-missing',
      'followUps.0.what',
      r22,
    ],
    [
      'with nobody’s follow-up',
      { followUps: [{ ...followUp, owner: '' }] },
      'follow-up-owner-missing',
      'followUps.0.owner',
      r22,
    ],
    [
      'with a follow-up due before it',
      { followUps: [followUp, { ...followUp, id: 'f2', dueOn: plainDate('2026-11-19') }] },
      'follow-up-due-before-visit',
      'followUps.1.dueOn',
      r22,
    ],
    ['with 31 attachments', { attachments: many(31, (id) => ({ ...photo, id })) }, 'too-many-items', 'attachments', []],
    [
      'with a photo of 21 MiB',
      { attachments: [{ ...photo, size: 21 * 2 ** 20 }] },
      'attachment-too-large',
      'attachments.0.size',
      [],
    ],
    ['with a wrong hash', { attachments: [{ ...photo, sha256: 'z' }] }, 'malformed-attachment', 'attachments.0', []],
    ['with a program', { attachments: [{ ...photo, mime: 'text/html' }] }, 'malformed-attachment', 'attachments.0', []],
    ['with the same photo twice', { attachments: [photo, photo] }, 'duplicate-id', 'attachments.1.id', []],
    ['with 51 matters', { matters: many(51, (caseId) => matter({ caseId })) }, 'too-many-items', 'matters', []],
    ['with one matter twice', { matters: [matter(), matter()] }, 'duplicate-id', 'matters.1.id', []],
    ['with 51 companions', { companions: many(51, (name) => name) }, 'too-many-items', 'companions', []],
    [
      'with half a telephone number',
      {
        matters: [
          matter(),
          matterOf({}, { caseId: 'case-2', petitioner: { ...matter().petitioner, phone: '1391234' } }),
        ],
      },
      'phone-malformed',
      'matters.1.petitioner.phone',
      [],
    ],
    ['off the earth', { position: { ...position, latitude: 91 } }, 'malformed-position', 'position', []],
    ['at no number', { position: { ...position, longitude: Number.NaN } }, 'malformed-position', 'position', []],
    [
      'with a negative accuracy',
      { position: { ...position, accuracyMetres: -1 } },
      'malformed-position',
      'position',
      [],
    ],
    ['with a NUL in a name', { companions: ['张\0'] }, 'text-unreadable', 'companions.0', []],
  ])('%s', (_name, change, code, path, citations) => {
    expect(refusalOf(visit(change), leader)).toMatchObject({ code, path, citations });
  });

  test('whole, when one matter is: the path says which, and nothing is written', () => {
    const story = new Story();
    const matters = [matter(), matter({ caseId: 'case-2', title: '' })];
    expect(refusalOf(visit({ matters }), leader, story)).toMatchObject({
      code: 'title-missing',
      path: 'matters.1.title',
    });
    expect(story.events).toEqual([]);
  });

  test('twice, or when a matter is a case already', () => {
    const story = new Story();
    must(story.give(visit(), leader));
    expect(refusalOf(visit(), leader, story)).toMatchObject({ code: 'visit-already-logged', path: 'visitId' });
    must(story.give(register()));
    const again = visit({ visitId: 'visit-2', matters: [matter()] });
    expect(refusalOf(again, leader, story)).toMatchObject({ code: 'already-registered', path: 'matters.0.caseId' });
  });

  test('for anybody but leaders and the office’s clerks (R20)', () => {
    for (const role of ['departmentClerk', 'dashboard', 'administrator'] as const) {
      expect(refusalOf(visit(), world({ actor: actor(role) }))).toMatchObject({
        code: 'role-not-allowed',
        citations: r20,
      });
    }
    must(new Story().give(visit(), world({ actor: actor('clerk') })));
  });

  test('at its limits it is not', () => {
    const change = {
      observations: '字'.repeat(20_000),
      attachments: many(30, (id) => ({ ...photo, id, size: 20 * 2 ** 20 })),
      matters: many(50, (caseId) => matter({ caseId })),
      followUps: many(50, (id) => ({ ...followUp, id, dueOn: plainDate('2026-11-20') })),
      companions: many(50, () => '字'.repeat(100)),
      position: { latitude: -90, longitude: 180, accuracyMetres: 0 },
    };
    must(new Story().give(visit(change), leader));
  });
});
