import { checkText, firstRefusal, textLimits } from '../checks.ts';
import { type Citation, cite } from '../citation.ts';
import type { Aggregates, DomainEvent } from '../commands.ts';
import { isWithin, type Role, type World } from '../identity/units.ts';
import { type Refused, type Result, refused } from '../result.ts';
import type { ReceptionCommand } from './session-commands.ts';
import { type ReceptionSettings, receptionSettings } from './session-settings.ts';
import {
  type NamedPerson,
  type ReceptionSessionState,
  receiverOf,
  type SessionStatus,
  type VisitorStage,
  type VisitorState,
} from './session-state.ts';

/** The articles of the reception day, by what they say. */
export const basis = {
  hours: cite('receptionPlan', '一', 'R39'),
  venue: cite('receptionPlan', '一', 'R40'),
  fixedPoint: cite('receptionSystem', '四（一）', 'R17'),
  room88: cite('petitionSystem', '第十二条', 'R88'),
  attendees: cite('receptionPlan', '二', 'R41'),
  channels: cite('receptionPlan', '三（一）', 'R42'),
  week: cite('receptionPlan', '三（一）', 'R43'),
  screening: cite('receptionPlan', '三（一）', 'R44'),
  opinion: cite('receptionPlan', '三（一）', 'R45'),
  walkIns: cite('receptionPlan', '三（一）', 'R46'),
  decision: cite('receptionPlan', '三（二）', 'R47'),
  pressing: cite('receptionPlan', '三（二）', 'R48'),
  heads: cite('receptionPlan', '三（三）', 'R49'),
  counsel: cite('receptionPlan', '三（三）', 'R50'),
  order: cite('receptionPlan', '五（一）', 'R58'),
  representatives: cite('receptionPlan', '五（二）', 'R59'),
  emergency: cite('receptionPlan', '五（三）', 'R60'),
  everybody: cite('receptionSystem', '三（一）', 'R9'),
  weakLinks: cite('receptionSystem', '三（三）', 'R14'),
  government: cite('receptionSystem', '四（一）', 'R18'),
  firstAsked: cite('receptionSystem', '四（三）', 'R23'),
  rota: cite('petitionSystem', '第十三条', 'R89'),
  arranged: cite('petitionSystem', '第十三条', 'R91'),
  recorder: cite('petitionSystem', '第十三条', 'R92'),
  substitute: cite('petitionSystem', '第十三条', 'R93'),
  heads94: cite('petitionSystem', '第十四条', 'R94'),
  outside: cite('petitionSystem', '第十五条', 'R96'),
} as const satisfies Readonly<Record<string, Citation>>;

/** What a session command finds: the state, whom it acts for, and the bureau's settings. */
export interface OnSession {
  readonly session: ReceptionSessionState;
  readonly settings: ReceptionSettings;
}

/** Who may do it, and on a session of which standing. */
export interface SessionRule {
  readonly by: readonly Role[];
  readonly on?: readonly SessionStatus[];
  readonly citations: readonly Citation[];
}

/** The bureau's settings, or what it starts with. */
const settingsOf = (world: World): ReceptionSettings => world.reception ?? receptionSettings;

/**
 * Finds the session and asks who acts: the General Office arranges (R91), leaders receive, and the clerks of a unit act on
 * the sessions of its own head (R94) only.
 */
export function onSession(
  aggregates: Aggregates,
  command: { readonly type: ReceptionCommand['type']; readonly sessionId: string },
  world: World,
  { by, on = ['planned', 'open'], citations }: SessionRule,
  happens: (found: OnSession) => Result<readonly DomainEvent[]>,
): Result<readonly DomainEvent[]> {
  const session = aggregates.receptionSession(command.sessionId);
  if (!session) return refused('unknown-session', {}, citations, 'sessionId');
  const { role, unitId } = world.actor;
  const refusal = firstRefusal(
    () =>
      by.includes(role)
        ? undefined
        : refused('role-not-allowed', { role, command: command.type, by: by.join(',') }, citations),
    () =>
      role !== 'departmentClerk' ||
      command.type === 'acknowledgeNotice' ||
      (session.unitId !== undefined && isWithin((id) => world.unit(id), session.unitId, unitId))
        ? undefined
        : refused('unit-out-of-scope', { unit: world.unit(session.unitId ?? '')?.name ?? '' }, citations),
    () =>
      on.includes(session.status) ? undefined : refused('session-wrong-status', { status: session.status }, citations),
  );
  return refusal ?? happens({ session, settings: settingsOf(world) });
}

/** Finds one visitor of the session who stands at one of these stages. */
export function onVisitor(
  { session }: OnSession,
  visitorId: string,
  stages: readonly VisitorStage[],
  citations: readonly Citation[],
): Result<VisitorState> {
  const visitor = session.visitors.find(({ id }) => id === visitorId);
  if (!visitor) return refused('unknown-visitor', {}, citations, 'visitorId');
  const { stage, number } = visitor;
  return stages.includes(stage)
    ? { ok: true, value: visitor }
    : refused('visitor-wrong-stage', { stage, number }, citations, 'visitorId');
}

/** Whether the actor is the one who receives at this session. */
export function isReceiver(session: ReceptionSessionState, world: World): boolean {
  return receiverOf(session).id === world.actor.id;
}

/** A leader by id, with the name; refuses unknown-leader. */
export function leaderOf(world: World, id: string, path: string): Result<NamedPerson> {
  const leader = world.leader?.(id);
  if (!leader) return refused('unknown-leader', {}, [basis.substitute], path);
  return { ok: true, value: { id, name: leader.name } };
}

/** Somebody of the bureau by id, with the name; refuses unknown-person. */
export function personOf(world: World, id: string, path: string, citations: readonly Citation[]): Result<NamedPerson> {
  const person = world.person?.(id);
  return person ? { ok: true, value: { id, name: person.name } } : refused('unknown-person', {}, citations, path);
}

/** Somebody called: of the bureau by id, or counsel from outside (法律顾问) by name alone. `at` is what their fields are part of, with its dot. */
export function calledPerson(
  world: World,
  {
    role,
    personId,
    name,
  }: { readonly role: string; readonly personId?: string | undefined; readonly name?: string | undefined },
  at: string,
  citations: readonly Citation[],
): Result<NamedPerson> {
  const outside = personId === undefined && role === 'legalCounsel';
  const text = { path: `${at}name`, limit: textLimits.name, citations };
  const wrong = checkText(name, outside ? { ...text, missing: 'text-missing' } : text);
  if (wrong) return wrong;
  if (outside) return { ok: true, value: { id: '', name: (name ?? '').trim() } };
  return personOf(world, personId ?? '', `${at}personId`, citations);
}

/** Who acts, by name. */
export const me = ({ actor: { id, name } }: World): NamedPerson => ({ id, name });

/** The day itself: nothing is done at the door or the table before it. */
export function notYet({ date }: ReceptionSessionState, world: World): Refused | undefined {
  return world.today < date ? refused('session-not-today', { date, today: world.today }, [basis.hours]) : undefined;
}
