import { maskName, maskPhone } from '@huiyin/domain';
import { priorHandlingName } from '@huiyin/domain/messages';
import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import { produce, unwrap } from 'solid-js/store';
import PlusIcon from '~icons/lucide/plus';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { useField } from '../session.ts';
import { MatterFormFields } from './MatterFormFields.tsx';
import { RouteBox } from './RouteBox.tsx';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';
import type { FieldError } from './visit-context.ts';
import { emptyMatter, type MatterForm } from './visit-form.ts';

/** `matters.2.petitioner.name` → 2 and `petitioner.name`. */
function placeOf(error: FieldError | undefined): { index: number; error: FieldError } | undefined {
  const parts = /^matters\.(\d+)\.(.+)$/.exec(error?.path ?? '');
  if (error === undefined || parts === null) return undefined;
  return { index: Number(parts[1]), error: { path: parts[2] ?? '', message: error.message } };
}

/** 群众反映的事项: a card each, opened in a sheet; every matter becomes a case. */
export function Matters(props: { draft: DraftForm; error: FieldError | undefined }): JSX.Element {
  const field = useField();
  const [open, setOpen] = createSignal<number>();
  const matters = () => props.draft.form.matters;
  // A refusal inside a matter opens that matter: the error stands at its own field.
  createEffect(
    on(
      () => placeOf(props.error),
      (place) => {
        if (place !== undefined) setOpen(place.index);
      },
    ),
  );
  const add = () => {
    const index = matters().length;
    const place = field.units()?.value.find((unit) => unit.id === props.draft.form.placeUnitId);
    props.draft.setForm('matters', index, emptyMatter(place?.kind));
    setOpen(index);
  };
  const close = (index: number) => {
    setOpen(undefined);
    const matter = matters()[index];
    // Opened and closed without a word: no matter.
    if (matter !== undefined && isBlank(matter)) remove(index);
  };
  const remove = (index: number) => {
    setOpen(undefined);
    props.draft.setForm(
      'matters',
      produce((all) => void all.splice(index, 1)),
    );
  };
  return (
    <section class={styles.field} aria-label={words.mattersTitle} data-path="matters">
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
              <RouteBox draft={props.draft} matter={matter} />
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
              given={placeOf(props.error)?.index === open() ? placeOf(props.error)?.error : undefined}
              onDone={() => setOpen(undefined)}
              onRemove={() => remove(open() ?? 0)}
            />
          </Sheet>
        )}
      </Show>
    </section>
  );
}

function isBlank(matter: MatterForm): boolean {
  const { title, demand, name, phone, relation, earlierHandling } = unwrap(matter);
  return [title, demand, name, phone, relation, earlierHandling].every((text) => text.trim() === '');
}

/** Masked as everywhere: a phone is looked at over one's shoulder. */
function whoText(matter: MatterForm): string {
  const who = matter.anonymous ? words.anonymousShort : maskName(matter.name);
  const people = [who, matter.relation, maskPhone(matter.phone)].filter(Boolean).join('，');
  return `${people} · ${priorHandlingName(matter.facts.priorHandling)}`;
}
