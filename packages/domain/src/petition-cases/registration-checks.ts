import {
  checkChoice,
  checkText,
  firstOf,
  firstRefusal,
  listLimits,
  maxAttachmentBytes,
  textLimits,
  tooMany,
} from '../checks.ts';
import { cite } from '../citation.ts';
import type { Aggregates } from '../commands.ts';
import { parsePhone } from '../identity/contact.ts';
import { parseResidentCard } from '../identity/resident-card.ts';
import type { World } from '../identity/units.ts';
import { type Refused, type Result, refused } from '../result.ts';
import { proposeClass } from '../routing/classify.ts';
import { appealRoutes, settleDispute } from '../routing/received.ts';
import { type PriorHandling, routePetition } from '../routing/routing.ts';
import { checkVoided, lawfulProcedure } from './procedure.ts';
import type { CaseScan, Classification, Incoming, JointMember } from './registration.ts';
import { scanMimes } from './registration.ts';
import { type CaseLink, linkRelations } from './side-facets.ts';
import { isOpen } from './statuses.ts';
import { comingChannels, type Matter, type PetitionCaseState, type RegisterCase } from './types.ts';

const statute = (article: string) => cite('petitionRegulation2022', article);

/** Where a person is reached, from whichever channel: numbers as people write them; what is none is refused where it stands. */
export function checkContacts(
  given: { readonly phone?: string; readonly idCard?: string; readonly address?: string },
  world: World,
  path: string,
): Refused | undefined {
  const { phone = '', idCard = '', address } = given;
  const at = (read: Result<unknown>, field: string): Refused | undefined =>
    read.ok ? undefined : { ...read, path: `${path}.${field}` };
  return firstRefusal(
    () => checkText(phone, { path: `${path}.phone`, limit: textLimits.name }),
    () => (phone.trim() === '' ? undefined : at(parsePhone(phone), 'phone')),
    () => (idCard.trim() === '' ? undefined : at(parseResidentCard(idCard, world.today), 'idCard')),
    () => checkText(address, { path: `${path}.address`, limit: textLimits.short }),
  );
}

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const sourceBasis = [cite('petitionSystem', '第三条', 'R65')];

/** What the paper says of itself: from where, its number and dates (来件信息, R65). */
export function checkIncoming(
  incoming: Incoming | undefined,
  { channel, receivedOn }: Pick<RegisterCase, 'channel' | 'receivedOn'>,
): Refused | undefined {
  if (incoming === undefined) return undefined;
  const { from = '', number, sentOn, dueOn } = incoming;
  const path = 'incoming.from';
  return firstRefusal(
    () => checkText(from, { path, limit: textLimits.short, ...passedOn(channel) }),
    () => checkText(number, { path: 'incoming.number', limit: textLimits.name }),
    () =>
      channel === 'email' && from.trim() !== '' && !email.test(from.trim())
        ? refused('email-malformed', {}, [], path)
        : undefined,
    () => {
      if (channel !== 'fax' || from.trim() === '') return undefined;
      const fax = parsePhone(from);
      return fax.ok ? undefined : { ...fax, path };
    },
    () =>
      sentOn !== undefined && sentOn > receivedOn
        ? refused('sent-after-receipt', { sentOn, receivedOn }, [], 'incoming.sentOn')
        : undefined,
    () =>
      dueOn !== undefined && dueOn < receivedOn
        ? refused('superior-due-before-receipt', { dueOn, receivedOn }, sourceBasis, 'incoming.dueOn')
        : undefined,
    () =>
      dueOn !== undefined && channel !== 'transferred'
        ? refused('superior-due-elsewhere', {}, sourceBasis, 'incoming.dueOn')
        : undefined,
  );
}

/** What a superior body passed on names that body (R65). */
const passedOn = (channel: RegisterCase['channel']) =>
  channel === 'transferred' ? ({ missing: 'sender-missing', citations: sourceBasis } as const) : {};

/** Art 20: who come (走访) elect representatives, never more than five; who write, or whom a leader goes to, may name as many as they wish. */
const representativesLimit = 5;

function checkMember(member: JointMember, world: World, path: string): Refused | undefined {
  const { name } = member;
  return firstRefusal(
    () => checkText(name, { path: `${path}.name`, limit: textLimits.name, missing: 'member-name-missing' }),
    () => checkContacts(member, world, path),
  );
}

function checkJoint({ joint, channel }: RegisterCase, world: World): Refused | undefined {
  if (joint === undefined) return undefined;
  const { persons, members } = joint;
  const limit = representativesLimit;
  const given = 1 + members.filter(({ representative }) => representative).length;
  const listed = members.length + 1;
  return firstRefusal(
    () => tooMany(members, listLimits.members, 'joint.members'),
    () =>
      Number.isInteger(persons) && persons >= Math.max(2, listed) && persons <= 100_000
        ? undefined
        : refused('joint-persons-wrong', { persons, listed }, [], 'joint.persons'),
    () =>
      given > limit && comingChannels.includes(channel)
        ? refused('too-many-representatives', { given, limit }, [statute('第二十条')], 'joint.members')
        : undefined,
    () => firstOf(members, 'joint.members', (member, path) => checkMember(member, world, path)),
  );
}

/** A file that was sent before its command: of a kind and size that is taken, its digest whole. */
export function checkScan({ sha256, size, mime }: CaseScan, path: string): Refused | undefined {
  if (size > maxAttachmentBytes) {
    return refused('attachment-too-large', { limitMiB: maxAttachmentBytes / 1024 / 1024 }, [], `${path}.size`);
  }
  const known: readonly string[] = scanMimes;
  const sound = /^[0-9a-f]{64}$/.test(sha256) && Number.isInteger(size) && size > 0 && known.includes(mime);
  return sound ? undefined : refused('malformed-attachment', {}, [], path);
}

/** How far a case has come, as what its repeat has to say of it (Arts 19, 35, 36). */
export function priorHandlingOf({ status }: Pick<PetitionCaseState, 'status'>): PriorHandling {
  if (status === 'merged' || isOpen(status)) return 'inProgress';
  if (status === 'concluded' || status === 'finallyReviewed') return 'concluded';
  return status === 'completed' || status === 'reexamined' ? 'replied' : 'none';
}

/** The law's consequence of a repeat: what runs is not accepted again (Art 19), what was replied to may be reexamined (Art 35), what was reviewed is at its end (Art 36). */
export const repeatArticles: Readonly<Record<PriorHandling, readonly ReturnType<typeof statute>[]>> = {
  none: [],
  inProgress: [statute('第十九条')],
  replied: [statute('第三十五条')],
  concluded: [statute('第三十六条')],
};

function checkLink(link: CaseLink, path: string, command: RegisterCase, aggregates: Aggregates): Refused | undefined {
  const { matter } = command;
  const other = aggregates.petitionCase(link.caseId);
  if (!other) return refused('unknown-case', { caseId: link.caseId.slice(0, 60) }, [], `${path}.caseId`);
  const accusation = matter.facts.contentKind === 'accusation';
  return firstRefusal(
    () => checkChoice(link.relation, linkRelations, `${path}.relation`),
    () => checkVoided(other, `${path}.caseId`),
    () =>
      accusation === (other.compartment === 'accusation')
        ? undefined
        : refused('link-other-compartment', {}, [statute('第三十条')], `${path}.caseId`),
    () => {
      const prior = priorHandlingOf(other);
      if (link.relation !== 'repeat' || accusation || matter.facts.priorHandling === prior) return undefined;
      const params = { other: other.number ?? other.id, prior };
      return refused('repeat-says-otherwise', params, repeatArticles[prior], 'matter.facts.priorHandling');
    },
  );
}

function checkLinks(command: RegisterCase, aggregates: Aggregates): Refused | undefined {
  const { links = [] } = command;
  return firstRefusal(
    () => tooMany(links, listLimits.links, 'links'),
    () => firstOf(links, 'links', (link, path) => checkLink(link, path, command, aggregates)),
    () => {
      const at = links.findIndex(({ caseId }, place) => links.findIndex((one) => one.caseId === caseId) !== place);
      const doubled = links[at];
      if (doubled === undefined) return undefined;
      const other = aggregates.petitionCase(doubled.caseId)?.number ?? '';
      return refused('already-linked', { other }, [lawfulProcedure], `links.${at}.caseId`);
    },
  );
}

/** What the words and the table propose for this matter. */
function proposalFor({ title, demand, facts }: Matter): Classification['proposed'] {
  const { contentKind, appealRoute } = proposeClass({ title, demand });
  return {
    ...(contentKind && { contentKind: contentKind.value }),
    ...(appealRoute && { appealRoute: appealRoute.value }),
    outcome: routePetition(facts).outcome,
  };
}

/** In which respects the choice is not the proposal, so that it needs its reason. */
export function differences({ matter, choice }: Pick<RegisterCase, 'matter' | 'choice'>): readonly string[] {
  const proposed = proposalFor(matter);
  const { contentKind } = matter.facts;
  const route = contentKind === 'appeal' ? matter.appealRoute : undefined;
  return [
    ...(proposed.contentKind === 'accusation' && contentKind !== 'accusation' ? ['class'] : []),
    ...(route !== undefined && route !== (proposed.appealRoute ?? 6) ? ['appealRoute'] : []),
    ...(choice?.outcome !== undefined && choice.outcome !== proposed.outcome ? ['outcome'] : []),
  ];
}

const classArticles: Readonly<Record<string, string>> = {
  class: '第三十条',
  appealRoute: '第三十一条',
  outcome: '第二十三条',
};

function checkChoiceOf(command: RegisterCase): Refused | undefined {
  const { matter, choice } = command;
  const { dispute } = choice ?? {};
  const [first] = differences(command);
  const basis = first === undefined ? {} : { missing: 'choice-reason-missing' as const };
  const citations = first === undefined ? [] : [statute(classArticles[first] ?? '第二十三条')];
  const art24 = [statute('第二十四条')];
  return firstRefusal(
    () =>
      matter.appealRoute === undefined || appealRoutes.includes(matter.appealRoute)
        ? undefined
        : refused('unknown-choice', { given: String(matter.appealRoute).slice(0, 40) }, [], 'matter.appealRoute'),
    () => checkText(choice?.reason, { path: 'choice.reason', limit: textLimits.demand, citations, ...basis }),
    () =>
      dispute &&
      checkText(dispute.bodies, {
        path: 'choice.dispute.bodies',
        limit: textLimits.short,
        missing: 'dispute-part-missing',
        citations: art24,
      }),
    () =>
      dispute &&
      checkText(dispute.decidedBy, {
        path: 'choice.dispute.decidedBy',
        limit: textLimits.short,
        citations: art24,
        ...(dispute.agreed ? {} : { missing: 'dispute-part-missing' as const }),
      }),
  );
}

/** What is kept of the classification: nothing where the proposal was followed and nobody disputed. */
export function classificationOf(command: RegisterCase): Classification | undefined {
  const { matter, choice } = command;
  const { dispute, reason } = choice ?? {};
  if (differences(command).length === 0 && dispute === undefined) return undefined;
  return {
    proposed: proposalFor(matter),
    ...(reason !== undefined && { reason }),
    ...(dispute && { dispute: { ...dispute, ...settleDispute(dispute) } }),
  };
}

/** Everything that the office writes down beside the matter itself; see {@link RegisterCase}. */
export function checkRegistration(command: RegisterCase, aggregates: Aggregates, world: World): Refused | undefined {
  const { scans = [] } = command;
  return firstRefusal(
    () => checkIncoming(command.incoming, command),
    () => checkJoint(command, world),
    () => tooMany(scans, listLimits.scans, 'scans'),
    () => firstOf(scans, 'scans', checkScan),
    () => checkChoiceOf(command),
    () => checkLinks(command, aggregates),
  );
}
