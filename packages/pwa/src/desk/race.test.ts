import { expect, test } from 'vitest';
import { raceOf, settledRace } from './race.ts';

const base = { title: '校车', demand: '增开一班', urgent: false, reason: '' };

test('what only they changed is taken over, what only I changed stays', () => {
  const race = raceOf(
    base,
    { ...base, demand: '增开两班', reason: '电话核实' },
    { ...base, title: '校车晚点' },
    base,
    [],
  );
  expect(race.contests).toEqual([]);
  expect(settledRace(race, () => undefined)).toEqual({ title: '校车晚点' });
});

test('both changed it otherwise: mine, theirs, or both where it is a text', () => {
  const race = raceOf(
    base,
    { ...base, demand: '增开两班', title: '班车' },
    { ...base, demand: '调整站点', title: '校车晚点' },
    base,
    ['demand'],
  );
  expect(race.contests.map(({ field, both }) => [field, both])).toEqual([
    ['title', undefined],
    ['demand', '调整站点\n增开两班'],
  ]);
  expect(settledRace(race, (field) => (field === 'demand' ? 'both' : 'theirs'))).toEqual({
    title: '校车晚点',
    demand: '调整站点\n增开两班',
  });
  expect(settledRace(race, () => 'mine')).toEqual({ title: '班车', demand: '增开两班' });
});

test('the same change on both sides is no contest', () => {
  const now = { ...base, urgent: true };
  expect(raceOf(base, now, now, base, [])).toEqual({ contests: [], theirs: [] });
});

test('what nobody has typed yet gives way, though it is not what stood before', () => {
  const stood = { text: '', issuedOn: '' };
  const blank = { text: '', issuedOn: '2026-11-25' };
  const now = { text: '运力不足', issuedOn: '2026-11-24' };
  const race = raceOf(stood, { ...blank, text: '增开一班' }, now, blank, []);
  expect(race.contests.map(({ field }) => field)).toEqual(['text']);
  expect(race.theirs.map(({ field }) => field)).toEqual(['issuedOn']);
});
