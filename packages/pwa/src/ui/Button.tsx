import { type JSX, Show, splitProps } from 'solid-js';
import styles from './Button.module.css';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

function buttonClass(look: Look = 'plain', size: 'normal' | 'large' = 'normal', wide = false): string {
  const looks = { primary: styles.primary, plain: '', quiet: styles.quiet, danger: styles.danger };
  return [styles.button, looks[look], size === 'large' ? styles.large : '', wide ? styles.wide : '']
    .filter(Boolean)
    .join(' ');
}

interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` once a screen; `plain` for the others; `quiet` inside text; `danger` for what destroys. */
  look?: Look;
  size?: 'normal' | 'large';
  wide?: boolean;
  /** The work has begun: the button keeps its place and its word, and takes no second press. */
  busy?: boolean;
}

/** A button of at least 48 px under a finger (36 px under a mouse). Its `type` is `button` unless said otherwise. */
export function Button(props: ButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ['look', 'size', 'wide', 'busy', 'children', 'class', 'disabled', 'type']);
  return (
    <button
      type={own.type ?? 'button'}
      class={`${buttonClass(own.look, own.size, own.wide)} ${own.class ?? ''}`}
      disabled={own.disabled === true || own.busy === true}
      aria-busy={own.busy === true}
      {...rest}
    >
      <Show when={own.busy}>
        <span class={styles.spinner} aria-hidden="true" />
      </Show>
      {own.children}
    </button>
  );
}

/** A link that looks like a button: it opens a page or a file of ours beside this one. */
export function LinkButton(props: { href: string; look?: Look; children: JSX.Element }): JSX.Element {
  return (
    <a class={buttonClass(props.look)} href={props.href} target="_blank" rel="noopener">
      {props.children}
    </a>
  );
}
