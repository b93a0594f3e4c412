import type { PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { useParams } from '@solidjs/router';
import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { GRAPHQL_URL } from '../graphql/client.ts';
import { openStream } from '../graphql/stream.ts';
import { receptionWords } from '../messages/reception.zh-CN.ts';
import { clockTime } from '../ui/time.ts';
import styles from './board.module.css';

const words = receptionWords.boardPage;

/** What hangs on the waiting room's wall: numbers only. */
interface Board {
  readonly date: PlainDate;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly closed: boolean;
  readonly calling: string | null;
  readonly next: string | null;
  readonly waiting: readonly string[];
  readonly received: number;
}

/** The stream takes no variables: the token stands in the text, as the JSON string that GraphQL's strings are. */
const subscription = (token: string) =>
  `subscription { receptionBoard(token: ${JSON.stringify(token)}) { date opensAt closesAt closed calling next waiting received } }`;

/** /board/TOKEN: the waiting room's screen, without signing in. It never shows a name, and says when it is not live. */
export default function BoardPage(): JSX.Element {
  const params = useParams<{ token: string }>();
  const [board, setBoard] = createSignal<Board>();
  const [gone, setGone] = createSignal(false);
  const [lostAt, setLostAt] = createSignal<number>();
  let heard = Date.now();
  onMount(() => {
    document.title = words.title;
    const stream = openStream(
      GRAPHQL_URL,
      subscription(params.token),
      {
        onNext(json) {
          // Shapes are those of schema.graphql, which the API stories check.
          const answer = JSON.parse(json) as { data?: { receptionBoard: Board } | null; errors?: unknown };
          if (answer.data?.receptionBoard) setBoard(answer.data.receptionBoard);
          if (answer.errors === undefined) setGone(false);
          else {
            setGone(true);
            setBoard(undefined);
          }
        },
        onAlive() {
          heard = Date.now();
          setLostAt(undefined);
        },
        onLost: () => setLostAt((before) => before ?? heard),
      },
      { fetch: (...asked) => fetch(...asked), random: Math.random },
    );
    const wake = () => stream.wake();
    window.addEventListener('online', wake);
    onCleanup(() => {
      window.removeEventListener('online', wake);
      stream.close();
    });
  });
  return (
    <main class={styles.board}>
      <Show when={!gone()} fallback={<p class={styles.message}>{words.gone}</p>}>
        <Show when={board()}>{(shown) => <Shown board={shown()} lostAt={lostAt()} />}</Show>
      </Show>
    </main>
  );
}

function Shown(props: { board: Board; lostAt: number | undefined }): JSX.Element {
  const hours = () =>
    props.board.opensAt === null ? '' : words.hours(props.board.opensAt, props.board.closesAt ?? '');
  return (
    <>
      <header class={styles.head}>
        <h1>{words.title}</h1>
        <span>
          {dateText(props.board.date)} {hours()}
        </span>
      </header>
      <Show when={!props.board.closed} fallback={<p class={styles.message}>{words.closed}</p>}>
        <section class={styles.calling} aria-live="assertive">
          <Show when={props.board.calling} keyed fallback={<p class={styles.wait}>{words.nobody}</p>}>
            {(number) => (
              <>
                <p class={styles.number} data-testid="calling">
                  {number}
                </p>
                <p>{words.calling}</p>
              </>
            )}
          </Show>
        </section>
        <section class={styles.side}>
          <h2>{words.next}</h2>
          <p class={styles.next} data-testid="next">
            {props.board.next ?? '—'}
          </p>
          <h2>{words.waiting}</h2>
          <ol class={styles.waiting} data-testid="waiting">
            <For each={props.board.waiting.slice(1, 11)}>{(number) => <li>{number}</li>}</For>
          </ol>
        </section>
      </Show>
      <footer class={styles.foot}>
        <span>{words.order}</span>
        <span>{words.received(props.board.received)}</span>
        <span class={styles.live} data-live={props.lostAt === undefined}>
          {props.lostAt === undefined ? words.live : words.lost(clockTime(props.lostAt))}
        </span>
      </footer>
    </>
  );
}
