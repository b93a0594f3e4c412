import { describe, expect, test } from 'vitest';
import { yearlyExtensionRate } from './extension-rate.ts';

describe('全年续报率 (R86): both readings, and the one that binds', () => {
  test.each([
    // 200 orders allow 4; from 3 on (1.5 %) it is said
    ['获准 2 of 4 asked for: within by approvals, at the limit by requests', 2, 2, 'within', 2, 'near', 0],
    ['获准 3: near by both', 3, 0, 'near', 1, 'near', 1],
    ['the fifth request breaks the limit where requests count', 2, 3, 'within', 2, 'over', -1],
    ['nothing asked for', 0, 0, 'within', 4, 'within', 4],
  ] as const)('%s', (_what, extended, asked, approvedState, approvedLeft, requestedState, requestedLeft) => {
    const counts = { received: 200, extended, asked };
    const both = { extended, requested: extended + asked, denominator: 200, citations: [{ rule: 'R86' }] };
    expect(yearlyExtensionRate(counts, 'approved')).toMatchObject({
      ...both,
      numerator: extended,
      state: approvedState,
      otherState: requestedState,
      allowanceLeft: approvedLeft,
    });
    expect(yearlyExtensionRate(counts, 'requested')).toMatchObject({
      ...both,
      numerator: extended + asked,
      state: requestedState,
      otherState: approvedState,
      allowanceLeft: requestedLeft,
    });
  });

  test('warned where the bureau wants it', () => {
    expect(yearlyExtensionRate({ received: 200, extended: 2, asked: 0 }, 'approved', 10).state).toBe('near');
  });
});
