import { readsCases, readsCounts } from '@huiyin/domain';
import { useLocation } from '@solidjs/router';
import { type JSX, Show } from 'solid-js';
import { NotYours } from '../session/NotYours.tsx';
import { SessionBanner } from '../session/SessionBanner.tsx';
import { SignedIn } from '../session/SignedIn.tsx';
import { useViewer } from '../session/viewer.ts';
import { ScreenByLink } from './ScreenByLink.tsx';
import { Wall } from './Wall.tsx';

/** From this size on the account of a hall's screen fills it. */
const HALL = '(min-width: 1200px) and (min-height: 700px)';

/** /wall: the live counts in large type, for whoever signs in; /wall/screen: for a screen that opens by its link. */
export default function WallDoor(): JSX.Element {
  const location = useLocation();
  return (
    <Show when={location.pathname.startsWith('/wall/screen')} fallback={<SignedInWall />}>
      <ScreenByLink />
    </Show>
  );
}

function SignedInWall(): JSX.Element {
  const viewer = useViewer();
  const role = () => viewer()?.role ?? 'administrator';
  return (
    <SignedIn>
      <Show when={readsCounts(role())} fallback={<NotYours />}>
        <Wall
          hall={role() === 'dashboard' && matchMedia(HALL).matches}
          opensCases={readsCases(role())}
          banner={<SessionBanner />}
        />
      </Show>
    </SignedIn>
  );
}
