import { Client } from 'pg';
import { vi } from 'vitest';

async function once(asked: () => Promise<unknown>): Promise<number> {
  const sent = vi.spyOn(Client.prototype, 'query');
  await asked();
  const calls = sent.mock.calls.length;
  sent.mockRestore();
  return calls;
}

/**
 * How many statements a question sends to PostgreSQL. What the server does beside (looking for changes, a new connection)
 * falls into one count or another: the least of three is the question's own.
 */
export async function statementsOf(asked: () => Promise<unknown>): Promise<number> {
  return Math.min(await once(asked), await once(asked), await once(asked));
}
