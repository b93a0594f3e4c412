import { expect, test } from 'vitest';
import { readPasted } from './paste.ts';

const brief = (text: string) => readPasted(text).map(({ line, name, kind, parent }) => [line, name, kind, parent]);

test('lines of a spreadsheet become units; heading and empty lines are none, and rows keep the number one counts', () => {
  expect(
    brief(
      '名称\t类别\t上级\n人事处\t处室\t\n\n东湖区教育局\t区县（市）教育局\r\n东湖区第一小学\t区县学校\t东湖区教育局\t湖一小',
    ),
  ).toEqual([
    [2, '人事处', 'department', ''],
    [4, '东湖区教育局', 'districtAuthority', ''],
    [5, '东湖区第一小学', 'districtSchool', '东湖区教育局'],
  ]);
  expect(readPasted('东湖区第一小学\t区县学校\t东湖区教育局\t湖一小')[0]?.shortName).toBe('湖一小');
});

test('commas and spaces part the columns too', () => {
  expect(brief('市一中，直属学校')).toEqual([[1, '市一中', 'affiliatedSchool', '']]);
  expect(brief(' 市职院 高校 ')).toEqual([[1, '市职院', 'municipalUniversity', '']]);
});

test('a word that is no kind is kept as it was written, for the person to see', () => {
  expect(readPasted('某某院\t研究院')[0]).toMatchObject({ kind: undefined, kindWord: '研究院' });
  expect(readPasted('某某院')[0]).toMatchObject({ kind: undefined, kindWord: '' });
});
