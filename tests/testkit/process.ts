import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));

/** A Huiyin in a process of its own, started as people start it. */
export interface HuiyinProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** Everything printed so far. */
  readonly printed: () => string;
  /** Sends the signal and waits for the end; gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // A TCP server's address is never a string.
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts the real server with `env` and waits until it says it is ready; throws with its output when it ends instead. */
export async function startHuiyin(env: Readonly<Record<string, string>>): Promise<HuiyinProcess> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const ended = once(child, 'exit');
  const ready = new Promise<number>((resolve, reject) => {
    const read = (bytes: Buffer) => {
      text += bytes.toString();
      const port = /Huiyin ready: http:\/\/\S+:(\d+)\s/.exec(text)?.[1];
      if (port) resolve(Number(port));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`Huiyin ended with ${code}:\n${text}`)));
    setTimeout(() => reject(new Error(`Huiyin was not ready in 90 s:\n${text}`)), 90_000).unref();
  });
  const port = await ready;
  return {
    child,
    port,
    url: `http://127.0.0.1:${port}`,
    printed: () => text,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}
