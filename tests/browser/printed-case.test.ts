import { dateInShanghai } from '@huiyin/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoDesk, openDemoDesk } from '../testkit/demo-desk.ts';

/* A case page on paper says by whom and when it was printed and of which year its days are; with somebody unmasked, each sheet is marked. */

let desk: DemoDesk;
beforeAll(async () => {
  desk = await openDemoDesk('printed-case');
}, 120_000);
afterAll(() => desk?.close());

test('a printed case names unit, person, day and year; a watermark stands on it only while somebody is unmasked', async () => {
  const office = await desk.enter('office1');
  await office.getByTestId('work-row').first().getByRole('link').first().click();
  await office.getByTestId('case-page').waitFor();
  const by = office.getByTestId('printed-by');
  const mark = office.getByTestId('watermark');
  expect([await by.isVisible(), await mark.count()]).toEqual([false, 0]);
  const year = dateInShanghai(Date.now()).slice(0, 4);
  await office.emulateMedia({ media: 'print' });
  expect(await by.textContent()).toMatch(
    new RegExp(`^局办公室 许文静 ${year}年\\d+月\\d+日 \\d\\d:\\d\\d打印。文中未写年份的日期均为${year}年。$`),
  );
  expect([await by.isVisible(), await mark.count()]).toEqual([true, 0]);

  await office.emulateMedia({ media: null });
  await office.getByRole('button', { name: '查看完整信息' }).click();
  await office.getByLabel('查看理由').selectOption({ index: 1 });
  await office.getByRole('button', { name: '查看并记录' }).click();
  await mark.waitFor({ state: 'attached' });
  expect(await mark.isVisible()).toBe(false);
  await office.emulateMedia({ media: 'print' });
  expect(await mark.isVisible()).toBe(true);
  expect(await mark.textContent()).toContain('含个人信息 仅供办理 局办公室 许文静');
  await office.emulateMedia({ media: null });
  await office.getByRole('button', { name: '隐藏', exact: true }).click();
  await mark.waitFor({ state: 'detached' });
});
