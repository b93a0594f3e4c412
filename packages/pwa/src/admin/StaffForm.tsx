import { createSignal, For, type JSX, Show, untrack } from 'solid-js';
import { createStore } from 'solid-js/store';
import { createAnswer } from '../graphql/answer.ts';
import { type Problem, tell } from '../graphql/client.ts';
import { staffMessages as words } from '../messages/admin.zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { CheckField, SelectField } from '../ui/Field.tsx';
import { LoadingState, Notice, ProblemNotice, toast } from '../ui/Notice.tsx';
import styles from './admin.module.css';
import { type AdminUnit, PeopleQuery, type Person, SetUnitStaff } from './documents.ts';

const SINGLE = ['headId', 'deputyId', 'clerkId', 'portfolioLeaderId'] as const;
const SEVERAL = ['reviewerIds', 'coordinatorIds'] as const;

/** 负责人: who answers for a unit (R33, R66, R67, R81). Only those who may hold a post are offered; the server looks again. */
export function StaffForm(props: { unit: AdminUnit; onDone: () => void }): JSX.Element {
  const people = createAnswer(PeopleQuery, () => ({}));
  const [staff, setStaff] = createStore(
    untrack(() => {
      const { reviewerIds, coordinatorIds, ...single } = props.unit.staff;
      const of = (id: string | null) => id ?? '';
      const posts = { headId: of(single.headId), deputyId: of(single.deputyId), clerkId: of(single.clerkId) };
      return {
        ...posts,
        portfolioLeaderId: of(single.portfolioLeaderId),
        reviewerIds: [...reviewerIds],
        coordinatorIds: [...coordinatorIds],
      };
    }),
  );
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const open = () => people.data()?.administration.people.filter(({ disabledAt }) => disabledAt === null) ?? [];
  const leaders = () => open().filter(({ role }) => role === 'leader');
  const own = () =>
    open().filter(({ role, unit }) => unit.id === props.unit.id && role !== 'dashboard' && role !== 'administrator');
  const isBureau = () => props.unit.parentId === null;
  const candidates = (post: (typeof SINGLE)[number] | (typeof SEVERAL)[number]): readonly Person[] =>
    post === 'portfolioLeaderId' || post === 'coordinatorIds' || (isBureau() && post === 'headId') ? leaders() : own();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    const given = Object.fromEntries(SINGLE.map((post) => [post, staff[post] || null]));
    const { reviewerIds, coordinatorIds } = staff;
    const answer = await tell(SetUnitStaff, {
      unitId: props.unit.id,
      staff: { ...given, reviewerIds, coordinatorIds },
    });
    setBusy(false);
    if (!answer.ok) {
      setProblem(answer.problem);
      return;
    }
    toast(words.saved(props.unit.name));
    props.onDone();
  };

  return (
    <form class={styles.form} onSubmit={submit} novalidate>
      <Show when={problem() ?? people.problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <Show when={people.data()} fallback={<LoadingState failed={people.problem() !== undefined} />}>
        <p class="muted small">{isBureau() ? words.bureauHint : words.hint}</p>
        <Show when={!isBureau() && own().length === 0}>
          <Notice tone="caution">{words.nobody}</Notice>
        </Show>
        <For each={isBureau() ? (['headId'] as const) : SINGLE}>
          {(post) => (
            <SelectField
              label={isBureau() ? words.chiefLeader : words.posts[post]}
              value={staff[post]}
              choices={candidates(post).map(({ id, displayName }) => ({ value: id, label: displayName }))}
              onChange={(id) => setStaff(post, id)}
              emptyWord={words.none}
            />
          )}
        </For>
        <Show when={!isBureau()}>
          <For each={SEVERAL}>
            {(post) => (
              <Show when={candidates(post).length > 0}>
                <fieldset class={styles.choices}>
                  <legend>{words.posts[post]}</legend>
                  <For each={candidates(post)}>
                    {({ id, displayName }) => (
                      <CheckField
                        label={displayName}
                        checked={staff[post].includes(id)}
                        onChange={(checked) =>
                          setStaff(post, (ids) => [...ids.filter((one) => one !== id), ...(checked ? [id] : [])])
                        }
                      />
                    )}
                  </For>
                </fieldset>
              </Show>
            )}
          </For>
        </Show>
      </Show>
      <Button type="submit" look="primary" busy={busy()} disabled={people.data() === undefined}>
        {words.save}
      </Button>
    </form>
  );
}
