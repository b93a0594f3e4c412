import { createSignal, type JSX, Show, untrack } from 'solid-js';
import { ask, type Problem, tell } from '../graphql/client.ts';
import { calendarAdminMessages as words } from '../messages/admin.zh-CN.ts';
import { createDraft } from '../session/draft.ts';
import { StartOver } from '../session/StartOver.tsx';
import { Button } from '../ui/Button.tsx';
import { TextAreaField, TextField } from '../ui/Field.tsx';
import { Notice, ProblemNotice, toast } from '../ui/Notice.tsx';
import { todayHere } from '../ui/time.ts';
import styles from './calendar.module.css';
import { type NoticePreview, PreviewCalendarNotice, ProposeCalendarNotice } from './documents.ts';
import { NoticePreviewView } from './NoticePreviewView.tsx';
import { RedatedCases } from './RedatedCases.tsx';

/** What was read appears below a long text: it must not be missed. */
function bringIntoView(view: HTMLElement): void {
  requestAnimationFrame(() => view.scrollIntoView({ block: 'start' }));
}

/** Pastes a notice: first what it would change, then to the second person. What was checked is what is sent. */
export function NoticeForm(props: {
  year: number | undefined;
  /** Whether the notice of a year counts already. */
  official: (year: number) => boolean;
  onDone: () => void;
}): JSX.Element {
  const draft = createDraft('admin.calendarNotice', () => ({
    year: String(untrack(() => props.year) ?? Number(todayHere().slice(0, 4)) + 1),
    text: '',
    url: '',
  }));
  const { values } = draft;
  const [preview, setPreview] = createSignal<NoticePreview>();
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  /** What was read is what counts already: there is nothing to submit. */
  const already = () => preview()?.days.length === 0 && props.official(Number(values.year));
  const given = () => ({ year: Number(values.year), text: values.text, url: values.url.trim() || null });
  const change = (field: keyof typeof values) => (value: string) => {
    draft.set(field, value);
    setPreview(undefined);
    setProblem(undefined);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    setProblem(undefined);
    if (preview() === undefined) {
      const answer = await ask(PreviewCalendarNotice, given());
      if (answer.ok) setPreview(answer.data.previewCalendarNotice);
      else setProblem(answer.problem);
    } else {
      const answer = await tell(ProposeCalendarNotice, given());
      if (answer.ok) {
        toast(words.proposed(Number(values.year)));
        draft.clear();
        props.onDone();
      } else setProblem(answer.problem);
    }
    setBusy(false);
  };
  return (
    <form class={styles.stack} onSubmit={submit} novalidate>
      <TextField label={words.year} value={values.year} onInput={change('year')} inputmode="numeric" maxlength={4} />
      <TextAreaField
        label={words.text}
        hint={words.textHint}
        rows={10}
        value={values.text}
        onInput={change('text')}
        maxlength={20_000}
      />
      <TextField label={words.url} type="url" value={values.url} onInput={change('url')} autocomplete="off" />
      <Show when={problem()}>{(known) => <ProblemNotice problem={known()} />}</Show>
      <Show when={preview()}>
        {(known) => (
          <>
            <NoticePreviewView preview={known()} onShown={bringIntoView} />
            <Show when={known().redated > 0}>
              <RedatedCases of={{ year: given().year, text: given().text }} />
            </Show>
          </>
        )}
      </Show>
      <StartOver draft={draft} />
      <Show when={!already()} fallback={<Notice tone="caution">{words.already(Number(values.year))}</Notice>}>
        <Button
          type="submit"
          look="primary"
          busy={busy()}
          disabled={values.text.trim() === '' || !/^20\d\d$/.test(values.year)}
        >
          {preview() === undefined ? words.check : words.propose}
        </Button>
      </Show>
    </form>
  );
}
