import { expect } from 'vitest';
import { command, matter, type Outcome, type Story, submit, submitOne } from './story.ts';

/** One step of a case's life: who gives which command, and how the case then stands. */
export type Step = readonly [username: string, type: string, payload: Readonly<Record<string, unknown>>, then: string];

/** What a draft of a reply says. */
export const replyContents = (draftedOn: string) => ({
  request: '放学时段疏导',
  facts: '校门口道路狭窄',
  opinion: '增派人员疏导',
  basis: '《学校安全管理办法》第五条',
  conclusion: 'supported',
  reexaminationBody: '市人民政府',
  draftedOn,
});

interface Action {
  readonly command: string;
  readonly name: string;
  readonly group: string;
  readonly allowed: boolean;
  readonly code: string | null;
  readonly message: string | null;
  readonly citations: readonly { article: string; rule: string | null }[];
}
interface Case {
  readonly version: number;
  readonly status: string;
  readonly state: Readonly<Record<string, unknown>>;
  readonly actions: readonly Action[];
  readonly clocks: readonly { clock: string; legalDue: string; originalLegalDue: string | null; changes: string[] }[];
  readonly timeline: readonly { type: string; detail: string | null; citations: readonly { article: string }[] }[];
}

export const caseText = `query ($id: ID!) { petitionCase(id: $id) {
  version status state actions { command name group allowed code message citations { article rule } }
  clocks { clock legalDue originalLegalDue changes } timeline { type detail citations { article } } } }`;

/** A refusal as the API shows it, on an action that may not be done or of a command that was given. */
interface Shown {
  readonly code: string | null;
  readonly message: string | null;
  readonly citations: readonly { readonly article: string }[];
}

/** Carries cases of a story through their lives, as the API lets each person do it. */
export function caseWalker(story: () => Story) {
  const refusals = new Map<string, Shown>();
  const note = (shown: Shown) => shown.code !== null && refusals.set(shown.code, shown);
  const seen = async (username: string, id: string): Promise<Case> => {
    const caller = await story().as(username);
    const { petitionCase } = await caller.query<{ petitionCase: Case | null }>(caseText, { id });
    if (!petitionCase) throw new Error(`${username} does not see ${id}`);
    petitionCase.actions.forEach(note);
    return petitionCase;
  };

  /** A matter of the bureau's own duty, received on the story's day. */
  const registered = async (
    channel: string,
    change: Readonly<Record<string, unknown>> = {},
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<string> => {
    const facts = { ...matter().facts, responsibility: 'municipal' };
    const one = matter({ facts, handlingUnitId: 'basic', ...change });
    const given = command('registerCase', { channel, receivedOn: '2026-11-23', matter: one, ...more });
    expect(await submitOne(await story().as('clerk'), given)).toMatchObject({ status: 'accepted', message: null });
    return one.caseId;
  };

  const give = async (
    username: string,
    id: string,
    type: string,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<Outcome> => {
    const { version: expectedVersion } = await seen(username === 'west' ? 'clerk' : username, id);
    return submitOne(await story().as(username), command(type, { caseId: id, expectedVersion, ...payload }));
  };

  /** Each step must be an allowed action before it is given, be accepted, and leave the case in that status. */
  const walk = async (id: string, steps: readonly Step[], before?: (id: string, step: Step) => Promise<void>) => {
    for (const step of steps) {
      const [username, type, payload, then] = step;
      const action = (await seen(username, id)).actions.find((one) => one.command === type);
      expect([type, action?.allowed, action?.message]).toEqual([type, true, null]);
      await before?.(id, step);
      const outcome = await give(username, id, type, payload);
      expect([type, outcome.status, outcome.message]).toEqual([type, 'accepted', null]);
      expect([type, (await seen('clerk', id)).status]).toEqual([type, then]);
    }
  };

  /** The same step with each of its fields wrong in turn: refused at that field, with a sentence, and nothing is written. */
  const refuseEachField = async (id: string, [username, type, payload]: Step): Promise<void> => {
    const { version: expectedVersion } = await seen(username, id);
    const wrong = Object.entries(payload).flatMap(([field, value]) =>
      wrongValues(value).map((bad) => ({ field, bad })),
    );
    const commands = wrong.map(({ field, bad }) =>
      command(type, { caseId: id, expectedVersion, ...payload, [field]: bad }),
    );
    const outcomes = await submit(await story().as(username), ...commands);
    outcomes.forEach(note);
    for (const [at, { status, code, message, path }] of outcomes.entries()) {
      const { field, bad } = wrong[at] ?? { field: '', bad: undefined };
      const shown = `${type}.${field} = ${String(bad).slice(0, 20)}`;
      expect([shown, status, path?.split('.')[0]]).toEqual([shown, 'refused', field]);
      expect([shown, code]).not.toEqual([shown, 'internal-error']);
      expect([shown, message]).toEqual([shown, expect.stringMatching(/^[^A-Za-z]*[一-鿿].*。$/)]);
    }
  };
  return { seen, registered, give, walk, refuseEachField, refusals };
}

const longest = 20_001;

/** What nobody may put in the place of a value of that kind: a yes or no, a day, a choice, a text (one that is '' may stay so). */
function wrongValues(value: unknown): readonly unknown[] {
  if (typeof value === 'boolean') return ['yes'];
  if (typeof value !== 'string') return [];
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return ['2026-02-30', '', '2031-01-06', 20261123];
  const text = ['长'.repeat(longest), '乱\u0000码', '\ud83d', 5];
  if (value === '') return text;
  return /[一-鿿]/.test(value) ? ['', '　 ', ...text] : ['', 'perhaps', 5];
}
