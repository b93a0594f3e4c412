// The two measures of `pnpm bench desk`, each a process of its own: `bare` sends what json_agg gives, over HTTP and nothing
// else; `postgraphile` is PostGraphile 5 as its own documentation sets it up. Plain JavaScript: PostGraphile lies elsewhere.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [kind, connectionString, folder] = process.argv.slice(2);
const require = createRequire(`${folder}/package.json`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const server = createServer();

const listSql = `select coalesce(json_agg(row_to_json(r)), '[]')::text as rows from (
  select c.id, c.number, c.title, c.status, c.channel, c.received_on as "receivedOn", c.petitioner_name as "petitionerName",
    c.next_legal_due as "nextLegalDue", json_build_object('id', u.id, 'name', u.name) as unit
  from petition_case c join unit u on u.bureau_id = c.bureau_id and u.id = c.handling_unit_id
  where c.bureau_id = $1 and c.compartment <> 'accusation' order by c.ordinal desc limit 50) r`;

if (kind === 'bare') {
  const { Pool } = (await load('pg')).default;
  const pool = new Pool({ connectionString, max: 20 });
  server.on('request', (request, response) => {
    request.resume();
    request.on('end', async () => {
      const { rows } = await pool.query({ name: 'list', text: listSql, values: ['linjiang'] });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`{"data":${rows[0].rows}}`);
    });
  });
} else {
  const [{ postgraphile }, { makePgService }, { PostGraphileAmberPreset }, { grafserv }] = await Promise.all(
    ['postgraphile', 'postgraphile/adaptors/pg', 'postgraphile/presets/amber', 'postgraphile/grafserv/node'].map(load),
  );
  const preset = {
    extends: [PostGraphileAmberPreset],
    pgServices: [makePgService({ connectionString, schemas: ['public'], poolConfig: { max: 20 } })],
    grafserv: { graphqlPath: '/graphql', watch: false },
    grafast: { explain: false },
  };
  await postgraphile(preset).createServ(grafserv).addTo(server);
}
server.listen(0, '127.0.0.1', () => console.log(`ready ${server.address().port}`));
