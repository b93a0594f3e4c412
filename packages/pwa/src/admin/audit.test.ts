import { expect, test } from 'vitest';
import { changeTexts, subjectText } from './audit.ts';

const change = (field: string, to: string, from = '') => ({ field, from, to });

test.each([
  [
    'a switch with its unit and its day as people say it',
    { type: 'settingChanged', subject: 'supervisionAfter' },
    [change('value', '3', '5'), change('validFrom', '2026-11-29')],
    ['值：5 个工作日 → 3 个工作日', '生效日期：2026年11月29日'],
  ],
  [
    'a choice by its name',
    { type: 'settingChanged', subject: 'province' },
    [change('value', 'zhejiang', 'none')],
    ['值：不启用 → 浙江省'],
  ],
  [
    'a template by its versions',
    { type: 'documentTemplateUsed', subject: '' },
    [change('value', '1', '0'), change('kind', 'acceptanceNotice')],
    ['版本：系统自带 → 第1版', '文书：受理告知书'],
  ],
  [
    'what was asked for where a list was taken',
    { type: 'casesExported', subject: '' },
    [
      change('rows', '12'),
      change('status', 'registered；accepted'),
      change('due', 'overdue'),
      change('rate', 'onTimeReply rest'),
      change('sort', 'due'),
    ],
    ['件数：12', '办理状态：已登记；已受理', '期限：超期', '比率：按期答复率 未达到的', '排序：期限'],
  ],
  [
    'what was seen of somebody',
    { type: 'personalDataViewed', subject: '信〔2026〕1号' },
    [change('fields', 'name；phone；idCard')],
    ['查看内容：姓名；电话；证件号码'],
  ],
  [
    'which link was made anew',
    { type: 'receptionLinkRenewed', subject: '陈志远' },
    [change('kind', 'board')],
    ['链接：叫号屏'],
  ],
])('the audit tells %s', (_title, entry, changes, told) => {
  expect(changeTexts({ ...entry, changes })).toEqual(told);
});

test('a year is told as a year', () => {
  expect(subjectText({ type: 'calendarNoticeConfirmed', subject: '2027' })).toBe('2027年');
});
