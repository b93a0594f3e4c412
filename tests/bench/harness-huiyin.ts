// Huiyin itself in a process of its own for pnpm bench live. The parent sends { publish: true }: a real command is carried out,
// and the answer is the time at which it was committed; or { memory: true }.
import { executeCommand, openDatabase, settableClock, startTestServer, testViewer } from '@huiyin/server/testkit';
import { letterOf } from './letters.ts';

const [url = '', settings = '{}'] = process.argv.slice(2);
const server = await startTestServer(url, { streamsPerPerson: 20_000, ...JSON.parse(settings) });
const writing = openDatabase(url);
const clock = settableClock('2026-11-23T09:00:00+08:00');
const actor = await testViewer(writing, 'leader');

let next = 0;
async function register(): Promise<void> {
  next += 1;
  // The hint goes the long way, as from another process.
  const feed = { hint: () => void writing.pool.query('notify huiyin_changes') };
  const letter = letterOf(next, { unitId: 'east', responsibility: 'district' });
  const outcome = await executeCommand({ database: writing, clock, feed }, actor, letter);
  if (outcome.status !== 'accepted') throw new Error(`${outcome.status}: ${outcome.message}`);
}

process.on('message', async (message: { readonly publish?: unknown; readonly memory?: unknown }) => {
  if (message.publish) {
    await register();
    process.send?.({ publishedAt: process.hrtime.bigint().toString() });
  }
  if (message.memory) {
    for (let round = 0; round < 3; round += 1) globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    process.send?.({ rss, heapUsed });
  }
});
process.send?.({ port: Number(new URL(server.base).port) });
