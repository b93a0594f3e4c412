import type { PlainDate } from '@huiyin/domain';
import { nextVisitor, type ReceptionSessionState, sessionQueue } from '@huiyin/domain/receptions';
import { Repeater, SlidingBuffer } from 'graphql-yoga';
import type { RequestContext, Services } from '../../context.ts';
import { refusalError } from '../../graphql/refusal.ts';
import { sha256 } from '../../infra/sha256.ts';
import { findLink, sessionOfDay } from './reception.repository.ts';

/** The waiting room's board (候谈屏): numbers only, never a name. */
export interface ReceptionBoard {
  readonly date: PlainDate;
  readonly asOf: Date;
  /** Null on a day without a session. */
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly closed: boolean;
  /** The last one called and not yet done: 请进. */
  readonly calling: string | null;
  readonly next: string | null;
  /** Who is there and waits, in their order. */
  readonly waiting: readonly string[];
  readonly received: number;
}

/** What of a session may hang on a wall. */
function boardOf(session: ReceptionSessionState | undefined, date: PlainDate, asOf: Date): ReceptionBoard {
  const visitors = session?.visitors ?? [];
  const waiting = session ? sessionQueue(session).filter(({ stage }) => stage === 'waiting') : [];
  const called = visitors.filter(({ stage }) => stage === 'called');
  const last = called.toSorted((a, b) => ((a.calledAt ?? '') < (b.calledAt ?? '') ? 1 : -1))[0];
  return {
    date,
    asOf,
    opensAt: session?.opensAt ?? null,
    closesAt: session?.closesAt ?? null,
    closed: session === undefined || session.status === 'closed' || session.status === 'cancelled',
    calling: last?.number ?? null,
    next: (session && nextVisitor(session)?.number) ?? null,
    waiting: waiting.map(({ number }) => number),
    received: visitors.filter(({ stage }) => stage === 'received').length,
  };
}

async function bureauOfBoard({ database }: Services, token: string): Promise<string> {
  const link = token.length > 100 ? undefined : await findLink(database.prisma, sha256(token));
  if (link?.kind !== 'board') throw refusalError('board-link-unknown');
  return link.bureauId;
}

/** Today's board of the bureau whose link this is. Throws board-link-unknown. */
export async function readBoard(services: Services, token: string): Promise<ReceptionBoard> {
  const { database, clock } = services;
  const bureauId = await bureauOfBoard(services, token);
  const today = clock.today();
  return boardOf(await sessionOfDay(database.prisma, bureauId, today), today, new Date(clock.now()));
}

const coalesceMs = 100;
const tickMs = 5_000;

/**
 * The board at once, then after every change of it; looks again every few seconds, so that a new day and a renewed link are
 * seen. Ends when the link is no longer good. Throws board-link-unknown and too-many-streams.
 */
export async function watchBoard(context: RequestContext, token: string): Promise<AsyncIterable<ReceptionBoard>> {
  const first = await readBoard(context, token);
  // whoever knows the link opens no more of them than a person may
  const link = `board/${sha256(token)}`;
  const full = context.liveCounts.slots.isFull(link);
  if (full) throw full;
  return new Repeater<ReceptionBoard>(async (push, stop) => {
    const free = context.liveCounts.slots.take(link);
    let shown = '';
    let pending: NodeJS.Timeout | undefined;
    const show = (board: ReceptionBoard) => {
      const key = JSON.stringify({ ...board, asOf: 0 });
      if (key === shown) return;
      shown = key;
      void push(board);
    };
    const look = () => {
      pending ??= setTimeout(() => {
        pending = undefined;
        readBoard(context, token).then(show, () => stop());
      }, coalesceMs);
    };
    show(first);
    const leave = context.feed.onChange(look);
    const tick = setInterval(look, tickMs);
    await stop;
    free();
    leave();
    clearInterval(tick);
    clearTimeout(pending);
  }, new SlidingBuffer(1));
}
