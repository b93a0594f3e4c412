import { maskName, maskPhone } from '@huiyin/domain';
import type { ReceptionSessionState, VisitorState } from '@huiyin/domain/receptions';
import type { Viewer } from '../people/viewer.ts';
import { hiddenAccusation } from '../people/visibility.ts';

/** Stands for what an accusation (检举控告) would tell. */
const hidden = '检举控告，另行保密登记';

/**
 * A session as this person may see it. The General Office calls visitors by name and checks their papers, and the leader sits
 * opposite them: they see names. Telephone numbers are masked for everybody; the office has one whole for a reason that is put on
 * record (revealVisitor). Others see the matters that they were
 * called to, or of their own head's session, with the name masked. An accusation shows nothing but its number to who may not
 * read it (Art 30), not even its case.
 */
export function sessionFor(viewer: Viewer, session: ReceptionSessionState): ReceptionSessionState {
  const ofUnit = viewer.role !== 'departmentClerk' || session.unitId !== undefined;
  const visitors = session.visitors
    .filter((one) => ofUnit || one.notices.some(({ person }) => person.id === viewer.id))
    .map((one) => visitorFor(viewer, one));
  const seen = new Set(visitors.filter((one) => one.title !== hidden).map(({ id }) => id));
  return { ...session, visitors, followUps: session.followUps.filter(({ visitorId }) => seen.has(visitorId)) };
}

function visitorFor(viewer: Viewer, visitor: VisitorState): VisitorState {
  if (hiddenAccusation(viewer, visitor)) return withoutWords(visitor);
  const { petitioner } = visitor;
  const { phone } = petitioner;
  const shown = {
    ...petitioner,
    name: viewer.role === 'departmentClerk' ? maskName(petitioner.name) : petitioner.name,
    ...(phone !== undefined && { phone: maskPhone(phone) }),
  };
  return { ...visitor, petitioner: shown };
}

/** Where the visitor stands in the line, and nothing of who or what. */
function withoutWords(visitor: VisitorState): VisitorState {
  const { screening: _screening, record, opinion: _opinion, unitId: _unit, firstAsked: _asked, ...rest } = visitor;
  const bare = {
    ...rest,
    petitioner: { kind: rest.petitioner.kind, name: '*' },
    title: hidden,
    demand: '',
    earlierCaseIds: [],
    notices: [],
  };
  if (record === undefined) return bare;
  const { told: _told, ...times } = record;
  const blank = {
    demands: hidden,
    suggestions: '',
    guidance: '',
    weakLinks: '',
    focus: [],
    onTheSpot: [],
    decisions: [],
  };
  return { ...bare, record: { ...times, ...blank, signature: { manner: record.signature.manner } } };
}
