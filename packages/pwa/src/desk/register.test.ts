import { buildCalendar, builtInYears, plainDate, type Unit } from '@huiyin/domain';
import type { World } from '@huiyin/domain/cases';
import { describe, expect, it } from 'vitest';
import type { UnitRow } from './documents.ts';
import { emptyRegistration, judge, registration, unitsThatMayHandle } from './register.ts';

const today = plainDate('2026-11-18');
const staff = {
  headId: null,
  deputyId: null,
  clerkId: null,
  reviewerIds: [],
  portfolioLeaderId: null,
  coordinatorIds: [],
};
const units: readonly UnitRow[] = [
  { id: 'bureau', name: '市教育局', kind: 'bureau', parentId: null, closed: false, initials: '', staff },
  { id: 'office', name: '局办公室', kind: 'department', parentId: 'bureau', closed: false, initials: '', staff },
  {
    id: 'west',
    name: '西河区教育局',
    kind: 'districtAuthority',
    parentId: 'bureau',
    closed: false,
    initials: '',
    staff,
  },
  { id: 'first', name: '市第一中学', kind: 'affiliatedSchool', parentId: 'bureau', closed: false, initials: '', staff },
];
const byId = new Map<string, Unit>(units.map((unit) => [unit.id, unit]));
const world: World = {
  calendar: buildCalendar(builtInYears),
  today,
  actor: { id: 'u', name: '周敏', role: 'clerk', unitId: 'office' },
  unit: (id) => byId.get(id),
  staff: () => undefined,
};
const filled = {
  ...emptyRegistration('letter', today),
  title: '校车停运',
  demand: '恢复校车。',
  name: '李明',
  handlingUnitId: 'office',
};

describe('the registration form', () => {
  it('shows every missing text at once, each with its article, and the due dates all the same', () => {
    const verdict = judge({ ...filled, title: '', demand: ' ', name: '' }, world);
    expect(Object.keys(verdict.errors).toSorted()).toEqual(['matter.demand', 'matter.petitioner.name', 'matter.title']);
    for (const sentence of Object.values(verdict.errors)) expect(sentence).toContain('《信访工作条例》第十九条');
    expect(verdict.clocks.find((clock) => clock.clock === 'acceptance-notice')?.legalDue).toBe('2026-12-03');
  });

  it('finds nothing wrong with a full form, and starts the notice and the reply clock', () => {
    const verdict = judge(filled, world);
    expect(verdict.errors).toEqual({});
    expect(verdict.clocks.map((clock) => clock.clock)).toEqual(['acceptance-notice', 'department-reply']);
  });

  it('refuses a day in the future and a day that does not exist, at the field', () => {
    expect(Object.keys(judge({ ...filled, receivedOn: '2026-11-19' }, world).errors)).toEqual(['receivedOn']);
    expect(Object.keys(judge({ ...filled, receivedOn: '2026-02-30' }, world).errors)).toEqual(['receivedOn']);
    expect(Object.keys(judge({ ...filled, receivedOn: '' }, world).errors)).toEqual(['receivedOn']);
  });

  it('asks for the order number of a 12345 order (R80)', () => {
    expect(Object.keys(judge({ ...filled, channel: 'hotline' }, world).errors)).toEqual(['hotline.externalNumber']);
  });

  it('offers an accusation to departments and the district authority only (Art 30)', () => {
    const accusation = { ...filled, contentKind: 'accusation' };
    expect(unitsThatMayHandle(units, { ...accusation, responsibility: 'affiliated' }).map((unit) => unit.id)).toEqual([
      'office',
    ]);
    expect(unitsThatMayHandle(units, { ...accusation, responsibility: 'district' }).map((unit) => unit.id)).toEqual([
      'office',
      'west',
    ]);
  });

  it('sends no name of an anonymous petitioner, whatever was typed before', () => {
    const command = registration({ ...filled, anonymous: true, phone: '139' });
    expect(command).toMatchObject({ matter: { petitioner: { anonymous: true, name: '' } } });
    expect(JSON.stringify(command)).not.toContain('139');
  });
});

it('leaves a linked case to the server: it stops neither the form nor the due dates', () => {
  const links = JSON.stringify([{ caseId: 'other', relation: 'repeat', number: '信〔2026〕1号', title: '校车' }]);
  const verdict = judge({ ...filled, links, priorHandling: 'inProgress' }, world);
  expect(verdict.errors).toEqual({});
  expect(verdict.clocks.length).toBeGreaterThan(0);
  expect(registration({ ...filled, links })).toMatchObject({ links: [{ caseId: 'other', relation: 'repeat' }] });
});
