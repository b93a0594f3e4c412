import { createSignal, type JSX, onMount, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { type Problem, tell } from '../graphql/client.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';
import { screenMessages as words } from '../messages/wall.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import { TextField } from '../ui/Field.tsx';
import { toast } from '../ui/Notice.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import styles from './admin.module.css';
import { MadeList, type MadeSecret } from './MadeList.tsx';

const ScreensQuery = graphql(`
  query WallScreens { wallScreens { id name createdAt createdByName lastSeenAt revokedAt } }
`);
const AddScreen = graphql(`
  mutation AddWallScreen($name: String!) { addWallScreen(name: $name) { token screen { id name } } }
`);
const RevokeScreen = graphql(`mutation RevokeWallScreen($id: ID!) { revokeWallScreen(id: $id) { id name } }`);

type Screen = ResultOf<typeof ScreensQuery>['wallScreens'][number];

/** /admin/screens: a link for each hall's screen; made, shown once, ended. */
export function ScreensPage(): JSX.Element {
  const answer = createAnswer(ScreensQuery, () => ({}));
  const draft = createDraft('admin.screen', () => ({ name: '' }));
  const [made, setMade] = createSignal<MadeSecret>();
  const [ending, setEnding] = createSignal<Screen>();
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  const add = async () => {
    setBusy(true);
    const told = await tell(AddScreen, { name: draft.values.name });
    setBusy(false);
    if (!told.ok) return void setProblem(told.problem);
    const { token, screen } = told.data.addWallScreen;
    setProblem(undefined);
    draft.clear();
    setMade({
      title: words.made(screen.name),
      secret: `${location.origin}/wall/screen#${token}`,
      hint: words.madeHint,
    });
    answer.refetch();
  };
  const end = async (screen: Screen) => {
    setBusy(true);
    const told = await tell(RevokeScreen, { id: screen.id });
    setBusy(false);
    setEnding(undefined);
    if (!told.ok) return void setProblem(told.problem);
    setProblem(undefined);
    toast(words.done(screen.name));
    answer.refetch();
  };

  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
      </div>
      <p class="muted">{words.intro}</p>
      <form
        class={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextField
          label={words.name}
          hint={words.nameHint}
          value={draft.values.name}
          onInput={(name) => draft.set({ name })}
        />
        <div class={styles.buttons}>
          <Button type="submit" look="primary" busy={busy()}>
            {words.add}
          </Button>
        </div>
        <StartOver draft={draft} />
      </form>
      <MadeList
        answer={answer}
        rows={(data) => data.wallScreens}
        none={words.none}
        testId="screen-list"
        made={made()}
        onPutAway={() => setMade(undefined)}
        problem={problem()}
      >
        {(screen) => <ScreenLine screen={screen} onEnd={() => setEnding(screen)} />}
      </MadeList>
      <Show when={ending()}>
        {(screen) => (
          <ConfirmSheet
            open
            title={words.revokeTitle}
            body={words.revokeBody(screen().name)}
            confirm={words.revoke}
            busy={busy()}
            onConfirm={() => void end(screen())}
            onClose={() => setEnding(undefined)}
          />
        )}
      </Show>
    </>
  );
}

function ScreenLine(props: { screen: Screen; onEnd: () => void }): JSX.Element {
  const at = (iso: string) => instantText(iso, todayHere());
  const seen = () => (props.screen.lastSeenAt === null ? words.never : words.seen(at(props.screen.lastSeenAt)));
  return (
    <li class={styles.person} data-disabled={props.screen.revokedAt === null ? undefined : ''} data-testid="screen">
      <span class={styles.personName}>{props.screen.name}</span>
      <span class={styles.personWhere}>
        {words.madeBy(props.screen.createdByName, at(props.screen.createdAt))}
        <span class={styles.sub}>{seen()}</span>
      </span>
      <span class={styles.chips}>
        <Show when={props.screen.revokedAt !== null}>
          <Chip>{words.revoked}</Chip>
        </Show>
      </span>
      <span class={styles.seen} />
      <Show when={props.screen.revokedAt === null} fallback={<span />}>
        <Button aria-label={words.revokeOf(props.screen.name)} onClick={() => props.onEnd()}>
          {words.revoke}
        </Button>
      </Show>
    </li>
  );
}
