import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** Field names that hold a secret or personal data, wherever in a log line they stand (two levels deep). */
const secretFields = [
  'password',
  'passwordHash',
  'setupCode',
  'cookie',
  'authorization',
  'token',
  'sessionId',
  'phone',
  'petitioner',
  'demand',
  'payload',
  'databaseUrl',
];

/** PostgreSQL quotes the row or the value that it could not take ("Failing row contains (…李某…)"). */
const quotedRows = ['detail', 'where'];
const errorPlaces = ['err', 'err.cause', 'err.meta.driverAdapterError.cause'];

/** Prisma quotes the arguments of a call that it takes for wrong ("Invalid `…` invocation: { where: { name: '李某' } }"). */
const quotedCall = /(invocation:)\n\n[\s\S]*\n\n/;

const cut = (text: unknown): string => String(text).replace(quotedCall, '$1 ');

function errorLine(error: Error): object {
  const line = pino.stdSerializers.err(error);
  return error instanceof Error ? { ...line, message: cut(line.message), stack: cut(line.stack) } : line;
}

/**
 * The log of one process: JSON lines on standard error, so that standard output stays with the few lines meant for people.
 * Passwords, cookies and whatever names or describes a petitioner are written as [removed].
 */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: { service: 'huiyin' },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: errorLine },
      redact: {
        paths: secretFields
          .flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
          .concat(quotedRows.flatMap((name) => errorPlaces.map((place) => `${place}.${name}`)))
          .concat('req.headers["set-cookie"]'),
        censor: '[removed]',
      },
    },
    destination,
  );
}
