import { onCleanup } from 'solid-js';

/** A box that opens over the page (`<details ref={foldsAway}>`) folds again with Escape, by a press anywhere else, and once one of its buttons was pressed. */
export function foldsAway(box: HTMLDetailsElement): void {
  const elsewhere = (event: PointerEvent) => {
    if (event.target instanceof Node && !box.contains(event.target)) box.open = false;
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !box.open) return;
    const inside = box.contains(document.activeElement);
    box.open = false;
    if (inside) box.querySelector('summary')?.focus();
  };
  const done = (event: Event) => {
    if (event.target instanceof Element && event.target.closest('button')) box.open = false;
  };
  box.addEventListener('click', done);
  document.addEventListener('pointerdown', elsewhere);
  document.addEventListener('keydown', press);
  onCleanup(() => {
    document.removeEventListener('pointerdown', elsewhere);
    document.removeEventListener('keydown', press);
  });
}
