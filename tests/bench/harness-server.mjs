// A stock server with one subscription, for pnpm bench live: `bare` (a loop of res.write), `yoga` (its own pubsub), `mercurius`.
// The parent sends { publish: <payload> } or { memory: true }; answers go back with the time at which publishing began.
import { createServer } from 'node:http';

const [kind, sdl] = process.argv.slice(2);
const started = { bare, yoga, mercurius };
const { port, publish } = await started[kind]();
process.on('message', async (message) => {
  if (message.publish) {
    const at = process.hrtime.bigint();
    publish(message.publish);
    process.send({ publishedAt: at.toString() });
  }
  if (message.memory) {
    for (let round = 0; round < 3; round += 1) globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    process.send({ rss, heapUsed });
  }
});
process.send({ port });

async function bare() {
  const responses = new Set();
  let newest = '';
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(newest);
    responses.add(response);
    response.on('close', () => responses.delete(response));
  });
  const set = (payload) => {
    newest = Buffer.from(`event: next\ndata: ${JSON.stringify({ data: { liveCounts: payload } })}\n\n`);
  };
  set({});
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: server.address().port,
    publish(payload) {
      set(payload);
      for (const response of responses) response.write(newest);
    },
  };
}

async function yoga() {
  const { createPubSub, createSchema, createYoga, Repeater } = await import('graphql-yoga');
  const pubSub = createPubSub();
  let newest = JSON.parse(process.argv[4]);
  const liveCounts = {
    subscribe: () => Repeater.merge([[newest], pubSub.subscribe('counts')]),
    resolve: (payload) => payload,
  };
  const schema = createSchema({ typeDefs: sdl, resolvers: { Subscription: { liveCounts } } });
  const server = createServer(createYoga({ schema, logging: false, graphiql: false }));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: server.address().port,
    publish(payload) {
      newest = payload;
      pubSub.publish('counts', payload);
    },
  };
}

async function mercurius() {
  const [{ default: fastify }, { default: plugin }] = await Promise.all([import('fastify'), import('mercurius')]);
  const app = fastify();
  let newest = JSON.parse(process.argv[4]);
  const liveCounts = {
    async *subscribe(_root, _args, { pubsub }) {
      yield { liveCounts: newest };
      yield* await pubsub.subscribe('counts');
    },
  };
  app.register(plugin, { schema: sdl, resolvers: { Subscription: { liveCounts } }, subscription: true });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    port: app.server.address().port,
    publish(payload) {
      newest = payload;
      app.graphql.pubsub.publish({ topic: 'counts', payload: { liveCounts: payload } });
    },
  };
}
