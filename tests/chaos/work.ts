import { createHash, randomBytes } from 'node:crypto';
import { uuidv7 } from '@huiyin/pwa/offline/uuid';
import type { Chance } from './chance.ts';

/** A photo as the phone took it. */
interface Photo {
  readonly id: string;
  readonly bytes: Buffer;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** One command as it is saved on a phone, and what must become of it. */
export interface Work {
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly streams: readonly string[];
  /** The visit or case it makes: its name whatever commandId it is sent under. Undefined: it works on a case that exists. */
  readonly makes?: { readonly kind: 'outreachVisit' | 'petitionCase'; readonly id: string };
  readonly cases: readonly string[];
  readonly photos: readonly Photo[];
  /** `either`: another phone may have been first, or this phone's clock says another day. */
  readonly expect: 'received' | 'refused' | 'either';
}

/** What the work is made of: the units, and the versions that cases of each way of making have, found out on the server. */
export interface World {
  readonly schools: readonly string[];
  readonly authorities: readonly string[];
  readonly version: { readonly visit: number; readonly letter: number; readonly afterNotice: number };
  /** Cases that many phones work on, so that they meet. */
  readonly shared: readonly string[];
}

/** The day in Shanghai by this clock. */
export function dayOf(now: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now);
}

/** A matter of a district's, new each time; its title is found nowhere else. */
export function matter(world: Pick<World, 'authorities'>, chance: Chance) {
  const caseId = uuidv7();
  return {
    caseId,
    title: `反映的事 ${caseId}`,
    demand: '请予核实并答复。',
    petitioner: { kind: 'person', anonymous: false, name: '某家长' },
    facts: {
      responsibility: 'district',
      contentKind: 'appeal',
      priorHandling: 'none',
      opinionImplemented: false,
      newFacts: false,
    },
    handlingUnitId: chance.pick(world.authorities),
    earlierHandling: '',
  };
}

/** A visit with up to two matters and, now and then, photos, as the field door writes it. */
export function visit(world: World, chance: Chance, now: number, change: Readonly<Record<string, unknown>> = {}): Work {
  const visitId = uuidv7();
  const matters = Array.from({ length: Math.floor(chance.between(0, 3)) }, () => matter(world, chance));
  const photos = chance.hits(0.12) ? Array.from({ length: Math.ceil(chance.between(0, 3)) }, () => photo(chance)) : [];
  const attachments = photos.map(({ id, sha256, bytes }) => ({
    ...{ id, sha256, size: bytes.length },
    ...{ kind: 'photo', mime: 'image/jpeg' },
  }));
  const cases = matters.map(({ caseId }) => caseId);
  return {
    type: 'logOutreachVisit',
    payload: {
      type: 'logOutreachVisit',
      visitId,
      visitedOn: dayOf(now),
      mode: 'discussionVisit',
      placeUnitId: chance.pick(world.schools),
      programme: false,
      companions: [],
      observations: `走访记录 ${visitId}`,
      matters,
      followUps: [],
      attachments,
      ...change,
    },
    streams: [`outreachVisit:${visitId}`, ...cases.map((id) => `petitionCase:${id}`)],
    makes: { kind: 'outreachVisit', id: visitId },
    cases,
    photos,
    expect: 'received',
  };
}

/** A letter's matter. */
export function letter(world: World, chance: Chance, now: number): Work {
  const one = matter(world, chance);
  return {
    type: 'registerCase',
    payload: { type: 'registerCase', channel: 'letter', receivedOn: dayOf(now), matter: one },
    streams: [`petitionCase:${one.caseId}`],
    makes: { kind: 'petitionCase', id: one.caseId },
    cases: [one.caseId],
    photos: [],
    expect: 'received',
  };
}

/** The acceptance notice (受理告知) of a case, from a phone that believes it to be at this version. */
export function notice(caseId: string, expectedVersion: number, now: number, expect: Work['expect']): Work {
  const payload = { caseId, expectedVersion, decision: 'accept', issuedOn: dayOf(now) };
  return onCase('issueAcceptanceNotice', caseId, payload, expect);
}

/** The completion (办结) of a case. */
export function completion(caseId: string, expectedVersion: number, now: number, expect: Work['expect']): Work {
  const words = { cause: '路口狭窄，放学时段车多。', resolution: '已增设护学岗并回复。', outcome: 'solved' };
  return onCase('completeCase', caseId, { caseId, expectedVersion, ...words, repliedOn: dayOf(now) }, expect);
}

function onCase(type: string, caseId: string, payload: Work['payload'], expect: Work['expect']): Work {
  const streams = [`petitionCase:${caseId}`];
  return { type, payload: { type, ...payload }, streams, cases: [], photos: [], expect };
}

/** Work that a rule refuses, each for another reason. */
export function refusable(world: World, chance: Chance, now: number): Work {
  const wrong = chance.pick([
    { mode: 'coffee' },
    { visitedOn: dayOf(now + 3 * 86_400_000) },
    { matters: [{ ...matter(world, chance), title: '' }] },
    { position: { latitude: 200, longitude: 0, accuracyMetres: 5 } },
  ]);
  return { ...visit(world, chance, now, { attachments: [], ...wrong }), cases: [], photos: [], expect: 'refused' };
}

/** Begins like a JPEG, as the server checks, and is as incompressible as one. */
function photo(chance: Chance): Photo {
  const bytes = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    randomBytes(Math.floor(chance.between(2e3, 60e3))),
  ]);
  return { id: uuidv7(), bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
