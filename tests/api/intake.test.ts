import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, matter, openStory, type Story, submitOne } from './story.ts';

/* Registration of every channel through the API (R64, R65, R69, R80–R86, R23), and what comes with it. */

let story: Story;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huiyin-intake-'));
  story = await openStory({ filesFolder: folder });
}, 60_000);
afterAll(async () => {
  await story?.close();
  await rm(folder, { recursive: true, force: true });
});

const day = '2026-11-23';
const own = {
  facts: {
    responsibility: 'municipal',
    contentKind: 'appeal',
    priorHandling: 'none',
    opinionImplemented: false,
    newFacts: false,
  },
  handlingUnitId: 'basic',
};
const register = (channel: string, more: object = {}, change: Readonly<Record<string, unknown>> = own) =>
  command('registerCase', { channel, receivedOn: day, matter: matter(change), ...more });

interface Read {
  readonly petitionCase: {
    readonly version: number;
    readonly state: Readonly<Record<string, unknown>>;
    readonly clocks: readonly { clock: string; legalDue: string; citation: { article: string } }[];
  } | null;
}
const readText = `query ($id: ID!) { petitionCase(id: $id) { version state
  clocks { clock legalDue citation { article } } } }`;
const read = async (username: string, id: string) =>
  (await (await story.as(username)).query<Read>(readText, { id })).petitionCase;

describe('every channel with what it brings', () => {
  test.each<[string, object, string]>([
    ['letter', { incoming: { number: 'XA33001', sentOn: '2026-11-20' } }, '信'],
    ['visit', { firstAsked: { unitId: 'office', person: '张伟' } }, '访'],
    ['call', { incoming: { from: '057187001234' }, firstAsked: { unitId: 'office', person: '张伟' } }, '电'],
    ['online', { incoming: { from: '国家信访局网上信访平台', number: 'W2026-1' } }, '网'],
    ['email', { incoming: { from: 'li@example.cn', sentOn: day } }, '邮'],
    ['fax', { incoming: { from: '057187005678' } }, '传'],
    ['leaderReception', {}, '接'],
    [
      'transferred',
      { source: 'petitionBureau', incoming: { from: '市信访局', number: '信转〔2026〕8号', dueOn: '2026-12-04' } },
      '转',
    ],
    ['hotline', { hotline: { externalNumber: 'HZ-1', urgent: true, dueOn: '2026-11-25' } }, '热'],
  ])('%s', async (channel, more, series) => {
    const outcome = await submitOne(await story.as('clerk'), register(channel, more));
    expect(outcome).toMatchObject({ status: 'accepted' });
    expect(outcome.cases[0]?.number).toMatch(new RegExp(`^${series}〔2026〕\\d+号$`));
    const state = (await read('clerk', outcome.cases[0]?.id ?? ''))?.state;
    const { firstAsked, ...kept } = more as Record<string, unknown>;
    expect(state).toMatchObject(kept);
    if (firstAsked) expect(state?.firstAsked).toMatchObject({ first: firstAsked });
  });

  test('the date of a superior, and of the 12345 centre, stand with their articles', async () => {
    const clerk = await story.as('clerk');
    const sent = await submitOne(
      clerk,
      register('transferred', { source: 'provincialDepartment', incoming: { from: '省教育厅', dueOn: '2026-12-04' } }),
    );
    const clocks = (await read('clerk', sent.cases[0]?.id ?? ''))?.clocks;
    expect(clocks).toContainEqual({
      clock: 'department-reply',
      legalDue: '2026-12-04',
      citation: { article: '第三条' },
    });
  });

  test('a 12345 number is one case, also when two clerks press at once (R80)', async () => {
    const clerk = await story.as('clerk');
    const both = await Promise.all(
      [1, 2].map(() => submitOne(clerk, register('hotline', { hotline: { externalNumber: ' HZ-2 ' } }))),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['accepted', 'refused']);
    const [first] = both.filter(({ status }) => status === 'accepted');
    expect(both.find(({ status }) => status === 'refused')).toMatchObject({
      code: 'hotline-number-taken',
      path: 'hotline.externalNumber',
      message: expect.stringContaining(first?.cases[0]?.number ?? '?'),
    });
  });

  test.each(['HZ-1', 'ｈｚ-1', '信转〔2026〕8号'])('is found by the number that others gave it: %s', async (search) => {
    const clerk = await story.as('clerk');
    const text = 'query ($search: String!) { caseList(filter: { search: $search }) { totalCount rows { channel } } }';
    const { caseList } = await clerk.query<{ caseList: { rows: { channel: string }[] } }>(text, { search });
    expect(caseList).toEqual({ totalCount: 1, rows: [{ channel: search.includes('信') ? 'transferred' : 'hotline' }] });
  });

  test('a joint petition is found by each of those who joined in; who asked not to be named by nobody’s name', async () => {
    const clerk = await story.as('clerk');
    const members = [
      { name: '欧阳若兰', representative: true },
      { name: '诸葛明', representative: false },
    ];
    for (const anonymous of [false, true])
      expect(
        await submitOne(
          clerk,
          command('registerCase', {
            channel: 'letter',
            receivedOn: day,
            matter: matter({ petitioner: { kind: 'person', anonymous, name: '司马青' } }),
            joint: { persons: 9, members },
          }),
        ),
      ).toMatchObject({ status: 'accepted' });
    const text =
      'query ($search: String!) { caseList(filter: { search: $search }) { rows { petitioner { anonymous } } } }';
    for (const search of ['司马青', '欧阳若兰', '欧阳', '若兰 诸葛明', '诸葛'])
      expect(await clerk.query(text, { search })).toEqual({
        caseList: { rows: [{ petitioner: { anonymous: false } }] },
      });
  });

  test('the 12345 desk: what is owed, by due date, urgent ones by the centre’s', async () => {
    const text =
      '{ hotlineOrders { rows { externalNumber urgent extended dueOn turn { name mine } case { channel } } } }';
    const { hotlineOrders } = await (await story.as('clerk')).query<{
      hotlineOrders: { rows: { externalNumber: string }[] };
    }>(text);
    expect(hotlineOrders.rows[0]).toEqual({
      externalNumber: 'HZ-1',
      urgent: true,
      extended: false,
      dueOn: '2026-11-25',
      turn: { name: expect.stringMatching(/./), mine: expect.any(Boolean) },
      case: { channel: 'hotline' },
    });
    const own = await (await story.as('east')).query<{ hotlineOrders: unknown }>(text);
    expect(own.hotlineOrders).toEqual({ rows: [] });
  });

  test.each<[string, object, string, string]>([
    ['email', { incoming: { from: '不是邮箱' } }, 'email-malformed', 'incoming.from'],
    ['transferred', { incoming: { number: '8号' } }, 'sender-missing', 'incoming.from'],
    ['hotline', { hotline: { externalNumber: 'HZ-9', urgent: true } }, 'hotline-urgent-without-date', 'hotline.dueOn'],
    ['letter', { joint: { persons: 1, members: [] } }, 'joint-persons-wrong', 'joint.persons'],
    [
      'letter',
      { scans: [{ id: randomUUID(), sha256: 'a'.repeat(64), size: 9, mime: 'application/pdf' }] },
      'attachment-missing',
      'scans',
    ],
  ])('%s %o is refused: %s', async (channel, more, code, path) => {
    const outcome = await submitOne(await story.as('clerk'), register(channel, more));
    expect(outcome).toMatchObject({ status: 'refused', code, path });
    expect(outcome.message).toMatch(/[。]$/);
  });
});

describe('the paper and the person', () => {
  test('numbers and members are masked wherever the case is shown', async () => {
    const petitioner = {
      kind: 'person',
      anonymous: false,
      name: '李小明',
      phone: '13912342041',
      idCard: '11010519491231002X',
      address: '测试市东城区文晖路8号',
    };
    const joint = { persons: 12, members: [{ name: '王建国', phone: '13812345678', representative: true }] };
    const outcome = await submitOne(await story.as('clerk'), register('letter', { joint }, { ...own, petitioner }));
    const text = JSON.stringify(await read('clerk', outcome.cases[0]?.id ?? ''));
    for (const secret of ['李小明', '13912342041', '11010519491231002X', '文晖路', '王建国', '13812345678']) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('"persons":12');
  });

  test('a scan goes with its case: who sees the case reads it, its unit from the hand-over on, nobody else', async () => {
    const clerk = await story.as('clerk');
    const bytes = Buffer.from('%PDF-1.4\n%scan of a letter\n');
    const scan = await upload('clerk', bytes, 'application/pdf');
    const outcome = await submitOne(clerk, register('visit', { scans: [scan] }));
    expect(outcome.status).toBe('accepted');
    const caseId = outcome.cases[0]?.id ?? '';
    const get = async (username: string) => (await story.as(username)).fetch(`${story.base}/files/${scan.id}`);
    const answer = await get('leader');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect((await get('head')).status).toBe(404);
    const expectedVersion = (await read('clerk', caseId))?.version;
    const given = { caseId, expectedVersion, unitId: 'basic', assignedOn: day };
    expect((await submitOne(clerk, command('assignCase', given))).message).toBeNull();
    expect((await get('head')).status).toBe(200);
    expect((await get('east')).status).toBe(404);
  });

  test('an .exe with the name of a PDF is refused', async () => {
    await expect(upload('clerk', Buffer.from('MZ\u0090\u0000 this is a program'), 'application/pdf')).rejects.toThrow(
      '415',
    );
  });
});

describe('首问移交 (R23)', () => {
  test('the unit to which it is offered sees the case, accepts it and goes on seeing it; others never do', async () => {
    const asked = { firstAsked: { unitId: 'basic', person: '刘芳' } };
    const { cases } = await submitOne(await story.as('clerk'), register('visit', asked));
    const id = cases[0]?.id ?? '';
    expect(await read('east', id)).toBeNull();
    const version = (await read('head', id))?.version;
    const offer = { caseId: id, toUnitId: 'east', toPerson: '赵强', reason: '学校在东城区', offeredOn: day };
    const offered = await submitOne(
      await story.as('head'),
      command('handOverFirstAsked', { ...offer, expectedVersion: version }),
    );
    expect(offered).toMatchObject({ status: 'accepted' });

    const east = await story.as('east');
    const waiting = async (username: string) =>
      (await (await story.as(username)).query<{ offeredCases: { id: string }[] }>('{ offeredCases { id } }'))
        .offeredCases;
    expect(await waiting('east')).toEqual([{ id }]);
    expect(await waiting('west')).toEqual([]);
    expect(await read('west', id)).toBeNull();
    const now = (await read('east', id))?.version;
    const taken = await submitOne(
      east,
      command('acceptHandOver', { caseId: id, expectedVersion: now, acceptedOn: day }),
    );
    expect(taken).toMatchObject({ status: 'accepted' });
    expect(await waiting('east')).toEqual([]);
    expect((await read('east', id))?.state.firstAsked).toMatchObject({ handOvers: [{ acceptedOn: day }] });
  });

  test('an accusation against the unit is not shown to it by a hand-over (Art 30)', async () => {
    const facts = { ...own.facts, contentKind: 'accusation' };
    const asked = { firstAsked: { unitId: 'office', person: '张伟' } };
    const accusation = { ...own, facts, accusedUnitId: 'east' };
    const { cases } = await submitOne(await story.as('office'), register('visit', asked, accusation));
    const offer = { caseId: cases[0]?.id, toUnitId: 'east', toPerson: '赵强', reason: '移交', offeredOn: day };
    const version = (await read('office', cases[0]?.id ?? ''))?.version;
    expect(
      await submitOne(await story.as('office'), command('handOverFirstAsked', { ...offer, expectedVersion: version })),
    ).toMatchObject({ status: 'refused', code: 'accused-unit' });
  });
});

/** Sends one file by tus, in one piece; throws with the status when it is refused. */
async function upload(username: string, bytes: Buffer, mime: string) {
  const caller = await story.as(username);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const id = `${randomUUID().slice(0, 14)}7${randomUUID().slice(15)}`;
  const pairs = { attachmentId: id, sha256, filetype: mime, kind: 'scan' };
  const metadata = Object.entries(pairs)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
  const tus = { 'tus-resumable': '1.0.0' };
  const created = await caller.fetch(`${story.base}/files`, {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
  });
  if (created.status !== 201) throw new Error(String(created.status));
  const sent = await caller.fetch(`${story.base}/files/${id}`, {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(bytes),
  });
  if (sent.status !== 204) throw new Error(String(sent.status));
  return { id, sha256, size: bytes.length, mime };
}
