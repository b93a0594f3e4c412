import { describe, expect, test } from 'vitest';
import { units } from '../testkit.ts';
import { maskName, maskPhone } from './masking.ts';
import { isWithin, kindsAllowed, proposeHandlingUnit, type Unit } from './units.ts';

describe('masking', () => {
  test.each([
    ['李小明', '李**'],
    ['李四', '李**'],
    ['欧阳修文', '欧**'],
    ['𠮷田', '𠮷**'],
    ['  ', ''],
    ['', ''],
  ])('%s becomes %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test.each([
    ['13912342041', '139****2041'],
    ['0571-87001234', '057****1234'],
    ['87001234', '87****34'],
    ['12345', '****'],
    [' ', ''],
  ])('%s becomes %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});

describe('the tree of units', () => {
  const find = (id: string) => units.find((unit) => unit.id === id);

  test('a unit is within itself and everything above it', () => {
    expect(isWithin(find, 'west-school', 'west-school')).toBe(true);
    expect(isWithin(find, 'west-school', 'bureau')).toBe(true);
    expect(isWithin(find, 'west-school', 'east')).toBe(false);
    expect(isWithin(find, 'nowhere', 'bureau')).toBe(false);
  });

  test('a cycle in bad data ends', () => {
    const cycle: Unit = { id: 'x', name: 'x', kind: 'department', parentId: 'x' };
    expect(isWithin(() => cycle, 'x', 'bureau')).toBe(false);
    expect(proposeHandlingUnit([cycle], 'x', 'district')).toBeUndefined();
  });

  test.each([
    ['west-school', 'district', 'west'],
    ['west', 'district', 'west'],
    ['branch', 'affiliated', 'branch'],
    ['college', 'affiliated', 'college'],
    ['west-school', 'affiliated', undefined],
    ['first-school', 'district', undefined],
    ['west-school', 'municipal', 'office'],
    ['basic', 'municipal', 'basic'],
    ['west-school', 'notEducation', 'office'],
    ['nowhere', 'municipal', 'office'],
  ] as const)('a matter raised at %s of %s duty is proposed to %s', (place, responsibility, expected) => {
    expect(proposeHandlingUnit(units, place, responsibility)?.id).toBe(expected);
  });
});

describe('who may be given a matter', () => {
  test.each([
    ['accusation', 'municipal', ['department']],
    ['accusation', 'district', ['department', 'districtAuthority']],
    ['accusation', 'affiliated', ['department']],
    ['accusation', 'notEducation', ['department']],
    ['appeal', 'affiliated', ['affiliatedSchool', 'municipalUniversity']],
    ['suggestion', 'district', ['districtAuthority']],
    ['appeal', 'municipal', ['department']],
  ] as const)('%s of %s duty (Art 30, R10, R25–R27)', (contentKind, responsibility, kinds) => {
    expect(kindsAllowed({ contentKind, responsibility })).toEqual(kinds);
  });
});
