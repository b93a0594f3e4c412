/** A signed-in caller of the API, as another program would be: a cookie and JSON. */
export interface Caller {
  readonly username: string;
  readonly personId: string;
  /** fetch with this caller's cookie. */
  readonly fetch: typeof fetch;
  /** Sends one operation; throws with the API's own words when it answers with errors. */
  query<T>(text: string, variables?: Readonly<Record<string, unknown>>): Promise<T>;
}

/** The whole answer of one operation, errors and all. */
export interface Answer {
  readonly status: number;
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Posts one operation as it is. */
export async function post(base: string, query: string, variables = {}, send: typeof fetch = fetch): Promise<Answer> {
  const response = await send(`${base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', origin: base },
    body: JSON.stringify({ query, variables }),
  });
  // Every answer of the API is a JSON object of this shape; a test that gets another one fails here.
  return { ...((await response.json()) as Omit<Answer, 'status'>), status: response.status };
}

/** The password of every demo account, as printed at start. */
export const DEMO_PASSWORD = 'huiyin-demo-2026';

/** Signs in and keeps the session cookie. `always` are headers that go with every request. */
export async function signIn(
  base: string,
  username: string,
  password = DEMO_PASSWORD,
  always: Readonly<Record<string, string>> = {},
): Promise<Caller> {
  let cookie = '';
  const send: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    for (const [name, value] of Object.entries(always)) headers.set(name, value);
    if (cookie) headers.set('cookie', cookie);
    // Node's fetch has no page to be of the same origin with; the server wants to see one on writes.
    if (!headers.has('origin')) headers.set('origin', base);
    const response = await fetch(input, { ...init, headers });
    const given = response.headers.getSetCookie().map((one) => one.split(';')[0]);
    if (given.length > 0) cookie = given.join('; ');
    return response;
  };
  const query = async <T>(text: string, variables = {}): Promise<T> => {
    const answer = await post(base, text, variables, send);
    if (answer.errors || !answer.data) throw new Error(`${answer.status}: ${JSON.stringify(answer.errors)}`);
    return answer.data as T; // The caller names the shape it asked for.
  };
  const { signIn: viewer } = await query<{ signIn: { id: string } }>(
    'mutation ($username: String!, $password: String!) { signIn(username: $username, password: $password) { id } }',
    { username, password },
  );
  return { username, personId: viewer.id, fetch: send, query };
}
