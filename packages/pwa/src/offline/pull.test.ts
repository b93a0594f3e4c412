import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Ask,
  followedPlaces,
  followPlace,
  pullAll,
  pullChanges,
  readCases,
  readRota,
  readVisits,
} from './pull.ts';
import { locked, newDataKey } from './sealed.ts';
import { createIndex } from './search.ts';
import { openStore, type PhoneStore, readMeta } from './store.ts';

const key = await locked(await newDataKey());
let person = 0;
const open: PhoneStore[] = [];
function newStore(): PhoneStore {
  person += 1;
  const store = openStore(`pull-${person}`, key);
  open.push(store);
  return store;
}
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

const row = (id: string, title = id) => ({ id, title });
const page = (over: Record<string, unknown>) => ({
  reset: false,
  whole: false,
  more: false,
  cursor: 'c',
  asOf: '2026-11-25T08:00:00.000Z',
  rulesVersion: 'r1',
  cases: [],
  visits: [],
  goneCases: [],
  goneVisits: [],
  ...over,
});
/** A server that sends these pages, one a question, and notes the cursors it was asked with. */
function server(store: PhoneStore, pages: readonly (Record<string, unknown> | 'cut')[]) {
  const asked: unknown[] = [];
  let next = 0;
  const ask: Ask = async (_query, variables) => {
    asked.push(variables.cursor);
    const one = pages[next];
    next += 1;
    if (one === undefined || one === 'cut') return { kind: 'passing', why: 'network' };
    return { kind: 'data', data: { viewer: { id: store.personId }, pull: page(one) } };
  };
  return { ask, asked };
}
const titles = async (store: PhoneStore) => (await readCases(store))?.rows.map(({ id }) => id);

describe('a pull', () => {
  it('goes on from its last whole page after a break, and says 截至 only when it is through', async () => {
    const store = newStore();
    const first = server(store, [{ reset: true, more: true, cursor: '1', cases: [row('a')] }, 'cut']);
    expect(await pullChanges(store, 'mine', first.ask)).toEqual({ kind: 'passing', why: 'network' });
    expect(await readCases(store), 'half a reading is none').toBeUndefined();
    const second = server(store, [{ whole: true, cursor: '2', cases: [row('b')], sessions: [{ date: '2026-12-02' }] }]);
    expect(await pullChanges(store, 'mine', second.ask)).toBeUndefined();
    expect([...first.asked, ...second.asked]).toEqual([null, '1', '1']);
    expect(await titles(store)).toEqual(['a', 'b']);
    expect((await readCases(store))?.asOf).toBe(Date.parse('2026-11-25T08:00:00.000Z'));
    expect((await readRota(store))?.value).toEqual([{ date: '2026-12-02' }]);
  });

  it('what is gone goes; a new first reading sweeps what it does not send again, and not before it is whole', async () => {
    const store = newStore();
    await pullChanges(
      store,
      'mine',
      server(store, [{ reset: true, whole: true, cursor: '1', cases: [row('a'), row('b'), row('c')] }]).ask,
    );
    await pullChanges(store, 'mine', server(store, [{ cursor: '2', goneCases: ['a'] }]).ask);
    expect(await titles(store)).toEqual(['b', 'c']);
    await pullChanges(
      store,
      'mine',
      server(store, [{ reset: true, more: true, cursor: '3', cases: [row('c')] }, 'cut']).ask,
    );
    expect(await titles(store), 'still there until the reading is whole').toEqual(['b', 'c']);
    await pullChanges(store, 'mine', server(store, [{ whole: true, cursor: '4' }]).ask);
    expect(await titles(store)).toEqual(['c']);
  });

  it('a cursor that the server does not know is dropped, and the reading begins anew', async () => {
    const store = newStore();
    await pullChanges(
      store,
      'mine',
      server(store, [{ reset: true, whole: true, cursor: 'old', cases: [row('a')] }]).ask,
    );
    const { ask } = server(store, [{ reset: true, whole: true, cursor: 'new', cases: [row('b')] }]);
    const picky: Ask = async (query, variables) =>
      variables.cursor === 'old' ? { kind: 'rejected', code: 'invalid-cursor' } : ask(query, variables);
    expect(await pullChanges(store, 'mine', picky)).toBeUndefined();
    expect((await titles(store))?.includes('b')).toBe(true);
  });

  it('somebody else’s session brings nothing in', async () => {
    const store = newStore();
    const other: Ask = async () => ({
      kind: 'data',
      data: { viewer: { id: 'another' }, pull: page({ reset: true, whole: true, cases: [row('a')] }) },
    });
    expect(await pullChanges(store, 'mine', other)).toEqual({ kind: 'signedOut' });
    expect(await readCases(store)).toBeUndefined();
  });

  it('two windows that pull at once: each page counts once', async () => {
    const store = newStore();
    const pages = (n: number) => ({ reset: true, whole: true, cursor: `w${n}`, cases: [row(`w${n}`)] });
    const [one, other] = [server(store, [pages(1)]), server(store, [pages(2)])];
    await Promise.all([pullChanges(store, 'mine', one.ask), pullChanges(store, 'mine', other.ask)]);
    expect((await titles(store))?.length).toBe(1);
  });
});

describe('the history of places', () => {
  it('is kept beside one’s own, for thirty places; the one looked at longest ago makes room', async () => {
    const store = newStore();
    const first = { place: 'p0' };
    await followPlace(store, 'p0');
    await pullChanges(store, first, server(store, [{ reset: true, whole: true, visits: [{ id: 'v' }] }]).ask);
    expect((await readVisits(store, first))?.rows).toEqual([{ id: 'v' }]);
    expect(await readVisits(store), 'not one’s own').toBeUndefined();
    for (let place = 1; place <= 30; place += 1) await followPlace(store, `p${place}`);
    expect((await followedPlaces(store)).length).toBe(30);
    expect(await readVisits(store, first)).toBeUndefined();
    expect(await readMeta(store, 'pull/place:p0')).toBeUndefined();
  });

  it('a unit that is gone does not keep the others from being read', async () => {
    const store = newStore();
    await followPlace(store, 'there');
    await followPlace(store, 'gone');
    const ask: Ask = async (_query, { place }) =>
      place === 'gone'
        ? { kind: 'rejected', code: 'unknown-unit' }
        : {
            kind: 'data',
            data: {
              viewer: { id: store.personId },
              pull: page({ reset: true, whole: true, cases: [row(String(place))] }),
            },
          };
    expect(await pullAll(store, ask)).toBeUndefined();
    expect((await readCases(store, { place: 'there' }))?.rows.map(({ id }) => id)).toEqual(['there']);
  });
});

describe('search without a signal', () => {
  const find = createIndex([
    { row: 1, texts: ['校门口交通拥堵', '李**'], initials: 'dcyx' },
    { row: 2, texts: ['课后服务收费', '王敏'], initials: 'ljzzxxx' },
    { row: 3, texts: ['下〔2026〕12号 食堂'], initials: '' },
  ]);
  it.each([
    ['王敏', [2]],
    ['交通', [1]],
    ['ljz', [2]],
    ['LJZ', [2]],
    ['2026 食堂', [3]],
    ['费', [2]],
    ['没有', []],
    ['', [1, 2, 3]],
  ])('%s', (query, rows) => expect(find(query)).toEqual(rows));
});
