import { createSignal, type JSX, Show } from 'solid-js';
import { Portal } from 'solid-js/web';
import { sessionLost } from '../graphql/client.ts';
import { sessionMessages } from '../messages/zh-CN.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Sheet, topSheetPlace } from '../ui/Sheet.tsx';
import { SignInForm } from './SignInForm.tsx';
import styles from './session.module.css';
import { useViewer } from './viewer.ts';

/**
 * A calm line when the session has ended: signing in happens over the page, which keeps all that was typed. While a sheet is
 * open the line stands in it, where it can be reached. `onBack` is
 * called when the same person is back (refetch); another person starts from a clean page.
 */
export function SessionBanner(props: { onBack?: () => void }): JSX.Element {
  const viewer = useViewer();
  const [open, setOpen] = createSignal(false);
  const before = viewer()?.id;
  const place = () => (open() ? undefined : topSheetPlace());
  const line = () => (
    <div class={`${styles.banner} no-print`}>
      <Notice
        tone="caution"
        action={
          <Button look="primary" onClick={() => setOpen(true)}>
            {sessionMessages.signInAgain}
          </Button>
        }
      >
        {sessionMessages.sessionLost}
      </Notice>
    </div>
  );
  return (
    <Show when={sessionLost()}>
      <Show when={place()} keyed fallback={line()}>
        {(mount) => <Portal mount={mount}>{line()}</Portal>}
      </Show>
      <Sheet open={open()} title={sessionMessages.signInAgain} onClose={() => setOpen(false)}>
        <SignInForm
          username={viewer()?.username}
          onSignedIn={(person) => {
            setOpen(false);
            if (before !== undefined && before !== person.id) window.location.assign('/desk');
            else props.onBack?.();
          }}
        />
      </Sheet>
    </Show>
  );
}
