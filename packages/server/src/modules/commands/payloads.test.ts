import { expect, test } from 'vitest';
import { commandFieldAt } from '../../messages/command-fields.ts';
import { sentenceOf } from '../../messages/refusals.ts';
import { commandShapes, readCommand } from './payloads.ts';

const notice = {
  caseId: '0192F0C1-0000-7000-8000-000000000001',
  expectedVersion: 3,
  decision: 'accept',
  issuedOn: '2026-11-23',
};

test('a well-formed payload becomes a command: ids in lower case, null as absent, strangers left out', () => {
  expect(readCommand('issueAcceptanceNotice', { ...notice, reason: null, stranger: 1 })).toEqual({
    ok: true,
    value: { type: 'issueAcceptanceNotice', ...notice, caseId: notice.caseId.toLowerCase() },
  });
});

test.each([
  [{ ...notice, caseId: 'x' }, 'invalid-command', 'caseId'],
  [{ ...notice, expectedVersion: '3' }, 'invalid-command', 'expectedVersion'],
  [{ ...notice, decision: 'perhaps' }, 'invalid-command', 'decision'],
  [{ ...notice, issuedOn: '2026-02-30' }, 'invalid-date', 'issuedOn'],
  [{ ...notice, issuedOn: undefined }, 'invalid-command', 'issuedOn'],
  [null, 'invalid-command', ''],
  ['text', 'invalid-command', ''],
])('%j is refused with %s at %s', (payload, code, path) => {
  expect(readCommand('issueAcceptanceNotice', payload)).toMatchObject({ ok: false, code, path });
});

test('an unknown type is refused, also one that every object has', () => {
  for (const type of ['drop', 'constructor', '__proto__']) {
    expect(readCommand(type, {})).toMatchObject({ ok: false, code: 'unknown-command' });
  }
});

/** The paths of a shape's fields, lists and choices between shapes gone through. */
function fieldsOf(shape: object, path = ''): readonly string[] {
  const inside = [
    ...('wrapped' in shape ? [shape.wrapped] : []),
    ...('item' in shape ? [shape.item] : []),
    ...('options' in shape && Array.isArray(shape.options) ? shape.options : []),
  ].filter((one): one is object => typeof one === 'object' && one !== null);
  const entries = 'entries' in shape ? Object.entries(shape.entries as Readonly<Record<string, object>>) : []; // valibot's own
  return [
    ...inside.flatMap((one) => fieldsOf(one, path)),
    ...entries.flatMap(([name, one]) => [`${path}${name}`, ...fieldsOf(one, `${path}${name}.`)]),
  ];
}

test('every field of every command has its Chinese name, for conflicts and refusals', () => {
  const all = Object.values(commandShapes).flatMap((shape) => fieldsOf(shape));
  expect(all.length).toBeGreaterThan(400);
  expect([...new Set(all)].filter((path) => commandFieldAt(path) === '')).toEqual([]);
});

test.each([
  ['issueAcceptanceNotice', { ...notice, issuedOn: undefined }, '提交内容有误：“出具日期”没有填写。请改正后重新提交。'],
  ['issueAcceptanceNotice', { ...notice, issuedOn: '' }, '出具日期没有填写。请按“2026-11-22”的格式填写实有的日期。'],
  [
    'issueAcceptanceNotice',
    { ...notice, issuedOn: '2026-02-30' },
    '出具日期“2026-02-30”不存在或格式不对。请按“2026-11-22”的格式填写实有的日期。',
  ],
  [
    'issueAcceptanceNotice',
    { ...notice, decision: 'perhaps' },
    '提交内容有误：“决定”不在可选范围内。请改正后重新提交。',
  ],
  ['logOutreachVisit', { companions: ['王老师', 5] }, '提交内容有误：“下访”没有填写。请改正后重新提交。'],
])('%s as %j: %s', (type, payload, sentence) => {
  const read = readCommand(type, payload);
  expect(read.ok ? '' : sentenceOf(read)).toBe(sentence);
});
