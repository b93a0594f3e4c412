import { createSignal, For, type JSX, onMount, Show } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import { templateMessages as words } from '../messages/templates.zh-CN.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { LoadingState, Notice, ProblemNotice } from '../ui/Notice.tsx';
import { PaperSheet } from '../ui/PaperSheet.tsx';
import { download, type Paper } from '../ui/paper.ts';
import styles from './admin.module.css';
import { TemplateSheet } from './TemplateSheet.tsx';
import own from './templates.module.css';
import { addressOf, type Templates, TemplatesQuery, versionInUse } from './templates.ts';

/** /admin/templates: by which template each kind of paper is made; to look at it, to take it and to put another in its place. */
export function TemplatesPage(): JSX.Element {
  const answer = createAnswer(TemplatesQuery, () => ({}));
  const [shown, setShown] = createSignal<Paper>();
  const [managed, setManaged] = createSignal<Templates['kind']>();
  const [trouble, setTrouble] = createSignal<string>();
  onMount(() => {
    document.title = `${words.title} · ${sessionMessages.appName}`;
  });
  const chosen = () => answer.data()?.documentTemplates.find(({ kind }) => kind === managed());

  return (
    <>
      <div class={styles.head}>
        <h1>{words.title}</h1>
      </div>
      <p class="muted">{words.intro}</p>
      <Show when={!answer.data() && answer.problem()}>
        {(problem) => <ProblemNotice problem={problem()} onRetry={answer.refetch} />}
      </Show>
      <Show when={trouble()}>{(what) => <Notice tone="problem">{what()}</Notice>}</Show>
      <Show when={answer.data()} fallback={<LoadingState lines={8} failed={answer.problem() !== undefined} />}>
        {(data) => (
          <ul class={own.kinds} data-testid="template-kinds">
            <For each={data().documentTemplates}>
              {(one) => (
                <li class={own.kind} data-kind={one.kind}>
                  <span class={own.name}>
                    {one.name}
                    <span class="muted small">{one.basis}</span>
                  </span>
                  <span class={own.standing}>{words.version(versionInUse(one))}</span>
                  <span class={own.buttons}>
                    <Button
                      look="quiet"
                      aria-label={words.previewOf(one.name)}
                      onClick={() => setShown({ name: one.name, address: addressOf(one, versionInUse(one)) })}
                    >
                      {words.preview}
                    </Button>
                    <Button
                      look="quiet"
                      aria-label={words.downloadOf(one.name)}
                      onClick={async () => setTrouble(await download(`${addressOf(one, versionInUse(one))}.docx`))}
                    >
                      {words.download}
                    </Button>
                    <Button aria-label={words.manageOf(one.name)} onClick={() => setManaged(one.kind)}>
                      {words.manage}
                    </Button>
                  </span>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
      <Show when={chosen()}>
        {(one) => (
          <TemplateSheet
            of={one()}
            onChanged={answer.refetch}
            onPreview={setShown}
            onClose={() => setManaged(undefined)}
          />
        )}
      </Show>
      <Show when={shown()}>{(paper) => <PaperSheet paper={paper()} onClose={() => setShown(undefined)} />}</Show>
    </>
  );
}
