import { brokenLink, startTestServer, testPassword, verifyDatabase } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, post, signIn } from '../testkit/graphql.ts';
import { ask, openStory, registerCase, type Story, submitOne } from './story.ts';

/* The administrator's door: units and people of a real bureau, and one's own password. */

let story: Story;
let admin: Caller;
beforeAll(async () => {
  story = await openStory();
  admin = await story.as('admin');
});
afterAll(() => story?.close());

interface Refused {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** How a caller's operation was refused. */
async function refusal(caller: Caller, text: string, variables = {}): Promise<Refused> {
  const error = (await ask(story.base, caller, text, variables)).errors?.[0];
  return { code: error?.extensions?.code, message: error?.message };
}

const addUnits = 'mutation ($units: [NewUnitInput!]!) { addUnits(units: $units) { id name parentId initials } }';
const renameUnit = `mutation ($id: ID!, $name: String!, $shortName: String) {
  renameUnit(id: $id, name: $name, shortName: $shortName) { name shortName initials } }`;
const person = 'id username role unit { id } mayReadAccusations passwordInitial disabledAt lastSeenAt';
const rightsArgs = '$displayName: String!, $role: Role!, $unitId: ID!, $mayReadAccusations: Boolean!';
const rights = 'displayName: $displayName, role: $role, unitId: $unitId, mayReadAccusations: $mayReadAccusations';
const addPerson = `mutation ($username: String!, ${rightsArgs}) {
  addPerson(username: $username, ${rights}) { person { ${person} } initialPassword } }`;
const changePerson = `mutation ($id: ID!, ${rightsArgs}) { changePerson(id: $id, ${rights}) { ${person} } }`;
const setDisabled =
  'mutation ($id: ID!, $disabled: Boolean!) { setPersonDisabled(id: $id, disabled: $disabled) { disabledAt } }';
const reset = 'mutation ($id: ID!) { resetPassword(id: $id) { initialPassword person { passwordInitial } } }';
const replaceInitial = `mutation ($username: String!, $password: String!, $newPassword: String!) {
  replaceInitialPassword(username: $username, password: $password, newPassword: $newPassword) { id role } }`;
const changeOwn = 'mutation ($current: String!, $next: String!) { changeOwnPassword(current: $current, next: $next) }';

interface Added {
  readonly addPerson: { readonly person: { readonly id: string }; readonly initialPassword: string };
}

/** Adds a clerk of the basic education department, who then chooses a password; gives the person's id. */
async function newClerk(username: string): Promise<string> {
  const given = {
    username,
    displayName: '新来的',
    role: 'departmentClerk',
    unitId: 'basic',
    mayReadAccusations: false,
  };
  const { addPerson: added } = await admin.query<Added>(addPerson, given);
  const own = { username, password: added.initialPassword, newPassword: testPassword };
  expect((await post(story.base, replaceInitial, own)).errors).toBeUndefined();
  return added.person.id;
}

const setStaff = `mutation ($unitId: ID!, $staff: UnitStaffInput!) {
  setUnitStaff(unitId: $unitId, staff: $staff) { staff { headId deputyId clerkId reviewerIds portfolioLeaderId } } }`;

const viewerOf = (caller: Caller) => caller.query<{ viewer: { username: string } | null }>('{ viewer { username } }');

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
    [reset, { id: 'person-leader' }],
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
    const id = await newClerk('mover');
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
  const id = await newClerk('twice');
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

describe('people', () => {
  test('an initial password opens nothing until it is replaced, and then never again', async () => {
    const given = { displayName: '周敏', role: 'leader', unitId: 'bureau', mayReadAccusations: true };
    const { addPerson: added } = await admin.query<Added>(addPerson, { username: 'Zhou.Min', ...given });
    expect(added.person).toMatchObject({ username: 'zhou.min', passwordInitial: true, lastSeenAt: null });
    expect(added.initialPassword).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    await expect(signIn(story.base, 'zhou.min', added.initialPassword)).rejects.toThrow('initial-password');
    const own = { username: 'zhou.min', password: added.initialPassword };
    const wall = await story.as('wall');
    const codeOf = async (change: object) => (await refusal(wall, replaceInitial, { ...own, ...change })).code;
    expect(await codeOf({ newPassword: 'short' })).toBe('password-too-weak');
    expect(await codeOf({ newPassword: added.initialPassword })).toBe('password-unchanged');
    expect(await codeOf({ password: 'a wrong guess', newPassword: 'a good long one' })).toBe('sign-in-refused');
    expect(await post(story.base, replaceInitial, { ...own, newPassword: 'a good long one' })).toMatchObject({
      data: { replaceInitialPassword: { role: 'leader' } },
    });
    await expect(signIn(story.base, 'zhou.min', added.initialPassword)).rejects.toThrow('sign-in-refused');
    expect(await viewerOf(await signIn(story.base, 'zhou.min', 'a good long one'))).toMatchObject({
      viewer: { username: 'zhou.min' },
    });
  });

  test('names that are taken, unknown units and roles at the wrong unit are refused with what to do', async () => {
    const good = {
      username: 'new.one',
      displayName: '新人',
      role: 'clerk',
      unitId: 'office',
      mayReadAccusations: false,
    };
    const codeOf = async (change: object) => (await refusal(admin, addPerson, { ...good, ...change })).code;
    expect(await codeOf({ username: 'CLERK' })).toBe('username-taken');
    expect(await codeOf({ username: '新人' })).toBe('invalid-username');
    expect(await codeOf({ displayName: ' ' })).toBe('invalid-display-name');
    expect(await codeOf({ unitId: 'nowhere' })).toBe('unknown-unit');
    expect(await codeOf({ unitId: 'east-1' })).toBe('role-not-at-unit');
    expect((await refusal(admin, addPerson, { ...good, role: 'departmentClerk', unitId: 'bureau' })).message).toContain(
      '请选择具体的处室、区县教育局或学校',
    );
    expect((await refusal(admin, changePerson, { id: 'nobody', ...good })).code).toBe('no-such-person');
  });

  test('a closed account: its sessions and live streams end at once, its history stays, it opens again', async () => {
    const id = await newClerk('closing');
    const caller = await signIn(story.base, 'closing', testPassword);
    const stream = await openStream(caller);
    expect(await stream.read()).toContain('liveCounts');
    const from = performance.now();
    await admin.query(setDisabled, { id, disabled: true });
    await stream.end();
    expect(performance.now() - from).toBeLessThan(1_000);
    expect(await viewerOf(caller)).toEqual({ viewer: null });
    await expect(signIn(story.base, 'closing', testPassword)).rejects.toThrow('sign-in-refused');
    const { administration } = await admin.query<{
      administration: { people: { id: string; disabledAt: string | null; lastSeenAt: string | null }[] };
    }>(`{ administration { people { ${person} } } }`);
    expect(administration.people.at(-1)).toMatchObject({ id, disabledAt: expect.any(String) });
    expect(administration.people.at(-1)?.lastSeenAt).not.toBeNull();
    await admin.query(setDisabled, { id, disabled: false });
    expect(await viewerOf(caller), 'old sessions stay closed').toEqual({ viewer: null });
    expect(await viewerOf(await signIn(story.base, 'closing', testPassword))).toMatchObject({ viewer: {} });
  });

  test('other rights end the sessions that stood on the old ones; a mended name does not', async () => {
    const id = await newClerk('moving');
    const as = { id, displayName: '新来的', role: 'departmentClerk', unitId: 'basic', mayReadAccusations: false };
    const caller = await signIn(story.base, 'moving', testPassword);
    await admin.query(changePerson, { ...as, displayName: '老来的' });
    expect(await viewerOf(caller)).toMatchObject({ viewer: { username: 'moving' } });
    expect(await admin.query(changePerson, { ...as, unitId: 'east' })).toMatchObject({
      changePerson: { unit: { id: 'east' } },
    });
    expect(await viewerOf(caller)).toEqual({ viewer: null });
  });

  test('a reset password ends the sessions and the old password', async () => {
    const id = await newClerk('forgetful');
    const caller = await signIn(story.base, 'forgetful', testPassword);
    const { resetPassword } = await admin.query<{ resetPassword: { initialPassword: string } }>(reset, { id });
    expect(await viewerOf(caller)).toEqual({ viewer: null });
    await expect(signIn(story.base, 'forgetful', testPassword)).rejects.toThrow('sign-in-refused');
    await expect(signIn(story.base, 'forgetful', resetPassword.initialPassword)).rejects.toThrow('initial-password');
  });

  test('everyone changes the own password; the other sessions end, this one goes on', async () => {
    await newClerk('careful');
    const [here, elsewhere] = [
      await signIn(story.base, 'careful', testPassword),
      await signIn(story.base, 'careful', testPassword),
    ];
    const next = 'another good one';
    expect((await refusal(here, changeOwn, { current: 'wrong wrong wrong', next })).code).toBe(
      'current-password-wrong',
    );
    expect((await refusal(here, changeOwn, { current: testPassword, next: 'short' })).code).toBe('password-too-weak');
    expect(await here.query(changeOwn, { current: testPassword, next })).toEqual({ changeOwnPassword: true });
    expect(await viewerOf(here)).toMatchObject({ viewer: { username: 'careful' } });
    expect(await viewerOf(elsewhere)).toEqual({ viewer: null });
    await expect(signIn(story.base, 'careful', testPassword)).rejects.toThrow('sign-in-refused');
  });

  test('the last administrator stays, also when two close each other at the same moment', async () => {
    const first = { id: 'person-admin', displayName: 'admin', unitId: 'bureau', mayReadAccusations: false };
    expect((await refusal(admin, setDisabled, { id: first.id, disabled: true })).code).toBe('last-administrator');
    expect((await refusal(admin, changePerson, { ...first, role: 'clerk' })).code).toBe('last-administrator');
    const id = await newClerk('second');
    await admin.query(changePerson, { ...first, id, displayName: '第二位', role: 'administrator' });
    const second = await signIn(story.base, 'second', testPassword);
    await Promise.all([
      ask(story.base, admin, setDisabled, { id, disabled: true }),
      ask(story.base, second, setDisabled, { id: first.id, disabled: true }),
    ]);
    const left = await story.server.database.prisma.person.findMany({
      where: { role: 'administrator', disabledAt: null },
    });
    expect(left).toHaveLength(1);
  });
});

test('every write stands in one whole chain, without a password or a hash; verify covers it', async () => {
  const { prisma } = story.server.database;
  const entries = await prisma.event.findMany({ where: { streamKind: 'administration' }, orderBy: { seq: 'asc' } });
  expect(new Set(entries.map(({ type }) => type))).toEqual(
    new Set([
      ...['unitsAdded', 'unitRenamed', 'bureauRenamed', 'personAdded', 'personChanged'],
      ...['personDisabled', 'personEnabled', 'passwordReset', 'ownPasswordSet', 'unitStaffSet'],
      ...['settingChanged', 'unitMoved'],
    ]),
  );
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_entry, index) => index + 1));
  expect(JSON.stringify(entries.map(({ data }) => data))).not.toMatch(/argon2|initialPassword|passwordHash/);
  expect(await brokenLink(prisma, 'test', { kind: 'administration', id: 'test' })).toBeUndefined();
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
  const [, changed] = await prisma.$transaction([
    prisma.$executeRaw`set local session_replication_role = replica`, // The table refuses changes; a thief would not ask.
    prisma.$executeRaw`update event set data = data || '{"personId": "another"}'
    where stream_kind = 'administration' and type = 'passwordReset'`,
  ]);
  expect(changed).toBe(1);
  expect((await verifyDatabase(story.server.database)).findings.join()).toContain('administration test');
});

/** A live stream as a page holds it: its first words, and its end. */
async function openStream(caller: Caller) {
  const response = await caller.fetch(`${story.base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { liveCounts { open } }' }),
  });
  const reader = response.body?.getReader();
  if (!reader) throw new Error('no stream');
  const decoder = new TextDecoder();
  return {
    read: async () => {
      let text = '';
      while (!text.includes('liveCounts')) text += decoder.decode((await reader.read()).value);
      return text;
    },
    end: async () => {
      while (!(await reader.read()).done);
    },
  };
}
