import { type Attachment, listLimits, type MarkPoint, type PhotoMark } from '@huiyin/domain/cases';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { unwrap } from 'solid-js/store';
import { storeTroubleWords } from '../../messages/offline.zh-CN.ts';
import { visitWords as words } from '../../messages/visit.zh-CN.ts';
import { StoreFault } from '../../offline/database.ts';
import { findAttachments } from '../../offline/outbox.ts';
import { Button } from '../../ui/Button.tsx';
import { ChoiceField, TextField } from '../../ui/Field.tsx';
import { PhotoMarks } from '../../ui/PhotoMarks.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useField } from '../session.ts';
import { MarkedPicture, movePhoto } from './PhotoGrid.tsx';
import photoStyles from './photo.module.css';
import { burnMosaics, type Mosaic } from './photo.ts';
import { RemoveButton } from './RemoveButton.tsx';
import type { DraftForm } from './use-draft.ts';
import styles from './visit.module.css';

type Tool = 'arrow' | 'circle' | 'text' | 'mosaic';
const TOOLS = (['mosaic', 'arrow', 'circle', 'text'] as const).map((value) => ({ value, label: words.tool[value] }));

/** One photo, large: marks over it, faces masked in it, its caption, position and place in the order. */
export function PhotoSheet(props: {
  draft: DraftForm;
  photo: Attachment;
  place: number;
  total: number;
  onClose: () => void;
  /** The photo has new bytes, and with them a new name. */
  onReplaced: (id: string) => void;
}): JSX.Element {
  const field = useField();
  const marking = createMarking(props);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  const index = () => props.draft.form.attachments.findIndex(({ id }) => id === props.photo.id);
  const change = (part: Partial<Attachment>) => props.draft.setForm('attachments', index(), part);

  /** Burns what is to be masked; only then may the sheet close. */
  const burn = async (): Promise<boolean> => {
    const mosaics = marking.mosaics();
    if (mosaics.length === 0) return true;
    setBusy(true);
    setProblem(undefined);
    try {
      const [kept] = await findAttachments(field.store, [props.photo.id]);
      if (kept?.bytes === undefined) throw new Error('the photo is gone');
      const file = await burnMosaics({ bytes: kept.bytes, mime: kept.mime }, mosaics);
      const { id, sha256: _old, size: _size, mime: _mime, ...about } = structuredClone(unwrap(props.photo));
      const made = await props.draft.keepFile(file, { ...about, masked: true }, id);
      marking.forgetMosaics();
      props.onReplaced(made.id);
      return true;
    } catch (fault) {
      setProblem(fault instanceof StoreFault ? storeTroubleWords[fault.why] : words.maskFailed);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const done = async () => {
    if (await burn()) props.onClose();
  };
  const remove = () => {
    props.draft.setForm('attachments', (all) => all.filter(({ id }) => id !== props.photo.id));
    props.onClose();
  };
  const noPosition = () => {
    const { position: _gone, ...rest } = structuredClone(unwrap(props.photo));
    // A whole new list: a store merges objects, and the position would stay.
    props.draft.setForm('attachments', (all) => all.map((one) => (one.id === rest.id ? rest : one)));
  };
  return (
    <Sheet open title={words.photoTitle(props.place, props.total)} onClose={() => void done()} mayClose={() => !busy()}>
      <div class={styles.sheetForm} data-testid="photo-sheet">
        <div class={photoStyles.stage}>
          <MarkedPicture photo={{ id: props.photo.id }} alt={props.photo.caption ?? ''}>
            <MarkLayer photo={props.photo} marking={marking} />
          </MarkedPicture>
        </div>
        <div class={styles.tools}>
          <ChoiceField
            legend={words.tools}
            name="tool"
            value={marking.tool()}
            choices={TOOLS}
            onChange={marking.setTool}
            hint={words.toolHint[marking.tool()]}
          />
          <Show when={marking.tool() === 'text'}>
            <TextField label={words.markText} maxlength={100} value={marking.text()} onInput={marking.setText} />
          </Show>
          <div class={styles.cardActions}>
            <Button onClick={marking.centre}>{words.markCentre}</Button>
            <Button disabled={!marking.any()} onClick={marking.undo}>
              {marking.any() ? words.undo : words.nothingToUndo}
            </Button>
          </div>
        </div>
        <TextField
          label={words.caption}
          hint={words.captionHint}
          maxlength={200}
          value={props.photo.caption ?? ''}
          onInput={(caption) => change({ caption })}
        />
        <Show when={props.photo.position}>
          {(position) => (
            <div class={styles.chosen} data-testid="photo-position">
              <div>
                <span class={styles.sub}>{words.photoPosition}</span>
                {words.coordinates(position().latitude, position().longitude)}
              </div>
              <button type="button" class={styles.textButton} onClick={noPosition}>
                {words.photoPositionRemove}
              </button>
            </div>
          )}
        </Show>
        <div class={styles.cardActions}>
          <Button disabled={props.place === 1} onClick={() => movePhoto(props.draft, props.photo.id, props.place - 2)}>
            {words.photoEarlier}
          </Button>
          <Button
            disabled={props.place === props.total}
            onClick={() => movePhoto(props.draft, props.photo.id, props.place)}
          >
            {words.photoLater}
          </Button>
          <RemoveButton look="danger" label={words.photoDelete} onRemove={remove} />
        </div>
        <Show when={problem()}>
          {(text) => (
            <p class={styles.error} role="alert">
              {text()}
            </p>
          )}
        </Show>
        <Button look="primary" wide busy={busy()} onClick={() => void done()}>
          {busy() ? words.masking : words.photoDone}
        </Button>
      </div>
    </Sheet>
  );
}

/** Marks are kept as they are drawn; mosaics wait until the sheet is done, so that one drawn by mistake can be taken back. */
function createMarking(props: { draft: DraftForm; photo: Attachment }) {
  const [tool, setTool] = createSignal<Tool>('mosaic');
  const [text, setText] = createSignal('');
  const [mosaics, setMosaics] = createSignal<readonly Mosaic[]>([]);
  const marks = () => props.photo.marks ?? [];
  const setMarks = (marks: readonly PhotoMark[]) =>
    props.draft.setForm('attachments', ({ id }) => id === props.photo.id, { marks });
  const order: ('mark' | 'mosaic')[] = [];
  const add = (from: MarkPoint, to: MarkPoint) => {
    const kind = tool();
    if (kind === 'mosaic') {
      setMosaics((all) => [...all, { from, to }]);
      order.push('mosaic');
      return;
    }
    if (marks().length >= listLimits.marks || (kind === 'text' && text().trim() === '')) return;
    setMarks([...unwrap(marks()), kind === 'text' ? { kind, at: to, text: text().trim() } : { kind, from, to }]);
    order.push('mark');
  };
  /** Moves what was drawn last: the keyboard's way to put it in its place. */
  const nudge = (right: number, down: number) => {
    const shift = ([x, y]: MarkPoint): MarkPoint => [clamp(x + right), clamp(y + down)];
    const shifted = <T extends Mosaic>(one: T): T => ({ ...one, from: shift(one.from), to: shift(one.to) });
    if (order.at(-1) === 'mosaic')
      setMosaics((all) => all.with(-1, shifted(all.at(-1) ?? { from: [0, 0], to: [0, 0] })));
    const last = unwrap(marks()).at(-1);
    if (order.at(-1) !== 'mark' || last === undefined) return;
    const moved: PhotoMark = last.kind === 'text' ? { ...last, at: shift(last.at) } : shifted(last);
    setMarks(unwrap(marks()).with(-1, moved));
  };
  return {
    tool,
    setTool,
    text,
    setText,
    marks,
    mosaics,
    add,
    nudge,
    centre: () => add([400, 400], [600, 600]),
    forgetMosaics: () => setMosaics([]),
    any: () => mosaics().length > 0 || marks().length > 0,
    undo() {
      const last = order.pop() ?? (mosaics().length > 0 ? 'mosaic' : 'mark');
      if (last === 'mosaic') setMosaics((all) => all.slice(0, -1));
      else setMarks(unwrap(marks()).slice(0, -1));
    },
  };
}

const clamp = (value: number): number => Math.max(0, Math.min(1000, Math.round(value)));
/** A tap is no stroke. */
const SMALLEST = 15;
const NUDGE = 20;

/** Where marks are drawn: by finger or mouse, and with the arrow keys. */
function MarkLayer(props: { photo: Attachment; marking: ReturnType<typeof createMarking> }): JSX.Element {
  const [from, setFrom] = createSignal<MarkPoint>();
  const [to, setTo] = createSignal<MarkPoint>();
  const at = (event: PointerEvent & { currentTarget: HTMLElement }): MarkPoint => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      clamp(((event.clientX - box.left) / box.width) * 1000),
      clamp(((event.clientY - box.top) / box.height) * 1000),
    ];
  };
  const up = () => {
    const [begun, ended] = [from(), to()];
    setFrom(undefined);
    if (begun === undefined || ended === undefined) return;
    const moved = Math.hypot(ended[0] - begun[0], ended[1] - begun[1]);
    if (moved >= SMALLEST || props.marking.tool() === 'text') props.marking.add(begun, ended);
  };
  const keys: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-NUDGE, 0],
    ArrowRight: [NUDGE, 0],
    ArrowUp: [0, -NUDGE],
    ArrowDown: [0, NUDGE],
  };
  const press = (event: KeyboardEvent) => {
    const step = keys[event.key];
    if (step === undefined) return;
    event.preventDefault();
    props.marking.nudge(...step);
  };
  const drawing = (): readonly PhotoMark[] => {
    const [begun, ended] = [from(), to()];
    const tool = props.marking.tool();
    if (begun === undefined || ended === undefined || tool === 'text' || tool === 'mosaic') return [];
    return [{ kind: tool, from: begun, to: ended }];
  };
  const covered = (): readonly Mosaic[] => {
    const [begun, ended] = [from(), to()];
    const now = props.marking.tool() === 'mosaic' && begun && ended ? [{ from: begun, to: ended }] : [];
    return [...props.marking.mosaics(), ...now];
  };
  return (
    <button
      type="button"
      class={photoStyles.markLayer}
      aria-label={words.markKeys}
      data-testid="mark-layer"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom(at(event));
        setTo(at(event));
      }}
      onPointerMove={(event) => from() !== undefined && setTo(at(event))}
      onPointerUp={up}
      onPointerCancel={() => setFrom(undefined)}
      onKeyDown={press}
    >
      <LayerMarks marks={[...props.marking.marks(), ...drawing()]} />
      <For each={covered()}>
        {(one) => (
          <span
            class={photoStyles.mosaic}
            style={{
              left: `${Math.min(one.from[0], one.to[0]) / 10}%`,
              top: `${Math.min(one.from[1], one.to[1]) / 10}%`,
              width: `${Math.abs(one.to[0] - one.from[0]) / 10}%`,
              height: `${Math.abs(one.to[1] - one.from[1]) / 10}%`,
            }}
          />
        )}
      </For>
    </button>
  );
}

function LayerMarks(props: { marks: readonly PhotoMark[] }): JSX.Element {
  const [ratio, setRatio] = createSignal(1);
  const measure = (element: HTMLElement) => {
    const watch = new ResizeObserver(() => setRatio(element.clientWidth / Math.max(1, element.clientHeight)));
    watch.observe(element);
  };
  return (
    <span class={photoStyles.layerMarks} ref={measure}>
      <PhotoMarks marks={props.marks} ratio={ratio()} />
    </span>
  );
}
