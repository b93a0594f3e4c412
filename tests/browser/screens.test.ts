import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterApp, type RealBrowser, startBrowser } from '../testkit/browser.ts';
import { startDemo } from '../testkit/demo.ts';
import type { HuiyinProcess } from '../testkit/process.ts';
import { openVault } from '../testkit/vault.ts';

/*
 * Every screen at a phone's and a desk's size: readable by a screen reader (axe), by night too, nothing hanging over the edge, what
 * has the keys in sight, no script error, and not one request that leaves the building (no external fonts, CDNs or calls).
 */

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } } as const;
const screens: Readonly<Record<string, readonly string[]>> = {
  '': ['/sign-in', '/due'],
  leader1: [
    '/field',
    '/field/visits/new',
    '/field/visits',
    '/field/cases',
    '/field/reception',
    '/field/outbox',
    '/field/me',
  ],
  office1: [
    '/desk',
    '/desk/cases',
    '/desk/register',
    '/desk/reception',
    '/desk/reception/figures',
    '/desk/hotline',
    '/desk/notices',
    '/desk/import',
    '/desk/visits',
    '/desk/reports',
    '/wall',
  ],
  wall: ['/wall'],
  admin: [
    '/admin',
    '/admin/people',
    '/admin/settings',
    '/password',
    '/admin/access',
    '/admin/screens',
    '/admin/programs',
    '/tokens',
  ],
};

let folder: string;
let huiyin: HuiyinProcess;
let browser: RealBrowser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-screens-'));
  huiyin = await startDemo(folder);
  browser = await startBrowser(join(folder, 'profile'));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await huiyin?.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

async function enter(context: BrowserContext, username: string): Promise<Page> {
  const page = await context.newPage();
  if (username === '') return page;
  await enterApp(page, huiyin.url, username);
  if (new URL(page.url()).pathname.startsWith('/field')) {
    await openVault(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }
  return page;
}

/** Serious findings of axe, each as one line; of all its rules, or of the one named. */
async function findings(page: Page, rule?: string): Promise<string[]> {
  await page.addScriptTag({ path: axe }).catch(async () => {
    // The page's own policy forbids foreign scripts, as it should: run axe beside it.
    await page.evaluate(await (await import('node:fs/promises')).readFile(axe, 'utf8'));
  });
  return page.evaluate(async (rule) => {
    // axe-core puts itself on the window.
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ passes: Violation[]; violations: Violation[] }> };
    };
    type Violation = { id: string; impact: string; nodes: { html: string }[] };
    const { passes, violations } = await axe.run(rule === undefined ? {} : { runOnly: [rule] });
    if (passes.length < (rule === undefined ? 8 : 1))
      return [`axe found only ${passes.length} rules to try: did it see the page?`];
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  }, rule);
}

const overhang = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** What takes the keys while Tab goes on, and stays under something else (WCAG 2.4.11). */
async function covered(page: Page): Promise<string[]> {
  const look = () =>
    page.evaluate(() => {
      const taken = document.activeElement?.closest('label') ?? document.activeElement;
      if (!taken || taken === document.body) return undefined;
      const { left, top, width, height } = taken.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      const seen = hit !== null && (taken.contains(hit) || hit.contains(taken));
      return seen ? undefined : taken.outerHTML.slice(0, 120);
    });
  const found: string[] = [];
  for (let stop = 0; stop < 25; stop += 1) {
    await page.keyboard.press('Tab');
    if ((await look()) === undefined) continue;
    await page.waitForTimeout(200); // what is moved into sight arrives
    const still = await look();
    if (still !== undefined) found.push(still);
  }
  return found;
}

for (const [username, paths] of Object.entries(screens)) {
  for (const [name, viewport] of Object.entries(sizes)) {
    describe(`${username || '未登录'} · ${name}`, () => {
      let context: BrowserContext;
      let page: Page;
      const outside: string[] = [];
      const errors: string[] = [];

      beforeAll(async () => {
        context = await browser.browser.newContext({ viewport, locale: 'zh-CN' });
        context.on('request', (request) => {
          const url = new URL(request.url());
          if (/^http/.test(url.protocol) && url.origin !== huiyin.url) outside.push(url.href);
        });
        page = await enter(context, username);
        page.on('pageerror', (error) => errors.push(error.message));
      });
      afterAll(() => context?.close());

      test.each(paths)('%s', async (path) => {
        await page.goto(`${huiyin.url}${path}`);
        await page.locator('h1').first().waitFor();
        await page.waitForTimeout(700);
        if (process.env.HUIYIN_SCREENSHOTS) {
          const file = `${name}${path.replaceAll('/', '-')}.png`;
          await page.screenshot({ path: join(process.env.HUIYIN_SCREENSHOTS, file) });
        }
        expect(await findings(page)).toEqual([]);
        if (viewport === sizes.phone) {
          // colours are the same at both sizes: by night they are looked at once, when none is still changing
          await page.emulateMedia({ colorScheme: 'dark' });
          await page.evaluate(() => {
            const changing = document.getAnimations().filter((one) => one instanceof CSSTransition);
            return Promise.allSettled(changing.map(({ finished }) => finished));
          });
          expect(await findings(page, 'color-contrast'), 'by night').toEqual([]);
          await page.emulateMedia({ colorScheme: null });
          // the phone has bars at its edges
          expect(await covered(page), 'has the keys, and lies under something').toEqual([]);
        }
        expect(await overhang(page), 'pixels hanging over the right edge').toBeLessThanOrEqual(0);
        expect(errors).toEqual([]);
        expect(outside).toEqual([]);
      });
    });
  }
}

describe('beyond the usual', () => {
  test('letters enlarged to 200 % on a phone: nothing hangs over, no word is broken over lines', async () => {
    const context = await browser.browser.newContext({ viewport: { width: 195, height: 422 }, locale: 'zh-CN' });
    const page = await enter(context, 'office1');
    for (const [path, row] of [
      ['/desk', 'work-row'],
      ['/desk/hotline', 'case-row'],
    ] as const) {
      await page.goto(`${huiyin.url}${path}`);
      await page.getByTestId(row).first().waitFor();
      expect(await overhang(page), path).toBeLessThanOrEqual(0);
      const entries = page.getByRole('navigation', { name: '工作台导航' }).locator('li a > span');
      const heights = await entries.evaluateAll((words) => words.map((word) => word.getBoundingClientRect().height));
      expect(heights.length).toBeGreaterThan(5);
      expect(Math.max(...heights), 'one line each').toBeLessThan(24);
      const right = await page
        .getByTestId(row)
        .locator('[data-due]')
        .evaluateAll((chips) => Math.max(...chips.map((chip) => chip.getBoundingClientRect().right)));
      expect(right).toBeGreaterThan(0);
      expect(right, 'a chip within its card').toBeLessThanOrEqual(195 - 16);
    }
    await page.setViewportSize(sizes.phone);
    await page.goto(`${huiyin.url}/wall`);
    const units = page.getByRole('table', { name: /各承办单位/ }).locator('tbody th');
    await units.first().waitFor();
    const widths = await units.evaluateAll((names) => names.map((name) => name.getBoundingClientRect().width));
    expect(Math.min(...widths), 'a name of a unit is read across').toBeGreaterThan(80);
    await context.close();
  });

  test('a due date on paper: that an article is still to be verified stands on the screen alone', async () => {
    const context = await browser.browser.newContext({ viewport: sizes.phone, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(`${huiyin.url}/due?clock=simple-handling&from=2026-11-18`);
    const note = page.getByText('待核').filter({ visible: true });
    await note.first().waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await note.count()).toBe(0);
    await page.getByText('依据《信访事项简易办理办法（试行）》').first().waitFor();
    await context.close();
  });

  test('people and units on paper: a table with its heads and every unit, no box to type in, no button', async () => {
    const context = await browser.browser.newContext({ viewport: sizes.desk, locale: 'zh-CN' });
    const page = await enter(context, 'admin');
    await page.goto(`${huiyin.url}/admin/people`);
    await page.getByTestId('people-list').getByText('许文静').waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.getByText('姓名、用户名', { exact: true }).waitFor();
    expect(await page.locator('button:visible, input:visible').count()).toBe(0);
    await page.goto(`${huiyin.url}/admin`);
    await page.getByTestId('unit-tree').getByText('基础教育处').waitFor();
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.getByText('东湖区第二小学').waitFor();
    expect(await page.locator('button:visible, input:visible').count()).toBe(0);
    await context.close();
  });
});

test('no figure in the tables of a report is parted over two lines', { timeout: 30_000 }, async () => {
  const context = await browser.browser.newContext({ locale: 'zh-CN' });
  const page = await enter(context, 'office1');
  await page.goto(`${huiyin.url}/desk/reports`);
  await page.locator('a[href^="/desk/reports/"]').last().click();
  await page.getByText('各项比率').first().waitFor();
  for (const viewport of Object.values(sizes)) {
    await page.setViewportSize(viewport);
    const cells = await page.locator('td').evaluateAll((all) =>
      all.map((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
        return { text: cell.textContent ?? '', lines };
      }),
    );
    const figures = cells.filter(({ text }) => /^[\d.]+%$/.test(text));
    expect(figures.length).toBeGreaterThan(5);
    expect(figures.filter(({ lines }) => lines > 1)).toEqual([]);
  }
  await context.close();
});
