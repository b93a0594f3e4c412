import type { PlainDate, Unit } from '@huiyin/domain';
import type { Channel, PetitionCaseState, World } from '@huiyin/domain/cases';
import { type Accessor, createContext, createMemo, useContext } from 'solid-js';
import { createAnswer } from '../graphql/answer.ts';
import type { Viewer } from '../session/viewer.ts';
import { calendar, followCalendar } from '../ui/calendar.ts';
import { type PetitionCase, type UnitRow, UnitsQuery } from './documents.ts';

/** What every desk page may use: the units of the bureau and the world the rules are asked in. */
export interface Desk {
  readonly viewer: Accessor<Viewer>;
  readonly units: Accessor<readonly UnitRow[]>;
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
  const byId = createMemo(() => new Map<string, Unit>(units().map((unit) => [unit.id, unit])));
  const world = (today: PlainDate): World => ({
    calendar: calendar(),
    today,
    actor: { id: viewer().id, name: viewer().displayName, role: viewer().role, unitId: viewer().unit.id },
    unit: (id) => byId().get(id),
    staff: () => undefined, // not kept on this device: the server says
  });
  return { viewer, units, world };
}

/**
 * A case as the rules see it, from what the API shows. Enough for `allowedActions` and for checking a notice or a
 * completion before sending; personal data stays masked, and the facts behind the route stay on the server.
 */
export function caseState(from: PetitionCase): PetitionCaseState {
  return {
    id: from.id,
    number: from.number,
    version: from.version,
    status: from.status,
    channel: from.channel satisfies Channel,
    receivedOn: from.receivedOn,
    matter: {
      caseId: from.id,
      title: from.title,
      demand: from.demand,
      petitioner: { kind: from.petitioner.kind, anonymous: from.petitioner.anonymous, name: from.petitioner.name },
      facts: {
        responsibility: 'municipal',
        contentKind: from.contentKind,
        priorHandling: 'none',
        opinionImplemented: false,
        newFacts: false,
      },
      handlingUnitId: from.handlingUnit.id,
      earlierHandling: '',
    },
    handlingUnitId: from.handlingUnit.id,
    compartment: from.contentKind === 'accusation' ? 'accusation' : 'ordinary',
    route: { ...from.route, citations: [], duties: [] },
    clocks: [],
  };
}
