import { createSignal, type JSX } from 'solid-js';
import { unsentMessages as words } from '../messages/race.zh-CN.ts';
import { ConfirmSheet } from '../ui/ConfirmSheet.tsx';
import { toast } from '../ui/Notice.tsx';
import { unsentDrafts } from './draft.ts';
import { signOut } from './viewer.ts';

/** Signing out, which clears what was typed and not sent: while there is any, it is asked for once more. */
export function createLeaving(): { readonly leave: () => void; readonly Question: () => JSX.Element } {
  const [asking, setAsking] = createSignal(false);
  const go = async () => {
    setAsking(false);
    if (!(await signOut()).ok) toast(words.signOutFailed, 'caution');
  };
  return {
    leave: () => {
      if (unsentDrafts().length > 0) setAsking(true);
      else void go();
    },
    Question: () => (
      <ConfirmSheet
        open={asking()}
        title={words.leaveTitle}
        body={words.leaveBody(unsentDrafts().length)}
        confirm={words.leaveAnyway}
        onConfirm={() => void go()}
        onClose={() => setAsking(false)}
      />
    ),
  };
}
