import { schema } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, post } from '../testkit/graphql.ts';
import { ask, command, matter, openStory, outreachVisit, registerCase, type Story, submitOne } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story?.close());

/** What may be asked without a session, and nothing else (the public calculator, signing in). */
const publicFields = new Set([
  'Query.clocks',
  'Query.deadline',
  'Query.calendarYear',
  'Query.calendarYears',
  'Query.routePetition',
  'Query.today',
  'Query.viewer',
  'Query.setupNeeded',
  'Mutation.signIn',
  'Mutation.signOut',
  'Mutation.createFirstAdministrator',
  'Mutation.replaceInitialPassword',
  'Mutation.openWallScreen',
]);

/** What a phone asks for by its own token, whoever is signed in; without one it is refused as a phone that nobody knows. */
const byDevice = new Map([
  ['Mutation.deviceRecoveryKey', 'sign-in-refused'],
  ['Mutation.contactDevice', 'unknown-device'],
  ['Mutation.handOver', 'unknown-device'],
  ['Mutation.finishHandOver', 'unknown-device'],
  ['Mutation.deviceWiped', 'unknown-device'],
]);

/** What the waiting room's board asks for by its link's token (R58). */
const byLink = new Set(['Query.receptionBoard', 'Subscription.receptionBoard']);

const scalars: Readonly<Record<string, string>> = {
  Int: '2026',
  Float: '1',
  Boolean: 'true',
  Date: '"2026-11-23"',
  JSON: '{}',
  DateTime: '"2026-11-23T01:00:00Z"',
};

/** A value of a type as the schema writes it, with what is required of an input and nothing else. */
function sample(written: string): string {
  if (written.endsWith('!')) return sample(written.slice(0, -1));
  if (written.startsWith('[')) return `[${sample(written.slice(1, -1))}]`;
  const type = schema.getType(written);
  if (type && 'getValues' in type) return type.getValues()[0]?.name ?? '';
  if (!type || !('getFields' in type)) return scalars[written] ?? '"x"';
  const fields = Object.values(type.getFields()).filter((field) => String(field.type).endsWith('!'));
  return `{ ${fields.map((field) => `${field.name}: ${sample(String(field.type))}`).join(', ')} }`;
}

function rootFields() {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return roots.flatMap((root) => (root ? Object.values(root.getFields()).map((field) => ({ root, field })) : []));
}

/** With what code a field is refused, asked with these headers; undefined when it answers. */
async function codeOf({ root, field }: ReturnType<typeof rootFields>[number], given = {}): Promise<string | undefined> {
  const args = field.args
    .filter(({ type }) => String(type).endsWith('!'))
    .map((arg) => `${arg.name}: ${sample(String(arg.type))}`);
  const type = schema.getType(String(field.type).replace(/\W/g, ''));
  const selection = type && 'getFields' in type ? ' { __typename }' : '';
  const text = `${root.name.toLowerCase()} { ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${selection} }`;
  const send: typeof fetch = (input, init) => {
    const headers = new Headers({ ...Object.fromEntries(new Headers(init?.headers)), ...given });
    if (root.name === 'Subscription') headers.set('accept', 'text/event-stream');
    return fetch(input, { ...init, headers }).then(async (response) => {
      const body = await response.text();
      return new Response(/^data: ({.*)$/m.exec(body)?.[1] ?? body, { status: response.status });
    });
  };
  return (await post(story.base, text, {}, send)).errors?.[0]?.extensions?.code;
}

test('the link of a screen (大屏) opens the counts and nothing else', async () => {
  const admin = await story.as('admin');
  const made = 'mutation { addWallScreen(name: "大厅") { token } }';
  const { addWallScreen } = await admin.query<{ addWallScreen: { token: string } }>(made);
  const cookie = { cookie: `huiyin_screen=${addWallScreen.token}` };
  const opened: string[] = [];
  for (const one of rootFields().filter(({ root }) => root.name !== 'Subscription')) {
    const name = `${one.root.name}.${one.field.name}`;
    if (publicFields.has(name) || byDevice.has(name) || byLink.has(name)) continue;
    if ((await codeOf(one, cookie)) !== 'unauthenticated') opened.push(name);
  }
  expect(opened.sort()).toEqual(['Query.liveCounts', 'Query.wallFigures']);
});

describe('without a session', () => {
  for (const one of rootFields()) {
    const name = `${one.root.name}.${one.field.name}`;
    const other = byLink.has(name) ? 'board-link-unknown' : byDevice.get(name);
    const refusedAs = publicFields.has(name) ? undefined : (other ?? 'unauthenticated');
    test(`${name} ${refusedAs ? `is refused as ${refusedAs}` : 'is public'}`, async () => {
      const code = await codeOf(one);
      if (refusedAs) expect(code).toBe(refusedAs);
      else expect(code).not.toBe('unauthenticated');
    });
  }

  test('a made-up or signed-out cookie counts as no session', async () => {
    const caller = await story.as('west');
    const stolen: typeof fetch = (input, init) => caller.fetch(input, init);
    expect((await post(story.base, '{ viewer { username } }', {}, stolen)).data).toEqual({
      viewer: { username: 'west' },
    });
    await caller.query('mutation { signOut }');
    const headers = { cookie: `huiyin_session=${'A'.repeat(43)}` };
    const madeUp: typeof fetch = (input, init) => {
      const all = new Headers(init?.headers);
      for (const [name, value] of Object.entries(headers)) all.set(name, value);
      return fetch(input, { ...init, headers: all });
    };
    for (const send of [stolen, madeUp]) {
      expect((await post(story.base, '{ viewer { username } }', {}, send)).data).toEqual({ viewer: null });
    }
  });
});

test('an access token opens the fields that say so, and no other: whatever is added later is closed to programs', async () => {
  const leader = await story.as('leader');
  const { makeAccessToken } = await leader.query<{ makeAccessToken: { secret: string } }>(
    'mutation { makeAccessToken(name: "统计程序", scopes: [countsRead, casesRead], days: 1) { secret } }',
  );
  const authorization = `Bearer ${makeAccessToken.secret}`;
  const open: string[] = [];
  for (const one of rootFields()) {
    const name = `${one.root.name}.${one.field.name}`;
    if (publicFields.has(name) || byDevice.has(name) || one.root.name === 'Subscription') continue;
    if (byLink.has(`${one.root.name}.${one.field.name}`)) continue;
    if ((await codeOf(one, { authorization })) !== 'forbidden') open.push(one.field.name);
  }
  expect(open.sort()).toEqual([
    ...['cases', 'liveCounts', 'outreachVisit', 'outreachVisits', 'petitionCase', 'wallFigures'],
  ]);
});

test('every type, field, argument and value of the API says what it is', () => {
  const missing: string[] = [];
  for (const [name, type] of Object.entries(schema.getTypeMap())) {
    if (name.startsWith('__') || ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name)) continue;
    if (!type.description) missing.push(name);
    // A value is told by the word that screens and papers have for it.
    const values = 'getValues' in type ? type.getValues() : [];
    for (const value of values) if (!/[一-鿿]/.test(value.description ?? '')) missing.push(`${name}.${value.name}`);
    if (!('getFields' in type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.description) missing.push(`${name}.${field.name}`);
      if ('args' in field)
        for (const arg of field.args) if (!arg.description) missing.push(`${name}.${field.name}(${arg.name})`);
    }
  }
  expect(missing).toEqual([]);
});

describe('signing in', () => {
  const signIn =
    'mutation ($username: String!, $password: String!) { signIn(username: $username, password: $password) { id } }';

  test('an unknown name and a wrong password get the same answer', async () => {
    const tries = [
      { username: 'nobody', password: 'some password' },
      { username: 'clerk', password: 'some password' },
    ];
    const answers = await Promise.all(tries.map((one) => post(story.base, signIn, one)));
    const [unknown, wrong] = answers.map(({ errors }) => errors?.[0]);
    expect(unknown?.extensions?.code).toBe('sign-in-refused');
    expect(unknown).toEqual(wrong);
  });

  test('guessing is slowed down per name and address', async () => {
    const codes: unknown[] = [];
    for (let time = 0; time < 22; time += 1) {
      const answer = await post(story.base, signIn, { username: 'east', password: 'guess' });
      codes.push(answer.errors?.[0]?.extensions?.code);
    }
    expect(codes[0]).toBe('sign-in-refused');
    expect(codes.at(-1)).toBe('rate-limited');
  });
});

describe('who sees what', () => {
  const listed = async (username: string): Promise<readonly string[]> => {
    const caller = await story.as(username);
    const data = await caller.query<{ cases: { totalCount: number; edges: { node: { id: string } }[] } }>(
      '{ cases(first: 100) { totalCount edges { node { id } } } }',
    );
    expect(data.cases.totalCount).toBe(data.cases.edges.length);
    const counted = await caller.query<{ liveCounts: { byStatus: { count: number }[] } }>(
      '{ liveCounts { byStatus { count } } }',
    );
    const total = counted.liveCounts.byStatus.reduce((sum, { count }) => sum + count, 0);
    expect(total, 'list and badge agree').toBe(data.cases.totalCount);
    return data.cases.edges.map(({ node }) => node.id);
  };

  test('each role sees its own, and an accusation only who may read accusations', async () => {
    const clerk = await story.as('clerk');
    const made = async (change: Record<string, unknown>): Promise<string> => {
      const outcome = await submitOne(clerk, registerCase(change));
      expect(outcome.message).toBeNull();
      return outcome.cases[0]?.id ?? '';
    };
    // in handling before it came here (R28): its unit has it from the first day on
    const facts = { ...matter().facts, priorHandling: 'inProgress' };
    const east = await made({ handlingUnitId: 'east', facts });
    const office = await made({ handlingUnitId: 'basic', facts: { ...facts, responsibility: 'municipal' } });
    const accusation = await made({
      handlingUnitId: 'office',
      accusedUnitId: 'west-1',
      facts: { ...facts, responsibility: 'municipal', contentKind: 'accusation' },
    });
    expect(new Set(await listed('leader'))).toEqual(new Set([east, office, accusation]));
    expect(new Set(await listed('clerk'))).toEqual(new Set([east, office]));
    const other = await openStoryAs('east');
    expect(other).toEqual([east]);
    const one = 'query ($id: ID!) { petitionCase(id: $id) { id } }';
    expect(await clerk.query(one, { id: accusation })).toEqual({ petitionCase: null });
    expect(await (await story.as('leader')).query(one, { id: accusation })).toEqual({
      petitionCase: { id: accusation },
    });
    const notice = { caseId: accusation, expectedVersion: 3, decision: 'accept', issuedOn: '2026-11-23' };
    expect(await submitOne(clerk, command('issueAcceptanceNotice', notice))).toMatchObject({ code: 'unknown-case' });
  });

  test('nobody of the accused unit, or of one below it, ever meets the accusation (Art 30)', async () => {
    const leader = await story.as('leader');
    const office = await story.as('office');
    const facts = { ...matter().facts, responsibility: 'municipal', contentKind: 'accusation' };
    const accusing = (accusedUnitId: string) => matter({ handlingUnitId: 'basic', accusedUnitId, facts });
    const before = { office: await listed('office'), leader: await listed('leader') };
    const counted = await countsOf(office);
    const visit = await submitOne(leader, outreachVisit({ matters: [accusing('office')] }));
    const direct = await submitOne(leader, registerCase(accusing('office')));
    const elsewhere = await submitOne(leader, registerCase(accusing('west-1')));
    const hidden = [visit, direct].map(({ cases }) => cases[0]?.id ?? '');
    expect(await listed('leader')).toHaveLength(before.leader.length + 3);
    // nor does the department that they are only meant for
    expect((await listed('inspector')).filter((id) => hidden.includes(id))).toEqual([]);
    // list and badge of the accused: only the accusation against somebody else has been added
    expect(await listed('office')).toEqual([elsewhere.cases[0]?.id, ...before.office]);
    expect(await countsOf(office)).toBe(counted + 1);
    const one = 'query ($id: ID!) { petitionCase(id: $id) { id } }';
    for (const id of hidden) {
      expect(await office.query(one, { id })).toEqual({ petitionCase: null });
      const notice = { caseId: id, expectedVersion: 3, decision: 'accept', issuedOn: '2026-11-23' };
      expect(await submitOne(office, command('issueAcceptanceNotice', notice))).toMatchObject({ code: 'unknown-case' });
    }
    const visited = 'query ($id: ID!) { outreachVisit(id: $id) { observations cases { id } } }';
    expect(await office.query(visited, { id: visit.visitId })).toEqual({ outreachVisit: null });
    expect(await leader.query(visited, { id: visit.visitId })).toMatchObject({ outreachVisit: { cases: [{}] } });
    const { outreachVisits } = await office.query<{ outreachVisits: { edges: { node: { id: string } }[] } }>(
      '{ outreachVisits { edges { node { id } } } }',
    );
    expect(outreachVisits.edges.map(({ node }) => node.id)).not.toContain(visit.visitId);
  });

  const countsOf = async (caller: Caller): Promise<number> => {
    type Counted = { liveCounts: { byUnit: { count: number }[] } };
    const { liveCounts } = await caller.query<Counted>('{ liveCounts { byUnit { count } } }');
    return liveCounts.byUnit.reduce((sum, { count }) => sum + count, 0);
  };

  /** The name east is slowed down by the guesses above, from this address only. */
  async function openStoryAs(username: string): Promise<readonly string[]> {
    const second = await openSecondServer();
    try {
      const { signIn } = await import('../testkit/graphql.ts');
      const { testPassword } = await import('@huiyin/server/testkit');
      const caller = await signIn(second.base, username, testPassword);
      const data = await caller.query<{ cases: { edges: { node: { id: string } }[] } }>(
        '{ cases { edges { node { id } } } }',
      );
      return data.cases.edges.map(({ node }) => node.id);
    } finally {
      await second.close();
    }
  }

  async function openSecondServer() {
    const { startTestServer } = await import('@huiyin/server/testkit');
    return startTestServer(story.server.database.url);
  }

  test('the wall gets numbers only, the administrator neither numbers nor cases', async () => {
    const codeOf = async (username: string, text: string) =>
      (await ask(story.base, await story.as(username), text)).errors?.[0]?.extensions?.code;
    expect(await codeOf('wall', '{ liveCounts { open } }')).toBeUndefined();
    expect(await codeOf('wall', '{ cases { totalCount } }')).toBe('forbidden');
    expect(await codeOf('wall', '{ outreachVisits { totalCount } }')).toBe('forbidden');
    expect(await codeOf('admin', '{ liveCounts { open } }')).toBe('forbidden');
    expect(await codeOf('admin', '{ cases { totalCount } }')).toBe('forbidden');
    const wall = await story.as('wall');
    expect(await submitOne(wall, registerCase())).toMatchObject({ status: 'refused', code: 'role-not-allowed' });
  });
});
