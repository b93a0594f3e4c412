import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inFocus, tabTo } from '../testkit/demo-desk.ts';

/** Where a desk's fields stand, and a phone's, which has no form around them; not the search at the head of a desk. */
const fields = (page: Page) => page.locator('dialog[open], form:not(header form), main').last();

/** The field whose label begins so; after it may stand that it can be left empty. */
const fieldOf = (page: Page, label: string) =>
  fields(page)
    .getByLabel(new RegExp(`^${label.replace(/[（）()]/g, '.')}`))
    .and(page.locator('input, select, textarea'))
    .first();

/** Tab comes to a field, by its label, and the text is typed. */
export async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(fieldOf(page, label));
  await page.keyboard.type(text);
}

/**
 * Tab comes to a date and its digits are typed in one go, in the order in which this browser's language writes them.
 * `date` is YYYY-MM-DD.
 */
export async function typeDate(page: Page, label: string, date: string): Promise<void> {
  const field = fieldOf(page, label);
  const [year = '', month = '', day = ''] = date.split('-');
  await tabTo(field);
  await page.keyboard.type(`${year}${month}${day}`);
  if ((await field.inputValue()) === date) return;
  for (let part = 0; part < 3; part += 1) await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(`${month}${day}${year}`);
  expect(await field.inputValue()).toBe(date);
}

/** Tab comes to a list of units, a name is typed, and Enter takes the first that has it. */
export async function pick(page: Page, label: string, unit: string): Promise<void> {
  await type(page, label, unit);
  await page.keyboard.press('Enter');
}

/** Tab comes to a group of radios, the arrow keys to one of them. */
export async function choose(page: Page, name: string, group?: string): Promise<void> {
  const all = group === undefined ? page : page.getByRole('group', { name: group });
  const wanted = all.getByRole('radio', { name, exact: true });
  await wanted.waitFor();
  const inGroup = page.locator(`[name="${await wanted.getAttribute('name')}"]:focus`);
  for (let times = 0; times < 60 && (await inGroup.count()) === 0; times += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  for (let times = 0; times < 10 && !(await wanted.isChecked()); times += 1) await page.keyboard.press('ArrowDown');
  expect(await wanted.isChecked()).toBe(true);
}

/** Tab comes to the button, Enter presses it. */
export async function press(page: Page, name: string): Promise<void> {
  await tabTo(page.getByRole('button', { name, exact: true }));
  await page.keyboard.press('Enter');
}

/** Registers one matter by keyboard, `fill` in the middle, and opens its page; gives the address. */
export async function register(office: Page, url: string, fill: (page: Page) => Promise<void>): Promise<string> {
  await office.goto(`${url}/desk`);
  // keys are heard once the desk stands
  await office.getByTestId('work-row').first().waitFor();
  await office.keyboard.press('n');
  await office.waitForURL(/register/);
  await office.locator('[name="channel"]:focus').waitFor();
  await fill(office);
  await office.keyboard.press('Control+Enter');
  await office.locator('a:focus', { hasText: '打开看看' }).waitFor();
  await office.keyboard.press('Enter');
  await office.getByTestId('case-page').waitFor();
  return office.url();
}

/** One step of a case on the screen of the one whose step it is. */
export interface Step<Who extends string> {
  readonly by: Who;
  readonly name: string;
  /** What its button says, where that is not its name. */
  readonly form?: string;
  /** What is typed and chosen beyond what the form proposes. */
  readonly fill?: (page: Page) => Promise<void>;
  /** Asked once more before it is sent. */
  readonly confirmed?: true;
  /** What the head of the page then says. */
  readonly status?: string;
}

/** Its case on a screen, as it is now: by the address where another page is open, else by what comes live. */
async function onCase(page: Page, url: string, version: string | null): Promise<void> {
  if (page.url() !== url) await page.goto(url);
  await page.locator(`[data-testid="case-page"]${version === null ? '' : `[data-version="${version}"]`}`).waitFor();
  await page.getByTestId('case-actions').waitFor();
}

/** `a` opens the next step; any other is gone to with Tab, and what folds it away is opened first: that is one stop of Tab, with arrows inside. */
async function begin(page: Page, name: string): Promise<void> {
  const actions = page.getByTestId('case-actions');
  const button = actions.locator('button', { hasText: new RegExp(`^${name}a?$`) });
  await button.first().waitFor({ state: 'attached' });
  if ((await button.locator('kbd').count()) > 0) {
    await page.keyboard.press('a');
    return;
  }
  const folded = actions.locator('details:not([open])').filter({ has: page.locator('button', { hasText: name }) });
  if ((await folded.count()) > 0) {
    await tabTo(folded.locator('summary'));
    await page.keyboard.press('Enter');
  }
  const group = button.locator('xpath=ancestor::*[@role="toolbar"]');
  if ((await group.count()) > 0) {
    await tabTo(group.locator('button[tabindex="0"]'));
    expect(await group.locator('button[tabindex="0"]').count()).toBe(1);
    for (let times = 0; times < 30 && !(await inFocus(button)); times += 1) await page.keyboard.press('ArrowRight');
  } else await tabTo(button);
  await page.keyboard.press('Enter');
}

/**
 * Carries a case through its steps, each on the screen of the one whose step it is, by keyboard alone. Everybody else sees what
 * has happened without asking anew.
 */
export async function walk<Who extends string>(
  people: Readonly<Record<Who, Page>>,
  url: string,
  steps: readonly Step<Who>[],
): Promise<void> {
  let version: string | null = null;
  for (const { by, name, form: called = name, fill, confirmed, status } of steps) {
    const page = people[by];
    await onCase(page, url, version);
    await begin(page, name);
    const form = page.getByRole('form', { name: called });
    await form.waitFor();
    await fill?.(page);
    await page.keyboard.press('Control+Enter');
    if (confirmed) await press(page, `确定${called}`);
    await form.waitFor({ state: 'detached' });
    await page.getByTestId('case-actions').waitFor();
    if (status) await page.locator('header').getByText(status, { exact: true }).waitFor();
    version = await page.getByTestId('case-page').getAttribute('data-version');
  }
}
