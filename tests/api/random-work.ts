import fc from 'fast-check';
import { command, matter, type Outcome, type Story, submitOne } from './story.ts';

// Commands drawn by chance, on new cases and on those that are there: what the rules refuse is refused, the rest counts.

const units = ['east', 'west', 'basic', 'office', 'middle-1', 'east-1'];
const channels = ['letter', 'visit', 'call', 'online', 'hotline'];

interface Known {
  readonly id: string;
  readonly version: number;
}
/** The cases that commands may go to. */
export const knownCases = async (story: Story): Promise<readonly Known[]> =>
  (await story.server.database.pool.query<Known>('select id, version from petition_case order by ordinal')).rows;

/** One command that a draw of chance stands for: on a new case, or on some that are there. */
interface Chance {
  readonly act: keyof typeof acts | 'register';
  readonly by: string;
  readonly at: number;
  readonly to: number;
  /** How far back among the newest cases. */
  readonly back: number;
}

const facts = matter().facts;
const registerBy = ({ at, to }: Chance, day: string) => {
  const unit = units[to % units.length] ?? 'east';
  const accused = at % 3 === 0 ? { accusedUnitId: units[at % units.length] } : {};
  const contentKind = (['appeal', 'suggestion', 'accusation'] as const)[at % 3] ?? 'appeal';
  const responsibility = unit === 'east' || unit === 'west' ? 'district' : 'municipal';
  const change = { handlingUnitId: unit, facts: { ...facts, contentKind, responsibility }, ...accused };
  const channel = channels[at % channels.length];
  const hotline = channel === 'hotline' ? { hotline: { externalNumber: `LJ-${day}-${at}-${to}` } } : {};
  return command('registerCase', { channel, receivedOn: day, matter: matter(change), ...hotline });
};

/** What can be given to a case on a day. */
const acts = {
  issueAcceptanceNotice: ({ to }: Chance, day: string) =>
    to % 4 === 0
      ? { decision: 'refuse', issuedOn: day, reason: '不属于', lawExplanation: '条例', competentBody: '法院' }
      : { decision: 'accept', issuedOn: day },
  completeCase: ({ to }: Chance, day: string) => ({
    ...{ cause: '原因', resolution: '办法', repliedOn: day, outcome: to % 3 === 0 ? 'underStudy' : 'explained' },
  }),
  transferCase: ({ to }: Chance, day: string) => ({
    ...{ unitId: units[to % 2], reason: '属地管理', transferredOn: day },
  }),
  assignCase: ({ to }: Chance, day: string) => ({ unitId: units[to % units.length], assignedOn: day }),
  withdrawCase: (_chance: Chance, day: string) => ({ reason: '本人书面撤回', withdrawnOn: day }),
  voidCase: () => ({ reason: '登记错了' }),
  restoreCase: () => ({ reason: '没有登记错' }),
  reopenCase: (_chance: Chance, day: string) => ({ reason: 'newFacts', explanation: '新的事实', reopenedOn: day }),
  mergeCases: ({ to }: Chance, day: string, earlier: readonly Known[]) => {
    const into = earlier.at(-1 - (to % 4));
    return { intoId: into?.id, intoVersion: into?.version, reason: '同一事项', mergedOn: day };
  },
  linkCases: ({ to }: Chance, _day: string, earlier: readonly Known[]) => ({
    ...{ otherId: earlier.at(-1 - (to % 4))?.id, relation: 'sameMatter' },
  }),
  recordEvaluation: ({ at, to }: Chance, day: string) => ({
    ...{ office: ['satisfied', 'unsatisfied'][at % 2], unit: ['basicallySatisfied', 'unsatisfied'][to % 2] },
    ...{ comment: '', ratedOn: day },
  }),
  recordImplementation: (_chance: Chance, day: string) => ({ measures: '已增派人员', implementedOn: day }),
  requestHotlineDate: (_chance: Chance, day: string) => ({
    ...{ dueOn: '2027-01-08', reason: '情况复杂', requestedOn: day },
  }),
  agreeHotlineDate: (_chance: Chance, day: string) => ({
    ...{ dueOn: '2027-01-08', reason: '情况复杂', approvedBy: '局办公室', decidedOn: day },
  }),
};

/** A draw of chance. */
export const chance: fc.Arbitrary<Chance> = fc.record({
  act: fc.constantFrom(
    ...([
      'register',
      'register',
      'register',
      'assignCase',
      'completeCase',
      'recordEvaluation',
      'agreeHotlineDate',
    ] as const),
    ...(Object.keys(acts) as (keyof typeof acts)[]), // its own keys
  ),
  by: fc.constantFrom('clerk', 'clerk', 'clerk', 'clerk', 'leader', 'inspector', 'east'),
  at: fc.nat(997),
  to: fc.nat(997),
  back: fc.nat(7),
});

/** Gives the command that a draw stands for, on the story's day. */
export async function give(story: Story, one: Chance, cases: readonly Known[]): Promise<Outcome> {
  const day = story.server.clock.today();
  const place = cases.length - 1 - one.back;
  const on = cases[place];
  const caller = await story.as(one.by);
  if (one.act === 'register' || !on) return submitOne(caller, registerBy(one, day));
  const payload = { caseId: on.id, expectedVersion: on.version, ...acts[one.act](one, day, cases.slice(0, place)) };
  return submitOne(caller, command(one.act, payload));
}
