// One server process of several on the same database, for tests that kill or freeze it: prints its address, then serves.
import { startTestServer } from '@huiyin/server/testkit';

const [url = '', settings = '{}'] = process.argv.slice(2);
const server = await startTestServer(url, JSON.parse(settings));
console.log(server.base);
