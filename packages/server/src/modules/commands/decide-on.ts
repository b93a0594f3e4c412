import {
  type Aggregates,
  type DomainEvent,
  decide,
  evolveOutreachVisit,
  evolvePetitionCase,
  type OutreachVisitState,
  type PetitionCaseState,
} from '@huiyin/domain/cases';
import {
  decideReception,
  evolveReceptionSession,
  isReceptionCommand,
  isReceptionEvent,
  type ReceptionSessionState,
} from '@huiyin/domain/receptions';
import { serverRefusal } from '../../messages/refusals.ts';
import { orderTaken } from '../hotline/hotline.repository.ts';
import { type Surroundings, worldOf } from '../people/world.ts';
import type { LoadedStreams } from './event-store.repository.ts';
import type { Known } from './known.ts';
import type { Decided, Decision } from './write-run.ts';

/** What becomes of a command on what is known: what the door itself must refuse, else what the domain decides. Writes nothing. */
export function decideOn(surroundings: Surroundings, known: Known): Decision {
  const { actor, command, loaded, missingAttachment } = known;
  // Nothing of a case or visit changes: what it settles is seen to afterwards.
  if (command.type === 'concedeConflict')
    return { ok: true, value: { events: [], changes: [], visit: undefined, sessions: [], loaded } };
  if (missingAttachment !== undefined) {
    const path = filesOf[command.type] ?? 'attachments';
    return serverRefusal('attachment-missing', { attachmentId: missingAttachment }, path);
  }
  const restored = command.type === 'restoreCase' ? loaded.cases.get(command.caseId) : undefined;
  const refusal = orderTaken(command, known.taken, restored);
  if (refusal) return refusal;
  const world = worldOf(actor, surroundings);
  const decision = isReceptionCommand(command)
    ? decideReception(aggregatesOf(loaded), command, world)
    : decide(aggregatesOf(loaded), command, world);
  if (!decision.ok) return decision;
  const folded = foldCases(loaded, decision.value);
  const visit = foldVisit(loaded, decision.value);
  return { ok: true, value: { ...folded, loaded, visit, sessions: foldSessions(loaded, decision.value) } };
}

/** Where a command names its files; a visit in its attachments. */
const filesOf: Readonly<Record<string, string>> = {
  registerCase: 'scans',
  recordImplementation: 'evidence',
  recordReception: 'signature.attachment',
};

function aggregatesOf(loaded: LoadedStreams): Aggregates {
  return {
    petitionCase: (id) => loaded.cases.get(id),
    joinedCase: (id) => joinedCase(loaded, id),
    outreachVisit: (id) => loaded.visits.get(id),
    receptionSession: (id) => loaded.sessions.get(id),
  };
}

/** A case of those loaded, or one that was merged into one of them. */
const joinedCase = ({ cases, joined }: LoadedStreams, id: string) => cases.get(id) ?? joined.get(id);

/** The sessions that a command plans or changes, as they are after it. */
function foldSessions(loaded: LoadedStreams, events: readonly DomainEvent[]): readonly ReceptionSessionState[] {
  const after = new Map<string, ReceptionSessionState>();
  for (const event of events.filter(isReceptionEvent)) {
    const { id } = event.stream;
    after.set(id, evolveReceptionSession(after.get(id) ?? loaded.sessions.get(id), event));
  }
  return [...after.values()];
}

/** The visit that a command logs or changes. */
function foldVisit(loaded: LoadedStreams, events: readonly DomainEvent[]): OutreachVisitState | undefined {
  let visit: OutreachVisitState | undefined;
  for (const event of events) {
    if (event.stream.kind !== 'outreachVisit') continue;
    visit = evolveOutreachVisit(visit ?? loaded.visits.get(event.stream.id), event);
  }
  return visit;
}

function foldCases(loaded: LoadedStreams, events: readonly DomainEvent[]): Pick<Decided, 'events' | 'changes'> {
  const before = (id: string) => joinedCase(loaded, id);
  const after = new Map<string, PetitionCaseState>();
  for (const event of events) {
    if (event.stream.kind !== 'petitionCase') continue;
    const { id } = event.stream;
    after.set(id, evolvePetitionCase(after.get(id) ?? before(id), event));
  }
  return { events, changes: [...after].map(([id, state]) => ({ before: before(id), after: state })) };
}
