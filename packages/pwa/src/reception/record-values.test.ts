import type { VisitorState } from '@huiyin/domain/receptions';
import { expect, test } from 'vitest';
import { matterValues, recordCommand, recordValues, refusedValues } from './record-values.ts';

const visitor: VisitorState = {
  id: 'visitor-1',
  kind: 'appointment',
  number: 'A01',
  stage: 'called',
  petitioner: { kind: 'person', name: '李小明' },
  title: '校车停运',
  demand: '要求恢复校车',
  contentKind: 'appeal',
  unitId: 'basic',
  persons: 1,
  collective: false,
  earlierCaseIds: ['case-9'],
  notices: [],
  order: 1,
};

test('a refused record comes back with every word that was refused: saved unchanged, it is the same command', () => {
  const written = {
    ...recordValues(visitor, '14:31'),
    suggestions: '增派车辆',
    guidance: '引导逐级反映',
    weakLinks: '合同监管',
    onTheSpot: [{ what: '当场联系车队', by: '王敏' }],
    explanation: '已说明',
    competentBody: '市交通局',
    matters: [
      { ...matterValues(visitor), instruction: '请基础教育处办理', raisedBefore: true },
      { ...matterValues(visitor), joins: 'case-9', instruction: '再办', handleAgain: true },
    ],
    manner: 'refused' as const,
    refusedWhy: '不愿签字',
  };
  const { type: _type, ...payload } = recordCommand('2026-12-02', visitor, written, '14:45');
  const again = recordCommand('2026-12-02', visitor, refusedValues(payload, visitor), '14:45');
  expect(again).toEqual({ type: 'recordReception', ...payload });
});
