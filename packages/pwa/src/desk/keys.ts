import { onCleanup } from 'solid-js';

/** Whether the person is typing, so that letters are letters. */
function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && ['radio', 'checkbox'].includes(target.type)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Single-key shortcuts while the calling component is on the page; quiet while typing, in a dialog, or with a modifier. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const action = keys[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  document.addEventListener('keydown', press);
  onCleanup(() => document.removeEventListener('keydown', press));
}

/** Ctrl + Enter (⌘ + Enter) anywhere in a form sends it, as its button does. */
export function sendByKey(event: KeyboardEvent & { readonly currentTarget: HTMLFormElement }): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

/** What a key presses in the row in focus. */
const inRow = { a: '[data-act]', e: '[data-row]', w: 'button[data-why]', x: '[data-choose]' } as const;

/** The keys of a list: up and down (j, k), those that press something in its rows, and r, which shows what has changed. */
export function useRowKeys(presses: readonly (keyof typeof inRow)[], apply: () => void): void {
  useKeys({
    j: () => moveAmongRows(1),
    k: () => moveAmongRows(-1),
    r: apply,
    ...Object.fromEntries(presses.map((key) => [key, () => pressInRow(inRow[key])])),
  });
}

/** Presses the link or button of the row in focus that `selector` names; without a row in focus, of the first one. */
function pressInRow(selector: string): void {
  const row = document.activeElement?.closest('li') ?? document.querySelector('[data-row]')?.closest('li');
  row?.querySelector<HTMLElement>(selector)?.click();
}

/** Moves the focus among the links marked `data-row`, down (+1) or up (−1), starting from the one in focus. */
function moveAmongRows(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const now = rows.findIndex((row) => row.closest('li')?.contains(document.activeElement) === true);
  const next = rows[now < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + step))];
  next?.focus();
  next?.closest('li')?.scrollIntoView({ block: 'nearest' });
}
