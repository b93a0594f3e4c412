import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { httpTransport } from './transport.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A real server that answers in one way; gives the transport that talks to it. */
async function against(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  // A TCP server listens on an address with a port.
  const { port } = server.address() as AddressInfo;
  return httpTransport({ base: `http://127.0.0.1:${port}` });
}
const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
const coded = (code: string, message = '') => ({ data: null, errors: [{ message, extensions: { code } }] });

describe('what the line answers', () => {
  const outcome = {
    commandId: '1',
    status: 'accepted',
    receivedAt: '2026-11-25T08:00:00.000Z',
    cases: [],
    citations: [],
  };
  const cases: [string, RequestListener, unknown][] = [
    ['outcomes', json(200, { data: { submitCommands: [outcome] } }), { kind: 'outcomes', outcomes: [outcome] }],
    [
      'the login page of a wifi, with status 200',
      (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>请登录</html>'),
      { kind: 'passing', why: 'portal' },
    ],
    [
      'a redirect to a login page',
      (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      { kind: 'passing', why: 'network' },
    ],
    ['JSON that is not ours', json(200, { ok: true }), { kind: 'passing', why: 'portal' }],
    ['a cut line', (request) => request.socket.destroy(), { kind: 'passing', why: 'network' }],
    [
      'half an answer',
      (request, response) => {
        response.writeHead(200, { 'content-length': '500' }).write('{"data"');
        setTimeout(() => request.socket.destroy(), 20);
      },
      { kind: 'passing', why: 'network' },
    ],
    ['too many requests', json(429, {}, { 'retry-after': '7' }), { kind: 'passing', why: 'busy', retryAfterMs: 7000 }],
    ['a gateway without its server', json(502, {}), { kind: 'passing', why: 'server' }],
    [
      'an HTML error of a proxy',
      (_request, response) => response.writeHead(500).end('<h1>oops'),
      { kind: 'passing', why: 'server' },
    ],
    ['a database that is away', json(200, coded('database-unavailable')), { kind: 'passing', why: 'server' }],
    ['a server that starts or stops', json(503, coded('server-not-ready')), { kind: 'passing', why: 'server' }],
    ['whatever a failing server says', json(503, coded('some-new-word')), { kind: 'passing', why: 'server' }],
    ['an ended session', json(200, coded('unauthenticated')), { kind: 'signedOut' }],
    ['an ended session, with its status', json(401, coded('unauthenticated')), { kind: 'signedOut' }],
    ["somebody else's 401", json(401, {}), { kind: 'passing', why: 'portal' }],
    [
      'a batch that it will not read',
      json(400, coded('malformed-request', 'x')),
      { kind: 'rejected', code: 'malformed-request', message: 'x' },
    ],
    [
      "a 400 in somebody else's words",
      json(400, { errors: [{ message: 'Bad Request' }] }),
      { kind: 'passing', why: 'portal' },
    ],
    [
      'a page that forbids',
      (_request, response) => response.writeHead(403).end('<h1>403'),
      { kind: 'passing', why: 'portal' },
    ],
    [
      'a refusal of the whole request',
      json(200, coded('forbidden', '不可以')),
      { kind: 'rejected', code: 'forbidden', message: '不可以' },
    ],
    ['a gateway that finds it too large', json(413, {}), { kind: 'broken' }],
    [
      'a server that finds it too large',
      json(413, coded('request-too-large', '太大')),
      { kind: 'rejected', code: 'request-too-large', message: '太大' },
    ],
    [
      'a stumble of the server',
      json(500, { errors: [{ message: 'x', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }),
      { kind: 'broken' },
    ],
  ];
  it.each(cases)('%s', async (_name, answer, expected) => {
    const transport = await against(answer);
    expect(await transport.submit([])).toEqual(expected);
  });

  it('nobody signed in is a person without a name, not a fault', async () => {
    const transport = await against(json(200, { data: { viewer: null } }));
    expect(await transport.whoAmI()).toEqual({ kind: 'person', personId: null });
  });

  it("data that is not ours is nobody's name", async () => {
    const transport = await against(json(200, { data: { login: 'required' } }));
    expect(await transport.whoAmI()).toEqual({ kind: 'passing', why: 'portal' });
  });
});
