import type { PlainDate } from '@huiyin/domain';
import type { PetitionCaseState, UnitStaff, World } from '@huiyin/domain/cases';
import { type Accessor, createContext, createMemo, useContext } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import type { Viewer } from '../session/viewer.ts';
import { calendar, followCalendar } from '../ui/calendar.ts';
import { type ColleagueRow, type PetitionCase, type UnitRow, UnitsQuery } from './documents.ts';

/** What every desk page may use: the units of the bureau and the world the rules are asked in. */
export interface Desk {
  readonly viewer: Accessor<Viewer>;
  readonly units: Accessor<readonly UnitRow[]>;
  /** The unit of this id; undefined while the units are being loaded. */
  readonly unit: (id: string) => UnitRow | undefined;
  /** Everybody who can be named in a case. */
  readonly colleagues: Accessor<readonly ColleagueRow[]>;
  /** The world as of a date: the same rules as the server, asked before sending. */
  readonly world: (today: PlainDate) => World;
}

export const DeskContext = createContext<Desk>();

/** The desk this component stands on. Throws outside DeskDoor: that would be a bug. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('useDesk outside DeskDoor');
  return desk;
}

/** Loads the units once for the whole desk. */
export function createDesk(viewer: Accessor<Viewer>): Desk {
  const answer = createAnswer(UnitsQuery, () => ({}));
  void followCalendar();
  const units = () => answer.data()?.units ?? [];
  const colleagues = () => answer.data()?.colleagues ?? [];
  const rows = createMemo(() => new Map(units().map((unit) => [unit.id, unit])));
  const unit = (id: string) => rows().get(id);
  const world = (today: PlainDate): World => ({
    calendar: calendar(),
    today,
    actor: { id: viewer().id, name: viewer().displayName, role: viewer().role, unitId: viewer().unit.id },
    unit,
    staff: (id) => staffOf(unit(id)),
    ...(answer.data()?.province === 'zhejiang' && { province: 'zhejiang' }),
  });
  return { viewer, units, unit, colleagues, world };
}

function staffOf(unit: UnitRow | undefined): UnitStaff | undefined {
  if (unit === undefined) return undefined;
  const { headId, deputyId, clerkId, portfolioLeaderId, reviewerIds, coordinatorIds } = unit.staff;
  return {
    ...(headId !== null && { headId }),
    ...(deputyId !== null && { deputyId }),
    ...(clerkId !== null && { clerkId }),
    ...(portfolioLeaderId !== null && { portfolioLeaderId }),
    reviewerIds,
    coordinatorIds,
  };
}

/** A case as the rules see it, with personal data masked: what happened to it stands in it whole. */
export function caseState(from: Pick<PetitionCase, 'state'>): PetitionCaseState {
  return from.state as PetitionCaseState; // the server sends the domain's own state, see PetitionCase.state
}
