import { createUniqueId, type JSX, Show } from 'solid-js';
import styles from './Card.module.css';

/** One titled piece of a page. `aside` stands at the right of the title. */
export function Card(props: {
  title: string;
  aside?: JSX.Element;
  class?: string | undefined;
  children: JSX.Element;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <section class={`${styles.card} ${props.class ?? ''}`} aria-labelledby={id}>
      <div class={styles.head}>
        <h2 class={styles.title} id={id}>
          {props.title}
        </h2>
        <Show when={props.aside}>{props.aside}</Show>
      </div>
      {props.children}
    </section>
  );
}
