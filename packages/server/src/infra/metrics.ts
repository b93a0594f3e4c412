import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './database.ts';

/** What one process counts of itself for Prometheus: numbers only, never a name or an id. */
export interface Metrics {
  /** A request has been answered. `route` is one of a few, never the path as given. */
  request(route: string, status: number, seconds: number): void;
  /** A command has been carried out: how long it took, with those that shared its transaction, and how it ended. */
  command(type: string, status: string, seconds: number): void;
  /** A push message has ended. */
  push(outcome: 'sent' | 'gone' | 'failed'): void;
  /** A figure that is asked for when it is read. */
  gauge(name: string, help: string, read: () => number): void;
  /** All of it in Prometheus' text format. */
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

const seconds = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Opens the metrics of one process. */
export function openMetrics({ pool, planned }: Database): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'huiyin_request_seconds',
    help: 'Requests answered, by route and status; live streams when they end.',
    labelNames: ['route', 'status'],
    buckets: seconds,
    registers,
  });
  const commands = new Histogram({
    name: 'huiyin_command_seconds',
    help: 'Commands carried out, by type and outcome.',
    labelNames: ['type', 'status'],
    buckets: seconds,
    registers,
  });
  const outcomes = new Counter({
    name: 'huiyin_command_outcomes_total',
    help: 'How commands ended.',
    labelNames: ['status'],
    registers,
  });
  const pushes = new Counter({
    name: 'huiyin_push_messages_total',
    help: 'Push messages by how they ended: taken by the push service, device gone, or failed.',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of ['sent', 'gone', 'failed']) pushes.inc({ outcome }, 0);
  new Gauge({
    name: 'huiyin_pool_connections',
    help: 'Connections to the database, and who waits for one.',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'open' }, pool.totalCount + planned.totalCount);
      this.set({ state: 'idle' }, pool.idleCount + planned.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount + planned.waitingCount);
    },
  });
  databaseGauges(pool, registers);
  return {
    request: (route, status, took) => requests.observe({ route, status }, took),
    command(type, status, took) {
      commands.observe({ type, status }, took);
      outcomes.inc({ status });
    },
    push: (outcome) => pushes.inc({ outcome }),
    gauge(name, help, read) {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}

const jobStates = ['due', 'later', 'running', 'failed'] as const;

/** What one look at the database answers; ages in seconds. */
type Looked = Readonly<
  Record<'deltas' | 'deliveries' | 'lag' | 'waitingSince' | 'dueSince' | (typeof jobStates)[number], number>
>;

const due = 'locked_at is null and attempts < max_attempts and run_at <= now()';
const age = (instant: string): string => `greatest(0, coalesce(extract(epoch from now() - ${instant}), 0))::float8`;

/** What the database knows: one look for all of them at each scrape; while it is away they keep their last figures. */
function databaseGauges(pool: Database['pool'], registers: Registry[]): void {
  let looking: Promise<Looked | undefined> | undefined;
  const look = (): Promise<Looked | undefined> => {
    looking ??= lookAt(pool).finally(() => {
      looking = undefined;
    });
    return looking;
  };
  // Each asks for itself: a gauge that another one sets is written out before it, one scrape late.
  const gauge = (name: string, help: string, read: (row: Looked) => number): void => {
    new Gauge({
      ...{ name, help, registers },
      async collect() {
        const row = await look();
        if (row) this.set(read(row));
      },
    });
  };
  gauge('huiyin_count_backlog', 'Count deltas not yet folded.', (row) => row.deltas);
  gauge('huiyin_webhook_backlog', 'Webhook deliveries still to be made.', (row) => row.deliveries);
  gauge(
    'huiyin_webhook_oldest_waiting_seconds',
    'Age of the oldest webhook delivery still to be made; 0 when there is none.',
    (row) => row.waitingSince,
  );
  gauge(
    'huiyin_job_oldest_due_seconds',
    'How long the oldest due job has waited for somebody to take it; 0 when there is none.',
    (row) => row.dueSince,
  );
  gauge(
    'huiyin_feed_lag_seconds',
    'Age of the oldest write under way, which readers of the change feed wait for.',
    (row) => row.lag,
  );
  new Gauge({
    name: 'huiyin_jobs',
    help: 'Jobs in the queue: due now, later, running, or failed for good.',
    labelNames: ['state'],
    registers,
    async collect() {
      const row = await look();
      for (const state of row ? jobStates : []) this.set({ state }, row?.[state] ?? 0);
    },
  });
}

async function lookAt(pool: Database['pool']): Promise<Looked | undefined> {
  const answer = await pool
    .query<Looked>(
      `select (select count(*)::int from count_delta) as deltas, w.*, j.*,
         coalesce((select extract(epoch from now() - min(xact_start)) from pg_stat_activity
           where backend_xid is not null and datname = current_database()), 0)::float8 as lag
       from (
         select count(*)::int as deliveries, ${age('min(created_at)')} as "waitingSince"
         from webhook_delivery where bureau_id in (select id from bureau) and state = 'waiting') w,
       (
         select count(*) filter (where locked_at is not null)::int as running,
           count(*) filter (where locked_at is null and attempts >= max_attempts)::int as failed,
           count(*) filter (where ${due})::int as due,
           count(*) filter (where locked_at is null and attempts < max_attempts and run_at > now())::int as later,
           ${age(`min(run_at) filter (where ${due})`)} as "dueSince"
         from graphile_worker.jobs) j`,
    )
    .catch(() => undefined);
  return answer?.rows[0];
}
