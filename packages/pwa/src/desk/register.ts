import {
  type AppealRoute,
  appealRoutes,
  contentKinds,
  kindsAllowed,
  type PlainDate,
  parsePlainDate,
  priorHandlings,
  type Refused,
  responsibilities,
  routeOutcomes,
  routePetition,
} from '@huiyin/domain';
import {
  type CaseLink,
  type CaseScan,
  type Channel,
  type ClockStarted,
  channels,
  firstAskedChannels,
  type JointMember,
  outcomesFor,
  type PetitionSource,
  petitionerKinds,
  petitionSources,
  proposeClass,
  type RegisterCase,
  registrationFaults,
  type World,
} from '@huiyin/domain/cases';
import { refusalMessage } from '@huiyin/domain/messages';
import { registerMessages as words } from '../messages/register.zh-CN.ts';
import { uuidv7 } from '../offline/uuid.ts';
import type { Draft } from '../session/draft.ts';
import type { UnitRow } from './documents.ts';
import { listIn } from './register-lists.ts';

/** What every part of the form is given. */
export interface PartProps {
  draft: Draft<RegisterValues>;
  /** A field's place in the command, and the sentence of what is wrong there: `{...props.at('matter.title')}`. */
  at: (path: string) => { readonly path: string; readonly error: string | undefined };
}

/** The registration form as it is typed: flat, every value as the control holds it. A type, since a draft needs an index. */
export type RegisterValues = {
  caseId: string;
  channel: string;
  receivedOn: string;
  hotlineNumber: string;
  hotlineDue: string;
  urgent: boolean;
  /** 来件信息: what the paper or message says of itself. */
  from: string;
  number: string;
  sentOn: string;
  superiorDue: string;
  source: string;
  askedUnitId: string;
  askedPerson: string;
  kind: string;
  anonymous: boolean;
  name: string;
  relation: string;
  phone: string;
  idCard: string;
  address: string;
  joint: boolean;
  persons: string;
  /** JSON of JointMember[], CaseScan[] and ChosenLink[]: a draft holds texts. */
  members: string;
  scans: string;
  links: string;
  /** JSON of one MergeTarget: what it is merged into once it is registered. */
  mergeInto: string;
  title: string;
  demand: string;
  contentKind: string;
  accusedUnitId: string;
  /** Empty: as the words propose. */
  appealRoute: string;
  outcome: string;
  choiceReason: string;
  dispute: boolean;
  disputeBodies: string;
  disputeAgreed: boolean;
  disputeSuperior: boolean;
  disputeBy: string;
  responsibility: string;
  priorHandling: string;
  opinionImplemented: boolean;
  newFacts: boolean;
  handlingUnitId: string;
  earlierHandling: string;
  referral: string;
  /** 拆信、盖章 are done, 摘编 is this, 提交签批 to this leader (R69). */
  opened: boolean;
  stamped: boolean;
  abstract: string;
  submitTo: string;
};

/** An empty form. `caseId` is made here, so that a second press of the button can never register twice. */
export function emptyRegistration(channel: string, receivedOn: PlainDate): RegisterValues {
  return {
    caseId: uuidv7(),
    channel,
    receivedOn,
    hotlineNumber: '',
    hotlineDue: '',
    urgent: false,
    from: '',
    number: '',
    sentOn: '',
    superiorDue: '',
    source: '',
    askedUnitId: '',
    askedPerson: '',
    kind: 'person',
    anonymous: false,
    name: '',
    relation: '',
    phone: '',
    idCard: '',
    address: '',
    joint: false,
    persons: '',
    members: '',
    scans: '',
    links: '',
    mergeInto: '',
    title: '',
    demand: '',
    contentKind: 'appeal',
    accusedUnitId: '',
    appealRoute: '',
    outcome: '',
    choiceReason: '',
    dispute: false,
    disputeBodies: '',
    disputeAgreed: true,
    disputeSuperior: true,
    disputeBy: '',
    responsibility: 'municipal',
    priorHandling: 'none',
    opinionImplemented: false,
    newFacts: false,
    handlingUnitId: '',
    earlierHandling: '',
    referral: '',
    opened: true,
    stamped: true,
    abstract: '',
    submitTo: '',
  };
}

/** The member of `choices` that a control holds; the first when it holds none. */
function pick<T extends string>(choices: readonly [T, ...T[]], given: string): T {
  return choices.find((choice) => choice === given) ?? choices[0];
}

export const channelOf = (values: RegisterValues): Channel => pick(channels, values.channel);
export const responsibilityOf = (values: RegisterValues) => pick(responsibilities, values.responsibility);
export const contentKindOf = (values: RegisterValues) => pick(contentKinds, values.contentKind);
export const priorHandlingOf = (values: RegisterValues) => pick(priorHandlings, values.priorHandling);
export const petitionerKindOf = (values: RegisterValues) => pick(petitionerKinds, values.kind);

/** Where it was raised before decides only while it says so (R29). */
export function factsOf(values: RegisterValues) {
  return {
    responsibility: responsibilityOf(values),
    contentKind: contentKindOf(values),
    priorHandling: priorHandlingOf(values),
    opinionImplemented: values.priorHandling === 'concluded' && values.opinionImplemented,
    newFacts: values.priorHandling === 'concluded' && values.newFacts,
  };
}

/** The outcome that stands: the clerk's, where the texts leave it open, else what the table proposes. */
export function outcomeOf(values: RegisterValues) {
  const facts = factsOf(values);
  const chosen = routeOutcomes.find((outcome) => outcome === values.outcome);
  return chosen !== undefined && outcomesFor(facts).includes(chosen) ? chosen : routePetition(facts).outcome;
}

/** The route of Art 31 that stands: the clerk's, else the one that the words propose, else the sixth. */
export function appealRouteOf(values: RegisterValues): AppealRoute {
  const chosen = appealRoutes.find((route) => String(route) === values.appealRoute);
  return chosen ?? proposeClass(values).appealRoute?.value ?? 6;
}

/** The units that may hold the matter (R1, R25–R27); an accusation goes to a department or the district authority only (Art 30). */
export function unitsThatMayHandle(units: readonly UnitRow[], values: RegisterValues): readonly UnitRow[] {
  const responsibility = outcomeOf(values) === 'acceptMunicipal' ? 'municipal' : responsibilityOf(values);
  const kinds = kindsAllowed({ contentKind: contentKindOf(values), responsibility });
  return units.filter((unit) => kinds.includes(unit.kind));
}

const text = (name: string, value: string) => (value.trim() === '' ? {} : { [name]: value.trim() });

/** The command of the form. An unreadable date is a refusal with its own sentence. */
export function registration(values: RegisterValues): RegisterCase | Refused {
  const received = parsePlainDate(values.receivedOn);
  if (!received.ok) return { ...received, path: 'receivedOn' };
  const due = optionalDate(values.hotlineDue);
  if (due.ok === false) return { ...due, path: 'hotline.dueOn' };
  const channel = channelOf(values);
  const incoming = incomingOf(values, channel);
  if ('ok' in incoming) return incoming;
  const facts = factsOf(values);
  return {
    type: 'registerCase',
    channel,
    receivedOn: received.value,
    matter: {
      caseId: values.caseId,
      title: values.title.trim(),
      demand: values.demand.trim(),
      petitioner: {
        kind: petitionerKindOf(values),
        anonymous: values.anonymous,
        name: values.anonymous ? '' : values.name.trim(),
        ...text('relation', values.relation),
        ...(values.anonymous
          ? {}
          : { ...text('phone', values.phone), ...text('idCard', values.idCard), ...text('address', values.address) }),
      },
      facts,
      ...(facts.contentKind === 'appeal' && { appealRoute: appealRouteOf(values) }),
      handlingUnitId: values.handlingUnitId,
      ...(facts.contentKind === 'accusation' ? text('accusedUnitId', values.accusedUnitId) : {}),
      earlierHandling: facts.priorHandling === 'none' ? '' : values.earlierHandling.trim(),
      ...(facts.responsibility === 'notEducation' ? text('referral', values.referral) : {}),
    },
    ...(channel === 'hotline' && {
      hotline: {
        externalNumber: values.hotlineNumber.trim(),
        ...(due.value === undefined ? {} : { dueOn: due.value }),
        ...(values.urgent && { urgent: true }),
      },
    }),
    ...incoming,
    ...besides(values, channel),
  };
}

/** A date that may be left out; what is written must be one. */
function optionalDate(given: string): { readonly ok: true; readonly value: PlainDate | undefined } | Refused {
  return given === '' ? { ok: true, value: undefined } : parsePlainDate(given);
}

/** 来件信息, and of what a superior passed on from whom it came (R65). */
function incomingOf(values: RegisterValues, channel: Channel): Pick<RegisterCase, 'incoming' | 'source'> | Refused {
  const asked = incomingFields[channel];
  const sentOn = optionalDate(asked?.sentOn === undefined ? '' : values.sentOn);
  if (!sentOn.ok) return { ...sentOn, path: 'incoming.sentOn' };
  const dueOn = optionalDate(channel === 'transferred' ? values.superiorDue : '');
  if (!dueOn.ok) return { ...dueOn, path: 'incoming.dueOn' };
  const incoming = {
    ...(asked?.from === undefined ? {} : text('from', values.from)),
    ...(asked?.number === undefined ? {} : text('number', values.number)),
    ...(sentOn.value === undefined ? {} : { sentOn: sentOn.value }),
    ...(dueOn.value === undefined ? {} : { dueOn: dueOn.value }),
  };
  if (channel === 'transferred') return { incoming, source: sourceOf(values) };
  return Object.keys(incoming).length === 0 ? {} : { incoming };
}

/** Which of 来自、编号、日期 each channel's paper or message has, and what they are called there. */
export const incomingFields: Readonly<
  Partial<Record<Channel, { readonly from?: string; readonly number?: string; readonly sentOn?: string }>>
> = {
  letter: { number: words.mailNumber, sentOn: words.postmark },
  call: { from: words.callFrom },
  online: { from: words.platform, number: words.platformNumber },
  email: { from: words.emailFrom, sentOn: words.sentOn },
  fax: { from: words.faxFrom, sentOn: words.sentOn },
  transferred: { from: words.sender, number: words.senderNumber, sentOn: words.senderDate },
};

/** Bodies that pass matters on (R65); the petitioner passes nothing on. */
export const passingSources = petitionSources.filter((source) => source !== 'petitioner');
export const sourceOf = (values: RegisterValues): PetitionSource =>
  passingSources.find((source) => source === values.source) ?? 'petitionBureau';

/** A case that was chosen to belong with this one. */
export interface ChosenLink extends CaseLink {
  readonly number: string;
  readonly title: string;
}

/** Those who joined in, as listed so far. */
export const listedMembers = (values: RegisterValues) => listIn<JointMember>(values.members);

/** Who was asked first, who joined in, what was scanned, what it belongs with, and what was chosen against the proposal. */
function besides(values: RegisterValues, channel: Channel) {
  const firstAsked = { unitId: values.askedUnitId, person: values.askedPerson.trim() };
  // half of it is sent as well: the rules say what is missing
  const asked = firstAskedChannels.includes(channel) && (firstAsked.unitId !== '' || firstAsked.person !== '');
  const scans = listIn<CaseScan>(values.scans);
  const links = listIn<ChosenLink>(values.links).map(({ caseId, relation }) => ({ caseId, relation }));
  const { outcome } = routePetition(factsOf(values));
  const choice = {
    ...(outcomeOf(values) === outcome ? {} : { outcome: outcomeOf(values) }),
    ...text('reason', values.choiceReason),
    ...(values.dispute && {
      dispute: {
        bodies: values.disputeBodies.trim(),
        agreed: values.disputeAgreed,
        commonSuperior: values.disputeSuperior,
        ...(values.disputeAgreed ? {} : text('decidedBy', values.disputeBy)),
      },
    }),
  };
  return {
    ...(asked && { firstAsked }),
    ...(values.joint && { joint: { persons: Number(values.persons), members: listedMembers(values) } }),
    ...(scans.length > 0 && { scans }),
    ...(links.length > 0 && { links }),
    ...(Object.keys(choice).length > 0 && { choice }),
  };
}

/** What the rules say of the form as it stands. */
export interface Verdict {
  /** Sentences by field path, with their articles; empty when it can be registered. */
  readonly errors: Readonly<Record<string, string>>;
  /** The clocks that registering would start; known as soon as dates and unit are right, names or not. */
  readonly clocks: readonly ClockStarted[];
}

/** Every fault at once, as the domain tells them. */
export function judge(values: RegisterValues, world: World): Verdict {
  const command = registration(values);
  if ('ok' in command) return { errors: { [command.path ?? '']: refusalMessage(command) }, clocks: [] };
  // linked cases are the server's to look at: this window does not hold them
  const { links: _links, ...alone } = command;
  const { faults, events } = registrationFaults(alone, world);
  const errors = Object.fromEntries(faults.map((fault) => [fault.path ?? '', refusalMessage(fault)]));
  return { errors, clocks: events.filter((event) => event.type === 'clockStarted') };
}
