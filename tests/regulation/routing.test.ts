import {
  type Citation,
  type RouteDocument,
  type RouteDuty,
  type RouteOutcome,
  type RoutingFacts,
  routePetition,
} from '@huiyin/domain';
import { describe, expect, test } from 'vitest';

const d1 = (article: string, rule: string): Citation => ({ regulation: 'receptionSystem', article, rule });
const d2 = (article: string, rule: string): Citation => ({ regulation: 'receptionPlan', article, rule });
const d3 = (article: string, rule: string): Citation => ({ regulation: 'petitionSystem', article, rule });
const art = (article: string): Citation => ({ regulation: 'petitionRegulation2022', article });

/** A first appeal about the bureau's own duty, and what is changed of it. */
const facts = (change: Partial<RoutingFacts>): RoutingFacts => ({
  responsibility: 'municipal',
  contentKind: 'appeal',
  priorHandling: 'none',
  opinionImplemented: false,
  newFacts: false,
  ...change,
});

interface Line {
  readonly when: string;
  readonly given: Partial<RoutingFacts>;
  readonly outcome: RouteOutcome;
  readonly rule: string;
  readonly document: RouteDocument;
  readonly supervise: boolean;
  readonly duties: readonly RouteDuty[];
  readonly citations: readonly Citation[];
}

const concluded = { priorHandling: 'concluded', opinionImplemented: true } as const;
const district = [d1('五（一）1', 'R26'), d2('四（二）', 'R54'), d3('第八条', 'R79'), art('第二十三条')];

const lines: readonly Line[] = [
  {
    when: '属于市本级职责范围内的，由市教育局受理 (R25)',
    given: {},
    outcome: 'acceptMunicipal',
    rule: 'R25',
    document: 'acceptanceNotice',
    supervise: false,
    duties: [],
    citations: [d1('五（一）1', 'R25'), d3('第六条', 'R71'), art('第二十三条')],
  },
  {
    when: '属于区、县（市）职责范围内的，由区、县（市）受理 (R26)',
    given: { responsibility: 'district' },
    outcome: 'acceptDistrict',
    rule: 'R26',
    document: 'destinationNotice',
    supervise: true,
    duties: ['copyFiling'],
    citations: district,
  },
  {
    when: '属市属高校、直属学校职责范围内的，交有权处理的学校处理并加强督办 (R27)',
    given: { responsibility: 'affiliated' },
    outcome: 'handToAffiliated',
    rule: 'R27',
    document: 'destinationNotice',
    supervise: true,
    duties: [],
    citations: [d1('五（一）2', 'R27'), d2('四（二）', 'R54'), art('第二十三条')],
  },
  {
    when: '正在处理，尚未出具答复意见书的，由局领导批示督促办理 (R28)',
    given: { responsibility: 'district', priorHandling: 'inProgress' },
    outcome: 'pressHandling',
    rule: 'R28',
    document: 'leaderInstruction',
    supervise: true,
    duties: ['tellHandlingUnit'],
    citations: [d1('五（一）3', 'R28'), d2('四（三）', 'R55'), art('第十九条'), art('第二十三条')],
  },
  {
    when: '本局处室正在处理的，同样批示督促办理 (R55: 有关单位)',
    given: { priorHandling: 'inProgress', newFacts: true },
    outcome: 'pressHandling',
    rule: 'R55',
    document: 'leaderInstruction',
    supervise: true,
    duties: ['tellHandlingUnit'],
    citations: [d2('四（三）', 'R55'), art('第十九条'), art('第二十三条')],
  },
  {
    when: '已经复核终结、意见已落实、又无新的事实和理由的，原则上不再受理 (R29)',
    given: concluded,
    outcome: 'notAcceptConcluded',
    rule: 'R29',
    document: 'nonAcceptanceNotice',
    supervise: false,
    duties: ['explainLaw'],
    citations: [d1('五（一）4', 'R29'), d2('四（四）', 'R56'), art('第三十六条')],
  },
  {
    when: '终结、已落实，但有新的事实和理由的，按职责受理 (R29 e contrario)',
    given: { ...concluded, responsibility: 'district', newFacts: true },
    outcome: 'acceptDistrict',
    rule: 'R26',
    document: 'destinationNotice',
    supervise: true,
    duties: ['copyFiling'],
    citations: district,
  },
  {
    when: '意见尚未落实到位的，由局领导批示督促落实 (R30)',
    given: { priorHandling: 'concluded', newFacts: true },
    outcome: 'pressImplementation',
    rule: 'R30',
    document: 'leaderInstruction',
    supervise: true,
    duties: ['tellHandlingUnit'],
    citations: [d1('五（一）4', 'R30'), d2('四（四）', 'R56'), art('第二十三条')],
  },
  {
    when: '不属于教育行政部门处理的，不予受理，说明法律政策并告知去向 (R31)',
    given: { responsibility: 'notEducation', ...concluded },
    outcome: 'notAcceptNotEducation',
    rule: 'R31',
    document: 'nonAcceptanceNotice',
    supervise: false,
    duties: ['explainLaw', 'nameCompetentBody'],
    citations: [d1('五（一）5', 'R31'), d2('四（五）', 'R57'), art('第二十三条')],
  },
  {
    when: '检举控告，不论何种情形，都走纪检渠道并保密 (Art 30)',
    given: { contentKind: 'accusation', responsibility: 'notEducation', priorHandling: 'inProgress' },
    outcome: 'disciplineChannel',
    rule: 'Art 30',
    document: 'confidentialTransfer',
    supervise: false,
    duties: [],
    citations: [art('第三十条')],
  },
  {
    when: '已有书面答复的，按职责办理并告知申请复查的权利 (Art 35)',
    given: { responsibility: 'district', priorHandling: 'replied' },
    outcome: 'acceptDistrict',
    rule: 'R26',
    document: 'destinationNotice',
    supervise: true,
    duties: ['copyFiling', 'stateReexaminationRight'],
    citations: [...district, art('第三十五条')],
  },
];

describe('诉求处理：《领导干部定期接待群众来访制度》五（一）', () => {
  test.each(lines)('$when', ({ given, outcome, rule, document, supervise, duties, citations }) => {
    expect(routePetition(facts(given))).toEqual({ outcome, rule, document, supervise, duties, citations });
  });

  test('a suggestion (建议意见) goes where an appeal (申诉求决) goes', () => {
    for (const { given } of lines) {
      if (given.contentKind === 'accusation') continue;
      expect(routePetition(facts({ ...given, contentKind: 'suggestion' }))).toEqual(routePetition(facts(given)));
    }
  });
});
