// From a fresh clone to something that runs: the right Node, packages, generated code, the built app.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, ensureCache, environment, fail, output, root, step, tool, whenChanged } from './shell.mjs';

/** The newest of this line is taken: the npm packages of the platforms do not all carry the same versions. */
const NODE_LINE = '24';
const PNPM_VERSION = '12.21.0';

/** Node 22.18 is the first that runs TypeScript without a flag. */
function runsTypeScript() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/**
 * Continues in a Node that can run Huiyin. On an older one, Node 24 comes from its npm package into .cache/node,
 * the same command runs again in it, and this process only passes signals on. Returns when we already are in it.
 */
export async function ensureNode() {
  if (runsTypeScript()) return;
  ensureCache();
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const home = join(cache, 'node');
  const binary = join(
    home,
    'node_modules',
    `node-${platform}`,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!output(binary, ['--version'])?.startsWith(`v${NODE_LINE}.`)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{ "private": true }');
    const args = ['install', '--no-audit', '--no-fund', '--prefix', home, `node-${platform}@${NODE_LINE}`];
    await step(`准备 Node ${NODE_LINE}（本机为 ${process.versions.node}）· Node`, 'npm', args);
  }
  const child = spawn(binary, process.argv.slice(1), {
    cwd: process.cwd(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // Ctrl-C reaches the child by itself. Should this process be killed outright, the broken IPC channel tells the child.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  const code = await new Promise((resolve) => child.on('exit', (exit, signal) => resolve(exit ?? (signal ? 1 : 0))));
  process.exit(code);
}

/** Stops this process tidily when the older Node that started it has been killed. */
export function followParent() {
  if (process.channel) {
    process.channel.unref();
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  }
}

function pnpm(args) {
  const running = process.env.npm_execpath ?? '';
  if (/pnpm/.test(running) && /\.c?js$/.test(running)) return [process.execPath, [running, ...args]];
  const own = output('pnpm', ['--version']);
  if (own && Number(own.split('.')[0]) >= 11) return ['pnpm', args];
  return ['npx', ['--yes', `pnpm@${PNPM_VERSION}`, ...args]];
}

const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']
  .concat(['domain', 'server', 'pwa'].map((name) => `packages/${name}/package.json`))
  .concat('tests/package.json');

/** Installs the locked packages when a manifest has changed. */
export async function install() {
  ensureCache();
  await whenChanged('install', manifests, ['node_modules', 'packages/server/node_modules'], async () => {
    const [command, args] = pnpm(['install', '--frozen-lockfile', '--prefer-offline']);
    await step('安装依赖 · packages', command, args, { env: environment({ CI: 'true' }) });
  });
}

/** Makes the generated code: the Prisma client and the types of the app's queries. */
export async function generate() {
  await whenChanged(
    'prisma',
    ['packages/server/prisma/schema.prisma', 'packages/server/package.json'],
    ['packages/server/src/generated/prisma'],
    // Prisma 7 needs no engine to generate, but insists on a path to one: any existing file will do, and nothing is downloaded.
    () =>
      step('生成数据库客户端 · prisma client', tool('prisma', 'packages/server'), ['generate'], {
        cwd: join(root, 'packages/server'),
        env: environment({ PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' }),
      }),
  );
  await whenChanged('graphql', ['packages/server/schema.graphql'], ['packages/pwa/src/graphql/generated'], () =>
    step('生成查询类型 · query types', tool('gql.tada', 'packages/pwa'), ['generate-output'], {
      cwd: join(root, 'packages/pwa'),
    }),
  );
}

/** Builds the app when one of its sources has changed. */
export async function build() {
  const inputs = ['packages/pwa', 'packages/domain/src', 'packages/server/schema.graphql', 'pnpm-lock.yaml'];
  await whenChanged('build', inputs, ['packages/pwa/dist/index.html'], () =>
    step('构建应用 · app', tool('vite', 'packages/pwa'), ['build'], { cwd: join(root, 'packages/pwa') }),
  );
}

/** Everything up to a runnable Huiyin. */
export async function prepare() {
  await install();
  await generate();
  await build();
}

const browsers = [
  process.env.HUIYIN_BROWSER,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const findBrowser = () => browsers.find((path) => path && existsSync(path));

/** Finds Chrome, Chromium or Edge; as root on Debian installs Chromium and Chinese fonts; else says what to install. */
export async function ensureBrowser() {
  const mayInstall = process.platform === 'linux' && process.getuid?.() === 0 && output('apt-get', ['--version']);
  const wanted = [];
  if (!findBrowser()) wanted.push('chromium');
  // Without a Chinese font every character of a screenshot is a box.
  if (process.platform === 'linux' && !output('fc-list', [':lang=zh'])) wanted.push('fonts-noto-cjk', 'fontconfig');
  if (wanted.length > 0 && mayInstall) {
    const env = environment({ DEBIAN_FRONTEND: 'noninteractive' });
    await step('更新软件源 · apt lists', 'apt-get', ['update'], { env });
    await step(
      `安装浏览器与字体 · ${wanted.join(' ')}`,
      'apt-get',
      ['install', '-y', '--no-install-recommends', ...wanted],
      { env },
    );
  }
  const found = findBrowser();
  if (!found) {
    fail(
      '测试需要 Chrome、Chromium 或 Edge，本机没有找到。请安装其中之一，或用 HUIYIN_BROWSER 指明它的路径。\n  No browser found: install Chromium, or set HUIYIN_BROWSER.',
    );
  }
  return found;
}
