import { expect, test, vi } from 'vitest';
import { holdLock, withLock } from './lock.ts';

const times = { beat: 20, stale: 120 };
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

test('one after another, and a holder that still runs is never robbed', async () => {
  const seen: string[] = [];
  const first = withLock(
    'a',
    async () => {
      await pause(300);
      seen.push('first');
    },
    times,
  );
  await pause(5);
  await withLock('a', async () => void seen.push('second'), times);
  await first;
  expect(seen).toEqual(['first', 'second']);
});

test('a holder that has gone silent (a frozen tab) loses the lock, and its own end harms nothing', async () => {
  const { promise: asleep, resolve: wake } = Promise.withResolvers<void>();
  // It holds the lock and never beats, as a frozen page would.
  const frozen = withLock('b', () => asleep, { beat: 1e9, stale: 1e9 });
  await pause(5);
  const next = vi.fn(async () => undefined);
  await withLock('b', next, times);
  expect(next).toHaveBeenCalledOnce();
  wake();
  await frozen;
});

test('what fails inside fails for its caller, and the next one comes in', async () => {
  const broken = withLock('c', () => Promise.reject(new Error('broken')), times);
  await expect(broken).rejects.toThrow('broken');
  const next = vi.fn(async () => undefined);
  await withLock('c', next, times);
  expect(next).toHaveBeenCalledOnce();
});

test('a held lock is refused to a second window until it is released or taken over', async () => {
  const lose = vi.fn();
  const mine = await holdLock('d', { patience: 50 }, lose);
  expect(mine).toBeDefined();
  expect(await holdLock('d', { patience: 50 }, () => {})).toBeUndefined();
  const taken = await holdLock('d', { patience: 50, steal: true }, () => {});
  await pause(5);
  expect(lose).toHaveBeenCalledOnce();
  taken?.release();
  const next = await holdLock('d', { patience: 50 }, lose);
  next?.release();
  await pause(5);
  expect(lose).toHaveBeenCalledOnce();
});
