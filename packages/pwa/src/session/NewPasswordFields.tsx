import { type Accessor, createSignal, type JSX } from 'solid-js';
import { sessionMessages as words } from '../messages/zh-CN.ts';
import { TextField } from '../ui/Field.tsx';

const SHORTEST_PASSWORD = 12;

/** A new password that is being typed twice. */
export interface NewPassword {
  readonly value: Accessor<string>;
  /** Whether it may be sent; from the first asking on, the fields say what is wrong. */
  readonly ready: () => boolean;
  readonly field: {
    readonly set: (value: string) => void;
    readonly error: Accessor<string | undefined>;
    readonly again: Accessor<string>;
    readonly setAgain: (value: string) => void;
    readonly againError: Accessor<string | undefined>;
  };
}

/** The state behind {@link NewPasswordFields}. */
export function createNewPassword(): NewPassword {
  const [value, set] = createSignal('');
  const [again, setAgain] = createSignal('');
  const [asked, setAsked] = createSignal(false);
  const error = () => (asked() && value().length < SHORTEST_PASSWORD ? words.passwordTooShort : undefined);
  const againError = () => (asked() && again() !== value() ? words.passwordsDiffer : undefined);
  const ready = () => {
    setAsked(true);
    return error() === undefined && againError() === undefined;
  };
  return { value, ready, field: { set, error, again, setAgain, againError } };
}

/** 新密码, and once more. */
export function NewPasswordFields(props: { fresh: NewPassword; shown?: boolean }): JSX.Element {
  const type = () => (props.shown === true ? 'text' : 'password');
  return (
    <>
      <TextField
        label={words.newPassword}
        hint={words.newPasswordHint}
        type={type()}
        value={props.fresh.value()}
        onInput={props.fresh.field.set}
        error={props.fresh.field.error()}
        autocomplete="new-password"
        required
      />
      <TextField
        label={words.passwordAgain}
        type={type()}
        value={props.fresh.field.again()}
        onInput={props.fresh.field.setAgain}
        error={props.fresh.field.againError()}
        autocomplete="new-password"
        required
      />
    </>
  );
}
