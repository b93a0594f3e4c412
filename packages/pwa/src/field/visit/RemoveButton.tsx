import { createSignal, type JSX } from 'solid-js';
import { visitWords as words } from '../../messages/visit.zh-CN.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmSheet } from '../../ui/ConfirmSheet.tsx';

/** Takes something out of the draft, where nothing brings it back: asked once more, unless there is nothing to lose (`empty`). */
export function RemoveButton(props: {
  label: string;
  onRemove: () => void;
  look?: 'quiet' | 'danger';
  wide?: boolean;
  empty?: boolean;
}): JSX.Element {
  const [asking, setAsking] = createSignal(false);
  const remove = () => {
    setAsking(false);
    props.onRemove();
  };
  return (
    <>
      <Button
        look={props.look ?? 'quiet'}
        wide={props.wide ?? false}
        onClick={() => (props.empty ? remove() : setAsking(true))}
      >
        {props.label}
      </Button>
      <ConfirmSheet
        open={asking()}
        title={`${props.label}？`}
        body={words.removeBody}
        confirm={props.label}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
