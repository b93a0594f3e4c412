import type { Calendar, PlainDate, Province } from '@huiyin/domain';
import type { Leader, TurnWorld, World } from '@huiyin/domain/cases';
import type { ReceptionSettings } from '@huiyin/domain/receptions';
import type { UnitTree } from './units.ts';
import type { Viewer } from './viewer.ts';

/** What is known of the world, whoever acts. */
export interface Surroundings {
  readonly calendar: Calendar;
  readonly today: PlainDate;
  readonly units: UnitTree;
  /** Left out where no command of the run names a leader. */
  readonly leaders?: ReadonlyMap<string, Leader> | undefined;
  readonly province?: Province | undefined;
  /** Left out where none names anybody else. */
  readonly people?: ReadonlyMap<string, { readonly name: string; readonly unitId: string }> | undefined;
  readonly reception?: ReceptionSettings;
}

/** What the rules may know of the world when this person acts: the same for deciding a command and for naming what may be done. */
export function worldOf({ id, displayName: name, role, unitId }: Viewer, known: Surroundings): World {
  const { calendar, today, units, leaders, people, province, reception } = known;
  return {
    calendar,
    today,
    actor: { id, name, role, unitId },
    unit: units.get,
    leader: (leaderId) => leaders?.get(leaderId),
    person: (personId) => people?.get(personId),
    staff: units.staff,
    ...(province && { province }),
    ...(reception && { reception }),
  };
}

/** What the row of a case hangs on beside the case, the same whoever acts: whose turn it is, and who has it (holderId). */
export interface RowWorld extends TurnWorld {
  readonly rootId: string;
}

export function rowWorldOf({ calendar, today, units }: Pick<Surroundings, 'calendar' | 'today' | 'units'>): RowWorld {
  return { calendar, today, unit: units.get, staff: units.staff, rootId: units.rootId };
}
