import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineAll, doneSince, openConflict, sameValue, settle } from './merge.ts';
import type { Newest } from './pull.ts';
import type { OutboxItem } from './types.ts';

const base = {
  observations: '食堂改造未验收',
  companions: ['许文静'],
  followUps: [{ id: 'f1', what: '回访', owner: '学校', dueOn: '2026-12-01' }],
};
const item = (changes: Record<string, unknown>): OutboxItem => ({
  commandId: 'lost',
  order: 1,
  type: 'amendOutreachVisit',
  payload: { visitId: 'v1', expectedVersion: 1, changes, reason: '补记' },
  occurredAt: '2026-11-25T07:02:11.000Z',
  authorId: 'me',
  streams: ['outreachVisit:v1'],
  attachmentIds: [],
  summary: { title: '临江镇中心小学', matters: 0, photos: 0 },
  state: 'conflict',
  attempts: 1,
  notBefore: 0,
  missingAttachments: 0,
  against: { kind: 'outreachVisit', id: 'v1', fields: base },
});
const newest = (fields: Record<string, unknown>): Newest => ({
  version: 3,
  fields: { ...base, ...fields },
  settledFollowUps: [],
});

describe('a conflict, field by field', () => {
  it('other fields on the other side: both stand, and only mine go out again', () => {
    const lost = item({ observations: '食堂已验收' });
    const now = newest({ companions: ['许文静', '丁晓波'] });
    const conflict = openConflict(lost, now);
    expect(conflict).toMatchObject({ combinable: true, onlyTheirs: [{ field: 'companions' }] });
    const settled = settle(lost, now, conflict, combineAll(conflict) ?? {});
    expect(settled.payload).toEqual({
      visitId: 'v1',
      expectedVersion: 3,
      changes: { observations: '食堂已验收' },
      reason: '补记',
    });
    expect(settled.choices).toEqual({ observations: 'mine' });
    expect(settled.fields).toEqual(now.fields);
  });

  it('the same text on both sides cannot be combined: somebody chooses', () => {
    const lost = item({ observations: '食堂已验收' });
    const now = newest({ observations: '食堂不必验收' });
    const conflict = openConflict(lost, now);
    expect(conflict.fields[0]).toMatchObject({ contested: true, base: base.observations });
    expect(combineAll(conflict)).toBeUndefined();
    expect(settle(lost, now, conflict, { observations: 'mine' }).payload).toMatchObject({
      expectedVersion: 3,
      changes: { observations: '食堂已验收' },
    });
    expect(settle(lost, now, conflict, { observations: 'theirs' })).toMatchObject({
      payload: undefined,
      choices: { observations: 'theirs' },
    });
  });

  it('the same change on both sides is none any more', () => {
    const lost = item({ observations: '食堂已验收' });
    const now = newest({ observations: '食堂已验收' });
    const conflict = openConflict(lost, now);
    expect(conflict.combinable).toBe(true);
    expect(settle(lost, now, conflict, combineAll(conflict) ?? {}).payload).toBeUndefined();
  });

  const mine = { id: 'f2', what: '我加的', owner: '我', dueOn: '2026-12-02' };
  const theirs = { id: 'f3', what: '对方加的', owner: '他', dueOn: '2026-12-03' };
  it('follow-ups added on both sides stand together; what one side took out goes', () => {
    const lost = item({ followUps: [...base.followUps, mine] });
    const now = newest({ followUps: [theirs] });
    const conflict = openConflict(lost, now);
    expect(conflict.fields[0]?.merged).toEqual([theirs, mine]);
    expect(settle(lost, now, conflict, combineAll(conflict) ?? {}).choices).toEqual({ followUps: 'combined' });
  });

  it('one follow-up changed on both sides, or changed here and taken out there, is for people to decide', () => {
    const [first] = base.followUps;
    const changed = (what: string) => ({ ...first, what });
    for (const other of [[changed('改为电话回访')], []]) {
      const conflict = openConflict(item({ followUps: [changed('改为上门回访')] }), newest({ followUps: other }));
      expect(conflict.combinable).toBe(false);
    }
  });

  it('a decision is taken whole: once more on the newest version, or not at all', () => {
    const { against: _none, ...plain } = item({});
    const lost = { ...plain, type: 'completeCase', payload: { caseId: 'c', expectedVersion: 4, cause: '运力不足' } };
    const conflict = openConflict(lost, newest({}));
    expect(conflict).toMatchObject({ kind: 'whole', combinable: false, fields: [{ field: 'cause' }] });
    expect(settle(lost, newest({}), conflict, { cause: 'mine' }).payload).toEqual({
      caseId: 'c',
      expectedVersion: 3,
      cause: '运力不足',
    });
    expect(settle(lost, newest({}), conflict, {}).payload).toBeUndefined();
  });

  it('combining keeps every change of either side, and takes nobody’s away (property)', () => {
    const field = fc.constantFrom('a', 'b', 'c');
    const changes = fc.dictionary(field, fc.constantFrom('x', 'y', 'z'), { noNullPrototype: true });
    fc.assert(
      fc.property(changes, changes, changes, (was, my, their) => {
        const lost = { ...item(my), against: { kind: 'outreachVisit', id: 'v', fields: was } } as const;
        const now = { version: 9, fields: { ...was, ...their }, settledFollowUps: [] };
        const conflict = openConflict(lost, now);
        const choice = combineAll(conflict);
        const clash = Object.keys(my).some((name) => was[name] !== now.fields[name] && now.fields[name] !== my[name]);
        expect(choice === undefined).toBe(clash);
        if (choice === undefined) return;
        const { payload } = settle(lost, now, conflict, choice);
        const after = { ...now.fields, ...(payload?.changes as Record<string, unknown> | undefined) };
        expect(sameValue(after, { ...was, ...their, ...my })).toBe(true);
      }),
    );
  });
});

it('a decision stands beside what others did to the case since it was written, in their words', () => {
  const instruction = {
    ...item({}),
    payload: { caseId: 'c1', expectedVersion: 4, decision: 'handle', text: '请办理' },
  };
  const entry = (version: number, type = 'instructionGiven') => ({
    id: `c1:${version}`,
    type,
    title: '批示',
    detail: `第${version}步`,
    actorName: '陆明远',
  });
  const now: Newest = {
    ...newest({}),
    timeline: [...[3, 4, 5, 12].map((version) => entry(version)), entry(13, 'clockStarted')],
  };
  expect(doneSince(instruction, now).map(({ detail }) => detail)).toEqual(['第5步', '第12步']);
  expect(doneSince(instruction, newest({}))).toEqual([]);
});
