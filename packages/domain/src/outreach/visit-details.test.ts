import { describe, expect, test } from 'vitest';
import { streamsOf } from '../commands.ts';
import { plainDate } from '../date.ts';
import { idEndings, provisionalNumber } from '../petition-cases/numbers.ts';
import { actor, matter, matterOf, must, refusalOf, register, Story, visit, world } from '../testkit.ts';
import type { Attachment, FollowUp, LogOutreachVisit, PhotoMark, VisitDetails } from './types.ts';

const leader = world({ actor: actor('leader', 'bureau') });
const r20 = [{ regulation: 'receptionSystem', article: '四（二）', rule: 'R20' }];
const r22 = [{ regulation: 'receptionSystem', article: '四（二）', rule: 'R22' }];
const photo: Attachment = { id: 'p1', kind: 'photo', sha256: 'a'.repeat(64), size: 217_000, mime: 'image/jpeg' };
const voice: Attachment = { ...photo, id: 'v1', kind: 'voice', mime: 'audio/webm', seconds: 300 };

/** A story in which case-1 was received by letter on 2026-11-18. */
function withCase(): Story {
  const story = new Story();
  must(story.give(register()));
  return story;
}

const contracted: VisitDetails = { mode: 'contractedCase', caseId: 'case-1', done: '与家长、车队三方商定恢复方案。' };
const supervision: VisitDetails = { mode: 'accompaniedSupervision', caseId: 'case-1', findings: '尚未调度车辆。' };

describe('what each mode records (R20)', () => {
  test('包案下访: the case and what was done, which the case’s own history tells too', () => {
    const story = withCase();
    const before = story.case();
    must(story.give(visit({ mode: 'contractedCase', details: contracted }), leader));
    expect(story.visit()?.details).toEqual(contracted);
    expect(story.events.at(-1)).toMatchObject({
      type: 'caseVisited',
      stream: { kind: 'petitionCase', id: 'case-1' },
      visitId: 'visit-1',
      words: contracted.done,
      requirements: [],
    });
    expect(story.case()).toEqual({ ...before, version: before.version + 1 });
  });

  test('带案督办: findings, and what is asked of the handling unit by when (R22)', () => {
    const story = withCase();
    const asked: FollowUp = {
      id: 'f1',
      what: '一周内恢复校车',
      owner: '基础教育处',
      ownerUnitId: 'basic',
      caseId: 'case-1',
      dueOn: plainDate('2026-11-27'),
    };
    must(story.give(visit({ mode: 'accompaniedSupervision', details: supervision, followUps: [asked] }), leader));
    expect(story.events.at(-1)).toMatchObject({
      type: 'caseVisited',
      words: '尚未调度车辆。',
      requirements: [{ what: '一周内恢复校车', dueOn: '2026-11-27' }],
      amended: false,
    });
  });

  test('座谈走访: the minutes; 调查研究: topic and notes; neither is demanded by a rule', () => {
    const minutes: VisitDetails = { mode: 'discussionVisit', participants: ['王校长'], points: ['食堂验收'] };
    const survey: VisitDetails = { mode: 'survey', topic: '课后服务', notes: '走访三个年级。' };
    for (const details of [minutes, survey, { ...minutes, participants: [], points: [] }, { ...survey, topic: '' }]) {
      const story = new Story();
      must(story.give(visit({ mode: details.mode, details }), leader));
      expect(story.visit()?.details).toEqual(details);
    }
  });

  test.each(['contractedCase', 'accompaniedSupervision', 'discussionVisit', 'survey'] as const)(
    'an older phone’s %s without them is still taken in',
    (mode) => {
      must(new Story().give(visit({ mode }), leader));
    },
  );

  test('the visit and its case are locked, the case only where the actor sees it', () => {
    const command = visit({ mode: 'contractedCase', details: contracted, matters: [matter({ caseId: 'a' })] });
    expect(streamsOf(command)).toEqual([
      { kind: 'outreachVisit', id: 'visit-1', begins: true },
      { kind: 'petitionCase', id: 'a', begins: true },
      { kind: 'petitionCase', id: 'case-1' },
    ]);
  });

  test.each<[string, VisitDetails, string, string, unknown[]]>([
    ['of another mode', { mode: 'survey', topic: '', notes: '' }, 'details-of-another-mode', 'details', r20],
    ['about no case', { ...contracted, caseId: '' }, 'visit-case-missing', 'details.caseId', r20],
    ['about a case that is not there', { ...contracted, caseId: 'moon' }, 'unknown-case', 'details.caseId', []],
    ['that say nothing', { ...contracted, done: ' ' }, 'done-missing', 'details.done', r20],
  ])('details %s are refused', (_name, details, code, path, citations) => {
    const command = visit({ mode: 'contractedCase', details });
    expect(refusalOf(command, leader, withCase())).toMatchObject({ code, path, citations });
  });

  test('a supervision without findings is refused, and an accusation never enters the record of a visit (Art 30)', () => {
    const silent = visit({ mode: 'accompaniedSupervision', details: { ...supervision, findings: '' } });
    expect(refusalOf(silent, leader, withCase())).toMatchObject({ code: 'findings-missing', citations: r22 });
    const story = new Story();
    must(story.give(register({ matter: matterOf({ contentKind: 'accusation' }, { handlingUnitId: 'supervision' }) })));
    expect(refusalOf(visit({ mode: 'contractedCase', details: contracted }), leader, story)).toMatchObject({
      code: 'accusation-on-visit',
      citations: [{ regulation: 'petitionRegulation2022', article: '第三十条' }],
    });
  });

  test.each([
    ['2026-11-17', 'visited-before-receipt'],
    ['2026-11-18', undefined],
  ])('a visit of %s to a case received on 2026-11-18: %s', (day, code) => {
    const command = visit({ mode: 'contractedCase', details: contracted, visitedOn: plainDate(day) });
    if (code === undefined) must(withCase().give(command, leader));
    else expect(refusalOf(command, leader, withCase()).code).toBe(code);
  });

  test('what is asked may be asked only about that case', () => {
    const asked = { id: 'f1', what: '查', owner: '某', caseId: 'other', dueOn: plainDate('2026-12-01') };
    const command = visit({ mode: 'contractedCase', details: contracted, followUps: [asked] });
    expect(refusalOf(command, leader, withCase()).code).toBe('follow-up-of-another-case');
  });
});

describe('photos, voice and signature', () => {
  const marks: PhotoMark[] = [
    { kind: 'arrow', from: [0, 0], to: [1000, 1000] },
    { kind: 'text', at: [10, 990], text: '此处漏水' },
  ];

  test('keep their order, marks, caption and position', () => {
    const story = new Story();
    const second: Attachment = {
      ...photo,
      id: 'p0',
      marks,
      caption: '食堂后墙',
      masked: true,
      position: { latitude: 30.2, longitude: 120.1 },
    };
    must(story.give(visit({ attachments: [photo, second, voice] }), leader));
    expect(story.visit()?.attachments).toEqual([photo, second, voice]);
  });

  const photos = (count: number) => Array.from({ length: count }, (_, index) => ({ ...photo, id: `p${index}` }));
  test.each<[string, Partial<LogOutreachVisit>, string | undefined, string?]>([
    [
      '30 photos, a signature and a voice note',
      { attachments: [...photos(30), { ...photo, id: 's', kind: 'signature' }, voice] },
      undefined,
    ],
    ['31 photos', { attachments: photos(31) }, 'too-many-items', 'attachments'],
    ['two voice notes', { attachments: [voice, { ...voice, id: 'v2' }] }, 'too-many-items', 'attachments'],
    [
      'a voice note of 301 seconds',
      { attachments: [{ ...voice, seconds: 301 }] },
      'voice-too-long',
      'attachments.0.seconds',
    ],
    [
      'a voice note that is a picture',
      { attachments: [{ ...voice, mime: 'image/png' }] },
      'malformed-attachment',
      'attachments.0',
    ],
    [
      'a photo that is a sound',
      { attachments: [{ ...photo, mime: 'audio/webm' }] },
      'malformed-attachment',
      'attachments.0',
    ],
    [
      'a mark outside the picture',
      { attachments: [{ ...photo, marks: [{ kind: 'circle', from: [0, 0], to: [0, 1001] }] }] },
      'malformed-attachment',
      'attachments.0.marks.0',
    ],
    [
      'a photo taken off the earth',
      { attachments: [{ ...photo, position: { latitude: 91, longitude: 0 } }] },
      'malformed-position',
      'attachments.0.position',
    ],
    ['a signer with a name', { signer: { name: '周校长', title: '' } }, undefined],
    ['a signer without a name', { signer: { name: ' ', title: '校长' } }, 'signer-missing', 'signer.name'],
    [
      'a follow-up of a unit that is not there',
      { followUps: [{ id: 'f', what: '查', owner: '月球', ownerUnitId: 'moon', dueOn: plainDate('2026-12-01') }] },
      'unknown-unit',
      'followUps.0.owner',
    ],
  ])('%s: %s', (_name, change, code, path) => {
    if (code === undefined) must(new Story().give(visit(change), leader));
    else expect(refusalOf(visit(change), leader)).toMatchObject({ code, path });
  });
});

describe('暂编号', () => {
  const id = '019abcde-0000-7000-8000-0123456789ab';
  test('is made of the case’s own id: the same everywhere, without letters that are read wrong', () => {
    expect(provisionalNumber('outreach', 2026, id)).toBe(provisionalNumber('outreach', 2026, id.toUpperCase()));
    expect(provisionalNumber('outreach', 2026, id)).toMatch(/^下〔2026〕暂-[0-9A-HJKMNP-TV-Z]{6}$/);
  });
  test.each(['', '下〔2026〕', '暂-12345', '暂-12345I', '张三'])('“%s” is none', (text) => {
    expect(idEndings(text)).toEqual([]);
  });
  test('leads back to its case, whole or by its six characters, in capitals or not', () => {
    for (const last of ['00000000', 'ffffffff', '456789ab', 'c0ffee00']) {
      const number = provisionalNumber('outreach', 2026, `019abcde-0000-7000-8000-0123${last}`);
      for (const said of [number, number.slice(-6), number.slice(-8).toLowerCase()])
        expect(idEndings(said)).toContain(last);
    }
  });
  test('differs with the last random bits', () => {
    const all = Array.from({ length: 1024 }, (_, n) => id.slice(0, -3) + n.toString(16).padStart(3, '0'));
    expect(new Set(all.map((one) => provisionalNumber('outreach', 2026, one))).size).toBe(1024);
  });
});
