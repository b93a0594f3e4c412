// Small helpers of the bootstrap. Plain JavaScript without packages: it must run on a bare Node 18.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const cache = join(root, '.cache');
const windows = process.platform === 'win32';

/** Ends the command with a message a person can act on. */
export function fail(message) {
  console.error(`\n✗ ${message}`);
  process.exit(1);
}

/** Puts the running Node first on PATH, so that every child uses the same one. */
export function environment(extra = {}) {
  return { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}

/** Makes the project's cache folder; a read-only project is said plainly. */
export function ensureCache() {
  try {
    mkdirSync(join(cache, 'logs'), { recursive: true });
    mkdirSync(join(cache, 'stamps'), { recursive: true });
  } catch (error) {
    fail(
      `项目文件夹不可写：${root}（${error.code}）。请换到可写的位置，或修改权限后再试。\n  The project folder is not writable.`,
    );
  }
}

/** Runs one quiet step with its elapsed time; on failure shows the end of its log and stops. */
export async function step(title, command, args, options = {}) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const log = join(cache, 'logs', `${title.replace(/[^a-z]+/gi, '-').replace(/^-|-$/g, '') || 'step'}.log`);
  const file = openSync(log, 'w');
  process.stdout.write(`› ${title} …`);
  const tick = setInterval(() => process.stdout.write('.'), 5000);
  const code = await run(command, args, { ...options, stdio: ['ignore', file, file] });
  clearInterval(tick);
  process.stdout.write(code === 0 ? ` ${seconds()}\n` : ` ✗ ${seconds()}\n`);
  if (code !== 0) {
    console.error(readFileSync(log, 'utf8').split('\n').slice(-40).join('\n'));
    fail(`“${title}” 没有完成（退出码 ${code}）。完整记录：${log}`);
  }
}

/** Runs a command and gives its exit code; signals sent to us reach it, and it never outlives us unseen. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: environment(),
      shell: windows && !command.endsWith('.exe'),
      ...options,
    });
    const pass = (signal) => child.kill(signal);
    const signals = ['SIGTERM', 'SIGHUP'];
    const ignore = () => undefined; // Ctrl-C reaches the whole process group: wait for the child to finish tidily.
    for (const signal of signals) process.on(signal, pass);
    process.on('SIGINT', ignore);
    const end = (code) => {
      for (const signal of signals) process.off(signal, pass);
      process.off('SIGINT', ignore);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(error.message);
      end(127);
    });
    child.on('exit', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** The trimmed output of a command, or undefined when it fails or is not there. */
export function output(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8', env: environment(), shell: windows });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

/** One hash over the contents of files and folders (generated, built and installed files left out). */
export function fingerprint(paths) {
  const hash = createHash('sha256').update(process.version);
  const visit = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) {
        if (!['node_modules', 'generated', 'dist'].includes(name)) visit(`${path}/${name}`);
      }
    } else {
      hash.update(`${path}\0`).update(readFileSync(join(root, path)));
    }
  };
  for (const path of paths) visit(path);
  return hash.digest('hex');
}

/** Does `work` only when `inputs` changed since it last succeeded, or a result is missing. */
export async function whenChanged(name, inputs, results, work) {
  const stamp = join(cache, 'stamps', name);
  const now = fingerprint(inputs);
  const fresh = results.every((path) => existsSync(join(root, path)));
  if (fresh && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  await work();
  writeFileSync(stamp, now);
}

/** Starts a tool from a package's own node_modules/.bin. */
export function tool(name, where = '.') {
  return join(root, where, 'node_modules', '.bin', windows ? `${name}.cmd` : name);
}
