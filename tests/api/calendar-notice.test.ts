import { readFileSync } from 'node:fs';
import { clockName } from '@huiyin/domain/messages';
import { brokenLink, testPassword, verifyDatabase } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, post, signIn } from '../testkit/graphql.ts';
import { ask, command, matter, openStory, receptionVisitor, type Story, submitOne } from './story.ts';

/* The State Council's yearly notice: put in by one administrator, confirmed by another, every open case dated anew. */

/** In the wording of the real ones; the days are made up, for the real notice is not in yet. */
const notice2027 = readFileSync(new URL('../regulation/notice-2027-trial.txt', import.meta.url), 'utf8');

let story: Story;
let admin: Caller;
let second: Caller;
let clerk: Caller;

beforeAll(async () => {
  story = await openStory();
  // the demand of 60 days then ends inside the Spring Festival of the notice
  story.server.clock.set('2026-12-11T09:00:00+08:00');
  [admin, clerk] = await Promise.all([story.as('admin'), story.as('clerk')]);
  const { addPerson } = await admin.query<{ addPerson: { initialPassword: string } }>(
    `mutation { addPerson(username: "admin2", displayName: "第二管理员", role: administrator, unitId: "bureau",
      mayReadAccusations: false) { initialPassword } }`,
  );
  const own = { username: 'admin2', password: addPerson.initialPassword, newPassword: testPassword };
  await post(
    story.base,
    'mutation ($username: String!, $password: String!, $newPassword: String!) { replaceInitialPassword(username: $username, password: $password, newPassword: $newPassword) { id } }',
    own,
  );
  second = await signIn(story.base, 'admin2', testPassword);
});
afterAll(() => story?.close());

const previewText = `query ($year: Int!, $text: String!) { previewCalendarNotice(year: $year, text: $text) {
  redated settled sessions { date festival kindName receiver booked } days { date before after festival } unusual groups { clock before { legalDue provisional } after { legalDue provisional } cases } } }`;
const casesText = `query ($id: ID!, $first: Int, $after: String) { calendarNoticeCases(id: $id, first: $first, after: $after) {
  rows { number unit clockName before { legalDue targetDue } after { legalDue targetDue } citation { regulation article } } endCursor } }`;
const propose = 'mutation ($year: Int!, $text: String!) { proposeCalendarNotice(year: $year, text: $text) }';
const confirm = 'mutation ($id: ID!) { confirmCalendarNotice(id: $id) }';
const withdraw = 'mutation ($id: ID!) { withdrawCalendarNotice(id: $id) }';
const importsText =
  '{ calendarImports { id state own redated settledBy year { year standing workingDays } preview { redated } } }';

/** An accepted appeal: its 60 days (Art 34) run from 2026-12-11. Gives the case's id. */
async function acceptedCase(): Promise<string> {
  const taken = matter();
  const payload = { channel: 'visit', receivedOn: '2026-12-11', matter: taken };
  expect((await submitOne(clerk, command('registerCase', payload))).status).toBe('accepted');
  const { version } = await caseOf(taken.caseId);
  const notice = { caseId: taken.caseId, expectedVersion: version, decision: 'accept', issuedOn: '2026-12-11' };
  expect(await submitOne(clerk, command('issueAcceptanceNotice', notice))).toMatchObject({ status: 'accepted' });
  return taken.caseId;
}

interface CaseView {
  readonly version: number;
  readonly clocks: readonly {
    clock: string;
    legalDue: string;
    targetDue: string;
    provisional: boolean;
    state: string;
    rolledFrom: string | null;
  }[];
  readonly timeline: readonly { type: string; detail: string | null; redated: object | null }[];
}

async function caseOf(id: string): Promise<CaseView> {
  const { petitionCase } = await clerk.query<{ petitionCase: CaseView }>(
    `query ($id: ID!) { petitionCase(id: $id) { version clocks { clock legalDue targetDue provisional state rolledFrom }
      timeline { type detail redated { clock before after } } } }`,
    { id },
  );
  return petitionCase;
}

async function handlingOf(id: string) {
  return (await caseOf(id)).clocks.find(({ clock }) => clock === 'handling');
}

async function code(caller: Caller, text: string, variables: Record<string, unknown>) {
  return (await ask(story.base, caller, text, variables)).errors?.[0]?.extensions?.code;
}

test('only administrators see or touch notices', async () => {
  for (const [text, variables] of [
    [previewText, { year: 2027, text: notice2027 }],
    [propose, { year: 2027, text: notice2027 }],
    [confirm, { id: 'x' }],
    [withdraw, { id: 'x' }],
    [casesText, { id: 'x' }],
    [importsText, {}],
    ['{ awaitedCalendarYear }', {}],
  ] as const) {
    expect(await code(clerk, text, variables), text).toBe('forbidden');
  }
});

describe('what cannot be read is refused with the clause at fault', () => {
  test.each([
    [
      'a weekday that is not that day’s',
      notice2027.replace('6月9日（周三）', '6月9日（周四）'),
      'notice-weekday-wrong',
    ],
    ['days that do not add up', notice2027.replace('共8天', '共9天'), 'notice-days-wrong'],
    ['a festival left out', notice2027.replace(/^六、.*\n/m, ''), 'notice-festival-missing'],
    ['a date that is still to come', `${notice2027}2026年12月12日`, 'notice-not-issued'],
    ['a number of another year than its date', `${notice2027}2025年12月10日`, 'notice-head-wrong'],
    ['one festival set anew', '国务院办公厅关于调整2027年劳动节假期安排的通知\n5月1日至4日放假。', 'notice-adjusts'],
    ['something else altogether', '今天天气不错', 'notice-unreadable'],
  ])('%s', async (_what, text, expected) => {
    expect(await code(admin, propose, { year: 2027, text })).toBe(expected);
  });

  test('another year’s text, and a year with none before it', async () => {
    expect(await code(admin, propose, { year: 2026, text: notice2027 })).toBe('notice-year-wrong');
    expect(await code(admin, propose, { year: 2029, text: notice2027.replaceAll('2027', '2029') })).toBe(
      'calendar-year-gap',
    );
  });
});

/** What the reception days (接访日) of these Wednesdays rest on. */
const rotaOf = async () =>
  (
    await clerk.query<{ receptionSessions: unknown }>(
      '{ receptionSessions(from: "2026-12-16", to: "2027-02-28") { date provisional dayOff } }',
    )
  ).receptionSessions;

/** The leader's duties in the calendar of their own phone. */
async function feedOf(leader: Caller): Promise<readonly string[]> {
  const { renewReceptionLink: path } = await leader.query<{ renewReceptionLink: string }>(
    'mutation { renewReceptionLink(kind: calendar) }',
  );
  const text = await (await fetch(`${story.base}${path}`)).text();
  return [...text.matchAll(/DTSTART:(\d{8})|(STATUS:TENTATIVE|（..放假，不接访）)/g)].map(
    ([, day, standing]) => day ?? standing ?? '',
  );
}

test('from preview to re-dated cases: two people, one transaction, every former date kept', async () => {
  const caseId = await acceptedCase();
  // 60 days end on 2027-02-09, a working day while only the statutory days are known
  expect(await handlingOf(caseId)).toMatchObject({
    legalDue: '2027-02-09',
    targetDue: '2027-02-09',
    provisional: true,
  });
  expect(await admin.query('{ awaitedCalendarYear }')).toEqual({ awaitedCalendarYear: 2027 });
  const planned = ['2026-12-16', '2027-01-13', '2027-02-10'];
  const sessions = planned.map((date) => ({ date, leaderId: 'person-leader' }));
  expect(await submitOne(clerk, command('planSessions', { sessions }))).toMatchObject({ status: 'accepted' });
  expect(await rotaOf()).toEqual([
    { date: '2026-12-16', provisional: false, dayOff: null },
    { date: '2027-01-13', provisional: true, dayOff: null },
    { date: '2027-02-10', provisional: true, dayOff: null },
  ]);
  const booked = receptionVisitor({
    sessionId: '2027-02-10',
    channel: 'telephone',
    bookedOn: '2026-12-11',
    toldOfRepresentatives: false,
  });
  expect(await submitOne(clerk, command('bookReception', booked))).toMatchObject({ status: 'accepted' });
  const leader = await story.as('leader');
  expect(await feedOf(leader)).toEqual(['20261216', '20270113', 'STATUS:TENTATIVE', '20270210', 'STATUS:TENTATIVE']);

  const { previewCalendarNotice: preview } = await admin.query<{
    previewCalendarNotice: { redated: number; days: { date: string; after: string }[]; groups: unknown[] };
  }>(previewText, { year: 2027, text: notice2027 });
  // of the three reception days one falls into the festival: those who are booked for it must be told (R39)
  expect(preview).toMatchObject({
    redated: 1,
    sessions: [{ date: '2027-02-10', festival: '春节', kindName: '领导接访日', receiver: 'leader', booked: 1 }],
  });
  expect(preview.days).toContainEqual({ date: '2027-02-09', before: 'workday', after: 'holiday', festival: '春节' });
  expect(preview.days).toContainEqual({
    date: '2027-01-31',
    before: 'weekend',
    after: 'makeUpWorkday',
    festival: null,
  });
  expect(preview.groups).toContainEqual({
    clock: 'handling',
    before: { legalDue: '2027-02-09', provisional: true },
    after: { legalDue: '2027-02-13', provisional: false },
    cases: 1,
  });
  expect(await handlingOf(caseId)).toMatchObject({ legalDue: '2027-02-09' });

  // a make-up day on an odd weekend contradicts nothing in the text: whoever confirms is told to look
  const moved = await admin.query(previewText, {
    year: 2027,
    text: notice2027.replace('1月31日（周日）', '1月24日（周日）'),
  });
  expect(moved).toMatchObject({ previewCalendarNotice: { unusual: ['2027-01-24'] } });
  expect(preview).toMatchObject({ unusual: [] });

  const { proposeCalendarNotice: id } = await admin.query<{ proposeCalendarNotice: string }>(propose, {
    year: 2027,
    text: notice2027,
  });
  expect(await code(admin, propose, { year: 2027, text: notice2027 })).toBe('calendar-notice-waiting');
  expect(await code(admin, confirm, { id })).toBe('calendar-notice-own');
  expect(await handlingOf(caseId)).toMatchObject({ legalDue: '2027-02-09', provisional: true });

  // whoever pastes it sees the same cases as whoever confirms it
  const pasted = await admin.query<{ previewCalendarNoticeCases: { rows: readonly object[] } }>(
    'query ($text: String!) { previewCalendarNoticeCases(year: 2027, text: $text) { rows { number after { legalDue } } } }',
    { text: notice2027 },
  );
  expect(pasted.previewCalendarNoticeCases.rows).toEqual([
    { number: expect.stringMatching(/^访〔2026〕\d+号$/), after: { legalDue: '2027-02-13' } },
  ]);
  const unread = '{ previewCalendarNoticeCases(year: 2027, text: "放假") { endCursor } }';
  expect(await code(admin, unread, {})).toMatch(/^notice-/);

  // whoever confirms sees which case, from which date to which and by which article; not whose it is, nor about what
  const { calendarNoticeCases: which } = await second.query<{ calendarNoticeCases: unknown }>(casesText, { id });
  expect(which).toEqual({
    rows: [
      {
        number: expect.stringMatching(/^访〔2026〕\d+号$/),
        unit: expect.any(String),
        clockName: clockName('handling'),
        before: { legalDue: '2027-02-09', targetDue: '2027-02-09' },
        after: { legalDue: '2027-02-13', targetDue: '2027-02-04' },
        citation: { regulation: expect.stringContaining('信访工作条例'), article: '第三十四条' },
      },
    ],
    endCursor: null,
  });
  expect(await code(second, casesText, { id: 'x' })).toBe('unknown-calendar-notice');
  expect(await code(second, casesText, { id, after: 'x' })).toBe('invalid-cursor');

  await second.query(confirm, { id });
  // the last day falls into the festival: it moves to the first working day after it (民法典第二百零三条)
  expect(await handlingOf(caseId)).toMatchObject({
    legalDue: '2027-02-13',
    targetDue: '2027-02-04',
    provisional: false,
  });
  // a reception day that the festival has taken says so, the others are no longer 暂定 (R39)
  expect(await rotaOf()).toEqual([
    { date: '2026-12-16', provisional: false, dayOff: null },
    { date: '2027-01-13', provisional: false, dayOff: null },
    { date: '2027-02-10', provisional: false, dayOff: '春节' },
  ]);
  expect(await feedOf(leader)).toEqual(['20261216', '20270113', '20270210', '（春节放假，不接访）']);
  expect((await caseOf(caseId)).timeline.at(-1)).toMatchObject({
    type: 'clockRedated',
    detail: expect.stringContaining('2027年放假安排已更新'),
    redated: { clock: 'handling', before: '2027-02-09', after: '2027-02-13' },
  });
  expect(await code(second, confirm, { id })).toBe('calendar-notice-settled');
  expect(await code(admin, withdraw, { id })).toBe('calendar-notice-settled');
  expect(await code(admin, casesText, { id })).toBe('calendar-notice-settled');
  const { calendarImports } = await admin.query<{ calendarImports: unknown[] }>(importsText);
  expect(calendarImports).toEqual([
    {
      id,
      state: 'confirmed',
      own: true,
      redated: 1,
      settledBy: '第二管理员',
      year: { year: 2027, standing: 'official', workingDays: 248 },
      preview: null,
    },
  ]);
  expect(await admin.query('{ awaitedCalendarYear }')).toEqual({ awaitedCalendarYear: null });

  // what comes afterwards is dated by it at once, and the public calculator says the same
  expect(await handlingOf(await acceptedCase())).toMatchObject({ legalDue: '2027-02-13', provisional: false });
  const { deadline } = await clerk.query<{ deadline: unknown }>(
    '{ deadline(clock: "handling", from: "2026-12-11") { legalDue provisional } }',
  );
  expect(deadline).toEqual({ legalDue: '2027-02-13', provisional: false });
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
  const { prisma } = story.server.database;
  expect(await brokenLink(prisma, 'test', { kind: 'administration', id: 'test' })).toBeUndefined();
});

test.each([
  ['notice-date-wrong', '4月3日（周六）至', '4月31日（周六）至'],
  ['notice-festival-unknown', '六、中秋节', '六、重阳节'],
  ['notice-festival-twice', '六、中秋节：9月15日（周三）', '六、端午节：6月9日（周三）'],
  ['notice-festival-day-missing', '9月15日（周三）', '9月16日（周四）'],
  ['notice-overlap', '9月26日（周日）、10月9日', '10月9日（周六）、10月9日'],
  ['notice-make-up-wrong', '9月26日（周日）', '8月29日（周日）'],
  ['notice-balance-wrong', '9月26日（周日）、10月9日（周六）上班', '10月9日（周六）上班'],
])('a slip in the notice, %s: refused with its clause and the article, and nothing waits', async (why, from, to) => {
  const { errors } = await ask(story.base, admin, propose, { year: 2027, text: notice2027.replace(from, to) });
  const [error] = errors ?? [];
  expect(error?.extensions?.code).toBe(why);
  expect(error?.message).toMatch(/^“.、.+”中，.+依据《全国年节及纪念日放假办法》.+请与通知原文核对|请.+。$/);
});

test('a festival that is lengthened while the year runs (as in 2020) moves dates once more', async () => {
  const caseId = await acceptedCase();
  const text =
    '国务院办公厅关于延长2027年春节假期的通知\n延长2027年春节假期至2月15日（周一），2月16日（周二）起正常上班。';
  const { proposeCalendarNotice: id } = await second.query<{ proposeCalendarNotice: string }>(propose, {
    year: 2027,
    text,
  });
  const { calendarImports } = await admin.query<{ calendarImports: { preview: unknown }[] }>(importsText);
  expect(calendarImports[0]?.preview).toEqual({ redated: 3 });
  await admin.query(confirm, { id });
  expect(await handlingOf(caseId)).toMatchObject({ legalDue: '2027-02-16', provisional: false });
});

test('a proposal can be taken back, and nothing has counted by it', async () => {
  const caseId = await acceptedCase();
  const text = `一、元旦：1月1日至3日放假，共3天。
二、春节：1月25日至2月1日放假调休，共8天。1月23日（周日）、2月5日（周六）上班。
三、清明节：4月4日（周二）放假1天。
四、劳动节：5月1日至2日放假，共2天。
五、端午节：5月27日至29日放假，共3天。
六、国庆节、中秋节：10月1日至8日放假调休，共8天。9月30日（周六）上班。`;
  const { proposeCalendarNotice: id } = await admin.query<{ proposeCalendarNotice: string }>(propose, {
    year: 2028,
    text,
  });
  await second.query(withdraw, { id });
  expect(await code(second, confirm, { id })).toBe('calendar-notice-settled');
  expect(await handlingOf(caseId)).toMatchObject({ legalDue: '2027-02-16' });
});

test('cases that arrive while a notice is being confirmed are dated by the new calendar, or re-dated: never by the old one', async () => {
  const text =
    '国务院办公厅关于延长2027年春节假期的通知\n延长2027年春节假期至2月18日（周四），2月19日（周五）起正常上班。';
  const { proposeCalendarNotice: id } = await admin.query<{ proposeCalendarNotice: string }>(propose, {
    year: 2027,
    text,
  });
  const arriving = Array.from({ length: 12 }, async (_, n) => {
    await new Promise((resolve) => setTimeout(resolve, n * 8));
    return acceptedCase();
  });
  const [ids] = await Promise.all([Promise.all(arriving), second.query(confirm, { id })]);
  for (const caseId of ids) expect(await handlingOf(caseId)).toMatchObject({ legalDue: '2027-02-19' });
  expect((await verifyDatabase(story.server.database)).findings).toEqual([]);
});

test('an extended limit that ends on a day off says so: its last day rolls to the first working day (Art 34)', async () => {
  const caseId = await acceptedCase();
  const day = '2026-12-11';
  const extended = { caseId, days: 1, reason: '须鉴定', approverId: 'person-east', decidedOn: day, toldOn: day };
  const { version } = await caseOf(caseId);
  const given = command('extendHandling', { ...extended, expectedVersion: version });
  expect(await submitOne(clerk, given)).toMatchObject({ status: 'accepted' });
  // sixty days and one end on 10 February, within the festival
  expect(await handlingOf(caseId)).toMatchObject({ legalDue: '2027-02-19', rolledFrom: '2027-02-10' });
});

test('the cases of a waiting notice are read page by page; of an accusation neither number nor unit is told', async () => {
  await acceptedCase();
  const accused = matter({ facts: { ...matter().facts, contentKind: 'accusation' } });
  const payload = { channel: 'visit', receivedOn: '2026-12-11', matter: accused };
  expect((await submitOne(clerk, command('registerCase', payload))).status).toBe('accepted');
  // two working days less around the festival: every date behind it moves
  const text = notice2027.replace('1月31日（周日）', '1月24日（周日）');
  const { proposeCalendarNotice: id } = await admin.query<{ proposeCalendarNotice: string }>(propose, {
    year: 2027,
    text,
  });
  interface Cases {
    readonly rows: readonly { number: string | null; unit: string | null; clockName: string }[];
    readonly endCursor: string | null;
  }
  const page = async (asked: Readonly<Record<string, unknown>>) =>
    (await second.query<{ calendarNoticeCases: Cases }>(casesText, { id, ...asked })).calendarNoticeCases;
  const whole = await page({ first: 100 });
  const { rows: kept } = await story.server.database.pool.query<{ number: string; compartment: string }>(
    'select number, compartment from petition_case where next_legal_due is not null',
  );
  for (const { number, compartment } of kept) {
    if (compartment === 'accusation') expect(JSON.stringify(whole)).not.toContain(number);
  }
  expect(whole.endCursor).toBeNull();
  const read: Cases['rows'][number][] = [];
  for (let after: string | null = null; ; ) {
    const next: Cases = await page({ first: 1, after });
    read.push(...next.rows);
    after = next.endCursor;
    if (after === null) break;
  }
  expect(read).toEqual(whole.rows);
  const { preview } = (
    await second.query<{ calendarImports: { id: string; preview: { redated: number } | null }[] }>(importsText)
  ).calendarImports.find((one) => one.id === id) ?? { preview: null };
  expect(preview?.redated).toBeGreaterThanOrEqual(1);
  expect(new Set(read.map(({ number }) => number)).size).toBeLessThanOrEqual(preview?.redated ?? 0);
  expect(read.length).toBeGreaterThanOrEqual(preview?.redated ?? 0);
  await admin.query(withdraw, { id });
});

test('of two waiting notices that claim one day the second can no longer be confirmed, only taken back', async () => {
  const longer =
    '国务院办公厅关于延长2027年国庆节假期的通知\n延长2027年国庆节假期至12月26日（周日），12月27日（周一）起正常上班。';
  const next = `一、元旦：1月1日至4日放假调休，共4天。2027年12月26日（周日）上班。
二、春节：1月25日至2月1日放假调休，共8天。1月23日（周日）、2月5日（周六）上班。
三、清明节：4月4日（周二）放假1天。
四、劳动节：5月1日至2日放假，共2天。
五、端午节：5月27日至29日放假，共3天。
六、国庆节、中秋节：10月1日至8日放假调休，共8天。9月30日（周六）上班。`;
  const proposed = async (year: number, text: string) =>
    (await admin.query<{ proposeCalendarNotice: string }>(propose, { year, text })).proposeCalendarNotice;
  const [first, other] = [await proposed(2027, longer), await proposed(2028, next)];
  await second.query(confirm, { id: first });
  expect(await code(second, confirm, { id: other })).toBe('notice-against-calendar');
  expect(await code(second, casesText, { id: other })).toBe('notice-against-calendar');
  const { calendarImports } = await second.query<{ calendarImports: { id: string; preview: unknown }[] }>(importsText);
  expect(calendarImports.find(({ id }) => id === other)).toMatchObject({ state: 'waiting', preview: null });
  await second.query(withdraw, { id: other });
});
