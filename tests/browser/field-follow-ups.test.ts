import { randomUUID } from 'node:crypto';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, matter, outreachVisit, submitOne } from '../api/story.ts';
import { picture } from '../testkit/browser.ts';
import { type FieldPhone, makeReady, openFieldPhone } from '../testkit/field-phone.ts';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { openVault } from '../testkit/vault.ts';

/* 我的后续 (R22) on 今日: what was promised on a visit is settled where it stands, with no signal too. */

let phone: FieldPhone;
let leader: Caller;
const what = '与交警对接校门口疏导';
const raised = '校门口护栏缺损';

const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
const daysAgo = (days: number) => new Date(Date.parse(today()) - days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  phone = await openFieldPhone('follow-ups');
  leader = await signIn(phone.url, 'leader1');
  const { units } = await leader.query<{ units: { id: string; kind: string; parentId: string }[] }>(
    '{ units { id kind parentId } }',
  );
  const school = units.find(({ kind }) => kind === 'districtSchool');
  const { payload } = outreachVisit({
    matters: [matter({ title: raised, handlingUnitId: school?.parentId })],
    visitedOn: daysAgo(9),
    placeUnitId: school?.id,
    followUps: [{ id: randomUUID(), what, owner: '西河区教育局', dueOn: daysAgo(8) }],
  });
  expect(await submitOne(leader, command('logOutreachVisit', payload))).toMatchObject({ status: 'accepted' });
  await makeReady(phone.page, phone.url);
}, 120_000);

afterAll(() => phone?.close(), 30_000);

/** What came of it, as the server has it. */
async function resultOf(): Promise<string | undefined> {
  const { followUps } = await leader.query<{
    followUps: { edges: { node: { what: string; settled: { result: string } | null } }[] };
  }>('{ followUps(settled: true, first: 50) { edges { node { what settled { result } } } } }');
  return followUps.edges.find(({ node }) => node.what === what)?.node.settled?.result;
}

test('one that is past its day is settled on 今日 with no signal, and goes from there; the visit says that it was', async () => {
  const { page } = phone;
  const list = page.getByTestId('follow-ups');
  await list.getByText(what).waitFor();
  const settle = list.getByRole('button', { name: `落实：${what}` });
  await settle.waitFor();
  await picture(page, 'follow-ups', true);
  // with letters twice as large the chip stands below the words instead of squeezing them
  await page.setViewportSize({ width: 195, height: 422 });
  const top = async (part: Locator) => (await part.boundingBox())?.y ?? 0;
  const bottom = async (part: Locator) => (await top(part)) + ((await part.boundingBox())?.height ?? 0);
  expect(await bottom(list.locator('strong').first())).toBeLessThanOrEqual(await top(list.getByText('已过期').first()));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.context().setOffline(true);
  await settle.click();
  const sheet = page.getByRole('dialog', { name: '填写落实结果' });
  await sheet.getByLabel('落实日期').fill(daysAgo(20));
  await sheet.getByLabel('结果').fill('已增派人员');
  await sheet.getByRole('button', { name: '保存落实结果' }).click();
  await sheet.getByText(/早于下访日期/).waitFor();
  await picture(page, 'follow-up-settle');
  await sheet.getByLabel('落实日期').fill(today());
  await sheet.getByRole('button', { name: '保存落实结果' }).click();
  await list.getByText('已填结果，待上报').waitFor();
  await page.context().setOffline(false);
  await expect.poll(resultOf, { timeout: 20_000 }).toBe('已增派人员');
  await expect.poll(() => list.getByText(what).count(), { timeout: 20_000 }).toBe(0);
  await page.goto(`${phone.url}/field/visits`);
  await openVault(page);
  const visit = page.getByTestId('visits').locator('details').filter({ hasText: what });
  await visit.locator('summary').click();
  await visit.getByText('已落实').waitFor();
  await picture(page, 'visit-follow-ups', true);
  // what was raised leads to its case
  await visit.getByRole('link', { name: raised }).click();
  await page.getByTestId('case').filter({ hasText: raised }).and(page.locator('[open]')).waitFor();
});
