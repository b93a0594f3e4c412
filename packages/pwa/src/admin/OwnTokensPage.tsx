import { A } from '@solidjs/router';
import { type JSX, onMount, Show } from 'solid-js';
import { programMessages as words } from '../messages/programs.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { homeOf } from '../session/home.ts';
import { SignedIn } from '../session/SignedIn.tsx';
import { useViewer } from '../session/viewer.ts';
import { Toasts } from '../ui/Notice.tsx';
import styles from './admin.module.css';
import { TokensPart } from './TokensPart.tsx';

/** /tokens: everyone's own access tokens, for the programs that they use. */
export default function OwnTokensPage(): JSX.Element {
  const viewer = useViewer();
  onMount(() => {
    document.title = `${words.ownTitle} · ${sessionMessages.appName}`;
  });
  return (
    <SignedIn>
      <main class={styles.main}>
        <div class={styles.head}>
          <h1>{words.ownTitle}</h1>
          <Show when={viewer()}>{(person) => <A href={homeOf(person().role)}>{words.back}</A>}</Show>
        </div>
        <TokensPart mayReadCases={viewer()?.role !== 'dashboard'} />
      </main>
      <Toasts />
    </SignedIn>
  );
}
