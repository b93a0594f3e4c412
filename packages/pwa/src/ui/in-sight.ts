import { type Accessor, createEffect, on } from 'solid-js';

/** Of a row of pages that is longer than the screen: the one that is open stands in sight. `page` changes with it. */
export function keepInSight(row: () => HTMLElement | undefined, page: Accessor<string>): void {
  createEffect(
    on(page, () =>
      requestAnimationFrame(() =>
        row()?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }),
      ),
    ),
  );
}
