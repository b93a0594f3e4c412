import { describe, expect, test } from 'vitest';
import { contentKinds, priorHandlings, type RoutingFacts, responsibilities, routePetition } from './routing.ts';

/** Every input there is: 4 × 3 × 4 × 2 × 2. */
const everything: RoutingFacts[] = responsibilities.flatMap((responsibility) =>
  contentKinds.flatMap((contentKind) =>
    priorHandlings.flatMap((priorHandling) =>
      [true, false].flatMap((opinionImplemented) =>
        [true, false].map((newFacts) => ({
          responsibility,
          contentKind,
          priorHandling,
          opinionImplemented,
          newFacts,
        })),
      ),
    ),
  ),
);

describe('the routing table over its whole input space', () => {
  test('has 192 inputs, each with one outcome, a named rule, a document and its articles', () => {
    expect(everything.length).toBe(192);
    for (const facts of everything) {
      const decision = routePetition(facts);
      expect(decision.rule).toMatch(/^(R(25|26|27|28|29|30|31|55)|Art 30)$/);
      expect(decision.citations.length).toBeGreaterThan(0);
      expect(Object.keys(decision).toSorted()).toEqual([
        'citations',
        'document',
        'duties',
        'outcome',
        'rule',
        'supervise',
      ]);
    }
  });

  test('spreads as the text says', () => {
    const counts = new Map<string, number>();
    for (const facts of everything) {
      const { outcome } = routePetition(facts);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
    expect(Object.fromEntries([...counts].toSorted())).toEqual({
      // 2 kinds × (none 4 + replied 4 + concluded, implemented, new facts 1)
      acceptDistrict: 18,
      acceptMunicipal: 18,
      handToAffiliated: 18,
      // 3 responsibilities × 2 kinds × 4
      pressHandling: 24,
      // 3 × 2 × (not implemented: new facts or not)
      pressImplementation: 12,
      // 3 × 2 × (implemented and nothing new)
      notAcceptConcluded: 6,
      // 2 kinds × 4 × 4
      notAcceptNotEducation: 32,
      // 4 × 4 × 4
      disciplineChannel: 64,
    });
  });

  test('the right to reexamination is stated for every replied matter that goes on, and for no other', () => {
    for (const facts of everything) {
      const { duties, outcome, citations } = routePetition(facts);
      const goesOn = outcome === 'acceptMunicipal' || outcome === 'acceptDistrict' || outcome === 'handToAffiliated';
      const stated = duties.includes('stateReexaminationRight');
      expect(stated).toBe(facts.priorHandling === 'replied' && goesOn);
      expect(citations.some((citation) => citation.article === '第三十五条')).toBe(stated);
    }
  });

  test('a missing assertion never leads to a refusal (R29 needs all three)', () => {
    for (const facts of everything) {
      if (routePetition(facts).outcome === 'notAcceptConcluded') {
        expect(facts).toMatchObject({ priorHandling: 'concluded', opinionImplemented: true, newFacts: false });
      }
    }
  });
});
