import { createMemo, createSignal, type JSX, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { type Problem, tell } from '../graphql/client.ts';
import { graphql, type ResultOf } from '../graphql/graphql.ts';
import { programMessages as words } from '../messages/programs.zh-CN.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import { CheckField, SelectField, TextField } from '../ui/Field.tsx';
import { ProblemNotice, toast } from '../ui/Notice.tsx';
import { instantText, todayHere } from '../ui/time.ts';
import styles from './admin.module.css';
import { createAdminForm } from './admin-form.ts';
import { MadeList, type MadeSecret } from './MadeList.tsx';

const TokensQuery = graphql(`
  query AccessTokens { accessTokens { id name personName createdBy scopes expiresAt lastUsedAt revokedAt } }
`);
const MakeToken = graphql(`
  mutation MakeAccessToken($name: String!, $scopes: [TokenScope!]!, $days: Int!, $personId: ID) {
    makeAccessToken(name: $name, scopes: $scopes, days: $days, personId: $personId) { secret token { id name } }
  }
`);
const RevokeToken = graphql(`mutation RevokeAccessToken($id: ID!) { revokeAccessToken(id: $id) { id name } }`);

type Token = ResultOf<typeof TokensQuery>['accessTokens'][number];
type Days = keyof typeof words.dayChoices;
const dayChoices = (['30', '90', '365'] as const).map((value) => ({ value, label: words.dayChoices[value] }));

/** A person whose rights a token may carry. */
export interface TokenOwner {
  readonly id: string;
  readonly displayName: string;
}

/** Access tokens: made, shown once, taken back. `dashboards`: for an administrator, the accounts to choose from. */
export function TokensPart(props: {
  dashboards?: readonly TokenOwner[] | undefined;
  mayReadCases: boolean;
}): JSX.Element {
  const answer = createAnswer(TokensQuery, () => ({}));
  const [made, setMade] = createSignal<MadeSecret>();
  const [ending, setEnding] = createSignal<Token>();
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  const end = async (token: Token) => {
    setBusy(true);
    const told = await tell(RevokeToken, { id: token.id });
    setBusy(false);
    setEnding(undefined);
    setProblem(told.ok ? undefined : told.problem);
    if (told.ok) toast(words.revokedDone(token.name));
    answer.refetch();
  };
  return (
    <section class={styles.part} aria-labelledby="tokens-title">
      <h2 id="tokens-title">{words.tokens}</h2>
      <p class="muted">
        {words.tokensIntro}
        {props.dashboards ? words.tokensIntroAdmin : words.tokensIntroOwn}
      </p>
      <Show when={props.dashboards?.length !== 0} fallback={<p class="muted">{words.noDashboard}</p>}>
        <TokenForm
          dashboards={props.dashboards}
          mayReadCases={props.mayReadCases}
          onMade={({ name, secret }) => {
            setMade({ title: words.secretTitle(name), secret, hint: words.secretHint });
            answer.refetch();
          }}
        />
      </Show>
      <MadeList
        answer={answer}
        rows={(data) => data.accessTokens}
        none={words.noTokens}
        testId="token-list"
        made={made()}
        onPutAway={() => setMade(undefined)}
        problem={problem()}
      >
        {(token) => <TokenLine token={token} onEnd={() => setEnding(token)} />}
      </MadeList>
      <Show when={ending()}>
        {(token) => (
          <ConfirmSheet
            open
            title={words.revokeTitle}
            body={words.revokeBody(token().name)}
            confirm={words.revoke}
            busy={busy()}
            onConfirm={() => void end(token())}
            onClose={() => setEnding(undefined)}
          />
        )}
      </Show>
    </section>
  );
}

function TokenForm(props: {
  dashboards: readonly TokenOwner[] | undefined;
  mayReadCases: boolean;
  onMade: (token: { name: string; secret: string }) => void;
}): JSX.Element {
  const owners = createMemo(() =>
    (props.dashboards ?? []).map(({ id, displayName }) => ({ value: id, label: displayName })),
  );
  /** Who was chosen, or the first of them. */
  const ownerOf = (personId: string) => personId || (owners()[0]?.value ?? '');
  const { draft, busy, problem, submit } = createAdminForm({
    name: 'admin.token',
    stands: () => ({
      name: '',
      personId: '',
      counts: true as boolean,
      cases: false as boolean,
      days: '90' as Days, // each as wide as its choices
    }),
    send: ({ name, personId, counts, cases, days }) => {
      const scopes = [...(counts ? ['countsRead' as const] : []), ...(cases ? ['casesRead' as const] : [])];
      const whose = props.dashboards ? { personId: ownerOf(personId) } : {};
      return tell(MakeToken, { name, scopes, days: Number(days), ...whose });
    },
    done: ({ makeAccessToken: { token, secret } }) => props.onMade({ name: token.name, secret }),
  });
  const { values, set } = draft;
  return (
    <form class={styles.form} onSubmit={submit}>
      <TextField
        label={words.tokenName}
        hint={words.tokenNameHint}
        value={values.name}
        onInput={(name) => set({ name })}
        required
      />
      <Show when={props.dashboards}>
        <SelectField
          label={words.tokenPerson}
          value={ownerOf(values.personId)}
          choices={owners()}
          onChange={(personId) => set({ personId })}
        />
      </Show>
      <CheckField label={words.scopes.countsRead} checked={values.counts} onChange={(counts) => set({ counts })} />
      <Show when={props.mayReadCases}>
        <CheckField label={words.scopes.casesRead} checked={values.cases} onChange={(cases) => set({ cases })} />
      </Show>
      <SelectField
        label={words.days}
        value={values.days}
        choices={dayChoices}
        onChange={(days) => days && set({ days })}
      />
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <div class={styles.buttons}>
        <Button type="submit" look="primary" busy={busy()}>
          {words.makeToken}
        </Button>
      </div>
      <StartOver draft={draft} />
    </form>
  );
}

function TokenLine(props: { token: Token; onEnd: () => void }): JSX.Element {
  const at = (iso: string) => instantText(iso, todayHere());
  const dead = () => {
    if (props.token.revokedAt !== null) return words.revoked;
    return Date.parse(props.token.expiresAt) <= Date.now() ? words.expired : undefined;
  };
  return (
    <li class={styles.person} data-disabled={dead() && ''} data-testid="token">
      <span class={styles.personName}>{props.token.name}</span>
      <span class={styles.personWhere}>
        {words.tokenOf(props.token.personName, props.token.createdBy)}
        <span class={styles.sub}>{props.token.scopes.map((scope) => words.scopes[scope]).join('；')}</span>
      </span>
      <span class={styles.chips}>
        <Show when={dead()}>{(word) => <Chip>{word()}</Chip>}</Show>
      </span>
      <span class={styles.seen}>
        {words.until(at(props.token.expiresAt))}，
        {props.token.lastUsedAt === null ? words.unused : words.used(at(props.token.lastUsedAt))}
      </span>
      <Show when={dead() === undefined} fallback={<span />}>
        <Button aria-label={words.revokeOf(props.token.name)} onClick={() => props.onEnd()}>
          {words.revoke}
        </Button>
      </Show>
    </li>
  );
}
