import { describe, expect, test } from 'vitest';
import { firstAskedOwner } from '../reception/first-asked.ts';
import { petitionSources } from '../routing/sources.ts';
import { matterOf, must, refusalOf, register, Story } from '../testkit.ts';
import { firstAskedOf } from './first-asked.ts';

describe('from whom it came (R65)', () => {
  test.each([
    ['transferred', petitionSources.slice(1)],
    ['letter', petitionSources],
    ['visit', ['petitioner']],
    ['leaderReception', ['petitioner']],
    ['email', petitionSources],
  ] as const)('%s: %j', (channel, allowed) => {
    for (const source of petitionSources) {
      const story = new Story();
      const result = story.give(register({ channel, source }));
      expect(result.ok).toBe((allowed as readonly string[]).includes(source));
      if (result.ok) expect(story.case().source).toBe(source);
      else expect(result).toMatchObject({ code: 'source-mismatch', path: 'source', citations: [{ rule: 'R65' }] });
    }
  });
  test('not said, as by older phones, it stays open; a stranger is refused', () => {
    const story = new Story();
    must(story.give(register()));
    expect('source' in story.case()).toBe(false);
    // data from outside may hold anything
    expect(refusalOf(register({ source: 'rumour' as 'petitioner' })).code).toBe('unknown-choice');
  });
});

describe('who was asked first (R23)', () => {
  const firstAsked = { unitId: 'supervision', person: '周强' };
  test('owns the matter from the registration on', () => {
    const story = new Story();
    must(story.give(register({ channel: 'visit', firstAsked })));
    expect(firstAskedOwner(firstAskedOf(story.case()))).toEqual(firstAsked);
  });
  test.each([
    [{ unitId: 'nowhere', person: '周强' }, 'unknown-unit', 'firstAsked.unitId'],
    [{ unitId: 'office', person: ' ' }, 'owner-missing', 'firstAsked.person'],
  ])('%o: %s', (given, code, path) => {
    expect(refusalOf(register({ firstAsked: given }))).toMatchObject({ code, path });
  });
  test('nobody of the accused unit (Art 30)', () => {
    const matter = matterOf({ contentKind: 'accusation' }, { accusedUnitId: 'first-school' });
    const asked = { unitId: 'branch', person: '周强' };
    expect(refusalOf(register({ matter, firstAsked: asked }))).toMatchObject({ code: 'accused-unit' });
  });
});
