import { commandFieldName } from '@huiyin/domain/messages';
import { expect, test } from 'vitest';
import { readCommand } from './payloads.ts';
import { sidePayloads } from './side-payloads.ts';

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

test('every field of a side procedure has its Chinese name, for conflicts and refusals', () => {
  const named = Object.values(sidePayloads).flatMap(({ entries }) => Object.keys(entries));
  const own = named.filter((field) => !['caseId', 'expectedVersion', 'intoVersion', 'id'].includes(field));
  expect(own.filter((field) => commandFieldName(field) === field)).toEqual([]);
});
