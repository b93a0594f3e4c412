import { describe, expect, test } from 'vitest';
import { checkRepresentatives, type ReceptionFacts, routeReception } from './reception.ts';
import { contentKinds, priorHandlings, responsibilities, routePetition } from './routing.ts';

const yesNo = [true, false];

describe('what a receiving leader decides (R51–R57), over its whole input space', () => {
  const everything: ReceptionFacts[] = responsibilities.flatMap((responsibility) =>
    contentKinds.flatMap((contentKind) =>
      priorHandlings.flatMap((priorHandling) =>
        yesNo.flatMap((opinionImplemented) =>
          yesNo.flatMap((newFacts) =>
            yesNo.flatMap((asksReexamination) =>
              yesNo.map((raisedBefore) => ({
                responsibility,
                contentKind,
                priorHandling,
                opinionImplemented,
                newFacts,
                asksReexamination,
                raisedBefore,
              })),
            ),
          ),
        ),
      ),
    ),
  );

  test('768 inputs, each with one decision (R47), a rule and its articles', () => {
    expect(everything.length).toBe(768);
    const counts = new Map<string, number>();
    for (const facts of everything) {
      const decision = routeReception(facts);
      counts.set(decision.outcome, (counts.get(decision.outcome) ?? 0) + 1);
      expect(decision.rule).toMatch(/^(R26|R27|R5[1-7]|Art 30|Art 35)$/);
      expect(decision.citations.length).toBeGreaterThan(0);
    }
    expect(Object.fromEntries([...counts].toSorted())).toEqual({
      disciplineChannel: 256,
      // the bureau's own: 2 kinds × (none 16 + concluded with new facts 4 + replied, 复查 not asked for 8)
      instructAcceptance: 56,
      instructImplementation: 48,
      instructPressing: 96,
      // a reply of a district or an affiliated school, 复查 asked for: 2 × 2 kinds × 2 × 2 × 2
      instructReexamination: 32,
      instructTransfer: 112,
      notAcceptConcluded: 24,
      notAcceptNotEducation: 128,
      // 复查 of the bureau's own reply: 2 kinds × 2 × 2 × 2
      referReexamination: 16,
    });
  });

  test('never contradicts the routing table', () => {
    for (const facts of everything) {
      const route = routePetition(facts).outcome;
      const { outcome } = routeReception(facts);
      if (outcome === 'instructAcceptance') expect(route).toBe('acceptMunicipal');
      if (outcome === 'instructReexamination') expect(['acceptDistrict', 'handToAffiliated']).toContain(route);
      if (outcome === 'referReexamination') expect(route).toBe('acceptMunicipal');
      if (outcome === 'instructTransfer') expect(['acceptDistrict', 'handToAffiliated']).toContain(route);
      if (outcome === 'instructPressing') expect(route).toBe('pressHandling');
      if (outcome === 'instructImplementation') expect(route).toBe('pressImplementation');
    }
  });

  test('the General Office alone answers what the bureau accepts (R53), and follows up all that is decided (R48)', () => {
    for (const facts of everything) {
      const { outcome, answeredBy, followUp, clocks } = routeReception(facts);
      const ours = outcome === 'instructAcceptance' || outcome === 'instructReexamination';
      expect(answeredBy).toBe(ours ? 'generalOffice' : undefined);
      expect(clocks.length > 0).toBe(ours);
      expect(followUp).toBe(outcome.startsWith('instruct'));
    }
  });

  const d1 = (article: string, rule: string) => ({ regulation: 'receptionSystem', article, rule });
  const d2 = (article: string, rule: string) => ({ regulation: 'receptionPlan', article, rule });
  const art = (article: string) => ({ regulation: 'petitionRegulation2022', article });
  const result = [d2('四（一）', 'R52'), d2('四（一）', 'R53')];
  const first: ReceptionFacts = {
    responsibility: 'municipal',
    contentKind: 'appeal',
    priorHandling: 'none',
    opinionImplemented: false,
    newFacts: false,
    asksReexamination: false,
    raisedBefore: false,
  };
  const replied = { priorHandling: 'replied' } as const;
  const asked = { ...replied, asksReexamination: true } as const;
  const byOffice = { answeredBy: 'generalOffice', followUp: true } as const;

  test.each<[string, Partial<ReceptionFacts>, object]>([
    [
      '（一）由本局处理的，批示予以受理；20个工作日内报结果 (R51–R53)',
      {},
      {
        outcome: 'instructAcceptance',
        rule: 'R51',
        document: 'acceptanceNotice',
        duties: [],
        clocks: ['leader-reception-result'],
        citations: [d2('四（一）', 'R51'), ...result],
        ...byOffice,
      },
    ],
    [
      '（一）本局已答复、不申请复查的：受理并告知申请复查的权利 (Art 35)',
      replied,
      {
        outcome: 'instructAcceptance',
        rule: 'R51',
        document: 'acceptanceNotice',
        duties: ['stateReexaminationRight'],
        clocks: ['leader-reception-result'],
        citations: [d2('四（一）', 'R51'), ...result, art('第三十五条')],
        ...byOffice,
      },
    ],
    [
      '（一）对区县答复意见申请复查的 (R51)：20个工作日与30日',
      { ...asked, responsibility: 'district' },
      {
        outcome: 'instructReexamination',
        rule: 'R51',
        document: 'acceptanceNotice',
        duties: [],
        clocks: ['reexamination-result', 'reexamination'],
        citations: [d2('四（一）', 'R51'), ...result, art('第三十五条')],
        ...byOffice,
      },
    ],
    [
      '对直属学校答复意见申请复查的：本局是其上一级 (Art 35)',
      { ...asked, responsibility: 'affiliated' },
      {
        outcome: 'instructReexamination',
        rule: 'Art 35',
        document: 'acceptanceNotice',
        duties: [],
        clocks: ['reexamination-result', 'reexamination'],
        citations: [art('第三十五条'), ...result],
        ...byOffice,
      },
    ],
    [
      '对本局答复意见申请复查的：不由本局复查，告知向谁申请 (Art 35)',
      asked,
      {
        outcome: 'referReexamination',
        rule: 'Art 35',
        document: 'nonAcceptanceNotice',
        duties: ['stateReexaminationRight', 'nameCompetentBody'],
        clocks: [],
        followUp: false,
        citations: [art('第三十五条')],
      },
    ],
    [
      '（二）属于区县且未曾反映过的，批示转有权处理的单位受理 (R54)',
      { responsibility: 'district' },
      {
        outcome: 'instructTransfer',
        rule: 'R54',
        document: 'destinationNotice',
        duties: ['copyFiling'],
        clocks: [],
        followUp: true,
        citations: [d2('四（二）', 'R54'), art('第二十条'), art('第二十三条')],
      },
    ],
    [
      '（二）直属学校已答复、又来访的：交其处理并告知申请复查的权利 (R27, Art 35)',
      { ...replied, responsibility: 'affiliated', raisedBefore: true },
      {
        outcome: 'instructTransfer',
        rule: 'R27',
        document: 'destinationNotice',
        duties: ['stateReexaminationRight'],
        clocks: [],
        followUp: true,
        citations: [d1('五（一）2', 'R27'), art('第二十三条'), art('第三十五条')],
      },
    ],
    [
      '区县职责、曾反映过的 (R26)',
      { responsibility: 'district', raisedBefore: true },
      {
        outcome: 'instructTransfer',
        rule: 'R26',
        document: 'destinationNotice',
        duties: ['copyFiling'],
        clocks: [],
        followUp: true,
        citations: [d1('五（一）1', 'R26'), art('第二十三条')],
      },
    ],
    [
      '（三）正在办理、未出具答复意见书的，批示督促办理 (R55)',
      { responsibility: 'district', priorHandling: 'inProgress' },
      {
        outcome: 'instructPressing',
        rule: 'R55',
        document: 'leaderInstruction',
        duties: ['tellHandlingUnit'],
        clocks: [],
        followUp: true,
        citations: [d1('五（一）3', 'R28'), d2('四（三）', 'R55'), art('第十九条'), art('第二十三条')],
      },
    ],
    [
      '（四）意见未落实到位的，批示督促落实 (R56)',
      { priorHandling: 'concluded' },
      {
        outcome: 'instructImplementation',
        rule: 'R56',
        document: 'leaderInstruction',
        duties: ['tellHandlingUnit'],
        clocks: [],
        followUp: true,
        citations: [d1('五（一）4', 'R30'), d2('四（四）', 'R56'), art('第二十三条')],
      },
    ],
    [
      '（四）终结且已落实、无新的事实和理由的，原则上不再受理 (R56)',
      { priorHandling: 'concluded', opinionImplemented: true },
      {
        outcome: 'notAcceptConcluded',
        rule: 'R56',
        document: 'nonAcceptanceNotice',
        duties: ['explainLaw'],
        clocks: [],
        followUp: false,
        citations: [d1('五（一）4', 'R29'), d2('四（四）', 'R56'), art('第三十六条')],
      },
    ],
    [
      '（五）不属于教育行政部门处理的，不予受理 (R57)',
      { responsibility: 'notEducation' },
      {
        outcome: 'notAcceptNotEducation',
        rule: 'R57',
        document: 'nonAcceptanceNotice',
        duties: ['explainLaw', 'nameCompetentBody'],
        clocks: [],
        followUp: false,
        citations: [d1('五（一）5', 'R31'), d2('四（五）', 'R57'), art('第二十三条')],
      },
    ],
    [
      '检举控告 (Art 30)',
      { contentKind: 'accusation' },
      {
        outcome: 'disciplineChannel',
        rule: 'Art 30',
        document: 'confidentialTransfer',
        duties: [],
        clocks: [],
        followUp: false,
        citations: [art('第三十条')],
      },
    ],
  ])('%s', (_name, change, expected) => {
    expect(routeReception({ ...first, ...change })).toEqual(expected);
  });
});

describe('representatives (R59, Art 20; 《浙江省信访条例》 Art 15)', () => {
  test.each([
    [0, 20, undefined, 'refused'],
    [1, 20, undefined, 'fewer'],
    [2, 20, undefined, 'fewer'],
    [3, 20, undefined, 'usual'],
    [5, 20, undefined, 'usual'],
    [6, 20, undefined, 'refused'],
    [2.5, 20, undefined, 'refused'],
    [3, 10, 'zhejiang', 'usual'],
    [4, 10, 'zhejiang', 'refused'],
    [5, 11, 'zhejiang', 'usual'],
    [6, 11, 'zhejiang', 'refused'],
    // without the province a small group may send five
    [5, 6, undefined, 'usual'],
  ] as const)('%d of a group of %i (%s): %s', (count, group, province, expected) => {
    const result = checkRepresentatives(count, group, province);
    if (result.ok) expect(result.value.fewerThanUsual ? 'fewer' : 'usual').toBe(expected);
    else {
      expect([result.code, result.path, expected]).toEqual(['too-many-representatives', 'representatives', 'refused']);
      expect(result.params).toEqual({ given: count, limit: province === 'zhejiang' && group <= 10 ? 3 : 5 });
    }
    const { citations } = result.ok ? result.value : result;
    const own = { regulation: 'zhejiangRegulation2016', article: '第十五条' };
    expect(citations).toEqual([
      { regulation: 'receptionPlan', article: '五（二）', rule: 'R59' },
      { regulation: 'petitionRegulation2022', article: '第二十条' },
      ...(province === undefined ? [] : [own]),
    ]);
  });
});
