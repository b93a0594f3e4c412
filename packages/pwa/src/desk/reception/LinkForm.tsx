import { createSignal, type JSX, Show } from 'solid-js';
import { type Problem, tell } from '../../graphql/client.ts';
import { receptionWords } from '../../messages/reception.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { ProblemNotice, toast } from '../../ui/Notice.tsx';
import { RenewReceptionLink } from './documents.ts';
import styles from './reception.module.css';

const words = receptionWords.links;

/** Makes a secret link in place of the one before, and shows it this once. */
export function LinkForm(props: { kind: 'board' | 'calendar'; hint: string }): JSX.Element {
  const [link, setLink] = createSignal('');
  const [problem, setProblem] = createSignal<Problem>();
  const make = async () => {
    const answer = await tell(RenewReceptionLink, { kind: props.kind });
    if (answer.ok) setLink(new URL(answer.data.renewReceptionLink, window.location.origin).href);
    setProblem(answer.ok ? undefined : answer.problem);
  };
  const copy = async () => {
    if (await copyText(link())) toast(words.copied);
    else toast(words.copyFailed, 'caution');
  };
  return (
    <div class={styles.form}>
      <p>{props.hint}</p>
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <Show
        when={link()}
        fallback={
          <Button look="primary" onClick={() => void make()}>
            {words.make}
          </Button>
        }
      >
        <p class={styles.secret}>
          <a href={link()} target="_blank" rel="noreferrer">
            {link()}
          </a>
        </p>
        <p class="muted">{words.once}</p>
        <Button onClick={() => void copy()}>{words.copy}</Button>
      </Show>
    </div>
  );
}
