import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { findDraft } from '../../offline/drafts.ts';
import { type HeldLock, holdLock } from '../../offline/lock.ts';
import type { PhoneStore } from '../../offline/store.ts';

/**
 * Whose a draft is. asking: not known yet · here: this window writes it · elsewhere: another one does, this one only
 * looks on · gone: it was saved or thrown away there.
 */
export type Holder = 'asking' | 'here' | 'elsewhere' | 'gone';

/** How long a window that had the draft may take to let go; the page before a reload is quicker. */
const LET_GO_MS = 600;

/**
 * Sees to it that one window writes a draft, of all that show it. `load` brings what the disk has into the form, `flush`
 * puts what the form has on the disk.
 */
export function createHolder(
  store: PhoneStore,
  draftId: string,
  form: { load(): Promise<void>; flush(): Promise<void> },
): { readonly holder: Accessor<Holder>; takeOver(): Promise<void>; leave(): void } {
  const name = `huiyin-draft-${draftId}`;
  const [holder, setHolder] = createSignal<Holder>('asking');
  let lock: HeldLock | undefined;
  let left = false;

  const lose = () => {
    lock = undefined;
    setHolder('elsewhere');
  };
  const begin = async (steal: boolean) => {
    lock = await holdLock(name, { patience: LET_GO_MS, steal }, lose);
    if (left) lock?.release();
    // What the disk has comes first: writing begins where the other window left off.
    await form.load();
    setHolder(lock === undefined ? 'elsewhere' : 'here');
  };
  void begin(false);

  onCleanup(
    store.channel.listen(async (notice) => {
      if (notice.about === 'draftWanted' && notice.draftId === draftId && holder() === 'here') {
        await form.flush();
        lock?.release();
        lose();
      }
      if (notice.about !== 'drafts' || holder() !== 'elsewhere') return;
      if ((await findDraft(store, draftId)) === undefined) setHolder('gone');
      else await form.load();
    }),
  );

  return {
    holder,
    async takeOver() {
      store.channel.tell({ about: 'draftWanted', draftId });
      lock = await holdLock(name, { patience: LET_GO_MS }, lose);
      // Whoever had it does not answer: its window sleeps.
      if (lock === undefined) return begin(true);
      await form.load();
      if (lock !== undefined) setHolder('here');
    },
    leave() {
      left = true;
      lock?.release();
    },
  };
}
