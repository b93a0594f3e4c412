import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

test('secrets and personal data never reach the log, however deep they stand', () => {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const logger = createLogger('info', sink);
  logger.info({ password: 'p1', setupCode: 'c1', phone: '13900000001' }, 'flat');
  logger.info(
    { req: { headers: { cookie: 'huiyin_session=s1', authorization: 'a1', 'set-cookie': 's2' } } },
    'request',
  );
  logger.info({ input: { password: 'p2', matter: { petitioner: { name: '李某' }, demand: '诉求' } } }, 'command');
  logger.error({
    err: Object.assign(new Error('not null'), { code: '23502', detail: 'Failing row (张某)', where: '张某' }),
  });
  const text = lines.join('');
  expect(text, 'what PostgreSQL quotes').not.toContain('张某');
  expect(text, 'its code stays').toContain('23502');
  for (const secret of ['p1', 'c1', '13900000001', 's1', 'a1', 's2', 'p2', '李某', '诉求']) {
    expect(text).not.toContain(`"${secret}"`);
    expect(text).not.toContain(secret === 's1' ? '=s1' : `:"${secret}`);
  }
  expect(text.match(/\[removed\]/g)?.length).toBeGreaterThanOrEqual(8);
});
