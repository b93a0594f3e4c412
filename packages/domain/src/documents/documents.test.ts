import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import type { Actor } from '../identity/units.ts';
import { documentFieldName, documentKindName } from '../messages/documents.ts';
import { began, clerk, day, districtClerk, drafter, leader, letterUntil, steps } from '../petition-cases/case-story.ts';
import { allowedActions } from '../petition-cases/procedures.ts';
import { acceptedStory, completedStory, PaperStory } from '../petition-cases/side-testkit.ts';
import type { PetitionCaseState } from '../petition-cases/types.ts';
import { matterOf, must, register, world } from '../testkit.ts';
import { bornOf } from './born.ts';
import { commonFields, ownFields } from './fields.ts';
import { foreseenState } from './foreseen.ts';
import { formAct } from './form-act.ts';
import { type DocumentKind, documentKinds } from './kinds.ts';
import { numberedItems, unansweredMatter } from './opinion-check.ts';
import { actsOfPaper } from './paper-of-act.ts';
import { proposedCopies } from './proposed-copies.ts';
import { documentNumber, documentRules, fieldsOf } from './rules.ts';
import { voidableNow, voidDocument } from './void.ts';

describe('受理告知书 is read before its act as an acceptance of today would leave the case (Art 34)', () => {
  const due = (state: PetitionCaseState) => state.clocks.find(({ clock }) => clock === 'handling')?.legalDue;
  const before = letterUntil('accept', matterOf({})).case();

  test('it tells the last of the 60 days', () => {
    expect(due(before)).toBeUndefined();
    const accepted = foreseenState('acceptanceNotice', before, world());
    expect(accepted.notice?.issuedOn).toBe(world().today);
    expect(due(accepted)).toBe('2027-01-21');
  });

  test('another paper, or what cannot be accepted, is read of what stands', () => {
    expect(foreseenState('handlingOpinion', before, world())).toBe(before);
    const accepted = letterUntil('assign', matterOf({})).case();
    expect(foreseenState('acceptanceNotice', accepted, world())).toBe(accepted);
  });
});

describe('a form bears the day of the act that it documents (R32)', () => {
  test('what the case keeps of the act, else its event tells', () => {
    const state = completedStory().case();
    expect(formAct('registrationForm', state)).toEqual({ event: 'caseRegistered' });
    expect(formAct('completionForm', state)).toEqual({ event: 'caseCompleted' });
    expect(formAct('receptionRecord', state)).toEqual({ event: 'caseRegistered', on: '2026-09-01' });
  });

  test('none while the act is still to come, none of what is born of its act', () => {
    const state = acceptedStory().case();
    for (const kind of ['supervisionForm', 'completionForm', 'deliveryReceipt', 'acceptanceNotice'] as const)
      expect(formAct(kind, state)).toBeUndefined();
  });
});

describe('the table of papers', () => {
  test.each(documentKinds)('%s: what it must say it may say; what is born of an act bears a number', (kind) => {
    const { required, series, citations, layout } = documentRules[kind];
    const born = actsOfPaper(kind).length > 0;
    const fields = fieldsOf(kind);
    expect(fields).toEqual(expect.arrayContaining([...required]));
    expect(new Set(fields).size).toBe(fields.length);
    expect(citations.length).toBeGreaterThan(0);
    expect(documentKindName(kind)).not.toBe('');
    // what is born of an act is numbered, and says its number; a form of the file is neither
    expect(series !== undefined).toBe(born);
    expect(required.includes('number')).toBe(born);
    if (layout === 'letter') expect(born).toBe(true);
  });

  test('no two series of one issuer share a word, no two fields a name', () => {
    const series = documentKinds.flatMap((kind) => documentRules[kind].series ?? []);
    expect(new Set(series).size).toBe(series.length);
    const names = [...commonFields, ...ownFields].map(documentFieldName);
    expect(new Set(names).size).toBe(names.length);
  });

  test('the four forms and the record are there (R32), each citing it', () => {
    const papers = [
      'registrationForm',
      'assignmentForm',
      'supervisionForm',
      'completionForm',
      'receptionRecord',
    ] as const;
    for (const kind of papers) expect(documentRules[kind].citations.map(({ rule }) => rule)).toContain('R32');
  });

  test('what goes to the petitioner has the full name; what other units read has it masked', () => {
    const masked = documentKinds.filter((kind) => documentRules[kind].names === 'masked');
    expect(masked).toEqual(['supervisionForm', 'urgingLetter', 'supervisionLetter', 'circularNotice']);
    expect(documentRules.assignmentForm.names).toBe('fullUnlessAccusation');
  });

  test('a number has hexagonal brackets and no leading zero', () => {
    expect(documentNumber('教信', { series: '受', year: 2026, sequence: 7 })).toBe('教信受〔2026〕7号');
  });
});

describe('to whom a letter goes beside (抄送)', () => {
  const own = matterOf({ responsibility: 'municipal' }, { handlingUnitId: 'basic' });
  const given = { ...steps.accept, copyTo: ['市信访局', '基础教育处'], enclosures: ['申请书'] };
  const place = { unit: world().unit, actorUnitId: clerk.unitId };

  test('the act keeps what was chosen for its paper, and not in the notice itself', () => {
    const story = letterUntil('accept', own);
    const [issued] = must(story.give1(given)).filter(({ type }) => type === 'acceptanceNoticeIssued');
    const state = story.case();
    expect(issued && bornOf(issued, state)).toMatchObject({
      kind: 'acceptanceNotice',
      copyTo: ['市信访局', '基础教育处'],
      enclosures: ['申请书'],
    });
    expect(state.notice).not.toHaveProperty('addressing');
  });

  test.each([
    [{ copyTo: [' '] }, 'text-missing', 'copyTo'],
    [{ copyTo: ['局'.repeat(101)] }, 'text-too-long', 'copyTo'],
    [{ enclosures: Array.from({ length: 13 }, () => '申请书') }, 'too-many-items', 'enclosures'],
  ])('%j is refused', (change, code, path) => {
    const refusal = letterUntil('accept', own).give1({ ...given, ...change });
    expect(refusal).toMatchObject({ ok: false, code, path });
  });

  test('an accusation is never copied to whom it accuses, and to nobody of itself (Art 30)', () => {
    const accusing = matterOf(
      { responsibility: 'municipal', contentKind: 'accusation' },
      { handlingUnitId: 'supervision', accusedUnitId: 'basic' },
    );
    const story = began('visit', accusing);
    const unit = world().unit('basic')?.name ?? '';
    expect(story.give1({ ...given, copyTo: [`${unit}办公室`] })).toMatchObject({
      code: 'copy-to-accused',
      params: { unit },
      citations: [{ article: '第三十条' }],
    });
    expect(proposedCopies('issueAcceptanceNotice', story.case(), place)).toEqual([]);
  });

  test('proposed are the sender, the bureau for what a district issues (R79), and the unit that handles the matter', () => {
    const state = letterUntil('accept', own).case();
    const basic = world().unit('basic')?.name;
    expect(proposedCopies('issueAcceptanceNotice', state, place)).toEqual([basic]);
    expect(proposedCopies('urgeCase', state, place)).toEqual([]);
    const passedOn = { ...state, channel: 'transferred', incoming: { from: '市信访局' } } as const;
    expect(proposedCopies('issueReply', passedOn, place)).toEqual(['市信访局', basic]);
    // what the issuing unit itself has in hand is copied to nobody
    expect(proposedCopies('issueAcceptanceNotice', state, { ...place, actorUnitId: 'basic' })).toEqual([]);
    const west = { ...state, handlingUnitId: 'west' };
    expect(proposedCopies('issueReply', west, { ...place, actorUnitId: 'west' })).toEqual([
      world().unit('bureau')?.name,
    ]);
    expect(proposedCopies('extendHandling', west, { ...place, actorUnitId: 'west' })).toEqual([]);
  });
});

describe('a paper is cancelled (作废) by whoever may do its act (R53, R71, Art 40)', () => {
  const inDepartment = matterOf({});
  const inDistrict = matterOf({ responsibility: 'district' }, { handlingUnitId: 'west' });
  const office: Actor = { ...clerk, unitId: 'office' };
  const cases: readonly (readonly [DocumentKind, string, typeof inDistrict, string, Actor, string])[] = [
    ['supervisionLetter', '督办函 of the bureau', inDepartment, 'bureau', office, 'done'],
    ['supervisionLetter', '督办函 of the bureau', inDepartment, 'bureau', leader, 'done'],
    ['supervisionLetter', '督办函 of the bureau', inDepartment, 'bureau', drafter, 'role-not-allowed Art 40'],
    ['assignmentForm', '交办单', inDepartment, 'bureau', drafter, 'role-not-allowed R70'],
    [
      'acceptanceNotice',
      'the notice of what a department handles',
      inDepartment,
      'bureau',
      drafter,
      'office-notifies R71',
    ],
    ['handlingOpinion', 'the opinion of the bureau', inDepartment, 'bureau', drafter, 'office-answers R53'],
    ['handlingOpinion', 'the opinion of the bureau', inDepartment, 'bureau', leader, 'role-not-allowed R53'],
    ['handlingOpinion', 'the opinion of the bureau', inDepartment, 'bureau', office, 'done'],
    ['extensionNotice', 'what a department has extended', inDepartment, 'bureau', drafter, 'done'],
    ['handlingOpinion', 'a district’s own opinion', inDistrict, 'west', districtClerk, 'done'],
    ['acceptanceNotice', 'a district’s own notice', inDistrict, 'west', districtClerk, 'done'],
    [
      'acceptanceNotice',
      'the bureau’s notice, of what a district has now',
      inDistrict,
      'bureau',
      districtClerk,
      'role-not-allowed R71',
    ],
    ['assignmentForm', '交办单', inDistrict, 'bureau', districtClerk, 'role-not-allowed R70'],
  ];
  test.each(cases)('%s: %s', (kind, _what, matter, issuerUnitId, actor, outcome) => {
    const handedOver = { unitId: matter.handlingUnitId, assignedOn: day('18'), receivedOn: day('18') };
    const story = began('visit', matter).all([{ type: 'assignCase', ...handedOver }]);
    const paper = { id: 'd1', kind, number: '1号', issuedOn: day('18'), issuerUnitId };
    const state = { ...story.case(), documents: [paper] };
    const inWorld = world({ actor });
    // one of their own lies beside it, so that each paper is answered for itself
    const own = {
      ...paper,
      id: 'd2',
      kind: 'extensionNotice',
      issuerUnitId: actor.unitId === 'west' ? 'west' : 'bureau',
    } as const;
    const both = { ...state, documents: [paper, own] };
    const result = voidDocument(
      { ...story.aggregates, petitionCase: () => both },
      {
        type: 'voidDocument',
        caseId: state.id,
        expectedVersion: state.version,
        documentId: 'd1',
        reason: '写错单位',
        voidedOn: day('20'),
        reissue: false,
      },
      inWorld,
    );
    const [code, ...cited] = outcome.split(' ');
    const offered = allowedActions(state, inWorld).find(({ action }) => action === 'voidDocument');
    expect([voidableNow(state, inWorld).length > 0, offered?.refusal === undefined]).toEqual(
      code === 'done' ? [true, true] : [false, false],
    );
    expect(result.ok ? 'done' : result.code).toBe(code);
    const articles = result.ok ? [] : result.citations.map(({ rule, article }) => rule ?? article);
    expect(articles.join(' ')).toContain(cited.join(' ').replace('Art 40', '第四十条'));
  });
});

describe('a paper is made anew (重新出具) of the act that it is born of, while that stands', () => {
  const anew = (documentId: string) =>
    ({ documentId, reason: '写错', voidedOn: plainDate('2026-09-12'), reissue: true }) as const;
  const fallen = (story: PaperStory, documentId: string) => {
    const { code, params } = story.refusal('voidDocument', anew(documentId));
    return [code, params];
  };
  const received = () => {
    const story = new PaperStory();
    must(story.give(register({ channel: 'visit', receivedOn: plainDate('2026-09-01'), matter: matterOf({}) })));
    return story;
  };
  const refuse = {
    decision: 'refuse',
    reason: '另有主管',
    lawExplanation: '依法',
    competentBody: '市交通局',
    issuedOn: plainDate('2026-09-03'),
  } as const;

  test('不予受理告知书: not after the case was taken up again', () => {
    const story = received().do('issueAcceptanceNotice', refuse);
    must(story.try('voidDocument', { ...anew('paper-1'), voidedOn: plainDate('2026-09-04') }));
    story.do('reopenCase', { reason: 'wronglyClosed', explanation: '误判', reopenedOn: plainDate('2026-09-05') });
    expect(fallen(story, 'paper-2')).toEqual(['document-not-newest', {}]);
    expect(story.do('voidDocument', { ...anew('paper-2'), reissue: false }).papers()).toEqual(['1号作废', '2号作废']);
  });

  test('交办单: not after the department has returned the case; the next one is its own', () => {
    const assign = { unitId: 'basic', assignedOn: plainDate('2026-09-04') } as const;
    const basic = world({ actor: drafter });
    const story = received()
      .do('assignCase', assign)
      .do('returnAssignment', { reason: '不属本处', returnedOn: plainDate('2026-09-07') }, basic);
    expect(fallen(story, 'paper-1')).toEqual(['document-not-newest', {}]);
    story.do('assignCase', { ...assign, assignedOn: plainDate('2026-09-08') });
    expect(fallen(story, 'paper-1')).toEqual(['document-not-newest', { number: '2号' }]);
    expect(story.do('voidDocument', anew('paper-2')).papers()).toEqual(['1号', '2号作废', '3号']);
  });

  test('催办函: the earlier one again, once the later was taken back', () => {
    const urge = { text: '请尽快', urgedOn: plainDate('2026-09-07') } as const;
    const story = received()
      .do('assignCase', { unitId: 'basic', assignedOn: plainDate('2026-09-04') })
      .do('urgeCase', urge)
      .do('urgeCase', urge);
    expect(fallen(story, 'paper-2')).toEqual(['document-not-newest', { number: '3号' }]);
    story.do('retractAct', { act: 'urgeCase', reason: '点错了' }).do('voidDocument', anew('paper-2'));
    expect(story.papers()).toEqual(['1号', '2号作废', '3号作废', '4号']);
  });
});

describe('each matter raised is answered (Art 32, R12)', () => {
  test.each([
    ['一、恢复校车；二、退还费用。', ['恢复校车', '退还费用']],
    ['1.恢复校车\n2.退还费用', ['恢复校车', '退还费用']],
    ['（1）恢复校车。（2）退还费用', ['恢复校车', '退还费用']],
    ['请求如下：①恢复校车；②退还费用', ['恢复校车', '退还费用']],
    ['第一，恢复校车。第二，退还费用。', ['恢复校车', '退还费用']],
    ['请求恢复校车，并退还费用', ['请求恢复校车，并退还费用']],
    // one number is no list, and a price or a date no number
    ['请求按第1.5条退还300.50元', ['请求按第1.5条退还300.50元']],
    ['自2026.9.1起多收12.5元，请退还', ['自2026.9.1起多收12.5元，请退还']],
    ['', []],
  ])('%s', (request, matters) => {
    expect(numberedItems(request)).toEqual(matters);
  });

  test.each([
    ['both are answered', '一、校车\n二、收费', '一、已恢复。\n二、已退还。', undefined],
    ['answered under other signs', '一、校车\n二、收费', '1.已恢复。2.已退还。', undefined],
    ['one matter needs no number', '恢复校车', '已恢复', undefined],
    ['more is said than was asked', '一、校车\n二、收费', '一、好\n二、好\n三、另有说明', undefined],
    ['the second is left out', '一、校车\n二、收费', '一、已恢复。', 2],
    ['the third is left out', '一、校车\n二、收费\n三、道歉', '一、已恢复。\n二、已退还。', 3],
    ['the second has a number and no words', '一、校车\n二、收费\n三、道歉', '一、好\n二、\n三、好', 2],
    ['in one breath', '一、校车\n二、收费', '你反映的问题已经办理。', 1],
  ])('%s', (_what, request, opinion, index) => {
    const refusal = unansweredMatter(request, opinion);
    expect(refusal?.params.index).toBe(index);
    if (refusal) {
      expect(refusal).toMatchObject({ code: 'matter-unanswered', path: 'opinion' });
      expect(refusal.citations.map(({ rule, article }) => rule ?? article)).toEqual(['第三十二条', 'R12']);
    }
  });
});
