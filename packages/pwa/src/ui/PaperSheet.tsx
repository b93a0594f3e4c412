import { createSignal, type JSX, Show } from 'solid-js';
import { paperMessages as words } from '../messages/papers.zh-CN.ts';
import { Button, LinkButton } from './Button.tsx';
import { Notice } from './Notice.tsx';
import own from './PaperSheet.module.css';
import { download, type Paper } from './paper.ts';
import { Sheet } from './Sheet.tsx';

/** A paper as it will be printed, in place; its PDF in the browser's own viewer, to be printed there as it is; or as a file. */
export function PaperSheet(props: { paper: Paper; onClose: () => void }): JSX.Element {
  const [trouble, setTrouble] = createSignal<string>();
  const [unshown, setUnshown] = createSignal(false);
  const [partial, setPartial] = createSignal(false);
  const [refused, setRefused] = createSignal(false);
  const look = ({ contentDocument: page }: HTMLIFrameElement) => {
    // what the server answers can be read from here; what the browser shows in place of no answer cannot
    setUnshown(page === null);
    // of what is not there (yet) nothing can be taken: the page says why
    setRefused(page?.body.dataset.refused !== undefined);
    // of what cannot be laid out there is the .docx alone, and the page says why
    setPartial(page?.querySelector('.unlaid') != null);
  };
  const get = async (ending: string) => setTrouble(await download(`${props.paper.address}.${ending}`));
  return (
    <Sheet open wide title={props.paper.name} onClose={props.onClose}>
      <div class={own.sheet}>
        <Show when={!refused()}>
          <p class={own.sheetButtons}>
            <Show when={!partial()}>
              <LinkButton look="primary" href={`${props.paper.address}.print`}>
                {words.print}
              </LinkButton>
            </Show>
            <Button look={partial() ? 'primary' : 'plain'} onClick={() => void get('docx')}>
              {words.docxOf('')}
            </Button>
            <Show when={!partial()}>
              <Button onClick={() => void get('pdf')}>{words.pdfOf('')}</Button>
            </Show>
          </p>
        </Show>
        <Show when={trouble()}>{(what) => <Notice tone="problem">{what()}</Notice>}</Show>
        <Show
          when={!unshown()}
          fallback={
            <Notice tone="problem">
              {words.notShown}
              <p>
                <Button onClick={() => setUnshown(false)}>{words.retry}</Button>
              </p>
            </Notice>
          }
        >
          <iframe
            class={own.frame}
            title={props.paper.name}
            src={`${props.paper.address}.html`}
            onLoad={({ currentTarget }) => look(currentTarget)}
          />
        </Show>
      </div>
    </Sheet>
  );
}
