import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('chaos.ts', import.meta.url));

test('the short storm: three kills, replies lost, roads cut; nothing lost, nothing doubled', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    '--kills',
    '3',
    '--phones',
    '3',
    '--visits',
    '12',
  ]);
  expect(stdout.trim().split('\n').at(-1)).toBe('lost 0, doubled 0');
}, 180_000);
