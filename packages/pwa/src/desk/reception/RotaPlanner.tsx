import { addDays, type PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { createMemo, createSignal, For, Index, type JSX, Show } from 'solid-js';
import { ask, type Problem } from '../../graphql/client.ts';
import { receptionWords } from '../../messages/reception.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckField, SelectField, TextField } from '../../ui/Field.tsx';
import { Notice, ProblemNotice } from '../../ui/Notice.tsx';
import { Remedy } from '../Remedy.tsx';
import { useDesk } from '../world.ts';
import { type RotaProposal, RotaProposalQuery } from './documents.ts';
import { createGive } from './give.ts';
import styles from './reception.module.css';

const words = receptionWords.rota;

interface Away {
  readonly leaderId: string;
  readonly from: string;
  readonly to: string;
}

type AwayDays = Away & { readonly from: PlainDate; readonly to: PlainDate };

/** 排定值班: proposed fairly for a quarter or a year, changed by hand where the office knows better, then given. */
export function RotaPlanner(props: { today: PlainDate; onDone: () => void }): JSX.Element {
  const desk = useDesk();
  const give = createGive(() => props.onDone());
  const [from, setFrom] = createSignal<string>(props.today);
  const [to, setTo] = createSignal<string>(addDays(props.today, 91));
  const leaders = createMemo(() => desk.colleagues().filter(({ role }) => role === 'leader'));
  const [without, setWithout] = createSignal<readonly string[]>([]);
  const [away, setAway] = createSignal<readonly Away[]>([]);
  const [proposal, setProposal] = createSignal<RotaProposal>();
  const [problem, setProblem] = createSignal<Problem>();
  const chosen = () => leaders().filter(({ id }) => !without().includes(id));

  const propose = async () => {
    const complete = away().filter(
      ({ leaderId, from: first, to: last }) => leaderId !== '' && first !== '' && last !== '',
    );
    const leaderIds = chosen().map(({ id }) => id);
    // date fields hold dates; a wrong one is refused by the server with its own words
    const dates = { from: from() as PlainDate, to: to() as PlainDate };
    const answer = await ask(RotaProposalQuery, { ...dates, leaderIds, away: complete as AwayDays[] });
    setProposal(answer.ok ? answer.data.rotaProposal : undefined);
    setProblem(answer.ok ? undefined : answer.problem);
  };
  const change = (date: string, leaderId: string) =>
    setProposal((before) => {
      if (before === undefined) return before;
      const leaderName = leaders().find(({ id }) => id === leaderId)?.name ?? '';
      const sessions = before.sessions.map((one) => (one.date === date ? { ...one, leaderId, leaderName } : one));
      return { ...before, sessions };
    });
  const turns = createMemo(() =>
    chosen().map(({ id, name }) =>
      words.turns(name, (proposal()?.sessions ?? []).filter((one) => one.leaderId === id).length),
    ),
  );
  const submit = () => {
    const sessions = (proposal()?.sessions ?? []).map(({ date, leaderId }) => ({ date: date as PlainDate, leaderId }));
    void give.give({ type: 'planSessions', sessions }, words.done);
  };
  const days = (list: readonly string[]) => list.map((day) => dateText(day as PlainDate, props.today)).join('、');
  return (
    <div class={styles.form}>
      <div class={styles.pair}>
        <TextField label={words.from} type="date" value={from()} onInput={setFrom} min={props.today} />
        <TextField label={words.to} type="date" value={to()} onInput={setTo} />
      </div>
      <div class={styles.tools}>
        <Button look="quiet" onClick={() => setTo(addDays(props.today, 91))}>
          {words.quarter}
        </Button>
        <Button look="quiet" onClick={() => setTo(`${from().slice(0, 4)}-12-31`)}>
          {words.year}
        </Button>
      </div>
      <fieldset class={styles.checks}>
        <legend>{words.leaders}</legend>
        <For each={leaders()}>
          {({ id, name }) => (
            <CheckField
              label={name}
              checked={!without().includes(id)}
              onChange={(on) => setWithout((all) => (on ? all.filter((one) => one !== id) : [...all, id]))}
            />
          )}
        </For>
      </fieldset>
      <fieldset class={styles.form}>
        <legend>{words.away}</legend>
        <Index each={away()}>
          {(one, index) => {
            const set = (part: Partial<Away>) =>
              setAway((all) => all.map((row, at) => (at === index ? { ...row, ...part } : row)));
            return (
              <div class={styles.pair}>
                <SelectField
                  label={words.awayWho}
                  value={one().leaderId}
                  emptyWord="—"
                  choices={leaders().map(({ id, name }) => ({ value: id, label: name }))}
                  onChange={(leaderId) => set({ leaderId })}
                />
                <TextField
                  label={words.from}
                  type="date"
                  value={one().from}
                  onInput={(value) => set({ from: value })}
                />
                <TextField label={words.to} type="date" value={one().to} onInput={(value) => set({ to: value })} />
              </div>
            );
          }}
        </Index>
        <Button look="quiet" onClick={() => setAway((all) => [...all, { leaderId: '', from: from(), to: from() }])}>
          {words.addAway}
        </Button>
      </fieldset>
      <Show when={problem() ?? give.problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <Button look={proposal() === undefined ? 'primary' : 'plain'} onClick={() => void propose()}>
        {words.propose}
      </Button>
      <Show when={proposal()}>
        {(found) => (
          <>
            <p>
              {words.fair(found().spread)}（{turns().join('、')}）
            </p>
            <Show when={found().lost.length > 0}>
              <p class="muted">
                {words.lost(
                  found()
                    .lost.map(({ date, festival }) => `${days([date])} ${festival ?? ''}`)
                    .join('、'),
                )}
              </p>
            </Show>
            <Show when={found().uncovered.length > 0}>
              <Notice tone="caution">{words.uncovered(days(found().uncovered))}</Notice>
            </Show>
            <Show when={found().provisional}>
              <Notice tone="caution">{words.provisional}</Notice>
            </Show>
            <ul class={styles.rota} data-testid="proposal">
              <For each={found().sessions}>
                {(one) => (
                  <li>
                    <span>{days([one.date])}</span>
                    <select
                      aria-label={days([one.date])}
                      onChange={(event) => change(one.date, event.currentTarget.value)}
                    >
                      <For each={leaders()}>
                        {({ id, name }) => (
                          <option value={id} selected={id === one.leaderId}>
                            {name}
                          </option>
                        )}
                      </For>
                    </select>
                  </li>
                )}
              </For>
            </ul>
            <Remedy act="planSessions" />
            <Button look="primary" busy={give.busy()} onClick={submit}>
              {words.submit(found().sessions.length)}
            </Button>
          </>
        )}
      </Show>
    </div>
  );
}
