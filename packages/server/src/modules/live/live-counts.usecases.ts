import type { PlainDate } from '@huiyin/domain';
import { caseStatuses, channels, isOpen } from '@huiyin/domain/cases';
import { channelName, statusName } from '@huiyin/domain/messages';
import { Repeater, SlidingBuffer } from 'graphql-yoga';
import { orRefuse, refusalError } from '../../graphql/refusal.ts';
import type { ChangeFeed } from '../../infra/change-feed.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Logger } from '../../infra/logger.ts';
import { calendarFor } from '../calendar/calendar.ts';
import type { SessionWatch } from '../people/session-watch.ts';
import { type UnitTree, unitTree } from '../people/units.ts';
import type { Viewer } from '../people/viewer.ts';
import { type Scope, scopeKey, scopeOf } from '../people/visibility.ts';
import { dueDay } from '../petition-cases/due.ts';
import { type CountGroup, readCounts, rollUpCounts } from './live-counts.repository.ts';

/** One row of the wall. */
export interface CountRow {
  readonly key: string;
  readonly name: string;
  readonly count: number;
  readonly open: number;
  readonly overdue: number;
  readonly dueSoon: number;
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
  readonly byUnit: readonly CountRow[];
}

/** Live counts of one process: computed once per visible scope, however many watch. */
export interface LiveCountsHub {
  /** The numbers as they are now. */
  read(viewer: Viewer): Promise<LiveCounts>;
  /** A snapshot at once, then one after each change; ends when the session does. Throws too-many-streams. */
  watch(viewer: Viewer): AsyncIterable<LiveCounts>;
  close(): void;
}

interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly feed: ChangeFeed;
  readonly sessions: SessionWatch;
  readonly streamsPerPerson: number;
}

/** Least time between two computations for one scope: many changes become one snapshot. */
const coalesceMs = 150;
const tickMs = 1_000;
const rollUpMs = 5_000;

/** What all watchers of one scope share. */
interface Channel {
  readonly scope: Scope;
  readonly watchers: Set<(counts: LiveCounts) => void>;
  latest: LiveCounts | undefined;
  dirty: boolean;
  busy: boolean;
}

/** Starts the hub: it recomputes on hints, when the date changes in Shanghai, and folds the kept counts in the background. */
export function openLiveCounts(deps: Deps): LiveCountsHub {
  const channelsByScope = new Map<string, Channel>();
  /** Open streams by person. */
  const streams = new Map<string, number>();

  async function refresh(channel: Channel): Promise<void> {
    if (channel.busy) return;
    channel.busy = true;
    while (channel.dirty && channel.watchers.size > 0) {
      channel.dirty = false;
      try {
        publish(channel, await computeCounts(deps, channel.scope));
      } catch (error) {
        deps.logger.warn({ err: error }, 'live counts could not be computed');
        channel.dirty = true;
        await pause(tickMs);
      }
      await pause(coalesceMs);
    }
    channel.busy = false;
  }

  function touch(channel: Channel): void {
    channel.dirty = true;
    void refresh(channel);
  }

  /** Joins the watchers of a scope; the returned function leaves them. */
  function join(scope: Scope, watcher: (counts: LiveCounts) => void): () => void {
    const key = scopeKey(scope);
    const channel = channelsByScope.get(key) ?? newChannel(scope);
    channelsByScope.set(key, channel);
    channel.watchers.add(watcher);
    if (channel.latest && !channel.dirty) watcher(channel.latest);
    else touch(channel);
    return () => {
      channel.watchers.delete(watcher);
      if (channel.watchers.size === 0 && channelsByScope.get(key) === channel) channelsByScope.delete(key);
    };
  }

  const stopListening = deps.feed.onChange(() => {
    for (const channel of channelsByScope.values()) touch(channel);
  });
  // Overdue and due soon move at midnight with nobody writing.
  const tick = setInterval(() => {
    const today = deps.clock.today();
    for (const channel of channelsByScope.values())
      if (channel.latest && channel.latest.today !== today) touch(channel);
  }, tickMs);
  const rollUp = keepRollingUp(deps);
  tick.unref();

  return {
    read: (viewer) => computeCounts(deps, scopeOf(viewer)),
    watch(viewer) {
      const open = streams.get(viewer.id) ?? 0;
      if (open >= deps.streamsPerPerson) throw refusalError('too-many-streams', { limit: deps.streamsPerPerson });
      return new Repeater<LiveCounts>(async (push, stop) => {
        streams.set(viewer.id, (streams.get(viewer.id) ?? 0) + 1);
        const leave = join(scopeOf(viewer), (counts) => void push(counts));
        const unwatch = deps.sessions.watch(viewer.sessionHash, stop);
        await stop;
        unwatch();
        leave();
        const left = (streams.get(viewer.id) ?? 1) - 1;
        if (left > 0) streams.set(viewer.id, left);
        else streams.delete(viewer.id);
      }, new SlidingBuffer(1));
    },
    close() {
      stopListening();
      clearInterval(tick);
      clearInterval(rollUp);
    },
  };
}

function newChannel(scope: Scope): Channel {
  return { scope, watchers: new Set(), latest: undefined, dirty: true, busy: false };
}

/** Hands the numbers on when something but the time of reading has changed. */
function publish(channel: Channel, counts: LiveCounts): void {
  const { latest } = channel;
  if (latest && JSON.stringify({ ...latest, asOf: 0 }) === JSON.stringify({ ...counts, asOf: 0 })) return;
  channel.latest = counts;
  for (const watcher of channel.watchers) watcher(counts);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function keepRollingUp({ database, clock, logger }: Deps): NodeJS.Timeout {
  let running = false;
  const timer = setInterval(async () => {
    if (running) return;
    running = true;
    try {
      while ((await rollUpCounts(database.prisma, clock.today())) > 0);
    } catch (error) {
      logger.warn({ err: error }, 'counts could not be rolled up');
    }
    running = false;
  }, rollUpMs);
  timer.unref();
  return timer;
}

/** Computes the wall's numbers for a scope from the kept counts. Throws calendar-missing as a refusal. */
async function computeCounts({ database, clock }: Deps, scope: Scope): Promise<LiveCounts> {
  const day = orRefuse(dueDay(await calendarFor(database, scope), clock.today()));
  const [counts, units] = await Promise.all([
    readCounts(database.prisma, scope, day),
    unitTree(database.prisma, scope.bureauId),
  ]);
  const { groups } = counts;
  const all = sumOf('all', '', groups);
  return {
    revision: counts.revision,
    asOf: new Date(clock.now()),
    today: day.today,
    open: all.open,
    overdue: all.overdue,
    dueSoon: all.dueSoon,
    registeredToday: counts.registeredToday,
    byStatus: caseStatuses.map((id) =>
      sumOf(
        id,
        statusName(id),
        groups.filter((group) => group.status === id),
      ),
    ),
    byChannel: channels.map((id) =>
      sumOf(
        id,
        channelName(id),
        groups.filter((group) => group.channel === id),
      ),
    ),
    byUnit: unitRows(groups, units),
  };
}

function sumOf(key: string, name: string, groups: readonly CountGroup[]): CountRow {
  const row = { key, name, count: 0, open: 0, overdue: 0, dueSoon: 0 };
  for (const group of groups) {
    row.count += group.count;
    if (isOpen(group.status)) row.open += group.count;
    row.overdue += group.overdue;
    row.dueSoon += group.dueSoon;
  }
  return row;
}

const pinyin = new Intl.Collator('zh-Hans-CN');

/** Most pressing first, then by name: never by volume, which is no measure of work (R37). */
function unitRows(groups: readonly CountGroup[], units: UnitTree): CountRow[] {
  return [...Map.groupBy(groups, (group) => group.unitId)]
    .map(([id, ofUnit]) => sumOf(id, units.get(id)?.name ?? id, ofUnit))
    .sort((a, b) => b.overdue - a.overdue || b.dueSoon - a.dueSoon || pinyin.compare(a.name, b.name));
}
