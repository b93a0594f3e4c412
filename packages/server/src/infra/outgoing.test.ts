import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { isPublic, isReachable, post } from './outgoing.ts';

test.each([
  ['8.8.8.8', true, true],
  ['2001:4860:4860::8888', true, true],
  ['10.1.2.3', true, false],
  ['172.16.0.1', true, false],
  ['172.32.0.1', true, true],
  ['192.168.1.1', true, false],
  ['100.100.100.200', true, false],
  ['127.0.0.1', true, false],
  ['::1', true, false],
  ['fd00::1', true, false],
  ['::ffff:10.0.0.1', true, false],
  ['169.254.169.254', false, false],
  ['::ffff:169.254.169.254', false, false],
  ['fe80::1', false, false],
  ['0.0.0.0', false, false],
  ['::', false, false],
  ['224.0.0.1', false, false],
])('%s: may be reached %s, is public %s', (address, reachable, open) => {
  expect([isReachable(address), isPublic(address)]).toEqual([reachable, open]);
});

test('a name is judged by the address that it leads to, and no redirect is followed', async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // A TCP server's address is never a string.
  for (const host of ['localhost', '127.0.0.1']) {
    const sent = await post(`http://${host}:${port}/`, 'x', {}, isPublic);
    expect(sent).toEqual({ error: 'ERR_ADDRESS_NOT_ALLOWED' });
  }
  expect(asked).toBe(0);
  expect(await post(`http://127.0.0.1:${port}/`, 'x', {}, isReachable)).toEqual({ status: 302 });
  expect(asked).toBe(1);
  server.close();
});
