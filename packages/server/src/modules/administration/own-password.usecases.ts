import { ok } from '@huiyin/domain';
import type { RequestContext } from '../../context.ts';
import { type Refusal, serverRefusal } from '../../messages/refusals.ts';
import { hashPassword, type Outcome, passwordProblem, provePassword } from '../people/people.usecases.ts';
import { openSession } from '../people/sessions.ts';
import type { Viewer } from '../people/viewer.ts';
import { revokeSessions, updatePassword } from './administration.repository.ts';
import { administer } from './administration.usecases.ts';

/**
 * Replaces the own password; the other sessions of the person end, this one goes on. Refuses current-password-wrong,
 * password-too-weak, password-unchanged, rate-limited.
 */
export async function changeOwnPassword(
  context: RequestContext,
  viewer: Viewer,
  given: { readonly current: string; readonly next: string },
): Promise<Outcome<true>> {
  const problem = newPasswordProblem(given);
  if (problem) return problem;
  const proven = await provePassword(context, { username: viewer.username, password: given.current });
  if (!proven.ok) {
    return proven.code === 'sign-in-refused' ? serverRefusal('current-password-wrong', {}, 'current') : proven;
  }
  return setPassword(context, viewer, { next: given.next, keep: viewer.sessionHash });
}

/**
 * Signs in with an initial password and a password of one's own in its place, and returns the session's secret id. Refuses
 * what signIn refuses, password-too-weak, password-unchanged.
 */
export async function replaceInitialPassword(
  context: RequestContext,
  given: { readonly username: string; readonly password: string; readonly newPassword: string },
): Promise<Outcome<string>> {
  const problem = newPasswordProblem({ current: given.password, next: given.newPassword });
  if (problem) return problem;
  const proven = await provePassword(context, given);
  if (!proven.ok) return proven;
  const { bureauId, person } = proven.value;
  const set = await setPassword(context, { bureauId, ...person }, { next: given.newPassword, keep: '' });
  return set.ok ? ok(await openSession(context, bureauId, person.id)) : set;
}

function newPasswordProblem({
  current,
  next,
}: {
  readonly current: string;
  readonly next: string;
}): Refusal | undefined {
  if (current === next) return serverRefusal('password-unchanged', {}, 'next');
  return passwordProblem(next, 'next');
}

async function setPassword(
  context: RequestContext,
  person: Pick<Viewer, 'bureauId' | 'id' | 'displayName' | 'unitId'>,
  { next, keep }: { readonly next: string; readonly keep: string },
): Promise<Outcome<true>> {
  const hash = await hashPassword(next);
  return administer<true>(context, person, async ({ tx, bureauId, at }) => {
    await updatePassword(tx, bureauId, person.id, { hash, initial: false });
    const ended = await revokeSessions(tx, bureauId, person.id, { at, but: keep });
    return ok({ value: true, entry: { type: 'ownPasswordSet', personId: person.id }, ended });
  });
}
