import { addDays, type PlainDate } from '@huiyin/domain';
import { dateText } from '@huiyin/domain/messages';
import { createMemo, createSignal, For, Index, type JSX, Show, untrack } from 'solid-js';
import { ask, type Problem } from '../../graphql/client.ts';
import { receptionWords } from '../../messages/reception.zh-CN.ts';
import { createDraft } from '../../session/draft.ts';
import { StartOver } from '../../session/StartOver.tsx';
import { Button } from '../../ui/Button.tsx';
import { CheckField, SelectField, TextField } from '../../ui/Field.tsx';
import { Notice, ProblemNotice } from '../../ui/Notice.tsx';
import { Remedy } from '../Remedy.tsx';
import { listIn, listText } from '../register-lists.ts';
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
  const give = createGive(() => undefined);
  const draft = createDraft('reception.rota', () => {
    const { today } = untrack(() => props);
    return { from: today as string, to: addDays(today, 91) as string, without: '', away: '', proposal: '' }; // dates as they are typed
  });
  const { values, set: keep } = draft;
  const leaders = createMemo(() => desk.colleagues().filter(({ role }) => role === 'leader'));
  const without = () => listIn<string>(values.without);
  const away = createMemo(() => listIn<Away>(values.away));
  const setAway = (all: readonly Away[]) => keep({ away: listText(all) });
  const proposal = createMemo(() => listIn<RotaProposal>(values.proposal)[0]);
  const setProposal = (found: RotaProposal | undefined) => keep({ proposal: listText(found ? [found] : []) });
  const [problem, setProblem] = createSignal<Problem>();
  const chosen = () => leaders().filter(({ id }) => !without().includes(id));

  const propose = async () => {
    const complete = away().filter(
      ({ leaderId, from: first, to: last }) => leaderId !== '' && first !== '' && last !== '',
    );
    const leaderIds = chosen().map(({ id }) => id);
    // date fields hold dates; a wrong one is refused by the server with its own words
    const dates = { from: values.from as PlainDate, to: values.to as PlainDate };
    const answer = await ask(RotaProposalQuery, { ...dates, leaderIds, away: complete as AwayDays[] });
    setProposal(answer.ok ? answer.data.rotaProposal : undefined);
    setProblem(answer.ok ? undefined : answer.problem);
  };
  const change = (before: RotaProposal, date: string, leaderId: string) => {
    const leaderName = leaders().find(({ id }) => id === leaderId)?.name ?? '';
    const sessions = before.sessions.map((one) => (one.date === date ? { ...one, leaderId, leaderName } : one));
    setProposal({ ...before, sessions });
  };
  const turns = createMemo(() =>
    chosen().map(({ id, name }) =>
      words.turns(name, (proposal()?.sessions ?? []).filter((one) => one.leaderId === id).length),
    ),
  );
  const submit = async () => {
    const sessions = (proposal()?.sessions ?? []).map(({ date, leaderId }) => ({ date: date as PlainDate, leaderId }));
    if (!(await give.give({ type: 'planSessions', sessions }, words.done))) return;
    draft.clear();
    props.onDone();
  };
  const days = (list: readonly string[]) => list.map((day) => dateText(day as PlainDate, props.today)).join('、');
  return (
    <div class={styles.form}>
      <div class={styles.pair}>
        <TextField
          label={words.from}
          type="date"
          value={values.from}
          onInput={(from) => keep({ from })}
          min={props.today}
        />
        <TextField label={words.to} type="date" value={values.to} onInput={(to) => keep({ to })} />
      </div>
      <div class={styles.tools}>
        <Button look="quiet" onClick={() => keep({ to: addDays(props.today, 91) })}>
          {words.quarter}
        </Button>
        <Button look="quiet" onClick={() => keep({ to: `${values.from.slice(0, 4)}-12-31` })}>
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
              onChange={(on) =>
                keep({ without: listText(on ? without().filter((one) => one !== id) : [...without(), id]) })
              }
            />
          )}
        </For>
      </fieldset>
      <fieldset class={styles.form}>
        <legend>{words.away}</legend>
        <Index each={away()}>
          {(one, index) => {
            const set = (part: Partial<Away>) =>
              setAway(away().map((row, at) => (at === index ? { ...row, ...part } : row)));
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
        <div class={styles.tools}>
          <Button
            look="quiet"
            onClick={() => setAway([...away(), { leaderId: '', from: values.from, to: values.from }])}
          >
            {words.addAway}
          </Button>
        </div>
      </fieldset>
      <Show when={problem() ?? give.problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <StartOver draft={draft} />
      <Button look={proposal() === undefined ? 'primary' : 'plain'} onClick={() => void propose()}>
        {words.propose}
      </Button>
      <Show when={proposal()}>
        {(found) => (
          <>
            <p>
              {words.turnsNow(turns().join('、'))}
              {words.fair(found().spread)}
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
                      onChange={(event) => change(found(), one.date, event.currentTarget.value)}
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
            <Button look="primary" busy={give.busy()} onClick={() => void submit()}>
              {words.submit(found().sessions.length)}
            </Button>
          </>
        )}
      </Show>
    </div>
  );
}
