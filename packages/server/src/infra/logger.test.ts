import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { createLogger } from './logger.ts';

/** A logger, and all that it has written. */
function logged() {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { logger: createLogger('info', sink), text: () => lines.join('') };
}

test('a query that is put wrongly is logged without what it asked for', async () => {
  const { prisma, close } = openDatabase('postgresql://nobody@127.0.0.1:1/none');
  const { logger, text } = logged();
  // refused before any connection is made
  const wrong = { where: { displayName: { equals: 5, contains: '李某' } } } as never;
  logger.error({ err: await prisma.person.findMany(wrong).catch((error: unknown) => error) }, 'request failed');
  await close();
  expect(text()).toContain('Invalid value provided');
  expect(text()).not.toContain('李某');
});

test('secrets and personal data never reach the log, however deep they stand', () => {
  const { logger, text: written } = logged();
  logger.info({ password: 'p1', setupCode: 'c1', phone: '13900000001' }, 'flat');
  logger.info(
    { req: { headers: { cookie: 'huiyin_session=s1', authorization: 'a1', 'set-cookie': 's2' } } },
    'request',
  );
  logger.info({ input: { password: 'p2', matter: { petitioner: { name: '李某' }, demand: '诉求' } } }, 'command');
  logger.error({
    err: Object.assign(new Error('not null'), { code: '23502', detail: 'Failing row (张某)', where: '张某' }),
  });
  const text = written();
  expect(text, 'what PostgreSQL quotes').not.toContain('张某');
  expect(text, 'its code stays').toContain('23502');
  for (const secret of ['p1', 'c1', '13900000001', 's1', 'a1', 's2', 'p2', '李某', '诉求']) {
    expect(text).not.toContain(`"${secret}"`);
    expect(text).not.toContain(secret === 's1' ? '=s1' : `:"${secret}`);
  }
  expect(text.match(/\[removed\]/g)?.length).toBeGreaterThanOrEqual(8);
});
