import type { Database } from '../../infra/database.ts';
import { isSealed, type SecretKeys } from '../../infra/secret-keys.ts';

// What signs a webhook's messages is needed again each time, so it cannot be kept as a hash: it is kept sealed.

interface Whose {
  readonly bureauId: string;
  readonly id: string;
}

const belongs = ({ bureauId, id }: Whose): string => `webhook ${bureauId} ${id}`;

/** A webhook's secret as it is kept. */
export function sealWebhookSecret(keys: SecretKeys, webhook: Whose, secret: string): string {
  return keys.seal(secret, belongs(webhook));
}

/** The secret again; undefined when it was sealed by a key that this process does not have. */
export function openWebhookSecret(keys: SecretKeys, webhook: Whose, sealed: string): string | undefined {
  return keys.open(sealed, belongs(webhook));
}

/**
 * Seals what lies in clear (from before there were keys) or under an older key; again is no harm, and neither is another
 * process that does the same. What no key opens stays as it is, and the log says so.
 */
export async function sealWebhookSecrets(deps: {
  readonly database: Database;
  readonly keys: SecretKeys;
  readonly logger: { error(about: object, text: string): unknown };
}): Promise<void> {
  const { database, keys, logger } = deps;
  const { prisma } = database;
  const rows = await prisma.webhook.findMany({ select: { bureauId: true, id: true, secret: true } });
  let lost = 0;
  for (const row of rows) {
    if (keys.isCurrent(row.secret)) continue;
    const secret = isSealed(row.secret) ? openWebhookSecret(keys, row, row.secret) : row.secret;
    if (secret === undefined) lost += 1;
    else await prisma.webhook.updateMany({ where: row, data: { secret: sealWebhookSecret(keys, row, secret) } });
  }
  if (lost > 0) logger.error({ webhooks: lost }, 'secrets are sealed by a key that this process does not have');
}
