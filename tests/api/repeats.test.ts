import { readFileSync } from 'node:fs';
import { fillCaseKeys } from '@huiyin/server/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, command, matter, openStory, outreachVisit, type Story, submitOne } from './story.ts';

/* Likely repeats across channels, found by index while a matter is typed; links, repeats and mergers that follow. */

let story: Story;
beforeAll(async () => {
  story = await openStory();
}, 60_000);
afterAll(() => story?.close());

const upgrade = new URL('../../packages/server/prisma/migrations/0029_paper_keys/migration.sql', import.meta.url);
const day = '2026-11-23';
const bus = {
  title: '校车三号线停运，要求恢复',
  demand: '本学期校车第三条线路停开，沿线三个村二十多名学生每天要步行四十多分钟，请求恢复线路或者调整站点。',
};
const person = { kind: 'person', anonymous: false, name: '赵国庆', phone: '13612340001', idCard: '11010519491231002X' };
const register = (channel: string, change: Readonly<Record<string, unknown>>, more: object = {}) =>
  command('registerCase', { channel, receivedOn: day, matter: matter(change), ...more });

interface Found {
  readonly likelyRepeats: readonly {
    readonly score: number;
    readonly advice: string;
    readonly priorHandling: string;
    readonly crossesHotline: boolean;
    readonly reasons: readonly { readonly kind: string; readonly text: string }[];
    readonly case: { readonly id: string; readonly petitioner: { readonly name: string } };
  }[];
}
const probeText = `query ($probe: RepeatProbe!) { likelyRepeats(probe: $probe) { score advice priorHandling
  crossesHotline reasons { kind text } case { id petitioner { name } } } }`;
const probe = (change: object = {}) => ({
  channel: 'visit',
  people: [{ name: '' }],
  title: '',
  demand: '',
  handlingUnitId: '',
  ...change,
});
const look = async (username: string, change: object) =>
  (await (await story.as(username)).query<Found>(probeText, { probe: probe(change) })).likelyRepeats;

describe('likely repeats', () => {
  let letter: string;
  beforeAll(async () => {
    const outcome = await submitOne(await story.as('clerk'), register('letter', { ...bus, petitioner: person }));
    letter = outcome.cases[0]?.id ?? '';
    await submitOne(await story.as('leader'), outreachVisit());
  });

  test.each([
    ['the card', { people: [{ name: '', idCard: '110105 19491231 002x' }] }, 'sameCard'],
    ['the telephone', { people: [{ name: '另一人', phone: '+86 13612340001' }] }, 'samePhone'],
    ['name and unit', { people: [{ name: '赵 国庆' }], handlingUnitId: 'east' }, 'sameNameAndPlace'],
    ['the words', { title: '校车三号线停运', demand: bus.demand.replace('本学期', '这学期') }, 'similarWords'],
  ])('are found by %s, with why', async (_name, change, kind) => {
    const [first] = await look('clerk', change);
    expect(first?.case).toEqual({ id: letter, petitioner: { name: '赵**' } });
    expect(first?.reasons.map((reason) => reason.kind)).toContain(kind);
    expect(first?.advice).toContain('不重复受理');
  });

  test('by the number of the sender’s paper, also after it was put right', async () => {
    const clerk = await story.as('clerk');
    const sender = { from: '省教育厅', number: '教信转〔2026〕77号' };
    const { cases } = await submitOne(
      clerk,
      register('transferred', {}, { source: 'provincialDepartment', incoming: sender }),
    );
    const id = cases[0]?.id ?? '';
    const byNumber = async (number: string) =>
      (await look('clerk', { channel: 'transferred', number })).map((one) => one.case.id);
    expect(await byNumber('教信转[2026]77号')).toEqual([id]);
    const changes = { incoming: { ...sender, number: '教信转〔2026〕78号' } };
    const amend = command('amendCase', {
      caseId: id,
      expectedVersion: await versionOf(id),
      changes,
      reason: '编号登记有误',
    });
    expect(await submitOne(clerk, amend)).toMatchObject({ status: 'accepted', message: null });
    expect([await byNumber('教信转〔2026〕77号'), await byNumber('教信转〔2026〕78号')]).toEqual([[], [id]]);

    // a case from before numbers were looked for: the upgrade sets it down, the start after it gives it its keys
    const { database } = story.server;
    await database.pool.query('delete from case_key where case_id = $1::uuid', [id]);
    expect(await byNumber('教信转〔2026〕78号')).toEqual([]);
    await database.pool.query(readFileSync(upgrade, 'utf8'));
    expect(await fillCaseKeys(database)).toBe(1);
    expect(await byNumber('教信转〔2026〕78号')).toEqual([id]);
  });

  test('the visit of a leader is looked through as well, and nothing is found for nothing', async () => {
    const [found] = await look('clerk', { title: '课后服务收费', demand: '希望在放学时段安排人员疏导交通' });
    expect(found?.reasons[0]?.text).toContain('文字相近');
    expect(await look('clerk', {})).toEqual([]);
    expect(await look('clerk', { people: [{ name: '没有此人', phone: '13999999999' }] })).toEqual([]);
  });

  test('a 12345 order of what is in the petition channel is noticed', async () => {
    const [found] = await look('clerk', { channel: 'hotline', people: [{ name: '', phone: '13612340001' }] });
    expect(found).toMatchObject({ crossesHotline: true, advice: expect.stringContaining('12345 中心') });
  });

  test('an accusation is not hinted at to who may not see it (Art 30)', async () => {
    const facts = { ...matter().facts, responsibility: 'municipal', contentKind: 'accusation' };
    const accuser = { kind: 'person', anonymous: false, name: '钱正', phone: '13612340009' };
    const accusation = {
      facts,
      handlingUnitId: 'basic',
      petitioner: accuser,
      title: '举报挪用课后服务经费',
      accusedUnitId: 'east-1',
    };
    const { cases } = await submitOne(await story.as('office'), register('letter', accusation));
    const same = { people: [{ name: '钱正', phone: '13612340009' }] };
    expect((await look('office', same))[0]?.case.id).toBe(cases[0]?.id);
    expect(await look('clerk', same)).toEqual([]);
  });

  test('departments and the wall do not ask', async () => {
    for (const username of ['east', 'wall', 'admin']) {
      const answer = await ask(story.base, await story.as(username), probeText, { probe: probe() });
      expect(answer.errors?.[0]?.extensions?.code).toBe('forbidden');
    }
  });

  test('what was put right (更正登记) is found by its new words, no longer by the old', async () => {
    const clerk = await story.as('clerk');
    const petitioner = { kind: 'person', anonymous: false, name: '吴敏', phone: '13612340011' };
    const { cases } = await submitOne(clerk, register('letter', { petitioner, title: '操场塑胶有异味' }));
    const version = await versionOf(cases[0]?.id ?? '');
    const amended = command('amendCase', {
      caseId: cases[0]?.id,
      expectedVersion: version,
      changes: { petitioner: { ...petitioner, phone: '13612340012' } },
      reason: '电话听错',
    });
    expect(await submitOne(clerk, amended)).toMatchObject({ status: 'accepted' });
    expect((await look('clerk', { people: [{ name: '', phone: '13612340012' }] }))[0]?.case.id).toBe(cases[0]?.id);
    expect(await look('clerk', { people: [{ name: '', phone: '13612340011' }] })).toEqual([]);
  });

  test('no clear number lies in the index', async () => {
    const rows = await story.server.database.prisma.caseKey.findMany();
    const text = JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
    for (const secret of ['13612340001', '11010519491231002', '赵国庆']) expect(text).not.toContain(secret);
  });

  test('重复信访: not accepted again, linked both ways; then merged, with the clocks at rest, and parted again', async () => {
    const clerk = await story.as('clerk');
    const facts = { ...matter().facts, priorHandling: 'inProgress' };
    const links = [{ caseId: letter, relation: 'repeat' }];
    const wrong = await submitOne(clerk, register('visit', { ...bus, petitioner: person }, { links }));
    expect(wrong).toMatchObject({
      status: 'refused',
      code: 'repeat-says-otherwise',
      path: 'matter.facts.priorHandling',
    });
    expect(wrong.citations[0]?.article).toBe('第十九条');
    const { cases } = await submitOne(clerk, register('visit', { ...bus, petitioner: person, facts }, { links }));
    const id = cases[0]?.id ?? '';
    const related = await relatedOf(letter);
    expect(related).toEqual([{ relation: 'repeat', name: '重复信访', case: { id } }]);

    const merge = {
      caseId: id,
      expectedVersion: await versionOf(id),
      intoId: letter,
      intoVersion: await versionOf(letter),
    };
    expect(
      await submitOne(clerk, command('mergeCases', { ...merge, reason: '同一人同一事', mergedOn: day })),
    ).toMatchObject({
      status: 'accepted',
    });
    expect((await relatedOf(id))[0]).toMatchObject({ relation: 'mergedInto', case: { id: letter } });
    const part = {
      caseId: id,
      expectedVersion: await versionOf(id),
      intoId: letter,
      reason: '并错了',
      unmergedOn: day,
    };
    expect(await submitOne(clerk, command('unmergeCase', part))).toMatchObject({ status: 'accepted' });
    expect((await relatedOf(id)).map(({ relation }) => relation)).toEqual(['repeat']);
  });
});

interface Related {
  readonly relation: string;
  readonly name: string;
  readonly case: { readonly id: string };
}
async function relatedOf(id: string): Promise<readonly Related[]> {
  const text = 'query ($id: ID!) { petitionCase(id: $id) { related { relation name case { id } } } }';
  return (await (await story.as('clerk')).query<{ petitionCase: { related: Related[] } }>(text, { id })).petitionCase
    .related;
}
async function versionOf(id: string): Promise<number> {
  const text = 'query ($id: ID!) { petitionCase(id: $id) { version } }';
  return (await (await story.as('clerk')).query<{ petitionCase: { version: number } }>(text, { id })).petitionCase
    .version;
}
