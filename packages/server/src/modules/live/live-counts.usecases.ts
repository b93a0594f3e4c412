import { contentKinds, type PlainDate } from '@huiyin/domain';
import { channels, countedStatuses } from '@huiyin/domain/cases';
import { channelName, contentKindName, statusName } from '@huiyin/domain/messages';

import { Repeater, SlidingBuffer } from 'graphql-yoga';
import type { ChangeFeed } from '../../infra/change-feed.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Logger } from '../../infra/logger.ts';
import { calendarFor } from '../calendar/calendar.ts';
import type { SessionWatch } from '../people/session-watch.ts';
import type { Viewer } from '../people/viewer.ts';
import { type Scope, scopeKey, scopeOf } from '../people/visibility.ts';
import { dueDay } from '../petition-cases/due.ts';
import { type CountBook, openCountBook, type Sums, type Tally } from './count-book.ts';
import { rollUpCounts, settledRevision } from './live-counts.repository.ts';
import { openStreamSlots, type StreamSlots } from './stream-slots.ts';

/** One row of the wall. */
export interface CountRow extends Readonly<Sums> {
  readonly key: string;
  readonly name: string;
}

/** The wall's numbers for one scope. */
export interface LiveCounts {
  readonly revision: string;
  readonly asOf: Date;
  readonly today: PlainDate;
  readonly open: number;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly registeredToday: number;
  readonly byStatus: readonly CountRow[];
  readonly byChannel: readonly CountRow[];
  readonly byContentKind: readonly CountRow[];
  readonly byUnit: readonly CountRow[];
}

/** Who follows the numbers of a scope. Both are called only with what the database has just said. */
interface CountsFollower {
  counts(counts: LiveCounts): void;
  /** The numbers last given are still right at this instant. `beat`: it is time for all to hear so; else some follower asked. */
  still(asOf: Date, beat: boolean): void;
}

/** A follower's end of {@link LiveCountsHub.follow}. */
export interface Following {
  /** Asks to be told, once, whether the numbers last given still stand: by new ones, or by `still`. */
  ask(): void;
  leave(): void;
}

/** Live counts of one process: computed once per visible scope, however many watch. */
export interface LiveCountsHub {
  /** The numbers as they are now. */
  read(viewer: Viewer): Promise<LiveCounts>;
  /** Tells a follower the numbers at once, then after each change, and between them that they still stand. */
  follow(scope: Scope, follower: CountsFollower): Following;
  /** The same as a sequence; it ends when the session does. Throws too-many-streams. */
  watch(viewer: Viewer): AsyncIterable<LiveCounts>;
  /** The streams that each person has open in this process. */
  readonly slots: StreamSlots;
  close(): void;
}

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly feed: ChangeFeed;
  readonly sessions: SessionWatch;
  readonly streamsPerPerson: number;
  /** How often followers are told that the numbers still stand. */
  readonly heartbeatMs: number;
  /** Least time between two computations for one scope: many changes become one snapshot. */
  readonly coalesceMs: number;
}

const tickMs = 1_000;
const rollUpMs = 5_000;
/** Deltas are left this long for the other processes to see; one that sleeps longer begins anew. */
const foldAfterMs = 20_000;

/** What all followers of one scope share. */
interface Channel {
  readonly scope: Scope;
  readonly followers: Set<CountsFollower>;
  latest: Computed | undefined;
  dirty: boolean;
  beat: boolean;
  busy: boolean;
}

/** Numbers, and which state of the count book they tell. */
interface Computed {
  readonly counts: LiveCounts;
  readonly version: number;
}

/** Starts the hub: it recomputes on hints, when the date changes in Shanghai, and folds the kept counts in the background. */
export function openLiveCounts(deps: Deps): LiveCountsHub {
  const byScope = new Map<string, Channel>();
  const books = new Map<string, CountBook>();
  const compute = (scope: Scope): Promise<Computed> => {
    const book = books.get(scope.bureauId) ?? openCountBook(deps.database, scope.bureauId);
    books.set(scope.bureauId, book);
    return computeCounts(deps, book, scope);
  };

  async function refresh(channel: Channel): Promise<void> {
    if (channel.busy) return;
    channel.busy = true;
    while ((channel.dirty || channel.beat) && channel.followers.size > 0) {
      const { beat } = channel;
      channel.dirty = channel.beat = false;
      try {
        publish(channel, await compute(channel.scope), beat);
      } catch (error) {
        deps.logger.warn({ err: error }, 'live counts could not be computed');
        channel.dirty = true;
        await pause(tickMs);
      }
      await pause(deps.coalesceMs);
    }
    channel.busy = false;
  }

  function touch(channel: Channel): void {
    channel.dirty = true;
    void refresh(channel);
  }

  function follow(scope: Scope, follower: CountsFollower): Following {
    const key = scopeKey(scope);
    const channel = byScope.get(key) ?? newChannel(scope);
    byScope.set(key, channel);
    channel.followers.add(follower);
    // What was told last may be old, when the process has slept: only what is read now is shown as live.
    touch(channel);
    return {
      ask: () => touch(channel),
      leave() {
        channel.followers.delete(follower);
        if (channel.followers.size === 0 && byScope.get(key) === channel) byScope.delete(key);
      },
    };
  }

  const stopListening = deps.feed.onChange(() => {
    for (const channel of byScope.values()) touch(channel);
  });
  // Overdue and due soon move at midnight with nobody writing.
  const tick = setInterval(() => {
    const today = deps.clock.today();
    for (const channel of byScope.values()) if (channel.latest && channel.latest.counts.today !== today) touch(channel);
  }, tickMs);
  const heart = setInterval(() => {
    for (const channel of byScope.values()) {
      channel.beat = true;
      void refresh(channel);
    }
  }, deps.heartbeatMs);
  const rollUp = keepRollingUp(deps);
  for (const timer of [tick, heart]) timer.unref();
  const slots = openStreamSlots(deps.streamsPerPerson);

  return {
    read: async (viewer) => (await compute(scopeOf(viewer))).counts,
    follow,
    slots,
    watch(viewer) {
      const full = slots.isFull(viewer.id);
      if (full) throw full;
      return new Repeater<LiveCounts>(async (push, stop) => {
        // with the first read: who leaves before it never gives a place back
        const free = slots.take(viewer.id);
        const { leave } = follow(scopeOf(viewer), { counts: (counts) => void push(counts), still: () => undefined });
        const unwatch = deps.sessions.watch(viewer, stop);
        await stop;
        unwatch();
        leave();
        free();
      }, new SlidingBuffer(1));
    },
    close() {
      stopListening();
      for (const timer of [tick, heart, rollUp]) clearInterval(timer);
    },
  };
}

function newChannel(scope: Scope): Channel {
  return { scope, followers: new Set(), latest: undefined, dirty: true, beat: false, busy: false };
}

/** Hands the numbers on when they, their day or their revision have changed; else says, when it is time, that they stand. */
function publish(channel: Channel, now: Computed, beat: boolean): void {
  const { latest } = channel;
  const { revision, today, asOf } = now.counts;
  const moved = latest?.version !== now.version || latest.counts.revision !== revision || latest.counts.today !== today;
  channel.latest = now;
  for (const follower of channel.followers) {
    if (moved || !told.has(follower)) {
      told.add(follower);
      follower.counts(now.counts);
    } else follower.still(asOf, beat);
  }
}

/** Followers that have had their first numbers. */
const told = new WeakSet<CountsFollower>();

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function keepRollingUp({ database, clock, logger }: Deps): NodeJS.Timeout {
  let running = false;
  let marks: readonly { readonly at: number; readonly settled: bigint }[] = [];
  const timer = setInterval(async () => {
    if (running) return;
    running = true;
    try {
      const now = performance.now();
      const ripe = marks.findLast(({ at }) => now - at >= foldAfterMs);
      marks = [...marks.filter((mark) => mark === ripe || now - mark.at < foldAfterMs), await markNow(database, now)];
      if (ripe) while ((await rollUpCounts(database, clock.today(), ripe.settled)) > 0);
    } catch (error) {
      logger.warn({ err: error }, 'counts could not be rolled up');
    }
    running = false;
  }, rollUpMs);
  timer.unref();
  return timer;
}

async function markNow(database: Database, at: number) {
  return { at, settled: await settledRevision(database) };
}

/** Computes the wall's numbers for a scope from the count book. */
async function computeCounts({ database, clock }: Deps, book: CountBook, scope: Scope): Promise<Computed> {
  const day = dueDay(await calendarFor(database, scope), clock.today());
  const tally = await book.read(scope, day);
  const { open, overdue, dueSoon } = tally.all;
  const counts = {
    ...{ revision: tally.revision, asOf: new Date(clock.now()), today: day.today },
    ...{ open, overdue, dueSoon, registeredToday: tally.registeredToday },
    byStatus: countedStatuses.map((id) => rowOf(id, statusName(id), tally.byStatus)),
    byChannel: channels.map((id) => rowOf(id, channelName(id), tally.byChannel)),
    byContentKind: contentKinds.map((id) => rowOf(id, contentKindName(id), tally.byContentKind)),
    byUnit: unitRows(tally),
  };
  return { counts, version: tally.version };
}

function rowOf(key: string, name: string, sums: ReadonlyMap<string, Sums>): CountRow {
  const { count = 0, open = 0, overdue = 0, dueSoon = 0 } = sums.get(key) ?? {};
  return { key, name, count, open, overdue, dueSoon };
}

const pinyin = new Intl.Collator('zh-Hans-CN');

/** Most pressing first, then by name: never by volume, which is no measure of work (R37). */
function unitRows({ byUnit, unitName }: Tally): CountRow[] {
  return [...byUnit.keys()]
    .map((id) => rowOf(id, unitName(id), byUnit))
    .sort((a, b) => b.overdue - a.overdue || b.dueSoon - a.dueSoon || pinyin.compare(a.name, b.name));
}
