import { afterEach, beforeEach, expect, test } from 'vitest';
import { listen, type WebServer } from './web-server.ts';

const told: { readonly error: unknown; readonly id: string }[] = [];
const here = { host: '127.0.0.1', port: 0, https: false };
let web: WebServer;
beforeEach(async () => {
  told.length = 0;
  web = await listen(here, (error, id) => told.push({ error, id }));
});
afterEach(() => web.close());

const get = (accept = '*/*') => fetch(`http://127.0.0.1:${web.port}/reports/1.pdf`, { headers: { accept } });

test('while it starts: 503 with a code for programs, a sentence for people, and when to come again', async () => {
  const program = await get();
  expect([program.status, program.headers.get('retry-after')]).toEqual([503, '2']);
  expect(await program.json()).toEqual({ code: 'server-not-ready', message: '系统正在启动或停止，请稍后重试。' });
  expect(await (await get('text/html')).text()).toBe('系统正在启动或停止，请稍后重试。\n');
});

test('a fault of ours: 500 under the number that the log has', async () => {
  const fault = new Error('a bug');
  web.serve([() => Promise.reject(fault)]);
  const answer = await get();
  expect(answer.status).toBe(500);
  expect(told).toMatchObject([{ error: fault }]);
  const { code, message } = await answer.json();
  expect(code).toBe('internal-error');
  expect(message).toContain(told[0]?.id);
  expect(message).not.toContain('a bug');
});

test('a database that is away is no fault of ours: 503 with its own code', async () => {
  web.serve([() => Promise.reject(Object.assign(new Error('down'), { code: 'ECONNREFUSED' }))]);
  const answer = await get();
  expect([answer.status, (await answer.json()).code]).toEqual([503, 'database-unavailable']);
});

test('behind HTTPS browsers are told to come by nothing else for a year; without it they are told nothing', async () => {
  expect((await get()).headers.get('strict-transport-security')).toBeNull();
  const behind = await listen({ ...here, https: true }, () => undefined);
  const { headers } = await fetch(`http://127.0.0.1:${behind.port}/`).finally(() => behind.close());
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
});
