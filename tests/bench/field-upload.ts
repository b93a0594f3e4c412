import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredAttachment } from '@huiyin/pwa/offline/types';
import { uuidv7 } from '@huiyin/pwa/offline/uuid';
import { signIn } from '../testkit/graphql.ts';
import type { Proxy as RoadProxy } from '../testkit/proxy.ts';
import { uploaderOf } from '../testkit/uploader.ts';
import type { Row } from './harness.ts';

const SIZE = 4 * 1024 * 1024;
const RATE = 1024 * 1024;

/** One photo of 4 MB over a line of 1 MB/s, whole and cut each second; it must arrive as it was taken. */
export async function uploadRows(road: RoadProxy): Promise<Row[]> {
  const whole = await upload(road, false);
  const cut = await upload(road, true);
  return [
    { what: '4 MiB photo by tus, line of 1 MiB/s', value: whole.seconds, unit: 's', ratio: 1 },
    {
      what: `4 MiB photo by tus, the line cut each second (${cut.cuts} cuts)`,
      value: cut.seconds,
      unit: 's',
      ratio: cut.seconds / whole.seconds,
    },
  ];
}

async function upload(
  road: RoadProxy,
  breaking: boolean,
): Promise<{ readonly seconds: number; readonly cuts: number }> {
  road.set('open');
  const caller = await signIn(road.url, 'leader1');
  const send = await uploaderOf(caller.fetch);
  const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(SIZE - 4)]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  let attachment: StoredAttachment = {
    ...{ id: uuidv7(), ownerId: 'bench', kind: 'photo' as const, mime: 'image/jpeg', size: SIZE, sha256 },
    ...{ bytes: new Uint8Array(bytes).buffer, uploaded: false },
  };
  road.slow(RATE);
  let over = false;
  let cuts = 0;
  const scissors = (async () => {
    while (breaking && !over) {
      await sleep(1_000);
      if (over) return;
      road.set('closed');
      cuts += 1;
      road.set('open');
    }
  })();
  const from = performance.now();
  const told = {
    onUrl: (uploadUrl: string) => {
      attachment = { ...attachment, uploadUrl };
    },
    onProgress: () => undefined,
  };
  // As the outbox does, without its waits: again from where it broke off, until it is there.
  while ((await send(attachment, told, `${road.url}/files`)).kind !== 'uploaded') await sleep(50);
  const seconds = (performance.now() - from) / 1000;
  over = true;
  await scissors;
  road.slow(undefined);
  const response = await caller.fetch(`${road.url}/files/${attachment.id}`);
  const there = createHash('sha256')
    .update(Buffer.from(await response.arrayBuffer()))
    .digest('hex');
  if (there !== sha256) throw new Error('the photo did not arrive as it was taken');
  return { seconds, cuts };
}
