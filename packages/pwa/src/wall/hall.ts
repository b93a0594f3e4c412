import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

const ROTATE_MS = 20_000;

/** Shows one view after another. `pause` holds the one that is shown. */
export function createRotation(views: Accessor<number>, running: Accessor<boolean>) {
  const [view, setView] = createSignal(0);
  const [paused, setPaused] = createSignal(false);
  const timer = setInterval(() => {
    if (running() && !paused()) setView((now) => (now + 1) % views());
  }, ROTATE_MS);
  onCleanup(() => clearInterval(timer));
  return { view: () => Math.min(view(), views() - 1), setView, paused, setPaused };
}

/** Whether the page fills the screen (全屏). */
export function createFullScreen(): Accessor<boolean> {
  const [full, setFull] = createSignal(document.fullscreenElement !== null);
  const follow = () => setFull(document.fullscreenElement !== null);
  document.addEventListener('fullscreenchange', follow);
  onCleanup(() => document.removeEventListener('fullscreenchange', follow));
  return full;
}

const THEME = 'huiyin.wall.theme';
type Theme = 'dark' | 'light';

/**
 * Dark or light for this screen alone, whatever its system says; kept in this browser. A link may ask for it (?theme=dark).
 */
export function createTheme(asked: string | null) {
  const known = (text: string | null): Theme | undefined => (text === 'dark' || text === 'light' ? text : undefined);
  const read = (): string | null => {
    try {
      return localStorage.getItem(THEME);
    } catch {
      return null; // a browser that keeps nothing
    }
  };
  const [theme, setTheme] = createSignal(known(asked) ?? known(read()));
  const dark = () => (theme() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const show = () => {
    const wanted = theme();
    if (wanted === undefined) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = wanted;
  };
  onMount(show);
  onCleanup(() => delete document.documentElement.dataset.theme);
  return {
    dark,
    toggle: () => {
      const next: Theme = dark() ? 'light' : 'dark';
      setTheme(next);
      show();
      try {
        localStorage.setItem(THEME, next);
      } catch {
        // as above: it holds until the page is closed
      }
    },
  };
}

/** A hall's screen must not go to sleep; elsewhere the device keeps its own habits. */
export function keepAwake(wanted: Accessor<boolean>): void {
  let lock: WakeLockSentinel | undefined;
  const follow = async () => {
    if (!wanted()) {
      void lock?.release();
      lock = undefined;
      return;
    }
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    try {
      lock = await navigator.wakeLock.request('screen');
    } catch {
      // The battery is low or the system says no: the wall works on, the screen may dim.
    }
  };
  onMount(() => void follow());
  document.addEventListener('fullscreenchange', follow);
  document.addEventListener('visibilitychange', follow);
  onCleanup(() => {
    document.removeEventListener('fullscreenchange', follow);
    document.removeEventListener('visibilitychange', follow);
    void lock?.release();
  });
}
