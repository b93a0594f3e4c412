import { buildCalendar, builtInYears, plainDate, type Unit } from '@huiyin/domain';
import { describe, expect, it } from 'vitest';
import type { PhoneUnit } from '../../offline/pull.ts';
import { check, checkMatter, type Rules, stillStanding } from './visit-context.ts';
import { emptyFollowUp, emptyMatter, emptyVisit, type VisitForm } from './visit-form.ts';

const today = plainDate('2026-11-18');
const unit = (id: string, name: string, kind: PhoneUnit['kind'], parentId: string | null): PhoneUnit => ({
  id,
  name,
  shortName: null,
  kind,
  parentId,
  initials: '',
});
const units = [
  unit('bureau', '市教育局', 'bureau', null),
  unit('basic', '基础教育处', 'department', 'bureau'),
  unit('first', '市第一中学', 'affiliatedSchool', 'bureau'),
];
const byId = new Map<string, Unit>(units.map((one) => [one.id, one]));
const rules: Rules = {
  units: () => ({ value: units, pulledAt: 0 }),
  world: () => ({
    calendar: buildCalendar(builtInYears),
    today,
    actor: { id: 'u', name: '陈局', role: 'leader', unitId: 'bureau' },
    unit: (id) => byId.get(id),
    staff: () => undefined,
  }),
};
const good: VisitForm = { ...emptyVisit(today), placeUnitId: 'first', mode: 'survey' };
const paths = (form: VisitForm) => {
  const result = check(rules, form);
  return result.ok ? [] : result.errors.map((error) => error.path);
};
const matter = { ...emptyMatter('affiliatedSchool'), title: '收费', demand: '请公示。', name: '李明' };

describe('the visit form before it is saved', () => {
  it('lets a full form through, with the unit the rules propose (R4)', () => {
    const result = check(rules, { ...good, matters: [matter] });
    expect(result).toMatchObject({ ok: true, command: { matters: [{ handlingUnitId: 'first' }] } });
  });

  it('names everything that stands in the way at once, from top to bottom', () => {
    const followUp = { ...emptyFollowUp(), dueOn: '2026-11-01' };
    const form: VisitForm = {
      ...emptyVisit(today),
      visitedOn: '2026-11-20',
      matters: [matter, { ...emptyMatter('affiliatedSchool'), name: '' }],
      followUps: [followUp],
    };
    expect(paths(form)).toEqual([
      'placeUnitId',
      'mode',
      'visitedOn',
      'matters.0.handlingUnitId',
      'matters.1.title',
      'matters.1.demand',
      'matters.1.petitioner.name',
      'matters.1.handlingUnitId',
      'followUps.0.what',
      'followUps.0.owner',
      'followUps.0.dueOn',
    ]);
  });

  it('asks for a date that cannot be read', () => {
    expect(paths({ ...good, visitedOn: '', followUps: [{ ...emptyFollowUp(), what: '修', owner: '总务处' }] })).toEqual(
      ['visitedOn', 'followUps.0.dueOn'],
    );
  });

  it('finds what only shows in the whole: the same matter twice', () => {
    expect(paths({ ...good, matters: [matter, matter] })).toEqual(['matters.1.id']);
  });

  it('judges one matter by itself, and an accusation without a unit (Art 30)', () => {
    const accusation = { ...matter, facts: { ...matter.facts, contentKind: 'accusation' as const } };
    expect(checkMatter(rules, emptyVisit(today), accusation).map((error) => error.path)).toEqual(['handlingUnitId']);
    const toSchool = checkMatter(rules, good, { ...accusation, handlingUnitId: 'first' });
    expect(toSchool[0]?.message).toContain('《信访工作条例》第三十条');
  });

  it('refuses half a telephone number at its field, and what else is wrong beside it', () => {
    const found = checkMatter(rules, good, { ...matter, name: '', phone: '1391234' });
    expect(found.map((error) => error.path)).toEqual(['petitioner.name', 'petitioner.phone']);
    expect(found[1]?.message).toBe('电话号码不对。请填写手机号，或者带区号的固定电话。');
    expect(checkMatter(rules, good, { ...matter, phone: '1391234', relation: '家'.repeat(101) })).toHaveLength(2);
  });

  it('holds nothing new against somebody who is writing', () => {
    const shown = [{ path: 'mode', message: '' }];
    expect(stillStanding(shown, [{ path: 'placeUnitId', message: '' }])).toEqual([]);
  });
});
