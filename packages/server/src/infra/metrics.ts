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
export function openMetrics({ pool }: Database): Metrics {
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
      this.set({ state: 'open' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
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

/** What the database knows: one look for all of them at each scrape. */
function databaseGauges(pool: Database['pool'], registers: Registry[]): void {
  const backlog = new Gauge({ name: 'huiyin_count_backlog', help: 'Count deltas not yet folded.', registers });
  const waiting = new Gauge({
    name: 'huiyin_webhook_backlog',
    help: 'Webhook deliveries still to be made.',
    registers,
  });
  new Gauge({
    name: 'huiyin_feed_lag_seconds',
    help: 'Age of the oldest write under way, which readers of the change feed wait for.',
    registers,
    async collect() {
      const { rows } = await pool.query<{ deltas: number; deliveries: number; lag: number }>(
        `select (select count(*)::int from count_delta) as deltas,
           (select count(*)::int from webhook_delivery where state = 'waiting') as deliveries,
           coalesce((select extract(epoch from now() - min(xact_start)) from pg_stat_activity
             where backend_xid is not null and datname = current_database()), 0)::float8 as lag`,
      );
      const [row] = rows;
      if (!row) return;
      this.set(row.lag);
      backlog.set(row.deltas);
      waiting.set(row.deliveries);
    },
  });
}
