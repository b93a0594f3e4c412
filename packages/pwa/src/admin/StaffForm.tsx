import { For, type JSX, Show, untrack } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { tell } from '../graphql/client.ts';
import { staffMessages as words } from '../messages/admin.zh-CN.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { CheckField, SelectField } from '../ui/Field.tsx';
import { LoadingState, Notice, ProblemNotice, toast } from '../ui/Notice.tsx';
import styles from './admin.module.css';
import { createAdminForm } from './admin-form.ts';
import { type AdminUnit, PeopleQuery, type Person, SetUnitStaff } from './documents.ts';

const SINGLE = ['headId', 'deputyId', 'clerkId', 'portfolioLeaderId'] as const;
const SEVERAL = ['reviewerIds', 'coordinatorIds'] as const;

const listOf = (ids: string): string[] => ids.split(' ').filter(Boolean);
/** The posts as they are sent. */
function postsOf(values: Readonly<Record<(typeof SINGLE)[number] | (typeof SEVERAL)[number], string>>) {
  const { reviewerIds, coordinatorIds } = values;
  const single = Object.fromEntries(SINGLE.map((post) => [post, values[post] || null]));
  return { ...single, reviewerIds: listOf(reviewerIds), coordinatorIds: listOf(coordinatorIds) };
}

/** 负责人: who answers for a unit (R33, R66, R67, R81). Only those who may hold a post are offered; the server looks again. */
export function StaffForm(props: { unit: AdminUnit; onDone: () => void; onRefused: () => void }): JSX.Element {
  const people = createAnswer(PeopleQuery, () => ({}));
  const { draft, busy, problem, submit } = createAdminForm({
    name: untrack(() => `admin.staff.${props.unit.id}`),
    stands: () => {
      const { headId, deputyId, clerkId, portfolioLeaderId, reviewerIds, coordinatorIds } = props.unit.staff;
      return {
        headId: headId ?? '',
        deputyId: deputyId ?? '',
        clerkId: clerkId ?? '',
        portfolioLeaderId: portfolioLeaderId ?? '',
        reviewerIds: reviewerIds.join(' '),
        coordinatorIds: coordinatorIds.join(' '),
      };
    },
    send: (typed, seen) => tell(SetUnitStaff, { unitId: props.unit.id, staff: postsOf(typed), seen: postsOf(seen) }),
    done: () => {
      toast(words.saved(props.unit.name));
      props.onDone();
    },
    refused: () => props.onRefused(),
  });
  const { values, set } = draft;
  const several = (post: (typeof SEVERAL)[number]) => listOf(values[post]);
  const open = () => people.data()?.administration.people.filter(({ disabledAt }) => disabledAt === null) ?? [];
  const leaders = () => open().filter(({ role }) => role === 'leader');
  const own = () =>
    open().filter(({ role, unit }) => unit.id === props.unit.id && role !== 'dashboard' && role !== 'administrator');
  const isBureau = () => props.unit.parentId === null;
  const candidates = (post: (typeof SINGLE)[number] | (typeof SEVERAL)[number]): readonly Person[] =>
    post === 'portfolioLeaderId' || post === 'coordinatorIds' || (isBureau() && post === 'headId') ? leaders() : own();

  const said = (field: string, now: string | boolean) => {
    const ids = String(now).split(' ');
    const names = open().flatMap(({ id, displayName }) => (ids.includes(id) ? [displayName] : []));
    const post = [...SINGLE, ...SEVERAL].find((one) => one === field);
    return post && `${isBureau() ? words.chiefLeader : words.posts[post]}：${names.join('、') || words.none}`;
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
              value={values[post]}
              choices={candidates(post).map(({ id, displayName }) => ({ value: id, label: displayName }))}
              onChange={(id) => set({ [post]: id })}
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
                        checked={several(post).includes(id)}
                        onChange={(checked) =>
                          set({
                            [post]: [...several(post).filter((one) => one !== id), ...(checked ? [id] : [])].join(' '),
                          })
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
      <StartOver draft={draft} said={said} />
      <Button type="submit" look="primary" busy={busy()} disabled={people.data() === undefined}>
        {words.save}
      </Button>
    </form>
  );
}
