import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import {
  type SettingKey,
  type SettingVersion,
  settingDefinitions,
  settingKeys,
  settingsOn,
  settingValue,
} from './settings.ts';

describe('the switches of the bureau (rules, §5)', () => {
  test.each(settingKeys)('%s can hold its own initial reading', (key) => {
    const { initial } = settingDefinitions[key];
    expect(settingValue(key, initial)).toBe(initial);
  });

  test.each<[SettingKey, string, string | undefined]>([
    ['bookingDays', '7', '7'],
    ['bookingDays', ' 07 ', '7'],
    ['bookingDays', '0', undefined],
    ['bookingDays', '30', '30'],
    ['bookingDays', '31', undefined],
    ['bookingDays', '七', undefined],
    ['strictReceptionFile', 'on', 'on'],
    ['strictReceptionFile', 'true', undefined],
    ['province', 'zhejiang', 'zhejiang'],
    ['province', 'jiangsu', undefined],
    ['morning', '08:00-12:00', '08:00-12:00'],
    ['morning', '12:00-08:00', undefined],
    ['morning', '8:00-12:00', undefined],
    ['morning', '08:00-24:00', undefined],
    ['legalBasis', '', undefined],
    ['legalBasis', '《信访工作条例》\n', '《信访工作条例》'],
    ['legalBasis', 'a\nb', undefined],
  ])('%s given as %j holds %j', (key, given, held) => {
    expect(settingValue(key, given)).toBe(held);
  });

  const version = (value: string, validFrom: string, order: number): SettingVersion => ({
    key: 'bookingDays',
    value,
    validFrom: plainDate(validFrom),
    order,
  });
  const versions = [version('5', '2026-12-01', 1), version('10', '2026-11-20', 2), version('3', '2026-12-01', 3)];

  test.each([
    ['before the first change: the initial reading', '2026-11-19', '7'],
    ['on the day of a change: already the new value', '2026-11-20', '10'],
    ['the day before a later one: still the old value', '2026-11-30', '10'],
    ['of two from one day the later decision counts', '2026-12-01', '3'],
  ])('%s', (_title, day, held) => {
    expect(settingsOn(versions, plainDate(day)).bookingDays).toBe(held);
  });

  test('a value that this program cannot hold leaves the reading as it was', () => {
    expect(settingsOn([version('400', '2026-11-01', 1)], plainDate('2026-11-20')).bookingDays).toBe('7');
  });
});
