import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { execute, type GraphQLSchema, getVariableValues, OperationTypeNode } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { rootFieldOf, type SoundOperation } from '../../graphql/documents.ts';
import type { Viewer } from '../people/viewer.ts';
import { mayReadCounts, scopeKey, scopeOf } from '../people/visibility.ts';
import type { Following, LiveCounts } from './live-counts.usecases.ts';

// Live counts to very many subscribers: the same operation with the same variables and the same visible scope is executed
// once and serialised once, and the same bytes go to every connection.

/** What a client asked for, with the document already found sound. */
interface Asked extends SoundOperation {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One state of the numbers, made once for all who get it. */
interface CountsMessage {
  /** Names these very numbers: its revision, and a digest of what was asked and is told, but for the time of asking. */
  readonly id: string;
  /** The result as a server-sent event. */
  readonly event: Buffer;
  /** The result in JSON with the id as `extensions.id`, for those who know no events. */
  readonly json: Buffer;
}

/** That the last message still stands at an instant, made once for all who hear it. */
interface Heartbeat {
  /** As a server-sent event. */
  readonly event: Buffer;
  /** As a result in JSON that repeats the last one, for those who know no other event. */
  readonly json: () => Buffer;
}

/** One connection. Slow ones miss what is between: a receiver keeps nothing but the newest message. */
export interface Receiver {
  next(message: CountsMessage): void;
  still(heartbeat: Heartbeat): void;
  /** The sign-in or the right has ended. */
  end(): void;
}

/** @see openCountStreams */
export interface CountStreams {
  /** Who reads here, when this is a subscription to live counts that they may have. All others are Yoga's. */
  readerOf(asked: Asked, context: RequestContext): Viewer | undefined;
  /**
   * Sends the numbers to a receiver until it is left, by the function answered, or ended. Throws too-many-streams.
   * @param had id of the last message it had before a break: when the numbers are still these, it is only told so
   */
  subscribe(asked: Asked, context: RequestContext, viewer: Viewer, receiver: Receiver, had?: string): () => void;
}

/** All subscribers of one operation, variables and scope. */
interface Group {
  readonly receivers: Set<Receiver>;
  /** Those who have had nothing yet, with what they had before a break: the last message is theirs as soon as the database says that it still stands. */
  readonly fresh: Map<Receiver, string | undefined>;
  latest: CountsMessage | undefined;
  /** Counts the executions, so that a slow one never overtakes the next. */
  turn: number;
  following: Following | undefined;
}

/** The streams of one process. */
export function openCountStreams(schema: GraphQLSchema): CountStreams {
  const groups = new Map<string, Group>();

  function openGroup(asked: Asked, context: RequestContext, viewer: Viewer): Group {
    const group: Group = {
      ...{ receivers: new Set(), fresh: new Map(), latest: undefined, turn: 0, following: undefined },
    };
    const run = executor(schema, asked, context, viewer);
    const newcomers = (message: CountsMessage, heartbeat: Heartbeat): void => {
      for (const [receiver, had] of group.fresh) {
        if (had === message.id) receiver.still(heartbeat);
        else receiver.next(message);
      }
      group.fresh.clear();
    };
    const publish = async (counts: LiveCounts): Promise<void> => {
      group.turn += 1;
      const { turn } = group;
      const message = await run(counts);
      if (turn !== group.turn || !message) return;
      group.latest = message;
      for (const receiver of group.receivers) if (!group.fresh.has(receiver)) receiver.next(message);
      newcomers(message, heartbeatOf(counts.asOf, message));
    };
    group.following = context.liveCounts.follow(scopeOf(viewer), {
      counts: (counts) => void publish(counts),
      still(asOf, beat) {
        const { latest } = group;
        if (!latest) return;
        const heartbeat = heartbeatOf(asOf, latest);
        for (const receiver of beat ? group.receivers : []) if (!group.fresh.has(receiver)) receiver.still(heartbeat);
        newcomers(latest, heartbeat);
      },
    });
    return group;
  }

  return {
    readerOf(asked, { viewer, screen }) {
      const reader = viewer && mayReadCounts(viewer) ? viewer : screen;
      const { operation, variables } = asked;
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return undefined;
      if (rootFieldOf(asked)?.name.value !== 'liveCounts') return undefined;
      return getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors ? undefined : reader;
    },
    subscribe(asked, context, viewer, receiver, had) {
      const free = context.liveCounts.slots.take(viewer.id);
      const { text, operationName, variables } = asked;
      const key = JSON.stringify([scopeKey(scopeOf(viewer)), text, operationName, variables]);
      const known = groups.get(key);
      const group = known ?? openGroup(asked, context, viewer);
      groups.set(key, group);
      group.receivers.add(receiver);
      group.fresh.set(receiver, had);
      if (known) group.following?.ask();
      const leave = (): void => {
        unwatch();
        free();
        group.fresh.delete(receiver);
        if (!group.receivers.delete(receiver) || group.receivers.size > 0 || groups.get(key) !== group) return;
        groups.delete(key);
        group.following?.leave();
      };
      const unwatch = context.sessions.watch(viewer, () => {
        leave();
        receiver.end();
      });
      return leave;
    },
  };
}

/** Executes the operation on given numbers; undefined (and a line in the log) should that fail. */
function executor(schema: GraphQLSchema, asked: Asked, context: RequestContext, viewer: Viewer) {
  const { text, document, operationName, variables: variableValues } = asked;
  // Of the first subscriber only what all of the group share is kept, nothing of the request.
  const contextValue = { ...context, viewer, device: undefined, address: '', setSessionCookie: () => undefined };
  return async (rootValue: LiveCounts): Promise<CountsMessage | undefined> => {
    const result = await execute({ schema, document, operationName, variableValues, rootValue, contextValue });
    if (result.errors) {
      context.logger.error({ err: result.errors[0] }, 'live counts could not be told');
      return undefined;
    }
    const told = Buffer.from(JSON.stringify(result));
    const { revision, asOf: _asOf, ...numbers } = rootValue;
    const digest = createHash('sha256').update(JSON.stringify([text, operationName, variableValues, numbers]));
    const id = `${revision}-${digest.digest('base64url').slice(0, 12)}`;
    const event = Buffer.concat([Buffer.from(`id: ${id}\nevent: next\ndata: `), told, Buffer.from('\n\n')]);
    // `{"data":…}`: the id is put in before the last brace.
    const json = Buffer.concat([told.subarray(0, -1), Buffer.from(`,"extensions":{"id":"${id}"}}`)]);
    return { id, event, json };
  };
}

function heartbeatOf(asOf: Date, { json }: CountsMessage): Heartbeat {
  const at = JSON.stringify(asOf.toISOString());
  let repeated: Buffer | undefined;
  return {
    event: Buffer.from(`event: heartbeat\ndata: {"at":${at}}\n\n`),
    json() {
      // `{"data":…,"extensions":{"id":…}}`: the beat is put in before the last two braces.
      repeated ??= Buffer.concat([json.subarray(0, -2), Buffer.from(`,"heartbeat":${at}}}`)]);
      return repeated;
    },
  };
}

/** Writes a stream to a browser or program as server-sent events, from `open` on. */
export function eventReceiver(response: ServerResponse): Receiver & { open(): void } {
  let missed: CountsMessage | undefined;
  return {
    open() {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      });
      response.flushHeaders();
      response.on('drain', () => {
        const newest = missed;
        missed = undefined;
        if (newest) response.write(newest.event);
      });
    },
    next(message) {
      if (response.writableNeedDrain) missed = message;
      else response.write(message.event);
    },
    still(heartbeat) {
      if (!response.writableNeedDrain) response.write(heartbeat.event);
    },
    end: () => response.end('event: complete\ndata:\n\n'),
  };
}
