import { createSignal, type JSX, Match, onCleanup, onMount, Switch } from 'solid-js';
import { sessionLost, tell } from '../graphql/client.ts';
import { graphql } from '../graphql/graphql.ts';
import { restartLive } from '../graphql/live.ts';
import { wallMessages as words } from '../messages/wall.zh-CN.ts';
import { LoadingState } from '../ui/Notice.tsx';
import { Wall } from './Wall.tsx';
import styles from './wall.module.css';

const OpenWallScreen = graphql(`mutation OpenWallScreen($token: String!) { openWallScreen(token: $token) }`);

/** A dead link may be made good on the server, and a server that is away comes back: it is tried for ever. */
const AGAIN_MS = { gone: 60_000, away: 3_000 } as const;

/**
 * /wall/screen#token: a hall's screen that opens by its link alone. The token stands behind the #, so it is in no log and no
 * referrer; the server gives a cookie for it that reads counts and nothing else.
 */
export function ScreenByLink(): JSX.Element {
  const [state, setState] = createSignal<'opening' | 'open' | 'gone' | 'away'>('opening');
  let again: ReturnType<typeof setTimeout> | undefined;
  const open = async () => {
    clearTimeout(again);
    const answer = await tell(OpenWallScreen, { token: decodeURIComponent(location.hash.slice(1)) });
    if (answer.ok) {
      setState('open');
      restartLive();
      return;
    }
    const next = answer.problem.code === 'screen-link-gone' ? 'gone' : 'away';
    setState(next);
    again = setTimeout(open, AGAIN_MS[next]);
  };
  onMount(open);
  // The link was ended, or the browser lost its cookie: the link itself says which.
  const watch = setInterval(() => {
    if (state() === 'open' && sessionLost()) void open();
  }, 1_000);
  onCleanup(() => {
    clearTimeout(again);
    clearInterval(watch);
  });
  return (
    <Switch>
      <Match when={state() === 'open'}>
        <Wall hall opensCases={false} />
      </Match>
      <Match when={state() === 'gone'}>
        <main class={styles.message}>
          <h1>{words.screenGone}</h1>
          <p>{words.screenGoneHint}</p>
        </main>
      </Match>
      <Match when={true}>
        <main class={styles.message}>
          <p role="status">{state() === 'away' ? words.unreachable : words.opening}</p>
          <LoadingState lines={3} />
        </main>
      </Match>
    </Switch>
  );
}
