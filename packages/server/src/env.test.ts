import { isAbsolute } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnv } from './env.ts';

function settings(source: Record<string, string>) {
  const read = readEnv(source);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join());
  return read.env;
}

function problems(source: Record<string, string>) {
  const read = readEnv(source);
  return read.ok ? [] : read.problems;
}

describe('settings', () => {
  test('nothing set: local, embedded, with the demo', () => {
    const env = settings({});
    expect(env).toMatchObject({
      port: 8787,
      host: '127.0.0.1',
      databaseUrl: undefined,
      demo: true,
      secureCookies: false,
    });
    expect(isAbsolute(env.dataFolder)).toBe(true);
    expect(env.dataFolder.endsWith('/data')).toBe(true);
  });

  test('a database of one’s own has no demo unless asked for', () => {
    const DATABASE_URL = 'postgresql://u:p@db:5432/huiyin';
    expect(settings({ DATABASE_URL }).demo).toBe(false);
    expect(settings({ DATABASE_URL, HUIYIN_DEMO: 'on' }).demo).toBe(true);
    expect(settings({ HUIYIN_DEMO: 'off' }).demo).toBe(false);
  });

  test('an empty variable counts as not set', () => {
    expect(settings({ PORT: '', HUIYIN_DATA: ' ', HUIYIN_DEMO: '' })).toMatchObject({ port: 8787, demo: true });
  });

  test.each([
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', '-1'],
    ['HOST', 'http://x'],
    ['DATABASE_URL', 'mysql://u@h/d'],
    ['DATABASE_URL', 'not a url'],
    ['HUIYIN_DEMO', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['HUIYIN_SECURE_COOKIES', 'true'],
    ['HUIYIN_TRUST_PROXY', '1'],
  ])('%s=%s is refused by name, in Chinese', (variable, value) => {
    const [problem, ...rest] = problems({ [variable]: value });
    expect(rest).toEqual([]);
    expect(problem?.variable).toBe(variable);
    expect(problem?.message).toMatch(/^环境变量 .*[\u4e00-\u9fff].*。$/);
  });

  test('every wrong variable is told at once, and a wrong address never shows its password', () => {
    const found = problems({ PORT: 'x', DATABASE_URL: 'mysql://u:secret@h/d', HUIYIN_DEMO: 'x' });
    expect(found.map(({ variable }) => variable).sort()).toEqual(['DATABASE_URL', 'HUIYIN_DEMO', 'PORT']);
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});
