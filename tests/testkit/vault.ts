import type { Page } from 'playwright-core';

/** The PIN (本机口令) of every phone in the tests. */
export const PIN = '一句好记的话';

/**
 * Sets the PIN of a phone that has none yet, or opens its lock; waits until the field door shows its pages. Answers what the
 * screen said where there was none.
 */
export async function openVault(page: Page, pin = PIN): Promise<string | undefined> {
  const bar = page.getByRole('navigation', { name: '主要页面' });
  const setUp = page.getByRole('heading', { name: '设置本机口令' });
  const lock = page.getByTestId('lock-screen');
  const form = page.getByTestId('draft-line');
  await bar.or(setUp).or(lock).or(form).first().waitFor({ timeout: 15_000 });
  let said: string | undefined;
  if (await setUp.isVisible()) {
    said = (await page.locator('body').textContent()) ?? '';
    await page.getByLabel('本机口令', { exact: true }).fill(pin);
    await page.getByLabel('再输一次').fill(pin);
    await page.getByRole('button', { name: '设好并打开' }).click();
  } else if (await lock.isVisible()) {
    await page.getByLabel('本机口令', { exact: true }).fill(pin);
    await page.getByRole('button', { name: '打开', exact: true }).click();
  }
  await bar.or(form).first().waitFor({ timeout: 15_000 });
  return said;
}
