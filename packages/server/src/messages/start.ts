import type { StartProblem, StartProblemCode } from '../infra/start-problem.ts';

type Params = Readonly<Record<string, string | number>>;

/** What is wrong and how to mend it, one entry a code. */
const wording: Readonly<Record<StartProblemCode, (params: Params) => string>> = {
  'port-taken': ({ port, owner }) =>
    owner === 'huiyin'
      ? `Huiyin 已在运行：http://127.0.0.1:${port} 。如要再启动一个，请换端口和数据目录，例如 PORT=${Number(port) + 1} HUIYIN_DATA=./data2 npm start。`
      : `端口 ${port} 已被其他程序占用。请换一个端口再启动，例如 PORT=${Number(port) + 1} npm start。`,
  'port-forbidden': ({ port }) => `没有权限使用端口 ${port}。请改用 1024 以上的端口，例如 PORT=8787 npm start。`,
  'host-unknown': ({ host }) => `本机没有地址“${host}”。请检查环境变量 HOST，通常为 127.0.0.1 或 0.0.0.0。`,
  'data-folder-not-writable': ({ folder }) =>
    `数据目录 ${folder} 不能写入，未作任何改动。请检查目录权限或磁盘是否为只读，或用 HUIYIN_DATA 指定别的目录。`,
  'data-folder-not-a-folder': ({ folder }) => `${folder} 不是文件夹，未作任何改动。请用 HUIYIN_DATA 指定别的数据目录。`,
  'data-folder-full': ({ folder, free, needed }) =>
    `数据目录 ${folder} 所在磁盘空间不足：剩余 ${free} MB，至少需要 ${needed} MB。未作任何改动。请清理磁盘，或用 HUIYIN_DATA 指定别的目录。`,
  'secret-keys-unreadable': ({ path }) =>
    `密钥文件 ${path} 读不出来，或内容不对（每行一个 base64 密钥）。请检查文件权限，或从备份恢复；没有改动任何数据。`,
  'already-running': ({ folder, owner }) =>
    `Huiyin 已在运行（${owner}），正在使用数据目录 ${folder}。请先停止它，或用 HUIYIN_DATA 和 PORT 另启一个。`,
  'postgres-unavailable': ({ platform }) =>
    `没有适合本机（${platform}）的内置 PostgreSQL。请自备 PostgreSQL 16 以上版本，用 DATABASE_URL 指定。`,
  'postgres-no-account': () =>
    '当前以 root 身份运行，而 PostgreSQL 不允许 root 运行，也没能找到或建立可用的系统账户。请先执行 useradd --system huiyin，或改用普通账户启动。',
  'postgres-owned-by-other': ({ folder, owner }) =>
    `数据库目录 ${folder} 属于另一个系统账户（uid ${owner}）。请用原来的账户启动，或先更改目录的所有者。`,
  'postgres-folder-unreachable': ({ folder, account }) =>
    `系统账户 ${account} 进不了数据库目录 ${folder}（上级目录不允许通过）。请放开上级目录的通过权限（chmod o+x），数据未作任何改动。`,
  'postgres-folder-missing': ({ folder, target }) =>
    `数据目录中的 ${folder} 指向 ${target}，但那里没有数据库。请恢复该目录；若确要从头开始，请删除这个链接。`,
  'postgres-folder-incomplete': ({ folder }) =>
    `数据库目录 ${folder} 不完整（缺少 PG_VERSION 或密码文件）。请从备份恢复；若确要从头开始，请移走该目录。`,
  'postgres-init-failed': ({ detail }) => `新建数据库失败，未留下半成品。PostgreSQL 的说明：${detail}`,
  'postgres-start-failed': ({ detail, folder }) => `数据库未能启动（${folder}）。PostgreSQL 的说明：${detail}`,
  'no-database': ({ folder }) => `数据目录 ${folder} 中还没有数据库。请先用 npm start 启动一次。`,
  'database-unreachable': ({ where, detail }) =>
    `连不上数据库 ${where}，已重试多次。请检查 DATABASE_URL 和数据库是否在运行。说明：${detail}`,
  'database-refused': ({ where, detail }) =>
    `数据库 ${where} 拒绝了连接。请检查 DATABASE_URL 中的用户名、密码和数据库名。说明：${detail}`,
  'migration-failed': ({ detail }) => `数据库结构更新失败，请勿继续使用并联系维护人员。说明：${detail}`,
  'migration-unknown': ({ names }) =>
    `数据库比本程序新（多出结构更新 ${names}）。请使用较新版本的 Huiyin，数据未作任何改动。`,
  'app-not-built': ({ folder }) => `没有找到构建好的应用 ${folder}。请用 npm start 启动，它会先构建应用。`,
};

/** The Chinese sentence of a start problem: what is wrong, and how to mend it. */
export function startProblemMessage(problem: StartProblem): string {
  return wording[problem.code](problem.params);
}

/** The lines shown while the server starts and stops. */
export const startLines = {
  database: { embedded: '1/5 启动数据库', embeddedFirst: '1/5 新建数据库（仅首次）', given: '1/5 连接数据库' },
  migrate: '2/5 检查数据库结构',
  migrating: (name: string, cases: number) =>
    `    正在更新结构 ${name}（约 ${cases.toLocaleString('zh-CN')} 件事项，可能要几分钟）。请等待；中断了不会只改一半，下次启动重做。`,
  migrated: (count: number) => `    已更新 ${count} 项`,
  holders: (cases: number) =>
    `    正在更新承办单位（未交办的归局办公室，约 ${cases.toLocaleString('zh-CN')} 件，可能要几分钟）。请等待；中断了下次启动接着做。`,
  adopted: '    接管了上次未正常退出留下的数据库，数据完好',
  demo: '3/5 准备演示数据',
  demoWritten: (steps: number, seconds: string) =>
    `    演示教育局已建好：一年来 ${steps} 次登记、受理和办结，用时 ${seconds} 秒`,
  demoLeft: (steps: number) =>
    `    另有 ${steps} 步的期限落在还没有放假安排的年份，不能推算，没有演示。系统管理员导入当年的放假通知后即可办理。`,
  app: '4/5 准备应用',
  listen: '5/5 开始服务',
  waiting: (where: string, attempt: number) => `    数据库 ${where} 暂时连不上，稍后重试（第 ${attempt} 次）`,
  stopping: '正在停止…（再按一次 Ctrl-C 强制退出）',
  stopped: '已停止，数据已安全保存。',
  forced: '已强制退出。数据库会在下次启动时自动接管或恢复。',
  setupCode: (address: string, code: string) =>
    `还没有管理员。请打开 ${address}/setup ，用一次性初始化口令 ${code} 建立第一位管理员（重启后更换）。`,
  unexpected: '启动时出现意外错误，请把下面的内容报告给维护人员：',
} as const;

/** The demo accounts as a table; Chinese characters are two columns wide. */
export function accountTable(
  password: string,
  people: readonly { readonly username: string; readonly displayName: string; readonly post: string }[],
): string {
  const pad = (text: string, width: number) => text + ' '.repeat(Math.max(1, width - columns(text)));
  const rows = people.map(({ username, displayName, post }) => `  ${pad(username, 12)}${pad(displayName, 14)}${post}`);
  return [`演示账户（密码均为 ${password}）：`, `  ${pad('用户名', 12)}${pad('姓名', 14)}职务`, ...rows].join('\n');
}

function columns(text: string): number {
  return [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1), 0);
}
