import { describe, expect, test } from 'vitest';
import { buildCalendar } from '../calendar/calendar.ts';
import { builtInYears } from '../calendar/years.ts';
import { cite } from '../citation.ts';
import { deadline } from '../clocks/deadline.ts';
import { plainDate } from '../date.ts';
import { refusalCodes } from '../refusal-codes.ts';
import { refused } from '../result.ts';
import { routePetition } from '../routing/routing.ts';
import { matterOf, refusalOf, register } from '../testkit.ts';
import {
  citationText,
  citedParts,
  dateText,
  explainBinding,
  explainDeadline,
  explainRoute,
  onPaper,
  refusalMessage,
  stepLabel,
} from './zh-CN.ts';

const calendar = buildCalendar(builtInYears);

function due(clock: string, from: string) {
  const result = deadline(calendar, clock, plainDate(from));
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

describe('why this date, in words', () => {
  test.each([
    [
      'acceptance-notice',
      '2026-10-09',
      '自10月9日收到起，次日起算，第15日为10月24日（周六），顺延至10月26日；依据《信访工作条例》第二十三条。',
    ],
    [
      'acceptance-notice',
      '2026-11-18',
      '自11月18日收到起，次日起算，第15日为12月3日（周四）；依据《信访工作条例》第二十三条。',
    ],
    [
      'acceptance-notice',
      '2026-09-18',
      '自9月18日收到起，次日起算，第15日为10月3日（国庆节），顺延至10月8日；依据《信访工作条例》第二十三条。',
    ],
    [
      'hotline-reply',
      '2026-09-14',
      '自9月14日收到起，次日起算，第5个工作日为9月20日（周日）；依据《信访工作制度》第十一条。',
    ],
    [
      'handling',
      '2026-11-18',
      '自11月18日受理起，次日起算，第60日为2027年1月17日（周日），顺延至1月18日；依据《信访工作条例》第三十四条。2027年放假安排尚未公布，此为暂定日期。',
    ],
  ])('%s from %s', (clock, from, sentence) => {
    expect(explainDeadline(due(clock, from))).toBe(sentence);
  });

  test('which limit binds', () => {
    expect(explainBinding(due('acceptance-notice', '2026-11-18'))).toBe(
      '本局规定15个工作日至12月9日，国家规定15日至12月3日，以先到的12月3日为准。',
    );
    expect(explainBinding(due('handling', '2026-11-18'))).toBe('');
  });

  test('each day of the strip', () => {
    const { steps, limit } = due('hotline-reply', '2026-09-24').binding;
    expect(steps.slice(0, 6).map((step) => stepLabel(step, limit.unit))).toEqual([
      '当日不计',
      '中秋节',
      '中秋节',
      '中秋节',
      '第1个工作日',
      '第2个工作日',
    ]);
    const local = due('hotline-reply', '2026-09-14').binding.steps.map((step) => stepLabel(step, 'workingDay'));
    expect(local.slice(-3)).toEqual(['第4个工作日', '周六', '调休上班，第5个工作日']);
    const rolled = due('acceptance-notice', '2026-10-09').binding.steps.map((step) => stepLabel(step));
    expect(rolled.slice(-3)).toEqual(['第15日', '周日', '顺延至此']);
  });
});

describe('dates as people say them', () => {
  test.each([
    ['2026-11-25', '2026-11-22', '11月25日 周三'],
    ['2025-03-12', '2026-11-22', '2025年3月12日 周三'],
    ['2026-11-25', undefined, '2026年11月25日'],
  ])('%s seen on %s: %s', (date, today, text) => {
    expect(dateText(plainDate(date), today === undefined ? undefined : plainDate(today))).toBe(text);
  });
});

describe('refusals in words', () => {
  test('say what, on which article, and how to mend it', () => {
    const accusation = matterOf(
      { contentKind: 'accusation', responsibility: 'affiliated' },
      { handlingUnitId: 'first-school', accusedUnitId: 'first-school' },
    );
    expect(refusalMessage(refusalOf(register({ matter: accusation })))).toBe(
      '不能指派给被检举、控告的单位或其下属单位“市第一中学”。依据《信访工作条例》第三十条。请改派给有权处理的机关、单位。',
    );
  });

  test('name the field and its place in a list', () => {
    expect(refusalMessage(refused('text-too-long', { limit: 100 }, [], 'matters.1.title'))).toBe(
      '第2项事项：标题超过100字。请精简后再提交。',
    );
    expect(refusalMessage(refused('received-in-future', { receivedOn: '2026-11-23' }))).toBe(
      '收到日期2026年11月23日晚于今天。请填写实际收到的日期。',
    );
  });

  test.each(refusalCodes)('%s has whole Chinese sentences and no English', (code) => {
    const message = refusalMessage(refused(code));
    expect(message).toMatch(/[。！]$/);
    expect(message.replaceAll(/MB|12345/g, '')).not.toMatch(/[A-Za-z]{2,}|undefined|操作失败/);
  });

  test('a code of a newer version is still answered', () => {
    // a stored refusal read back by an older app
    const newer = { ...refused('forbidden'), code: 'from-the-future' as 'forbidden' };
    expect(refusalMessage(newer)).toContain('请稍后重试');
  });

  test('a citation is named as printed', () => {
    expect(citationText(cite('petitionRegulation2022', '第二十三条'))).toBe('《信访工作条例》第二十三条');
    expect(citationText(cite('receptionSystem', '五（一）1', 'R25'))).toBe('《领导干部定期接待群众来访制度》五（一）1');
  });
});

test('that an article is still to be verified is said to who works here, never on a paper', () => {
  const cited = [
    citationText(cite('simpleHandling2016', '（条次待核）')),
    '《档案管理规定》附件（信访件，条次待核）',
    '依据《浙江省信访条例》第二十条（条文待核）。',
  ];
  expect(cited.map(onPaper)).toEqual([
    '《信访事项简易办理办法（试行）》',
    '《档案管理规定》附件（信访件）',
    '依据《浙江省信访条例》第二十条。',
  ]);
  for (const text of cited) {
    expect(
      citedParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
    expect(citedParts(text).filter((part) => part.note)).toHaveLength(1);
  }
  expect(onPaper('《信访工作条例》第二十三条')).toBe('《信访工作条例》第二十三条');
});

test('where a matter goes, in words', () => {
  const facts = { responsibility: 'district', contentKind: 'appeal', priorHandling: 'none' } as const;
  const decision = routePetition({ ...facts, opinionImplemented: false, newFacts: false });
  expect(explainRoute(decision, '西河区教育局')).toBe(
    '将交西河区教育局受理，本局督办；告知单和答复意见书抄送本局备案。依据《领导干部定期接待群众来访制度》五（一）1、' +
      '《领导干部定点接访实施方案》四（二）、《信访工作制度》第八条、《信访工作条例》第二十三条。',
  );
});
