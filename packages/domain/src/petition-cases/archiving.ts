import { checkChoice, checkText, firstRefusal, textLimits } from '../checks.ts';
import { type Citation, cite } from '../citation.ts';
import { deadline } from '../clocks/deadline.ts';
import type { Aggregates } from '../commands.ts';
import type { PlainDate } from '../date.ts';
import type { World } from '../identity/units.ts';
import { ok, type Refused, type Result, refused } from '../result.ts';
import { isOwed } from './case-clocks.ts';
import type { PetitionCaseEvent } from './events.ts';
import { implementationOf } from './implementation.ts';
import { byActor, carryOut, checkDay, latestOf, type Need, type Procedure, streamOf, takenUpOn } from './procedure.ts';
import { replyDay } from './reconsideration.ts';
import { copiesOwed } from './records.ts';
import { collectiveFrom } from './registration.ts';
import { reportOwed } from './sender-report.ts';
import type { ArchiveCase } from './side-commands.ts';
import { type Retention, type RetentionGround, retentions } from './side-facets.ts';
import { isOpen } from './statuses.ts';
import type { PetitionCaseState } from './types.ts';

/** 机关、单位不得自行保存应当归档的材料. */
const handIn = cite('archivesRegulation2024', '第十九条');
/** 国家档案局令第8号: its table of petition files (信访文件) was not at hand word by word, so the row is still to be verified. */
const table = cite('archiveScope2006', '附件（信访件，条次待核）');
const basis = [handIn, table];

/** How long a file is to be kept, why, and on what that stands. */
export interface RetentionProposal {
  readonly retention: Retention;
  readonly ground: RetentionGround;
  readonly citations: readonly Citation[];
}

const proposals: Readonly<Record<RetentionGround, Omit<RetentionProposal, 'ground'>>> = {
  important: { retention: 'permanent', citations: basis },
  // customary (惯例, 待核): the table does not name it
  finallyReviewed: { retention: 'permanent', citations: basis },
  answered: { retention: 'thirtyYears', citations: basis },
  // customary (惯例, 待核): kept as long as what was answered
  sensitive: { retention: 'thirtyYears', citations: basis },
  notAnswered: { retention: 'tenYears', citations: basis },
  nothingHandled: { retention: 'none', citations: [cite('archiveScope2006', '第四条（二）')] },
};

function groundOf(state: PetitionCaseState): RetentionGround {
  const { flags, completion, issued, reexamination, finalReview, joint, instructions } = state;
  const answered = completion !== undefined || issued !== undefined;
  if (finalReview) return 'finallyReviewed';
  if (answered && (flags?.important || flags?.major)) return 'important';
  if (answered) return 'answered';
  const collective = (joint?.persons ?? 0) >= collectiveFrom;
  if (state.compartment === 'accusation' || reexamination || collective || flags?.important) return 'sensitive';
  return state.notice || state.assignment || instructions?.length || state.reopenings?.length
    ? 'notAnswered'
    : 'nothingHandled';
}

/** The retention (保管期限) that a file's own facts propose; a person confirms it, or says why it is another. */
export function proposeRetention(state: PetitionCaseState): RetentionProposal {
  const ground = groundOf(state);
  return { ground, ...proposals[ground] };
}

/** What still has to be entered: afterwards the file is read-only. */
function unfinished(state: PetitionCaseState, world: World): string | undefined {
  if (reportOwed(state)) return 'report';
  if (state.clocks.some(isOwed)) return 'clock';
  if ((state.rectifications ?? []).some(({ doneOn }) => doneOn === undefined)) return 'rectification';
  if ((state.finalReview ?? state.reexamination)?.result === 'revoked' && !state.conclusion) return 'revoked';
  const copies = copiesOwed(state, world);
  if (copies.ok && copies.value.length > 0) return 'copy';
  return ['owed', 'refuted'].includes(implementationOf(state)) ? 'implementation' : undefined;
}

const closed: Need = {
  holds: ({ status }) => !isOpen(status) && status !== 'merged',
  code: 'not-archivable',
  params: ({ status }) => ({ status }),
  citations: basis,
};
const finished: Need = {
  holds: (state, world) => unfinished(state, world) === undefined,
  code: 'archive-unfinished',
  params: (state, world) => ({ what: unfinished(state, world) ?? '' }),
  citations: basis,
};

/** The last day on which 复查 or 复核 may be asked for; undefined where that is settled. */
function lastDayToAsk(state: PetitionCaseState, world: World): Result<PlainDate | undefined> {
  if (state.conclusion || state.withdrawal || state.finalReview) return ok(undefined);
  const since = state.reexamination?.deliveredOn ?? replyDay(state);
  if (since === undefined) return ok(undefined);
  const due = deadline(world.calendar, state.reexamination ? 'final-review-request' : 'reexamination-request', since);
  return due.ok ? ok(due.value.legalDue) : due;
}

/** While it runs nobody is led to the archive; that a year has no calendar is said to who asks for it. */
const askedInTime: Need = {
  holds: (state, world) => {
    const last = lastDayToAsk(state, world);
    return !last.ok || last.value === undefined || last.value < world.today;
  },
  code: 'archive-time-to-ask',
  params: (state, world) => {
    const last = lastDayToAsk(state, world);
    return { legalDue: (last.ok && last.value) || '' };
  },
  citations: [cite('petitionRegulation2022', '第三十五条'), cite('petitionRegulation2022', '第三十六条')],
};

/** 归档: of what is closed and finished. A file that is archived already gets another retention the same way (改划). */
export const archiving = {
  command: 'archiveCase',
  by: ['leader', 'clerk'],
  needs: [closed, finished, askedInTime],
  citations: basis,
} as const satisfies Procedure;

/** The petitioner's time to ask for 复查 or 复核 goes before the archive: what is asked in time finds the file open. */
function checkTimeToAsk(state: PetitionCaseState, archivedOn: PlainDate, world: World): Refused | undefined {
  const last = lastDayToAsk(state, world);
  if (!last.ok) return last;
  const article = cite('petitionRegulation2022', state.reexamination ? '第三十六条' : '第三十五条');
  return last.value !== undefined && archivedOn <= last.value
    ? refused('archive-time-to-ask', { legalDue: last.value }, [article], 'archivedOn')
    : undefined;
}

/** The day after which a file may be archived: of its last act. */
function lastDay(state: PetitionCaseState): PlainDate {
  const { conclusion, withdrawal, finalReview, reexamination, completion, notice, objection, senderReport } = state;
  const ended = [conclusion?.concludedOn, withdrawal?.withdrawnOn, objection?.settled?.settledOn];
  const reviewed = [finalReview?.decidedOn, reexamination?.decidedOn];
  const told = [completion?.repliedOn, notice?.issuedOn, senderReport?.reportedOn];
  return latestOf(takenUpOn(state), ...ended, ...reviewed, ...told);
}

/**
 * Archives a closed case (归档): confirms the proposed retention, or another with the reason. From then on it is read-only;
 * reopening it, or a request for 复查 or 复核 that a leader admits late, takes the file out again.
 */
export function archiveCase(
  aggregates: Aggregates,
  command: ArchiveCase,
  world: World,
): Result<readonly PetitionCaseEvent[]> {
  return carryOut(archiving, aggregates, command, world, (state) => {
    const { retention, archivedOn, fileNumber, reason } = command;
    const { retention: proposed, ground, citations } = proposeRetention(state);
    const why = { path: 'reason', limit: textLimits.demand, citations } as const;
    const departs = retention !== proposed || state.archive !== undefined;
    const refusal = firstRefusal(
      () => checkChoice(retention, retentions, 'retention'),
      () => checkText(fileNumber, { path: 'fileNumber', limit: textLimits.name, citations }),
      () => checkText(reason, departs ? { ...why, missing: 'reason-missing' } : why),
      () => checkDay(archivedOn, { world, after: lastDay(state), citations, path: 'archivedOn' }),
      () => checkTimeToAsk(state, archivedOn, world),
    );
    return (
      refusal ??
      ok([
        {
          type: 'caseArchived',
          stream: streamOf(state),
          retention,
          proposed,
          ground,
          archivedOn,
          ...(fileNumber?.trim() && { fileNumber: fileNumber.trim() }),
          ...(reason !== undefined && { reason }),
          by: byActor(world),
        },
      ])
    );
  });
}
