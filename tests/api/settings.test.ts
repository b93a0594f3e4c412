import { openDatabase, startTestServer, testPassword } from '@huiyin/server/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { ask, openStory, registerCase, type Story, submitOne } from './story.ts';

// The bureau's switches: set by an administrator, from a day on, audited, and in force for the next command in every process.

let story: Story;
let admin: Caller;
let clerk: Caller;

beforeAll(async () => {
  story = await openStory();
  [admin, clerk] = await Promise.all([story.as('admin'), story.as('clerk')]);
});
afterAll(() => story?.close());

const changeText = `mutation ($key: ID!, $value: String!, $reason: String!, $validFrom: Date) {
  changeSetting(key: $key, value: $value, reason: $reason, validFrom: $validFrom) { key value } }`;
const change = (key: string, value: string, validFrom?: string) =>
  ask(story.base, admin, changeText, { key, value, reason: '局长办公会纪要', ...(validFrom && { validFrom }) });

interface SettingAnswer {
  readonly key: string;
  readonly value: string;
  readonly initial: string;
  readonly citations: readonly { rule: string | null }[];
  readonly versions: readonly { value: string; validFrom: string; reason: string; setBy: string }[];
}

async function setting(key: string): Promise<SettingAnswer | undefined> {
  const { settings } = await admin.query<{ settings: readonly SettingAnswer[] }>(
    '{ settings { key value initial citations { rule } versions { value validFrom reason setBy } } }',
  );
  return settings.find((one) => one.key === key);
}

async function registered(change_: Readonly<Record<string, unknown>> = {}) {
  const outcome = await submitOne(clerk, registerCase(change_));
  expect(outcome).toMatchObject({ status: 'accepted' });
  return outcome.cases[0];
}

test('a switch shows its reading, its article and who changed it when; nobody but administrators sees them', async () => {
  expect(await setting('bookingDays')).toMatchObject({
    value: '7',
    initial: '7',
    citations: [{ rule: 'R43' }],
    versions: [],
  });
  expect((await change('bookingDays', '10')).errors).toBeUndefined();
  expect(await setting('bookingDays')).toMatchObject({
    value: '10',
    versions: [{ value: '10', validFrom: '2026-11-23', reason: '局长办公会纪要', setBy: 'admin' }],
  });
  for (const text of [
    '{ settings { key } }',
    'mutation { changeSetting(key: "bookingDays", value: "1", reason: "x") { key } }',
  ]) {
    expect((await ask(story.base, clerk, text)).errors?.[0]?.extensions?.code).toBe('forbidden');
  }
});

test.each([
  ['a value outside its range', 'bookingDays', '0', undefined, 'setting-value', '1至30的整数'],
  ['hours that end before they begin', 'morning', '12:00-08:30', undefined, 'setting-value', '起早于止'],
  ['an opening that is no Chinese', 'organMark', 'JX', undefined, 'setting-value', '1至4个汉字'],
  ['a switch that does not exist', 'everything', 'on', undefined, 'unknown-setting'],
  ['a day gone by', 'bookingDays', '9', '2026-11-22', 'setting-day'],
  ['what holds already', 'strictReceptionFile', 'off', undefined, 'setting-unchanged'],
  ['the opening of another channel', 'opening-letter', '访', undefined, 'number-opening-taken'],
])('%s is refused in words', async (_title, key, value, validFrom, code, said = '') => {
  const [error] = (await change(key, value, validFrom)).errors ?? [];
  expect(error?.extensions?.code).toBe(code);
  expect(error?.message).toContain(said);
});

test('the province’s five working days bind the next case, and no case before it', async () => {
  expect(await registered()).toMatchObject({ clock: 'acceptance-notice', legalDue: '2026-12-08' });
  await change('province', 'zhejiang');
  expect(await registered()).toMatchObject({ clock: 'acceptance-notice', legalDue: '2026-11-30' });
  await change('province', 'none');
  expect(await registered()).toMatchObject({ legalDue: '2026-12-08' });
});

test('a new opening stands in the next number, in another process too; the counting goes on without a gap', async () => {
  const before = await registered();
  expect(before?.number).toMatch(/^信〔2026〕\d+号$/);
  const second = await startTestServer(story.server.database.url);
  const there = await signIn(second.base, 'clerk', testPassword);
  await submitOne(there, registerCase({}, 'visit')); // the other process has read the settings before
  await change('opening-letter', '教信');
  const outcome = await submitOne(there, registerCase());
  const next = Number(/\d+(?=号)/.exec(before?.number ?? '')?.[0]) + 1;
  expect(outcome.cases[0]?.number).toBe(`教信〔2026〕${next}号`);
  await second.close();
});

test('set for a later day, it waits for that day', async () => {
  await change('opening-fax', '传真', '2026-12-01');
  expect(await setting('opening-fax')).toMatchObject({
    value: '传',
    versions: [{ value: '传真', validFrom: '2026-12-01' }],
  });
  story.server.clock.set('2026-12-01T09:00:00+08:00');
  admin = await signIn(story.base, 'admin', testPassword); // a week without a word ends a session
  expect(await setting('opening-fax')).toMatchObject({ value: '传真' });
});

test('each change stands in the audit, with the value before', async () => {
  const database = openDatabase(story.server.database.url);
  const { rows } = await database.pool.query<{ data: { key: string; from: string; to: string } }>(
    `select data from event where stream_kind = 'administration' and type = 'settingChanged' order by seq`,
  );
  await database.close();
  expect(rows.map(({ data }) => `${data.key} ${data.from} ${data.to}`)).toEqual([
    'bookingDays 7 10',
    'province none zhejiang',
    'province zhejiang none',
    'opening-letter 信 教信',
    'opening-fax 传 传真',
  ]);
});
