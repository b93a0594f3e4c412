// pnpm bench field [browser] [upload] [drain] [loss]: what the field door costs and what it keeps, each figure beside its
// measure in the same run; some parts of it, or all.
import 'fake-indexeddb/auto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMortalServer } from '../chaos/blows.ts';
import { seeded } from '../chaos/chance.ts';
import { openRoad } from '../chaos/road.ts';
import { freePort } from '../testkit/process.ts';
import { startProxy } from '../testkit/proxy.ts';
import { browserRows } from './field-browser.ts';
import { drainRows, lossRows } from './field-drain.ts';
import { uploadRows } from './field-upload.ts';
import { print, type Row } from './harness.ts';

const data = await mkdtemp(join(tmpdir(), 'huiyin-bench-field-'));
const port = await freePort();
const server = await startMortalServer({ HUIYIN_DATA: data, PORT: String(port) });
const line = await startProxy(port);
const road = await openRoad(port, seeded(1));
try {
  const parts = {
    browser: () => browserRows(data, line),
    upload: () => uploadRows(line),
    drain: () => drainRows(server),
    loss: () => lossRows(server, road),
  };
  const wanted = process.argv.slice(2).filter((name) => Object.hasOwn(parts, name));
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await part()));
  }
  print('field', rows);
} finally {
  await line.close();
  await road.close();
  await server.stop();
  await rm(data, { recursive: true, force: true });
}
process.exit();
