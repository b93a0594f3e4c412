// pnpm chaos [--kills N] [--phones N] [--commands N] [--browsers N] [--seed N]: a fleet of phones with the app's own outbox,
// uploads and sync code, and some real browsers with the real app, send their work to the real server over a road on which
// everything goes wrong, while server, PostgreSQL and browsers are killed with SIGKILL again and again. Everything that a
// phone has once called safe is then looked for. Ends with one line, `… lost 0, doubled 0`, or with what went wrong and
// exit code 1. Without options it is the long form.
import 'fake-indexeddb/auto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Caller, signIn } from '../testkit/graphql.ts';
import { freePort } from '../testkit/process.ts';
import { expireSessions, type MortalServer, redate, startMortalServer, weather } from './blows.ts';
import { type BrowserPhone, startBrowserPhone } from './browsers.ts';
import { type Chance, seeded } from './chance.ts';
import { judge, type Verdict } from './judge.ts';
import { type Phone, startPhone } from './phones.ts';
import { openRoad, type Road } from './road.ts';
import { dayOf, matter, type World } from './work.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '210' },
    phones: { type: 'string', default: '40' },
    commands: { type: 'string', default: '510' },
    browsers: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
  },
});
const size = {
  kills: Number(values.kills),
  phones: Number(values.phones),
  commands: Number(values.commands),
  browsers: Number(values.browsers),
  seed: Number(values.seed),
};

/** In the wording of the real ones; the days are made up. */
const notice2027 = await readFile(new URL('../regulation/notice-2027-trial.txt', import.meta.url), 'utf8');

/** As many leaders as there are phones, with the demo's password. */
async function hire(server: MortalServer): Promise<readonly { readonly id: string; readonly username: string }[]> {
  const people = Array.from({ length: size.phones }, (_, n) => ({ id: `chaos-${n}`, username: `chaos${n}` }));
  await server.sql(
    `insert into person (bureau_id, id, username, display_name, role, unit_id, password_hash, may_read_accusations, created_at)
     select p.bureau_id, 'chaos-' || n, 'chaos' || n, '下访领导' || n, p.role, p.unit_id, p.password_hash, false, now()
     from person p, generate_series(0, $1::int - 1) n where p.username = 'leader2'`,
    [size.phones],
  );
  return people;
}

/** What the phones know before they drive out: units, shared cases, and which version a case has after each step. */
async function scout(caller: Caller, chance: Chance): Promise<World> {
  const { units } = await caller.query<{ units: { id: string; kind: string }[] }>('{ units { id kind } }');
  const idsOf = (kind: string) => units.filter((unit) => unit.kind === kind).map(({ id }) => id);
  const place = { schools: idsOf('districtSchool'), authorities: idsOf('districtAuthority') };
  const today = dayOf(Date.now());
  const visitMatter = matter(place, chance);
  const letters = Array.from({ length: 40 }, () => matter(place, chance));
  await submit(caller, 'logOutreachVisit', {
    ...{ visitId: crypto.randomUUID(), visitedOn: today, mode: 'discussionVisit', placeUnitId: place.schools[0] },
    ...{ programme: false, companions: [], observations: '', matters: [visitMatter], followUps: [], attachments: [] },
  });
  for (const one of letters)
    await submit(caller, 'registerCase', { channel: 'letter', receivedOn: today, matter: one });
  const [probe, ...shared] = letters.map(({ caseId }) => caseId);
  const visitVersion = await versionOf(caller, visitMatter.caseId);
  const letterVersion = await versionOf(caller, probe);
  const notice = { caseId: probe, expectedVersion: letterVersion, decision: 'accept', issuedOn: today };
  await submit(caller, 'issueAcceptanceNotice', notice);
  const afterNotice = (await versionOf(caller, probe)) - letterVersion;
  return { ...place, shared, version: { visit: visitVersion, letter: letterVersion, afterNotice } };
}

async function submit(caller: Caller, type: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
  const commands = [{ commandId: crypto.randomUUID(), type, occurredAt: new Date().toISOString(), payload }];
  const { submitCommands } = await caller.query<{ submitCommands: { status: string; message: string }[] }>(
    'mutation ($commands: [CommandInput!]!) { submitCommands(commands: $commands) { status message } }',
    { commands },
  );
  if (submitCommands[0]?.status !== 'accepted') throw new Error(`${type}: ${submitCommands[0]?.message}`);
}

async function versionOf(caller: Caller, id: string | undefined): Promise<number> {
  const text = 'query ($id: ID!) { petitionCase(id: $id) { version } }';
  return (await caller.query<{ petitionCase: { version: number } }>(text, { id })).petitionCase.version;
}

/** How far the run is, so that saving and killing end together. */
interface Progress {
  kills: number;
  readonly restarts: { phones: number; browsers: number };
  /** What the office does half-way through. */
  midway: Promise<unknown>;
}

/** One phone's person: saves in bursts, as fast as the killing goes on; now and then the app dies under the hand. */
async function workDay(phone: Phone, world: World, progress: Progress, chance: Chance): Promise<void> {
  for (let n = 0; n < size.commands; n += 1) {
    while (n / size.commands > (progress.kills + 1) / size.kills) await sleep(100);
    await phone.work(world);
    if (chance.hits(0.01)) {
      phone.restart();
      progress.restarts.phones += 1;
    }
    await sleep(chance.between(0, 150));
  }
}

interface Fleet {
  readonly phones: readonly Phone[];
  readonly browsers: readonly BrowserPhone[];
  /** Whose accounts are closed half-way. */
  readonly doomed: readonly Phone[];
}

/** Blow after blow until there were enough: server and browsers die in their own rhythms, also at the same time. */
async function strike(server: MortalServer, fleet: Fleet, progress: Progress, chance: Chance): Promise<void> {
  const from = performance.now();
  const everyone = [...fleet.phones, ...fleet.browsers].map(({ username }) => username);
  const count = async () => {
    progress.kills += 1;
    if (progress.kills === Math.ceil(size.kills / 2)) progress.midway = midway(server, fleet);
    if (progress.kills % Math.ceil(size.kills / 20) !== 0) return;
    const saved = fleet.phones.reduce((sum, phone) => sum + phone.saved.length, 0);
    console.log(`${Math.round((performance.now() - from) / 1000)} s: ${progress.kills} kills, ${saved} commands saved`);
  };
  const atServer = async () => {
    while (progress.kills < size.kills) {
      // Long enough, at times, for work to be under way when it dies.
      await sleep(chance.between(200, 4_000));
      await server.kill(chance.hits(0.35));
      if (chance.hits(0.15))
        await expireSessions(
          server,
          everyone.filter(() => chance.hits(0.3)),
        );
      await count();
    }
  };
  const atBrowser = async (browser: BrowserPhone, own: Chance) => {
    while (progress.kills < size.kills) {
      await sleep(own.between(2_000, 20_000));
      if (!(await browser.kill())) continue;
      progress.restarts.browsers += 1;
      await count();
    }
  };
  await Promise.all([atServer(), ...fleet.browsers.map((one) => atBrowser(one, chance.child(one.username)))]);
}

/** Half-way the office closes some accounts and puts the calendar of next year in. */
function midway(server: MortalServer, { doomed }: Fleet): Promise<unknown> {
  return Promise.all([revoke(server, doomed), redate(server, 2027, notice2027)]);
}

/** The people of these phones lose their accounts; tried until the server is there to be asked. */
async function revoke(server: MortalServer, phones: readonly Phone[]): Promise<void> {
  for (const { personId } of phones) {
    for (let closed = false; !closed; ) {
      const text = 'mutation ($id: ID!) { setPersonDisabled(id: $id, disabled: true) { id } }';
      closed = await signIn(server.url, 'admin')
        .then((admin) => admin.query(text, { id: personId }))
        .then(
          () => true,
          () => false,
        );
      if (!closed) await sleep(300);
    }
  }
}

/** On a good road again: all that can go out goes out. */
async function calm({ phones, browsers, doomed }: Fleet): Promise<void> {
  // An item that the server stumbled over waits up to five minutes of its own.
  const patience = 6 * 60_000;
  const end = Date.now() + patience;
  const open = async (phone: Phone) => {
    const blocked = new Set<string>();
    for (const { state, streams } of await phone.items()) {
      if (state === 'refused' || state === 'conflict') for (const stream of streams) blocked.add(stream);
      if ((state === 'waiting' || state === 'sending') && !streams.some((stream) => blocked.has(stream))) return true;
      if (state === 'waiting') for (const stream of streams) blocked.add(stream);
    }
    return false;
  };
  const outstanding = phones.filter((phone) => !doomed.includes(phone));
  await Promise.all([
    ...outstanding.map(async (phone) => {
      while (Date.now() < end && (await open(phone))) {
        await phone.kick();
        await sleep(200);
      }
    }),
    ...browsers.map((browser) => browser.finish(patience)),
  ]);
}

async function run(data: string, server: MortalServer, road: Road, browsers: BrowserPhone[]): Promise<boolean> {
  const chance = seeded(size.seed);
  const people = await hire(server);
  const world = await scout(await signIn(server.url, 'leader1'), chance);
  const phones = await Promise.all(
    people.map(({ id, username }, n) =>
      startPhone({ n, username, personId: id, url: road.url, chance: chance.child(username) }),
    ),
  );
  for (const username of ['leader1', 'leader2', 'leader3'].slice(0, size.browsers)) {
    browsers.push(await startBrowserPhone({ folder: data, url: road.url, username }, chance.child(username)));
  }
  const fleet = { phones, browsers, doomed: phones.slice(0, Math.ceil(phones.length / 20)) };
  const progress: Progress = { kills: 0, restarts: { phones: 0, browsers: 0 }, midway: Promise.resolve() };
  const settle = weather(road, chance.child('weather'));
  const hands = Promise.all(browsers.map((browser) => browser.work()));
  hands.catch(() => undefined); // awaited below, after the storm
  await Promise.all([
    strike(server, fleet, progress, chance.child('blows')),
    ...phones.map((phone) => workDay(phone, world, progress, chance.child(`day ${phone.username}`))),
  ]);
  for (const browser of browsers) browser.stop();
  await progress.midway;
  await settle();
  await hands;
  console.log('the storm is over');
  await calm(fleet);
  console.log('judging');
  const verdict = await judge(server, phones, new Set(fleet.doomed), browsers, { HUIYIN_DATA: data });
  const torn = browsers.reduce((sum, browser) => sum + browser.torn(), 0);
  tell(verdict, server, road, progress, torn);
  return verdict.wrong.length === 0 && verdict.lost + verdict.doubled === 0;
}

function tell(verdict: Verdict, { kills }: MortalServer, { tally }: Road, { restarts }: Progress, torn: number): void {
  for (const line of verdict.wrong.slice(0, 50)) console.error(line);
  if (verdict.wrong.length > 50) console.error(`… and ${verdict.wrong.length - 50} more`);
  console.log(
    `road: ${Object.entries(tally)
      .map(([blow, times]) => `${blow} ${times}`)
      .join(', ')}`,
  );
  console.log(
    `killed: server ${kills.server} (with PostgreSQL ${kills.database}), browsers ${restarts.browsers} (${torn} in the middle of a record); simulated phones restarted ${restarts.phones}`,
  );
  const { saved, received, refused, waiting, photos, redated, lost, doubled } = verdict;
  const total = kills.server + restarts.browsers;
  console.log(
    `seed ${size.seed}: ${saved} commands, ${total} kills: received ${received}, refused and shown ${refused}, waiting ${waiting}, ${photos} photos identical, ${redated} cases dated anew, ${verdict.wrong.length} wrong, lost ${lost}, doubled ${doubled}`,
  );
}

const data = await mkdtemp(join(tmpdir(), 'huiyin-chaos-'));
const port = await freePort();
const server = await startMortalServer({ HUIYIN_DATA: data, PORT: String(port) });
const road = await openRoad(port, seeded(size.seed).child('road'));
const browsers: BrowserPhone[] = [];
console.log(`seed ${size.seed}`);
try {
  process.exitCode = (await run(data, server, road, browsers)) ? 0 : 1;
} finally {
  for (const browser of browsers) await browser.close();
  await road.close();
  await server.stop();
  // What went wrong can be looked into: the database, the browsers' profiles.
  if (process.exitCode === 0) await rm(data, { recursive: true, force: true });
  else console.log(`kept: ${data}`);
}
process.exit();
