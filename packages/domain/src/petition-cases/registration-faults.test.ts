import { describe, expect, test } from 'vitest';
import { plainDate } from '../date.ts';
import { matterOf, register, world } from '../testkit.ts';
import { registrationFaults } from './registration-faults.ts';
import type { RegisterCase } from './types.ts';

/** Wrong ways of one field each, none of which has anything to do with another. */
const wrongs: Readonly<Record<string, (command: RegisterCase) => RegisterCase>> = {
  receivedOn: (command) => ({ ...command, receivedOn: plainDate('2026-12-24') }),
  'matter.title': (command) => ({ ...command, matter: { ...command.matter, title: ' ' } }),
  'matter.demand': (command) => ({ ...command, matter: { ...command.matter, demand: '' } }),
  'matter.earlierHandling': (command) => ({
    ...command,
    matter: { ...command.matter, earlierHandling: '办'.repeat(5001) },
  }),
  'matter.handlingUnitId': (command) => ({ ...command, matter: { ...command.matter, handlingUnitId: 'nowhere' } }),
  'matter.petitioner.phone': (command) => ({
    ...command,
    matter: { ...command.matter, petitioner: { ...command.matter.petitioner, phone: '139' } },
  }),
  'matter.petitioner.idCard': (command) => ({
    ...command,
    matter: { ...command.matter, petitioner: { ...command.matter.petitioner, idCard: '330106' } },
  }),
  'incoming.number': (command) => ({
    ...command,
    incoming: { ...command.incoming, number: '号'.repeat(500) },
  }),
  'joint.members.0.phone': (command) => ({ ...command, joint: joined('138', '13912342041') }),
  source: (command) => ({ ...command, source: 'cityHotline' as never }),
};
const joined = (first: string, second: string) => ({
  persons: 3,
  members: [
    { name: '王芳', phone: first, representative: false },
    { name: '李强', phone: second, representative: false },
  ],
});
const pathsOf = (command: RegisterCase) => registrationFaults(command, world()).faults.map(({ path }) => path);
const sound = register({ channel: 'letter', matter: matterOf({}) });

describe('everything that is wrong with a registration is told at once', () => {
  test('of a sound one there is nothing, and its dates are known', () => {
    const { faults, events } = registrationFaults(sound, world());
    expect(faults).toEqual([]);
    expect(events.some(({ type }) => type === 'clockStarted')).toBe(true);
  });

  test.each(Object.keys(wrongs))('%s beside any other fault', (path) => {
    for (const [other, wrong] of Object.entries(wrongs)) {
      const command = wrong(wrongs[path]?.(sound) ?? sound);
      expect(new Set(pathsOf(command))).toEqual(new Set([path, other]));
    }
  });

  test('all of them together', () => {
    const command = Object.values(wrongs).reduce((before, wrong) => wrong(before), sound);
    expect(new Set(pathsOf(command))).toEqual(new Set(Object.keys(wrongs)));
  });

  test('each of those who joined in, not the first alone', () => {
    expect(pathsOf({ ...sound, joint: joined('138', '139') })).toEqual([
      'joint.members.0.phone',
      'joint.members.1.phone',
    ]);
  });

  test('no dates are shown while the day of receipt or the unit is wrong', () => {
    for (const path of ['receivedOn', 'matter.handlingUnitId'])
      expect(registrationFaults(wrongs[path]?.(sound) ?? sound, world()).events).toEqual([]);
    expect(registrationFaults(wrongs['matter.title']?.(sound) ?? sound, world()).events).not.toEqual([]);
  });
});
