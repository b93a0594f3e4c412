import webPush from 'web-push';
import type { Database } from '../../infra/database.ts';
import type { SecretKeys } from '../../infra/secret-keys.ts';

// The key pair by which push services know that a message comes from this bureau (VAPID). Browsers are bound to it, so it is
// made once, at the first need, and lies sealed in the database for all processes.

/** Both as base64url. */
export interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

interface Deps {
  readonly database: Database;
  readonly keys: SecretKeys;
}

const secretName = 'push-keys';
const belongs = (bureauId: string): string => `${secretName} ${bureauId}`;

/** The bureau's pair, made now if there is none; undefined when it was sealed by a key that this process does not have. */
export async function pushKeysOf(
  { database: { prisma }, keys }: Deps,
  bureauId: string,
): Promise<PushKeys | undefined> {
  const where = { bureauId_name: { bureauId, name: secretName } };
  const kept = await prisma.bureauSecret.findUnique({ where });
  if (kept) return opened(keys, bureauId, kept.value);
  const sealed = Buffer.from(keys.seal(JSON.stringify(webPush.generateVAPIDKeys()), belongs(bureauId)));
  await prisma.$executeRaw`
    insert into bureau_secret (bureau_id, name, value) values (${bureauId}, ${secretName}, ${sealed})
    on conflict (bureau_id, name) do nothing`;
  // Another process may have been first: then its pair is the bureau's.
  return opened(keys, bureauId, (await prisma.bureauSecret.findUniqueOrThrow({ where })).value);
}

function opened(keys: SecretKeys, bureauId: string, value: Uint8Array): PushKeys | undefined {
  const text = keys.open(Buffer.from(value).toString(), belongs(bureauId));
  // sealed above, and nothing else opens
  return text === undefined ? undefined : (JSON.parse(text) as PushKeys);
}

/** Seals the pair anew after a newer key was put in front. */
export async function sealPushKeys({ database: { prisma }, keys }: Deps): Promise<void> {
  for (const row of await prisma.bureauSecret.findMany({ where: { name: secretName } })) {
    const { bureauId, name, value } = row;
    const sealed = Buffer.from(value).toString();
    const text = keys.isCurrent(sealed) ? undefined : keys.open(sealed, belongs(bureauId));
    if (text === undefined) continue;
    const anew = Buffer.from(keys.seal(text, belongs(bureauId)));
    await prisma.bureauSecret.updateMany({ where: { bureauId, name, value }, data: { value: anew } });
  }
}
