import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from './graphql.ts';
import { openVault } from './vault.ts';

/** What a page has asked for. */
export interface Load {
  readonly files: number;
  /** Gzipped, as it comes over the line. */
  readonly bytes: number;
}

/** JavaScript that the page itself asks for until the field door stands: with nothing kept yet, and the lock before it. */
export async function loadFieldDoor(page: Page, url: string): Promise<Load> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('用户名').fill('leader1');
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script' && !response.url().endsWith('service-worker.js'))
      scripts.set(
        response.url(),
        response.body().catch(() => Buffer.alloc(0)),
      );
  });
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL((now) => now.pathname.startsWith('/field'));
  await openVault(page);
  // Once more from the start, as a signed-in person opens the app: the sign-in page is no part of the door.
  // Without the worker, which would give the files, and the key of the page before.
  await page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    await worker.unregister();
  });
  scripts.clear();
  await page.goto(`${url}/field`);
  await openVault(page);
  const bodies = await Promise.all(scripts.values());
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  return { files: bodies.length, bytes };
}
