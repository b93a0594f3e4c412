import { startTestServer, testPassword, verifyDatabase } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, signIn } from '../testkit/graphql.ts';
import {
  addPerson,
  auditedIn,
  changePerson,
  newClerk,
  person,
  refusalOf,
  resetPassword,
  rights,
  rightsArgs,
  setDisabled,
} from './administering.ts';
import { openStory, registerCase, type Story, submitOne } from './story.ts';

/* The administrator's door: the units of a real bureau, who answers for them, and the audit of it. */

let story: Story;
let admin: Caller;
beforeAll(async () => {
  story = await openStory();
  admin = await story.as('admin');
});
afterAll(() => story?.close());

const refusal = (caller: Caller, text: string, variables = {}) => refusalOf(story, caller, text, variables);
const addUnits = 'mutation ($units: [NewUnitInput!]!) { addUnits(units: $units) { id name parentId initials } }';
const renameUnit = `mutation ($id: ID!, $name: String!, $shortName: String) {
  renameUnit(id: $id, name: $name, shortName: $shortName) { name shortName initials } }`;
const setStaff = `mutation ($unitId: ID!, $staff: UnitStaffInput!) {
  setUnitStaff(unitId: $unitId, staff: $staff) { staff { headId deputyId clerkId reviewerIds portfolioLeaderId } } }`;

test('nobody but an administrator reads or writes any of it', async () => {
  const any = { displayName: '某人', role: 'clerk', unitId: 'office', mayReadAccusations: true };
  const calls: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['{ administration { people { id } } }', {}],
    ['{ checkUnits(units: []) { row } }', {}],
    ['mutation { renameBureau(name: "别的局") { id } }', {}],
    [addUnits, { units: [{ name: '某某小学', kind: 'districtSchool', parent: 'east' }] }],
    [renameUnit, { id: 'east', name: '别的区' }],
    [addPerson, { username: 'mine', ...any }],
    [changePerson, { id: 'person-clerk', ...any }],
    [setDisabled, { id: 'person-leader', disabled: true }],
    [resetPassword, { id: 'person-leader' }],
    [setStaff, { unitId: 'west', staff: { headId: 'person-west' } }],
  ];
  for (const username of ['leader', 'clerk', 'east', 'wall']) {
    const caller = await story.as(username);
    for (const [text, variables] of calls) {
      expect([username, text, (await refusal(caller, text, variables)).code]).toEqual([username, text, 'forbidden']);
    }
  }
  const { administration } = await admin.query<{ administration: { bureauName: string; people: unknown[] } }>(
    `{ administration { bureauName people { ${person} } } }`,
  );
  expect(administration.bureauName).toBe('测试市教育局');
  expect(administration.people).toHaveLength(await story.server.database.prisma.person.count());
});

describe('units', () => {
  test('many are added at once: parents by id, name or earlier row; found by their initials, usable at once', async () => {
    const { addUnits: added } = await admin.query<{ addUnits: { name: string; parentId: string; initials: string }[] }>(
      addUnits,
      {
        units: [
          { name: '人事处', kind: 'department' },
          { name: '南山县教育局', kind: 'districtAuthority', parent: '测试市教育局', shortName: '南山县' },
          { name: '南山县第一小学', kind: 'districtSchool', parent: '南山县' },
          { name: '南山县第一小学（柳林教学点）', kind: 'districtSchool', parent: '南山县第一小学' },
          { name: '东城二小', kind: 'districtSchool', parent: 'east' },
        ],
      },
    );
    expect(added.map(({ initials }) => initials)).toEqual(['rsc', 'nsxjyj', 'nsxdyxx', 'nsxdyxxlljxd', 'dcex']);
    const department = (await units()).find(({ name }) => name === '人事处');
    const clerk = await story.as('clerk');
    const facts = { responsibility: 'municipal', contentKind: 'appeal', priorHandling: 'none' };
    const whole = { ...facts, opinionImplemented: false, newFacts: false };
    const outcome = await submitOne(clerk, registerCase({ handlingUnitId: department?.id, facts: whole }));
    expect(outcome).toMatchObject({ status: 'accepted' });
  });

  test('bad rows: every one is named with its number and what to do, and not one unit is added', async () => {
    const before = await units();
    const rows = [
      { name: '财务处', kind: 'department' },
      { name: '东城一小', kind: 'districtSchool', parent: 'east' },
      { name: '西河三小', kind: 'districtSchool', parent: '西河县教育局' },
      { name: '无主小学', kind: 'districtSchool' },
      { name: '财 务 处', kind: 'department' },
      { name: '中', kind: 'department' },
    ];
    const { code, message } = await refusal(admin, addUnits, { units: rows });
    expect(code).toBe('units-refused');
    for (const told of [
      '有5行没有通过，一个单位也没有添加',
      '第2行“东城一小”：已有名为“东城一小”的单位',
      '第3行“西河三小”：没有名为“西河县教育局”的上级单位',
      '第4行“无主小学”：区县学校不能设在“测试市教育局”',
      '第5行“财 务 处”：已有名为',
      '第6行“中”：单位名称应为2至60个字',
    ])
      expect(message).toContain(told);
    const { checkUnits } = await admin.query<{ checkUnits: { row: number; code: string }[] }>(
      'query ($units: [NewUnitInput!]!) { checkUnits(units: $units) { row code } }',
      { units: rows },
    );
    expect(checkUnits.map(({ row, code: why }) => [row, why])).toEqual([
      [2, 'unit-name-taken'],
      [3, 'unknown-parent-unit'],
      [4, 'unit-kind-not-under'],
      [5, 'unit-name-taken'],
      [6, 'invalid-unit-name'],
    ]);
    expect(await units()).toEqual(before);
    expect((await refusal(admin, addUnits, { units: [] })).code).toBe('no-units');
  });

  test('a unit and the bureau are renamed, and another process says the new name within seconds', async () => {
    const other = await startTestServer(story.server.database.url);
    try {
      const there = await signIn(other.base, 'clerk', testPassword);
      const namesThere = async () =>
        (await there.query<{ units: { name: string }[] }>('{ units { name } }')).units.map(({ name }) => name);
      expect(await namesThere()).toContain('市第一中学');
      expect(await admin.query(renameUnit, { id: 'middle-1', name: '市第一高级中学', shortName: '市一高' })).toEqual({
        renameUnit: { name: '市第一高级中学', shortName: '市一高', initials: 'sdygjzx' },
      });
      await admin.query('mutation { renameBureau(name: "新测试市教育局") { name } }');
      expect((await units()).map(({ name }) => name)).toContain('新测试市教育局');
      await expect.poll(namesThere, { timeout: 8_000, interval: 500 }).toContain('市第一高级中学');
    } finally {
      await other.close();
    }
    expect((await refusal(admin, renameUnit, { id: 'middle-1', name: '东城一小' })).code).toBe('unit-name-taken');
    expect((await refusal(admin, renameUnit, { id: 'nowhere', name: '某处' })).code).toBe('unknown-unit');
  });

  const units = async () =>
    (await admin.query<{ units: { id: string; name: string }[] }>('{ units { id name } }')).units;
});

describe('who answers for a unit (R33, R66, R67)', () => {
  const staff = { headId: 'person-west', clerkId: 'person-west', portfolioLeaderId: 'person-leader2' };

  test('posts are named all at once, and read by whoever handles cases', async () => {
    const named = await admin.query<{ setUnitStaff: { staff: unknown } }>(setStaff, { unitId: 'west', staff });
    expect(named.setUnitStaff.staff).toEqual({ ...staff, deputyId: null, reviewerIds: [] });
    const clerk = await story.as('clerk');
    const { units } = await clerk.query<{ units: { id: string; staff: { headId: string | null } }[] }>(
      '{ units { id staff { headId } } }',
    );
    expect(units.find(({ id }) => id === 'west')?.staff.headId).toBe('person-west');
    const again = await admin.query<{ setUnitStaff: { staff: unknown } }>(setStaff, {
      unitId: 'west',
      staff: { deputyId: 'person-west' },
    });
    expect(again.setUnitStaff.staff).toMatchObject({ headId: null, deputyId: 'person-west', portfolioLeaderId: null });
  });

  test.each([
    ['a stranger to the unit', { headId: 'person-clerk' }, 'post-not-for-person'],
    ['no leader in charge', { portfolioLeaderId: 'person-west' }, 'post-not-for-person'],
    ['a wall', { coordinatorIds: ['person-wall'] }, 'post-not-for-person'],
    ['nobody', { deputyId: 'person-nobody' }, 'no-such-person'],
  ])('%s is refused and nothing changes', async (_who, wrong, code) => {
    expect((await refusal(admin, setStaff, { unitId: 'west', staff: { ...staff, ...wrong } })).code).toBe(code);
    expect((await refusal(admin, setStaff, { unitId: 'nowhere', staff })).code).toBe('unknown-unit');
  });

  test('who is closed or moves away answers for it no more', async () => {
    const id = await newClerk(story, 'mover');
    await admin.query(setStaff, { unitId: 'basic', staff: { headId: id } });
    const headOf = async () => {
      const { units } = await admin.query<{ units: { id: string; staff: { headId: string | null } }[] }>(
        '{ units { id staff { headId } } }',
      );
      return units.find((unit) => unit.id === 'basic')?.staff.headId;
    };
    expect(await headOf()).toBe(id);
    await admin.query(setDisabled, { id, disabled: true });
    expect(await headOf()).toBeNull();
    await admin.query(setDisabled, { id, disabled: false });
    expect(await headOf()).toBe(id);
    const rights = { displayName: '调走的', role: 'departmentClerk', unitId: 'west', mayReadAccusations: false };
    await admin.query(changePerson, { id, ...rights });
    expect(await headOf()).toBeNull();
  });
});

test('who saved a form that was opened before a colleague changed the same is told, and nothing is written over', async () => {
  const id = await newClerk(story, 'twice');
  const stood = { displayName: '新来的', role: 'departmentClerk', unitId: 'basic', mayReadAccusations: false };
  const posts = { headId: null, deputyId: 'person-west', clerkId: null, portfolioLeaderId: null };
  const lists = { reviewerIds: [], coordinatorIds: [] };
  await admin.query(setStaff, { unitId: 'west', staff: { ...posts, ...lists } });
  const names = { name: '西城一小', shortName: '西一' };
  await admin.query(renameUnit, { id: 'west-1', ...names });
  /** A write with what was seen before it; then a colleague's, then the same again, and once more by what stands now. */
  const forms: readonly (readonly [text: string, seen: object, mine: object, theirs: object, now: object])[] = [
    [
      `mutation ($id: ID!, ${rightsArgs}, $seen: JSON) { changePerson(id: $id, ${rights}, seen: $seen) { id } }`,
      stood,
      { ...stood, id, mayReadAccusations: true },
      { ...stood, id, unitId: 'east' },
      { ...stood, unitId: 'east' },
    ],
    [
      'mutation ($staff: UnitStaffInput!, $seen: JSON) { setUnitStaff(unitId: "west", staff: $staff, seen: $seen) { id } }',
      { ...posts, ...lists },
      { staff: { deputyId: 'person-west', clerkId: 'person-west' } },
      { staff: { headId: 'person-west' } },
      { ...posts, ...lists, headId: 'person-west', deputyId: null },
    ],
    [
      'mutation ($value: String!, $seen: JSON) { changeSetting(key: "bookingDays", value: $value, reason: "会议纪要", seen: $seen) { key } }',
      { value: '7' },
      { value: '10' },
      { value: '9' },
      { value: '9' },
    ],
    [
      'mutation ($name: String!, $shortName: String, $seen: JSON) { renameUnit(id: "west-1", name: $name, shortName: $shortName, seen: $seen) { id } }',
      names,
      { name: '西城第一小学', shortName: '西一' },
      { name: '西城一小', shortName: '西城一' },
      { name: '西城一小', shortName: '西城一' },
    ],
    [
      'mutation ($parentId: ID!, $seen: JSON) { moveUnit(id: "west-1", parentId: $parentId, seen: $seen) { id } }',
      { parentId: 'west' },
      { parentId: 'west' },
      { parentId: 'east' },
      { parentId: 'east' },
    ],
  ];
  for (const [text, seen, mine, theirs, now] of forms) {
    await admin.query(text, { ...theirs, seen });
    expect([text, (await refusal(admin, text, { ...mine, seen })).code]).toEqual([text, 'changed-meanwhile']);
    expect([text, (await refusal(admin, text, { ...mine, seen: now })).code]).toEqual([text, undefined]);
  }
});

test('every write stands in one whole chain; verify covers it', async () => {
  expect(await auditedIn(story)).toEqual(
    new Set([
      ...['unitsAdded', 'unitRenamed', 'bureauRenamed', 'unitStaffSet', 'settingChanged', 'unitMoved'],
      ...['personAdded', 'personChanged', 'personDisabled', 'personEnabled', 'ownPasswordSet'],
    ]),
  );
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
  const { prisma } = story.server.database;
  const [, changed] = await prisma.$transaction([
    prisma.$executeRaw`set local session_replication_role = replica`, // The table refuses changes; a thief would not ask.
    prisma.$executeRaw`update event set data = data || '{"personId": "another"}'
    where stream_kind = 'administration' and type = 'personDisabled'`,
  ]);
  expect(changed).toBe(1);
  expect((await verifyDatabase(story.server.database)).findings.join()).toContain('administration test');
});
