import { createEffect, createSignal, createUniqueId, type JSX, onCleanup, Show } from 'solid-js';
import CloseIcon from '~icons/lucide/x';
import { uiMessages } from '../messages/zh-CN.ts';
import styles from './Sheet.module.css';

interface SheetProps {
  open: boolean;
  title: string;
  onClose: () => void;
  /** For a page of paper: as wide as that is. */
  wide?: boolean;
  /** Asked before Esc, the cross or a click outside closes it; false keeps it open (something typed would be lost). */
  mayClose?: () => boolean;
  children: JSX.Element;
}

const [places, setPlaces] = createSignal<readonly HTMLElement[]>([]);

/** Where the topmost sheet shows what concerns the whole page, of which everything else is out of reach; undefined when none is open. */
export const topSheetPlace = (): HTMLElement | undefined => places().at(-1);

/** A modal dialog at the desk, a bottom sheet on the phone: the browser's own <dialog>, which keeps the focus inside. */
export function Sheet(props: SheetProps): JSX.Element {
  return <Show when={props.open}>{<OpenSheet {...props} />}</Show>;
}

function OpenSheet(props: SheetProps): JSX.Element {
  const id = createUniqueId();
  const leave = () => {
    if (props.mayClose?.() !== false) props.onClose();
  };
  const open = (dialog: HTMLDialogElement) => {
    const before = document.activeElement;
    createEffect(() => {
      if (!dialog.open && dialog.isConnected) dialog.showModal();
    });
    onCleanup(() => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    });
  };
  const place = (element: HTMLElement) => {
    setPlaces((all) => [...all, element]);
    onCleanup(() => setPlaces((all) => all.filter((one) => one !== element)));
  };
  return (
    <dialog
      class={`${styles.sheet} ${props.wide ? styles.wide : ''}`}
      aria-labelledby={id}
      ref={open}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      onPointerDown={(event) => {
        // The backdrop belongs to the dialog element itself; its content covers the rest.
        if (event.target === event.currentTarget) leave();
      }}
    >
      <div class={styles.head}>
        <h2 class={styles.title} id={id}>
          {props.title}
        </h2>
        <button type="button" class={styles.close} aria-label={uiMessages.close} onClick={leave}>
          <CloseIcon aria-hidden="true" />
        </button>
        <div class={styles.place} ref={place} />
      </div>
      <div class={styles.body}>{props.children}</div>
    </dialog>
  );
}
