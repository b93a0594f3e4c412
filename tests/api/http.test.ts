import { afterAll, beforeAll, expect, test } from 'vitest';
import { post } from '../testkit/graphql.ts';
import { ask, openStory, registerCase, type Story, submitOne } from './story.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory({ publicRequestsPerMinute: 40 });
});
afterAll(() => story?.close());

async function raw(body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  const response = await fetch(`${story.base}/graphql`, { method: 'POST', headers, body });
  const text = await response.text();
  const answer: { errors?: { message: string; extensions?: { code?: string } }[] } = JSON.parse(text);
  return { status: response.status, text, code: answer.errors?.[0]?.extensions?.code };
}

test.each([
  ['not JSON', 'not json'],
  ['a number for a query', '{"query":12}'],
  ['no query', '{}'],
  ['a list', '[]'],
  ['broken GraphQL', '{"query":"{ today"}'],
  ['an unknown field', '{"query":"{ toda }"}'],
  ['a missing variable', '{"query":"query($year:Int!){calendarYear(year:$year){year}}"}'],
  ['a wrong enum', '{"query":"{cases(filter:{due:overdu}){totalCount}}"}'],
  [
    'too many aliases',
    JSON.stringify({ query: `{ ${Array.from({ length: 40 }, (_, at) => `a${at}: today`).join(' ')} }` }),
  ],
  ['too deep', JSON.stringify({ query: `{ viewer ${'{ unit '.repeat(20)} { id } ${'}'.repeat(20)} }` })],
])('%s is answered with 400, a clear message and no stack', async (_what, body) => {
  const answer = await raw(body);
  expect(answer.status).toBe(400);
  expect(answer.code).toBe('malformed-request');
  expect(answer.text).toMatch(/[\u4e00-\u9fff]/);
  expect(answer.text).not.toMatch(/node_modules|\.ts:|Did you mean|Suggestion/);
});

test('another content type, another origin and a huge body are refused before anything is run', async () => {
  expect(await raw('{"query":"{today}"}', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
  const foreign = { 'content-type': 'application/json', origin: 'https://elsewhere.example' };
  expect(await raw('{"query":"{today}"}', foreign)).toMatchObject({ status: 403, code: 'wrong-origin' });
  const huge = JSON.stringify({ query: `# ${'x'.repeat(17 * 1024 * 1024)}` });
  const clerk = await story.as('clerk');
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: huge };
  // The connection may be closed while the body is still on its way: then the answer is lost, and nothing was run either.
  await clerk.fetch(`${story.base}/graphql`, init).then(
    async (answer) =>
      expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('request-too-large')]),
    (error: unknown) => expect(String(error)).toMatch(/fetch failed/),
  );
  const get = await fetch(`${story.base}/graphql?query=${encodeURIComponent('mutation { signOut }')}`);
  expect(get.status).toBe(405);
});

test('what is answered is kept nowhere on the way, nor in the browser’s own files', async () => {
  const clerk = await story.as('clerk');
  const asked = { query: '{ caseList { rows { title } } }' };
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked) };
  const answers = [
    clerk.fetch(`${story.base}/graphql`, init),
    clerk.fetch(`${story.base}/graphql?${new URLSearchParams(asked)}`),
    fetch(`${story.base}/graphql`, init),
  ];
  for (const answer of await Promise.all(answers)) expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('a wrong date is a refusal with its code, in a variable and in the text', async () => {
  const inText = await post(story.base, '{ deadline(clock: "acceptance-notice", from: "2026-02-30") { legalDue } }');
  const inVariable = await post(
    story.base,
    'query ($from: Date!) { deadline(clock: "handling", from: $from) { legalDue } }',
    {
      from: 'tomorrow',
    },
  );
  for (const answer of [inText, inVariable]) {
    expect(answer.status).toBe(200);
    expect(answer.errors?.[0]?.extensions?.code).toBe('invalid-date');
    expect(answer.errors?.[0]?.message).toMatch(/^日期/);
  }
});

test('what is unknown is refused by name', async () => {
  const codeOf = async (text: string) => (await post(story.base, text)).errors?.[0]?.extensions?.code;
  expect(await codeOf('{ deadline(clock: "nope", from: "2026-11-23") { legalDue } }')).toBe('unknown-clock');
  expect(await codeOf('{ calendarYear(year: 2040) { year } }')).toBe('calendar-missing');
  const clerk = await story.as('clerk');
  const mine = async (text: string) => (await ask(story.base, clerk, text)).errors?.[0]?.extensions?.code;
  expect(await mine('{ cases(filter: { unitId: "nowhere" }) { totalCount } }')).toBe('unknown-unit');
  expect(await mine('{ cases(after: "???") { totalCount } }')).toBe('invalid-cursor');
  expect(await mine('{ cases(first: 1000) { totalCount } }')).toBe('invalid-page-size');
  expect(await mine('{ petitionCase(id: "no such case") { id } }')).toBeUndefined();
});

test('the desk can ask for a full page of cases with every due date', async () => {
  const clerk = await story.as('clerk');
  await submitOne(clerk, registerCase());
  const answer = await ask(
    story.base,
    clerk,
    `{ cases(first: 100) { totalCount asOf pageInfo { endCursor hasNextPage } edges { cursor node {
      id number title status statusName channelName receivedOn dueState workingDaysLeft version
      petitioner { name phone } handlingUnit { id name shortName } route { outcome name explanation citations { article } }
      nextDue { clock name legalDue citation { regulation article } deadline { explanation candidates { legalDue limit { citation { article } }
        steps { date reason festival label } } } }
      clocks { name state legalDue } timeline { title detail citations { article } } visit { id modeName } } } } }`,
  );
  expect(answer.errors).toBeUndefined();
});

test('pages follow one another without a gap, newest first, and search finds what is written', async () => {
  const clerk = await story.as('clerk');
  for (const title of ['食堂卫生', '校车线路', '作业过多', '操场翻修', '食堂价格']) {
    await submitOne(
      clerk,
      registerCase({ title, petitioner: { kind: 'person', anonymous: false, name: `赵${title[0]}`, phone: '' } }),
    );
  }
  type Listed = {
    cases: { edges: { node: { title: string } }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } };
  };
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { cases }: Listed = await clerk.query<Listed>(
      'query ($after: String) { cases(first: 2, after: $after) { edges { node { title } } pageInfo { endCursor hasNextPage } } }',
      { after },
    );
    seen.push(...cases.edges.map(({ node }) => node.title));
    after = cases.pageInfo.hasNextPage ? cases.pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen.slice(0, 5)).toEqual(['食堂价格', '操场翻修', '作业过多', '校车线路', '食堂卫生']);
  const found = async (search: string): Promise<readonly string[]> => {
    const { cases } = await clerk.query<{ cases: { totalCount: number; edges: { node: { title: string } }[] } }>(
      'query ($search: String!) { cases(filter: { search: $search }) { totalCount edges { node { title } } } }',
      { search },
    );
    expect(cases.totalCount).toBe(cases.edges.length);
    return cases.edges.map(({ node }) => node.title);
  };
  expect(await found('食堂')).toEqual(['食堂价格', '食堂卫生']);
  expect(await found('食堂 卫生')).toEqual(['食堂卫生']);
  expect(await found('赵操')).toEqual(['操场翻修']);
  expect(await found('信〔2026〕4号')).toEqual(['作业过多']);
  expect(await found("%' or 1=1 --")).toEqual([]);
});

test('the public calculator is limited per address; people who are signed in are not', async () => {
  const clerk = await story.as('clerk');
  const codes: unknown[] = [];
  for (let time = 0; time < 45; time += 1)
    codes.push((await post(story.base, '{ clocks { id } }')).errors?.[0]?.extensions?.code);
  expect(codes.at(-1)).toBe('rate-limited');
  expect(await clerk.query('{ clocks { id } }')).toBeDefined();
});

test('healthz says ok, and 503 when the database is away', async () => {
  const ok = await fetch(`${story.base}/healthz`);
  expect([ok.status, await ok.json()]).toEqual([200, { status: 'ok' }]);
  await story.server.database.pool.end();
  const away = await fetch(`${story.base}/healthz`);
  expect(away.status).toBe(503);
});
