import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../testkit/graphql.ts';
import { openStory, registerCase, type Story } from './story.ts';

/*
 * Requests that are not as the API wants them: whatever is sent to /graphql, the answer is JSON, says in Chinese what is wrong
 * and where, has a stable code, and is never a fault of ours.
 */

let story: Story;
let clerk: Caller;
beforeAll(async () => {
  story = await openStory();
  clerk = await story.as('clerk');
});
afterAll(() => story?.close());

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

async function send(body: string, init: RequestInit = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return clerk.fetch(`${story.base}/graphql`, { method: 'POST', headers, body, ...init });
}

const query = (text: string, variables: unknown = {}) => JSON.stringify({ query: text, variables });

/** English that is no name: three words in a row outside quotation marks. */
const sentence = /[A-Za-z']+ [A-Za-z']+ [A-Za-z']+/;

/** Holds an answer to what every answer must be; its first message. */
async function messageOf(response: Response): Promise<string | undefined> {
  const text = await response.text();
  expect([response.status, text]).toSatisfy(([status]) => status < 500);
  expect(response.headers.get('content-type')).toMatch(/json/);
  const { errors = [] }: Answer = JSON.parse(text);
  for (const { message, extensions } of errors) {
    expect(message).toMatch(/[\u4e00-\u9fff].*[。）]$/s);
    expect(message.replaceAll(/“[^”]*”/gs, '')).not.toMatch(sentence);
    expect(message).not.toMatch(/node_modules|\.ts:|Did you mean/);
    expect(extensions?.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(extensions?.code).not.toBe('internal-error');
  }
  return errors[0]?.message;
}

const wordy = 'query ($n: Int!) { calendarYear(year: $n) { year } }';

describe('GraphQL that cannot be carried out', () => {
  test.each<[string, string, unknown, string]>([
    ['nothing closes', '{ today', {}, '第1行第8列：语法有误：此处应为名称，写的是查询的结尾'],
    ['a stray sign', '{ today ? }', {}, '第1行第9列：语法有误：此处不应有“?”'],
    ['an open text', '{ deadline(clock: "a) { legalDue } }', {}, '文字没有写完，缺少引号'],
    ['a broken number', '{ calendarYear(year: 01) { year } }', {}, '语法有误：数字、文字或字符的写法不对'],
    ['an unknown field', '{\n  toda\n}', {}, '第2行第3列：类型 Query 没有字段“toda”'],
    ['an unknown argument', '{ calendarYear(yeer: 1) { year } }', {}, '字段 Query.calendarYear 没有参数“yeer”'],
    ['a missing argument', '{ calendarYear { year } }', {}, '字段 calendarYear 的参数“year”（Int!）没有给出'],
    ['a wrong literal', '{ calendarYear(year: "x") { year } }', {}, '第1行第22列：应为 Int'],
    ['a wrong enum', '{ cases(filter: { due: overdu }) { totalCount } }', {}, '“overdu”不在 DueState 的可选值之内'],
    [
      'an unknown input field',
      '{ cases(filter: { dew: overdue }) { totalCount } }',
      {},
      '类型 CaseFilter 没有字段“dew”',
    ],
    ['no selection', '{ viewer }', {}, '字段“viewer”是 Viewer，应写明要它的哪些字段'],
    ['a selection of a leaf', '{ today { day } }', {}, '字段“today”是 Date!，没有下级字段'],
    ['an undeclared variable', '{ calendarYear(year: $n) { year } }', {}, '变量“$n”没有声明'],
    ['an unused variable', 'query ($n: Int) { today }', {}, '变量“$n”没有用到'],
    [
      'a variable of another type',
      'query ($n: String!) { calendarYear(year: $n) { year } }',
      { n: '1' },
      '变量“$n”声明为 String!，此处应为 Int!',
    ],
    ['an unknown type', 'query ($n: Nix) { today }', {}, '没有类型“Nix”'],
    ['an object for a variable', 'query ($n: Viewer) { today }', {}, '变量“$n”不能是 Viewer'],
    ['a variable not given', wordy, {}, '变量“$n”（Int!）没有给出，但必须给出'],
    ['null for a variable', wordy, { n: null }, '变量“$n”（Int!）不能为空'],
    ['a text for a number', wordy, { n: 'five' }, '变量“$n”的值不对：应为 Int'],
    [
      'a wrong value deep inside',
      'query ($f: CaseFilter) { cases(filter: $f) { totalCount } }',
      { f: { due: 'never' } },
      '变量“$f.due”的值不对：“never”不在 DueState 的可选值之内',
    ],
    [
      'an unknown name inside',
      'query ($f: CaseFilter) { cases(filter: $f) { totalCount } }',
      { f: { dew: 1 } },
      '变量“$f”的值不对：类型 CaseFilter 没有字段“dew”',
    ],
    ['an unknown fragment', '{ ...Nix }', {}, '没有片段“Nix”'],
    ['an unused fragment', '{ today } fragment F on Query { today }', {}, '片段“F”没有用到'],
    ['a fragment in itself', '{ ...F } fragment F on Query { ...F }', {}, '片段“F”不能包含它自己'],
    [
      'a fragment of another type',
      '{ viewer { ...F } } fragment F on Query { today }',
      {},
      '类型 Viewer 中不能用 Query 的片段',
    ],
    ['a fragment on a leaf', '{ ... on Int { today } }', {}, '片段不能用于没有字段的类型 Int'],
    ['an unknown directive', '{ today @nix }', {}, '没有指令“@nix”'],
    ['a directive twice', '{ today @skip(if: true) @skip(if: true) }', {}, '指令“@skip”在同一处只能用一次'],
    ['a directive in the wrong place', 'query @skip(if: true) { today }', {}, '指令“@skip”不能用在这里'],
    ['a directive without argument', '{ today @skip }', {}, '指令 @skip 的参数“if”（Boolean!）没有给出'],
    ['two things under one name', '{ today: __typename today }', {}, '同名的字段“today”要的内容不同'],
    ['one argument twice', '{ calendarYear(year: 1, year: 2) { year } }', {}, '“year”写了不止一次'],
    ['a definition of a type', '{ today } type T { a: Int }', {}, '不能定义类型'],
    [
      'too many aliases',
      `{ ${Array.from({ length: 40 }, (_, at) => `a${at}: today`).join(' ')} }`,
      {},
      '一次最多用30个别名',
    ],
    ['too deep', `{ viewer ${'{ unit '.repeat(20)} { id } ${'}'.repeat(20)} }`, {}, '查询最多嵌套12层'],
    ['too many words', `{ ${'today '.repeat(5_000)} }`, {}, '查询不能多于4000个词'],
    ['too many directives', `{ ${'... @include(if: true) { today } '.repeat(30)} }`, {}, '一次最多用20个指令'],
    [
      'two fields of a subscription',
      'subscription { liveCounts { open } b: liveCounts { open } }',
      {},
      '一个订阅只能有一个顶层字段',
    ],
  ])('%s', async (_what, text, variables, said) => {
    expect(await messageOf(await send(query(text, variables)))).toContain(said);
  });

  test('an instant without its zone', async () => {
    const commands = [{ ...registerCase(), occurredAt: '2026-11-23' }];
    const text = 'mutation ($c: [CommandInput!]!) { submitCommands(commands: $c) { status } }';
    expect(await messageOf(await send(query(text, { c: commands })))).toContain(
      '变量“$c[0].occurredAt”的值不对：应为带时区的时间（ISO 8601）',
    );
  });

  test('an operation that is not there, or not named among several', async () => {
    const unnamed = 'query A { today } { today }';
    expect(await messageOf(await send(JSON.stringify({ query: unnamed, operationName: 'A' })))).toContain(
      '每个都要有名称',
    );
    const several = 'query A { today } query B { today }';
    expect(await messageOf(await send(JSON.stringify({ query: several })))).toContain('operationName');
    expect(await messageOf(await send(JSON.stringify({ query: several, operationName: 'C' })))).toContain(
      'operationName',
    );
  });
});

describe('what is no GraphQL request', () => {
  test.each([
    ['not JSON', '{"query":"{ today }",}'.padEnd(80), 'JSON 在第1行第22列有误'],
    ['a word', 'not json', '不是有效的 JSON'],
    ['half of it', '{"query":', '没有写完'],
    ['nothing', '', '没有写完'],
    ['a number', '5', '应为含有 query 的 JSON 对象'],
    ['several at once', '[{"query":"{ today }"},{"query":"{ today }"}]', '一次只能提交一个操作'],
    ['no query', '{}', '没有写 query'],
    ['a number for a query', '{"query":12}', '没有写 query'],
    ['a list for variables', '{"query":"{ today }","variables":[]}', 'variables 应为 JSON 对象'],
    ['a number for a name', '{"query":"{ today }","operationName":5}', 'operationName 应为文字'],
    ['a text for extensions', '{"query":"{ today }","extensions":"x"}', 'extensions 应为 JSON 对象'],
    ['something unknown beside it', '{"query":"{ today }","id":"1"}', '不认识的参数“id”'],
  ])('%s', async (_what, body, said) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(await messageOf(answer)).toContain(said);
  });

  test('another method, another form of answer, another form of body', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const answer = await send('{"query":"{ today }"}', { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
      expect(await messageOf(answer)).toContain('GET 和 POST');
    }
    const headers = { 'content-type': 'application/json', accept: 'image/png' };
    const picture = await send('{"query":"{ today }"}', { headers });
    expect([picture.status, await messageOf(picture)]).toEqual([406, expect.stringContaining('Accept')]);
    const form = await send('query=1', { headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect([form.status, await messageOf(form)]).toEqual([415, expect.stringContaining('application/json')]);
    const gone = await clerk.fetch(`${story.base}/graphql?query=${encodeURIComponent('mutation { signOut }')}`);
    expect([gone.status, await messageOf(gone)]).toEqual([405, expect.stringContaining('POST')]);
    for (const search of [
      '',
      '?query=',
      '?query={today}&variables={',
      '?query={today}&variables=5',
      '?query={today}&x=1',
    ])
      expect([search, (await clerk.fetch(`${story.base}/graphql${search}`)).status]).toEqual([search, 400]);
    const plain = await clerk.fetch(`${story.base}/graphql?query={today}&variables={}`);
    expect(await plain.json()).toEqual({ data: { today: expect.any(String) } });
  });
});

const good = [
  '{ today viewer { id displayName unit { id name } } }',
  'query Q($f: CaseFilter, $n: Int = 2) { cases(filter: $f, first: $n) { totalCount edges { node { id title clocks { name legalDue } } } } }',
  'fragment F on PetitionCase { number title } query { cases(first: 1) { edges { node { ...F timeline { title } } } } }',
  'mutation ($i: ID!, $p: JSON!) { urgeCase(commandId: $i, input: $p) { status code message } }',
  'query { deadline(clock: "acceptance-notice", from: "2026-11-23") { legalDue explanation } }',
];
const piece = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '(',
    ')',
    '$',
    '@',
    '...',
    '"',
    '"""',
    ':',
    '!',
    '[',
    ']',
    '#',
    '|',
    '&',
    '\\u{110000}',
    'on',
  ),
  fc.constantFrom(
    '\u0000',
    '\ufeff',
    '\u202e',
    '\ud800',
    '字',
    '🙂',
    '\n',
    '__schema',
    '@skip(if: 5)',
    'fragment X on Nix { a }',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(...good),
);
/** A text with pieces put in, taken out and put in the place of others. */
const spoilt = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(
      text,
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 12 }), piece), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([whole, changes]) =>
      changes.reduce((now, [at, length, put]) => {
        const begin = Math.floor(at * now.length);
        return now.slice(0, begin) + put + now.slice(begin + length);
      }, whole),
    );
const anyVariables = fc.dictionary(fc.constantFrom('f', 'n', 'i', 'p', 'x'), fc.jsonValue({ maxDepth: 3 }), {
  maxKeys: 4,
});

describe('whatever is sent', () => {
  test('a spoilt query', async () => {
    await fc.assert(
      fc.asyncProperty(spoilt(fc.constantFrom(...good)), anyVariables, async (text, variables) => {
        await messageOf(await send(query(text, variables)));
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  test('a spoilt body', async () => {
    const bodies = fc.tuple(fc.constantFrom(...good), anyVariables).map(([text, variables]) => query(text, variables));
    await fc.assert(
      fc.asyncProperty(spoilt(bodies), async (body) => {
        await messageOf(await send(body));
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  test('any JSON at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        const answer = await send(body);
        expect(answer.status).toBe(400);
        await messageOf(answer);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
