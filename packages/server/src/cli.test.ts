import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));

/** The command as people run it: exit code, lines on stdout, lines on stderr. */
function huiyin(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
  const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
  return { status, out: lines(stdout), err: lines(stderr) };
}

describe('huiyin due: dates and reasons in Chinese', () => {
  test('--clock acceptance-notice --from 2026-01-28', () => {
    expect(huiyin('due', '--clock', 'acceptance-notice', '--from', '2026-01-28')).toEqual({
      status: 0,
      out: [
        '受理告知（acceptance-notice），自 2026年1月28日 起',
        '法定期限：2026年2月12日 周四',
        '办理目标：2026年2月12日 周四（期限当日或之前的最后一个工作日）',
        '理由：自1月28日收到起，次日起算，第15日为2月12日（周四）；依据《信访工作条例》第二十三条。',
        '比较：本局规定15个工作日至2月25日，国家规定15日至2月12日，以先到的2月12日为准。',
        '不计的和调休上班的日子：',
        '  1月28日 周三      当日不计',
      ],
      err: [],
    });
  });

  test('working days: each day off and each make-up day is named', () => {
    const { status, out } = huiyin('due', '--clock', 'hotline-reply', '--from', '2026-09-24');
    expect(status).toBe(0);
    expect(out).toContain('法定期限：2026年10月9日 周五');
    expect(out.filter((line) => line.endsWith('国庆节')).length).toBe(7);
    expect(out.filter((line) => line.endsWith('中秋节')).length).toBe(3);
    expect(huiyin('due', '--clock', 'hotline-reply', '--from', '2026-09-14').out.at(-1)).toBe(
      '  9月20日 周日      调休上班，第5个工作日',
    );
  });

  test('--province weighs the rules of the place too', () => {
    const { out } = huiyin('due', '--clock', 'acceptance-notice', '--from', '2026-01-28', '--province', 'zhejiang');
    expect(out).toContain('法定期限：2026年2月4日 周三');
    expect(out.find((line) => line.startsWith('理由'))).toContain('第5个工作日为2月4日');
  });

  test('--steps prints every day, to the roll over Labour Day', () => {
    const { out } = huiyin('due', '--clock', 'handling', '--from', '2026-03-02', '--steps');
    expect(out.filter((line) => line.startsWith('  ')).length).toBe(66);
  });

  test('a date that the notice for 2027 may still move says so', () => {
    const { out } = huiyin('due', '--clock', 'district-reply', '--from', '2026-11-18');
    expect(out).toContain('法定期限：2026年12月30日 周三');
    expect(out.find((line) => line.startsWith('理由'))).toContain('2027年放假安排尚未公布，此为暂定日期');
    expect(out).toContain('注意：所涉年份的放假安排尚未公布，以上为暂定日期，正式公布后会调整。');
  });
});

describe('huiyin due: what cannot be answered is said plainly, with exit code 2', () => {
  test.each([
    ['an unknown clock', ['--clock', 'tea', '--from', '2026-01-28'], '没有“tea”这一期限。', '可用的期限：'],
    ['a day that does not exist', ['--clock', 'handling', '--from', '2026-02-30'], '日期“2026-02-30”不存在', ''],
    ['a day written otherwise', ['--clock', 'handling', '--from', '2026/2/3'], '日期“2026/2/3”不存在或格式不对', ''],
    ['a year after the calendars', ['--clock', 'handling', '--from', '2027-12-01'], '系统尚无2028年的放假安排', ''],
    ['a year before them', ['--clock', 'handling', '--from', '2019-12-31'], '系统尚无2019年的放假安排', ''],
    ['a day before the text', ['--clock', 'transfer-objection', '--from', '2022-04-30'], '尚无此项期限规定生效', ''],
    ['no day', ['--clock', 'handling'], '缺少 --from。', '用法：'],
    ['no clock', ['--from', '2026-01-28'], '缺少 --clock。', '用法：'],
    ['an option without its value', ['--from', '2026-01-28', '--clock'], '无法理解的参数：--clock', '用法：'],
    ['an unknown option', ['--klock', 'handling'], '无法理解的参数：--klock', '用法：'],
    [
      'a province without rules of its own',
      ['--clock', 'handling', '--from', '2026-01-28', '--province', 'mars'],
      '可以计入规定的省份：zhejiang',
      '',
    ],
    ['a stray word', ['--clock', 'handling', '--from', '2026-01-28', 'now'], '无法理解的参数：now', '用法：'],
  ])('%s', (_name, args, said, then) => {
    const { status, out, err } = huiyin('due', ...args);
    expect([status, out]).toEqual([2, []]);
    expect(err[0]).toContain(said);
    expect(err.some((line) => line.startsWith(then))).toBe(true);
  });

  test('no command, or another', () => {
    expect(huiyin()).toMatchObject({ status: 2, out: [] });
    expect(huiyin('duo').err[0]).toBe('用法：');
  });
});
