/** What one tab tells the others (and itself): something in the store changed, or where the sending stands. */
export type Notice =
  | { readonly about: 'outbox' | 'drafts' | 'entities' }
  | { readonly about: 'sync'; readonly status: SyncStatus }
  /** Another window wants to go on with this draft: whoever has it writes it down and lets go. */
  | { readonly about: 'draftWanted'; readonly draftId: string };

/**
 * Where the sending stands, for all tabs.
 * idle: nothing is being sent · sending · waiting: tried, will try again at `retryAt` (epoch ms) ·
 * signInNeeded: the session has ended or belongs to somebody else; nothing is lost.
 */
export type SyncStatus =
  | { readonly phase: 'idle' }
  | { readonly phase: 'sending'; readonly progress?: UploadProgress }
  | { readonly phase: 'waiting'; readonly why: PassingFault; readonly retryAt: number }
  | { readonly phase: 'signInNeeded'; readonly signedInAs: string | null };

/** Bytes of the photo that is going out now. */
export interface UploadProgress {
  readonly commandId: string;
  readonly sent: number;
  readonly total: number;
}

/** A fault that passes by itself: no network, no answer in time, a server that is busy or down, a login page of the wifi. */
export type PassingFault = 'network' | 'timeout' | 'busy' | 'server' | 'portal';

/** Tells this tab and all others of the same user. */
export interface Channel {
  tell(notice: Notice): void;
  /** Returns the way to stop listening. */
  listen(listener: (notice: Notice) => void): () => void;
  close(): void;
}

/** Opens the channel named `name`; a browser without BroadcastChannel still hears itself. */
export function openChannel(name: string): Channel {
  const listeners = new Set<(notice: Notice) => void>();
  const others = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
  const hear = (notice: Notice) => {
    for (const listener of listeners) listener(notice);
  };
  // Only our own tabs write here (same origin), so the shape is ours.
  others?.addEventListener('message', (event: MessageEvent<Notice>) => hear(event.data));
  return {
    tell(notice) {
      others?.postMessage(notice);
      hear(notice);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      others?.close();
    },
  };
}
