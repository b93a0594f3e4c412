import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressKeys, type ListAddress, readAddress, viewOf } from '../ui/case-address.ts';
import { askedBy, columnsOf } from './list-address.ts';

/** What may stand behind a key: choices, several of them, nonsense, and words that an address has to write in other signs. */
const value = fc.oneof(
  fc.constantFrom(
    'open',
    'overdue',
    'accepted',
    'letter.visit',
    'major.urgent',
    'unit-1',
    '1',
    'due',
    '2026-11-23',
    '',
  ),
  fc.constantFrom('2026-02-30', 'accepted.nonsense', '.', 'none', 'petitioner.turn', '张三 校车&收费=?#%', '拆迁+补偿'),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
);
const addresses = fc.dictionary(fc.constantFrom(...addressKeys), value).map((address): ListAddress => ({ ...address }));

/** As the router reads `?…`: what is said twice is a list. */
function searched(view: string): Record<string, string | string[]> {
  const params = new URLSearchParams(view);
  return Object.fromEntries(
    [...new Set(params.keys())].map((key) => {
      const all = params.getAll(key);
      return [key, all.length > 1 ? all : (all[0] ?? '')];
    }),
  );
}

describe('the address of a list', () => {
  test('sent as a link or gone back to, it asks for the same list in the same columns', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const again = readAddress(searched(viewOf(address)));
        expect(again).toEqual(readAddress({ ...address }));
        expect(viewOf(again)).toBe(viewOf(address));
        expect(askedBy(again)).toEqual(askedBy(readAddress({ ...address })));
        expect(columnsOf(again)).toEqual(columnsOf(readAddress({ ...address })));
      }),
    );
  });

  test.each([
    ['status=open.nonsense', {}],
    ['status=accepted.nonsense', { status: ['accepted'] }],
    ['channel=letter.visit&channel=call', {}],
    ['channel=visit.letter&flag=urgent', { channel: ['letter', 'visit'], flags: ['urgent'] }],
    ['from=2026-02-30&to=2026-11-23', { receivedTo: '2026-11-23' }],
    ['alone=1', {}],
    ['alone=1&unit=basic&mine=1', { unitId: 'basic', unitAlone: true, mine: true }],
  ])('%s', (view, filter) => {
    expect(askedBy(readAddress(searched(view))).filter).toEqual(filter);
  });

  test('the same view has one text, whoever set it in which order', () => {
    expect(viewOf({ sort: 'due', q: '校车' })).toBe(viewOf({ q: '校车', due: '', sort: 'due' }));
  });
});

test.each([
  [{}, 'registered', true],
  [{ from: '2021-01-01' }, 'received', true],
  [{ to: '2021-12-31', back: '1' }, 'received', false],
  [{ closedFrom: '2021-01-01' }, 'closed', true],
  [{ archived: '1' }, 'received', true],
  [{ from: '2021-01-01', sort: 'due' }, 'due', false],
] as const)(
  '%j is in the order of %s (descending: %s): a list of some days goes by them unless another order is chosen',
  (address, sort, descending) => {
    expect(askedBy(address)).toMatchObject({ sort, descending });
  },
);
