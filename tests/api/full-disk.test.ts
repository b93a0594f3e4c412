import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { startHuiyin } from '../testkit/process.ts';
import { ask } from './story.ts';

// A disk of its own that fills up under a working server: only where the tests may mount one.

const mount = (folder: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=500m,mode=0711', 'huiyin-test', folder]).status === 0;

async function upload(caller: Caller, url: string, bytes: Buffer): Promise<number> {
  const id = `${randomUUID().slice(0, 14)}7${randomUUID().slice(15)}`;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const told = Object.entries({ attachmentId: id, sha256, filetype: 'image/jpeg', kind: 'photo' });
  const metadata = told.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(',');
  const version = { 'tus-resumable': '1.0.0' };
  const headers = { ...version, 'upload-length': String(bytes.length), 'upload-metadata': metadata };
  const made = await caller.fetch(`${url}/files`, { method: 'POST', headers });
  if (made.status !== 201) return made.status;
  const sent = await caller.fetch(`${url}/files/${id}`, {
    method: 'PATCH',
    headers: { ...version, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(bytes),
  });
  return sent.status;
}

test('a disk that fills up: photos are answered 507, commands say that the database is away, and all is well again after', async (context) => {
  const data = await mkdtemp(join(tmpdir(), 'huiyin-full-'));
  if (!mount(data)) context.skip();
  const huiyin = await startHuiyin({ HUIYIN_DATA: data, LOG_LEVEL: 'fatal' });
  try {
    const clerk = await signIn(huiyin.url, 'office1');
    const { cases } = await clerk.query<{ cases: { totalCount: number } }>('{ cases { totalCount } }');
    const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000_000, 7)]);
    const register = async () => {
      const facts = { responsibility: 'district', contentKind: 'appeal', priorHandling: 'none' };
      const input = {
        channel: 'letter',
        receivedOn: '2026-11-20',
        matter: {
          ...{ caseId: randomUUID(), title: '校门口拥堵', demand: '疏导'.repeat(2_000), handlingUnitId: 'xihe' },
          ...{ petitioner: { kind: 'person', anonymous: false, name: '李小明' }, earlierHandling: '' },
          facts: { ...facts, opinionImplemented: false, newFacts: false },
        },
      };
      const text = 'mutation ($id: ID!, $input: JSON!) { registerCase(commandId: $id, input: $input) { status code } }';
      const { data: made, errors } = await ask(huiyin.url, clerk, text, { id: randomUUID(), input });
      return errors?.[0]?.extensions?.code ?? (made?.registerCase as { status: string } | undefined)?.status;
    };
    await mkdir(join(data, 'filler'));
    const { bavail, bsize } = await statfs(data);
    await writeFile(join(data, 'filler/all'), Buffer.alloc(bavail * bsize - 100_000));
    expect(await upload(clerk, huiyin.url, photo)).toBe(507);
    const answers = new Set<unknown>();
    for (let count = 0; count < 40; count += 1) answers.add(await register());
    expect([...answers].filter((answer) => answer !== 'accepted' && answer !== 'database-unavailable')).toEqual([]);
    expect(answers).toContain('database-unavailable');
    await rm(join(data, 'filler'), { recursive: true });
    let again: unknown;
    for (let count = 0; count < 100 && again !== 'accepted'; count += 1) again = await register();
    expect(again).toBe('accepted');
    expect(await upload(clerk, huiyin.url, photo)).toBe(204);
    const after = await clerk.query<{ cases: { totalCount: number } }>('{ cases { totalCount } }');
    expect(after.cases.totalCount).toBeGreaterThan(cases.totalCount);
  } finally {
    await huiyin.stop();
    spawnSync('umount', ['-l', data]);
    await rm(data, { recursive: true, force: true });
  }
}, 120_000);
