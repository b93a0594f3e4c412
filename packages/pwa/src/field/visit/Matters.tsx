import { maskName, maskPhone } from '@huiyin/domain';
import { provisionalNumber } from '@huiyin/domain/cases';
import { priorHandlingName } from '@huiyin/domain/messages';
import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import { produce } from 'solid-js/store';
import PlusIcon from '~icons/lucide/plus';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { visitWords } from '../../messages/visit.zh-CN.ts';
import { focusSoon } from '../../ui/Field.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useField } from '../session.ts';
import { MatterFormFields } from './MatterFormFields.tsx';
import { RouteBox } from './RouteBox.tsx';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';
import { errorsWithin, type FieldError } from './visit-context.ts';
import { emptyMatter, isBlank, type MatterForm } from './visit-form.ts';

/** 群众反映的事项: a card each, opened in a sheet; every matter becomes a case. */
export function Matters(props: {
  draft: DraftForm;
  errors: readonly FieldError[];
  /** Where the last try to save leads. */
  first: FieldError | undefined;
}): JSX.Element {
  const field = useField();
  const [open, setOpen] = createSignal<number>();
  const matters = () => props.draft.form.matters;
  const errorsOf = (index: number) => errorsWithin(props.errors, `matters.${index}.`);
  // A refusal inside a matter opens that matter: the error stands at its own field.
  createEffect(
    on(
      () => props.first,
      (first) => {
        const index = /^matters\.(\d+)\./.exec(first?.path ?? '')?.[1];
        if (index !== undefined) setOpen(Number(index));
      },
    ),
  );
  const add = () => {
    const index = matters().length;
    const place = field.units()?.value.find((unit) => unit.id === props.draft.form.placeUnitId);
    props.draft.setForm('matters', index, emptyMatter(place?.kind));
    setOpen(index);
  };
  let section: HTMLElement | undefined;
  /** Its card is made anew as the sheet closes: the keys go to it, or where it is gone to the button that adds one. */
  const shut = (index: number) => {
    setOpen(undefined);
    focusSoon(() => section, `:scope > button:is(:nth-of-type(${index + 1}), :last-of-type)`);
  };
  const close = (index: number) => {
    const matter = matters()[index];
    // Opened and closed without a word: no matter.
    if (matter !== undefined && isBlank(matter)) remove(index);
    else shut(index);
  };
  const remove = (index: number) => {
    shut(matters().length);
    props.draft.setForm(
      'matters',
      produce((all) => void all.splice(index, 1)),
    );
  };
  return (
    <section class={styles.field} aria-label={words.mattersTitle} data-path="matters" ref={section}>
      <span class={styles.label}>
        {matters().length === 0 ? words.mattersTitle : words.mattersCount(matters().length)}
      </span>
      <For each={matters()}>
        {(matter, index) => (
          <Show when={open() !== index()}>
            <button
              type="button"
              class={styles.card}
              data-testid="matter"
              aria-label={words.matterEdit(matter.title || words.matterSheet)}
              onClick={() => setOpen(index())}
            >
              <strong>{matter.title || words.matterSheet}</strong>
              <span class={styles.sub}>{whoText(matter)}</span>
              <ProvisionalNumber visitedOn={props.draft.form.visitedOn} caseId={matter.caseId} />
              <RouteBox draft={props.draft} matter={matter} />
              <Show when={errorsOf(index()).length > 0}>
                <span class={styles.error}>{words.toFix(errorsOf(index()).length)}</span>
              </Show>
            </button>
          </Show>
        )}
      </For>
      <button type="button" class={styles.add} onClick={add}>
        <PlusIcon aria-hidden="true" />
        {matters().length === 0 ? words.addMatter : words.addAnother}
      </button>
      <Show when={open() !== undefined && matters()[open() ?? 0]}>
        {(matter) => (
          <Sheet open title={words.matterSheet} onClose={() => close(open() ?? 0)}>
            <MatterFormFields
              draft={props.draft}
              index={open() ?? 0}
              matter={matter()}
              given={errorsOf(open() ?? 0)}
              onDone={() => shut(open() ?? 0)}
              onRemove={() => remove(open() ?? 0)}
            />
          </Sheet>
        )}
      </Show>
    </section>
  );
}

/** 暂编号: said to the petitioner at once; the final number takes its place with the receipt. */
function ProvisionalNumber(props: { visitedOn: string; caseId: string }): JSX.Element {
  const year = () => Number(props.visitedOn.slice(0, 4));
  return (
    <Show when={year() > 0}>
      <span class={styles.sub} title={visitWords.provisionalHint} data-testid="provisional">
        {visitWords.provisional} <b>{provisionalNumber('outreach', year(), props.caseId)}</b>
      </span>
    </Show>
  );
}

/** Masked as everywhere: a phone is looked at over one's shoulder. */
function whoText(matter: MatterForm): string {
  const who = matter.anonymous ? words.anonymousShort : maskName(matter.name);
  const people = [who, matter.relation, maskPhone(matter.phone)].filter(Boolean).join('，');
  return `${people} · ${priorHandlingName(matter.facts.priorHandling)}`;
}
