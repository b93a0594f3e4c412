import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('chaos.ts', import.meta.url));

test('the short storm: server and browser killed, every blow on the road; nothing lost, nothing doubled', async () => {
  const size = ['--kills', '5', '--phones', '6', '--commands', '25', '--browsers', '1'];
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...size]).catch((error) => {
    throw new Error(`${error.stdout}\n${error.stderr}`); // execFile rejects with both; the seed stands in the first line
  });
  expect(stdout.trim().split('\n').at(-1)).toMatch(/, 0 wrong, lost 0, doubled 0$/);
}, 240_000);
