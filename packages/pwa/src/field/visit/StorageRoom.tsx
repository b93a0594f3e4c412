import { createResource, type JSX, Show } from 'solid-js';
import { visitWords as words } from '../../messages/visit.zh-CN.ts';
import styles from './visit.module.css';

/** Less than this left, or less than a tenth of all there is: it is said before anything fails. A visit's photos are about 10 MB. */
const LOW_BYTES = 60 * 1024 * 1024;
const LOW_SHARE = 0.1;

/** Room on this phone for what is written here, in bytes. */
interface Room {
  readonly used: number;
  readonly free: number;
}

/** Whether the phone should be said to be nearly full. */
function isLow({ used, free }: Room): boolean {
  return free < LOW_BYTES || free < (used + free) * LOW_SHARE;
}

const sizeText = (bytes: number): string =>
  bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GB` : `${Math.max(0, Math.round(bytes / 1024 ** 2))} MB`;

/** 本机存储: how much there is and is left, and a warning before it runs out. `used` makes it look again. */
export function StorageRoom(props: { used: number }): JSX.Element {
  const [room] = createResource(
    () => props.used + 1,
    async (): Promise<Room | undefined> => {
      const estimate = await navigator.storage?.estimate();
      const { usage: used, quota } = estimate ?? {};
      return used === undefined || quota === undefined ? undefined : { used, free: quota - used };
    },
  );
  return (
    <Show when={room.latest}>
      {(known) => (
        <p
          class={isLow(known()) ? styles.low : styles.sub}
          role={isLow(known()) ? 'alert' : undefined}
          data-testid="storage-room"
        >
          {isLow(known())
            ? words.roomLow(sizeText(known().free))
            : words.room(sizeText(known().used), sizeText(known().free))}
        </p>
      )}
    </Show>
  );
}
