import { expect, test } from 'vitest';
import { createRateLimits } from './rate-limits.ts';

test('one address may try many names, but not without end; signing in rightly costs nothing', async () => {
  const limits = createRateLimits(10);
  for (let count = 0; count < 400; count += 1) {
    expect(await limits.signIn(`right${count}`, '10.0.0.1')).toBeUndefined();
    await limits.signedIn(`right${count}`, '10.0.0.1');
  }
  const waits: unknown[] = [];
  for (let count = 0; count < 301; count += 1) waits.push(await limits.signIn(`guess${count}`, '10.0.0.1'));
  expect(waits.slice(0, 300)).toEqual(Array(300).fill(undefined));
  expect(waits[300]).toBeGreaterThan(0);
  expect(await limits.signIn('guess0', '10.0.0.2')).toBeUndefined();
});
