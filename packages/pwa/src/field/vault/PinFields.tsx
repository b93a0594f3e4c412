import { createSignal, type JSX } from 'solid-js';
import { vaultMessages as words } from '../../messages/vault.zh-CN.ts';
import { pinFault } from '../../offline/vault.ts';
import { TextField } from '../../ui/Field.tsx';

/** A new PIN that is being typed twice. */
export function createNewPin() {
  const [value, set] = createSignal('');
  const [again, setAgain] = createSignal('');
  const [asked, setAsked] = createSignal(false);
  const error = () => {
    const fault = asked() ? pinFault(value()) : undefined;
    return fault === undefined ? undefined : { short: words.pinShort, plain: words.pinPlain }[fault];
  };
  const againError = () => (asked() && again() !== value() ? words.pinsDiffer : undefined);
  return {
    value,
    /** Whether it may be set; from the first asking on, the fields say what is wrong. */
    ready: () => {
      setAsked(true);
      return error() === undefined && againError() === undefined;
    },
    clear: () => {
      set('');
      setAgain('');
      setAsked(false);
    },
    field: { set, error, again, setAgain, againError },
  };
}

/** 口令, and once more. */
export function NewPinFields(props: { pin: ReturnType<typeof createNewPin>; label: string }): JSX.Element {
  return (
    <>
      <TextField
        label={props.label}
        hint={words.pinHint}
        type="password"
        value={props.pin.value()}
        onInput={props.pin.field.set}
        error={props.pin.field.error()}
        autocomplete="off"
        required
      />
      <TextField
        label={words.pinAgain}
        type="password"
        value={props.pin.field.again()}
        onInput={props.pin.field.setAgain}
        error={props.pin.field.againError()}
        autocomplete="off"
        required
      />
    </>
  );
}
