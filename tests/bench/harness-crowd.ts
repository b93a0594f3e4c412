// Dashboards that only watch, in a process of its own, so that reading costs the writers nothing but the shared machine.
import { openEventStreams } from './harness-streams.ts';

const [port = '', size = '', request = ''] = process.argv.slice(2);
await openEventStreams(Number(port), Number(size), request);
process.send?.({ port: 0 });
