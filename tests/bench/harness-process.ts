// Servers of the live bench, each in a process of its own, and what is asked of them.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { testPassword } from '@huiyin/server/testkit';

/** A process of its own that answers messages; `port` is where it listens, if it does. */
export interface Server {
  readonly child: ChildProcess;
  readonly port: number;
  ask<T>(message: object): Promise<T>;
  close(): Promise<void>;
}

/** Starts a file of this folder. */
export async function startServer(file: string, args: readonly string[]): Promise<Server> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = fork(path, [...args], { execArgv: ['--expose-gc'], env: { ...process.env, NODE_ENV: 'production' } });
  const answer = async <T>(): Promise<T> => ((await once(child, 'message')) as [T])[0]; // one answer to each question
  const { port } = await answer<{ port: number }>();
  return {
    child,
    port,
    ask(message) {
      const answered = answer();
      child.send(message);
      return answered as Promise<never>;
    },
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A cookie of the test bureau's leader. */
export async function signIn(port: number): Promise<string> {
  const query = `mutation { signIn(username: "leader", password: "${testPassword}") { id } }`;
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

const rowFields = '{ key name count open overdue dueSoon }';
/** Everything that a wall shows. */
export const wallFields = `{ revision asOf today open overdue dueSoon registeredToday byStatus ${rowFields} byChannel ${rowFields}
  byContentKind ${rowFields} byUnit ${rowFields} }`;
export const wallSubscription = `subscription { liveCounts ${wallFields} }`;

/** The request that opens an event stream of the whole wall, as it goes over the wire. */
export function eventRequest(cookie: string): string {
  const body = JSON.stringify({ query: wallSubscription });
  return `POST /graphql HTTP/1.1\r\nhost: bench\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncookie: ${cookie}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Goes beside the table, so that whoever waits sees why. */
export const progress = (what: string): void => console.error(`${Math.round(performance.now() / 1000)} s ${what}`);

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
