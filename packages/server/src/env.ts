import { isAbsolute, join, resolve } from 'node:path';
import * as v from 'valibot';
import { isSecretKey } from './infra/secret-keys.ts';

/** The top folder of the project: relative paths in the environment start there, wherever the command was typed. */
const projectFolder = resolve(import.meta.dirname, '../../..');

const switchOnOff = v.pipe(
  v.picklist(['on', 'off'], '应为 on 或 off'),
  v.transform((text) => text === 'on'),
);

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
}

function isRedisUrl(text: string): boolean {
  return URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

/** Every environment variable: what it means, what it may hold, and what holds when it is not set. */
const variables = {
  PORT: {
    doc: 'TCP port of the web server; 0 takes any free one',
    schema: v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, '应为 0 到 65535 之间的端口号'),
      v.transform(Number),
      v.maxValue(65_535, '应为 0 到 65535 之间的端口号'),
    ),
    default: '8787',
  },
  HOST: {
    doc: 'address the web server listens on; 0.0.0.0 for every network card',
    schema: v.pipe(v.string(), v.regex(/^[\w.:-]+$/, '应为 IP 地址或主机名，如 127.0.0.1')),
    default: '127.0.0.1',
  },
  HUIYIN_DATA: {
    doc: 'folder of the embedded database and the uploaded files; relative to the project folder',
    schema: v.pipe(
      v.string(),
      v.transform((path) => (isAbsolute(path) ? path : join(projectFolder, path))),
    ),
    default: './data',
  },
  DATABASE_URL: {
    doc: 'PostgreSQL to use instead of the embedded one',
    schema: v.optional(
      v.pipe(v.string(), v.check(isPostgresUrl, '应为 postgresql://用户:密码@主机:5432/数据库 这样的地址')),
    ),
    default: undefined,
  },
  HUIYIN_DEMO: {
    doc: 'fill an empty database with the demo bureau; on with the embedded database, off with DATABASE_URL',
    schema: v.optional(switchOnOff),
    default: undefined,
  },
  LOG_LEVEL: {
    doc: 'least severe log line that is written',
    schema: v.picklist(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      '应为 fatal、error、warn、info、debug、trace、silent 之一',
    ),
    default: 'info',
  },
  REDIS_URL: {
    doc: 'Redis for the hints between several server processes; without one they go by PostgreSQL',
    schema: v.optional(v.pipe(v.string(), v.check(isRedisUrl, '应为 redis://主机:6379 这样的地址'))),
    default: undefined,
  },
  HUIYIN_METRICS_TOKEN: {
    doc: 'opens /metrics to whoever shows it; without one they are read on this machine only',
    schema: v.optional(v.pipe(v.string(), v.regex(/^\S{16,}$/, '应为至少16个字符，不含空格'))),
    default: undefined,
  },
  HUIYIN_SECRET_KEYS: {
    doc: 'keys that seal secrets in the database, base64 of 32 bytes, newest first, separated by commas; without them the file secret.keys in HUIYIN_DATA',
    schema: v.optional(
      v.pipe(
        v.string(),
        v.transform((text) => text.split(',').map((key) => key.trim())),
        v.check((keys) => keys.every(isSecretKey), '应为 32 字节密钥的 base64，多个用逗号分开，最新的在前'),
      ),
    ),
    default: undefined,
  },
  HUIYIN_PUSH_SERVICES: {
    doc: 'origins of push services of one’s own, beside those of the known browsers, separated by commas; they may be inside',
    schema: v.optional(
      v.pipe(
        v.string(),
        v.transform((text) => text.split(',').map((origin) => origin.trim())),
        v.check((origins) => origins.every(isOrigin), '应为 https://主机:端口 这样的来源，多个用逗号分开'),
      ),
    ),
    default: undefined,
  },
  HUIYIN_PUSH_CONTACT: {
    doc: 'where who runs a push service may write to the operator: mailto: or https:',
    schema: v.optional(
      v.pipe(v.string(), v.regex(/^(mailto:\S+@\S+\.\S+|https:\/\/\S+\.\S+)$/, '应为 mailto:邮箱 或 https:// 网址')),
    ),
    default: undefined,
  },
  HUIYIN_SECURE_COOKIES: {
    doc: 'send the session cookie over HTTPS only, and tell browsers to use nothing else; switch on behind an HTTPS proxy',
    schema: switchOnOff,
    default: 'off',
  },
  HUIYIN_TRUST_PROXY: {
    doc: 'believe X-Forwarded-For and X-Forwarded-Host; only behind a proxy of your own',
    schema: switchOnOff,
    default: 'off',
  },
} as const;

/** The settings of one server process, all checked. */
export interface Env {
  readonly port: number;
  readonly host: string;
  /** Absolute path. */
  readonly dataFolder: string;
  /** Undefined: the embedded database. */
  readonly databaseUrl: string | undefined;
  /** Undefined: hints between processes go by PostgreSQL. */
  readonly redisUrl: string | undefined;
  /** Undefined: metrics are read on this machine only. */
  readonly metricsToken: string | undefined;
  /** Undefined: the keys are in the data folder. */
  readonly secretKeys: readonly string[] | undefined;
  readonly pushServices: readonly string[] | undefined;
  /** Undefined: an address that nobody reads. */
  readonly pushContact: string | undefined;
  readonly demo: boolean;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly secureCookies: boolean;
  readonly trustProxy: boolean;
}

/** One wrong variable, as a plain Chinese sentence. */
export interface EnvProblem {
  readonly variable: string;
  readonly message: string;
}

/** Their values hold a password or a key: never shown. */
const secret = new Set(['DATABASE_URL', 'REDIS_URL', 'HUIYIN_METRICS_TOKEN', 'HUIYIN_SECRET_KEYS']);

const schema = v.object({
  PORT: variables.PORT.schema,
  HOST: variables.HOST.schema,
  HUIYIN_DATA: variables.HUIYIN_DATA.schema,
  DATABASE_URL: variables.DATABASE_URL.schema,
  REDIS_URL: variables.REDIS_URL.schema,
  HUIYIN_METRICS_TOKEN: variables.HUIYIN_METRICS_TOKEN.schema,
  HUIYIN_SECRET_KEYS: variables.HUIYIN_SECRET_KEYS.schema,
  HUIYIN_PUSH_SERVICES: variables.HUIYIN_PUSH_SERVICES.schema,
  HUIYIN_PUSH_CONTACT: variables.HUIYIN_PUSH_CONTACT.schema,
  HUIYIN_DEMO: variables.HUIYIN_DEMO.schema,
  LOG_LEVEL: variables.LOG_LEVEL.schema,
  HUIYIN_SECURE_COOKIES: variables.HUIYIN_SECURE_COOKIES.schema,
  HUIYIN_TRUST_PROXY: variables.HUIYIN_TRUST_PROXY.schema,
});

/**
 * Reads and checks the environment; an empty variable counts as not set. The only place that reads process.env.
 * Answers every wrong variable at once, so that nobody mends them one start at a time.
 */
export function readEnv(
  source: Readonly<Record<string, string | undefined>> = process.env,
): { readonly ok: true; readonly env: Env } | { readonly ok: false; readonly problems: readonly EnvProblem[] } {
  const given = Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [name, source[name]?.trim() || variable.default]),
  );
  const parsed = v.safeParse(schema, given);
  if (!parsed.success) {
    const problems = parsed.issues.map((issue) => {
      const variable = v.getDotPath(issue) ?? '';
      const shown = secret.has(variable) ? '' : `“${given[variable] ?? ''}”`;
      return { variable, message: `环境变量 ${variable} 的值${shown}不对：${issue.message}。` };
    });
    return { ok: false, problems };
  }
  const value = parsed.output;
  return {
    ok: true,
    env: {
      port: value.PORT,
      host: value.HOST,
      dataFolder: resolve(value.HUIYIN_DATA),
      databaseUrl: value.DATABASE_URL,
      redisUrl: value.REDIS_URL,
      metricsToken: value.HUIYIN_METRICS_TOKEN,
      secretKeys: value.HUIYIN_SECRET_KEYS,
      pushServices: value.HUIYIN_PUSH_SERVICES,
      pushContact: value.HUIYIN_PUSH_CONTACT,
      demo: value.HUIYIN_DEMO ?? value.DATABASE_URL === undefined,
      logLevel: value.LOG_LEVEL,
      secureCookies: value.HUIYIN_SECURE_COOKIES,
      trustProxy: value.HUIYIN_TRUST_PROXY,
    },
  };
}
