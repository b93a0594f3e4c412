import {
  contentKinds,
  kindsAllowed,
  type PlainDate,
  parsePlainDate,
  priorHandlings,
  type Refused,
  responsibilities,
} from '@huiyin/domain';
import {
  type Aggregates,
  type Channel,
  type ClockStarted,
  channels,
  decide,
  petitionerKinds,
  type RegisterCase,
  type World,
} from '@huiyin/domain/cases';
import { refusalMessage } from '@huiyin/domain/messages';
import { uuidv7 } from '../offline/uuid.ts';
import type { UnitRow } from './documents.ts';

/** The registration form as it is typed: flat, every value as the control holds it. A type, since a draft needs an index. */
export type RegisterValues = {
  caseId: string;
  channel: string;
  receivedOn: string;
  hotlineNumber: string;
  hotlineDue: string;
  kind: string;
  anonymous: boolean;
  name: string;
  relation: string;
  phone: string;
  title: string;
  demand: string;
  contentKind: string;
  accusedUnitId: string;
  responsibility: string;
  priorHandling: string;
  opinionImplemented: boolean;
  newFacts: boolean;
  handlingUnitId: string;
  earlierHandling: string;
  referral: string;
};

/** An empty form. `caseId` is made here, so that a second press of the button can never register twice. */
export function emptyRegistration(channel: string, receivedOn: PlainDate): RegisterValues {
  return {
    caseId: uuidv7(),
    channel,
    receivedOn,
    hotlineNumber: '',
    hotlineDue: '',
    kind: 'person',
    anonymous: false,
    name: '',
    relation: '',
    phone: '',
    title: '',
    demand: '',
    contentKind: 'appeal',
    accusedUnitId: '',
    responsibility: 'municipal',
    priorHandling: 'none',
    opinionImplemented: false,
    newFacts: false,
    handlingUnitId: '',
    earlierHandling: '',
    referral: '',
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

/** The units that may hold the matter (R1, R25–R27); an accusation goes to a department or the district authority only (Art 30). */
export function unitsThatMayHandle(units: readonly UnitRow[], values: RegisterValues): readonly UnitRow[] {
  const responsibility = responsibilityOf(values);
  const kinds = kindsAllowed({ contentKind: contentKindOf(values), responsibility });
  return units.filter((unit) => kinds.includes(unit.kind));
}

const text = (name: string, value: string) => (value.trim() === '' ? {} : { [name]: value.trim() });

/** The command of the form. An unreadable date is a refusal with its own sentence. */
export function registration(values: RegisterValues): RegisterCase | Refused {
  const received = parsePlainDate(values.receivedOn);
  if (!received.ok) return { ...received, path: 'receivedOn' };
  const due = values.hotlineDue === '' ? undefined : parsePlainDate(values.hotlineDue);
  if (due?.ok === false) return { ...due, path: 'hotline.dueOn' };
  const channel = channelOf(values);
  const facts = {
    responsibility: responsibilityOf(values),
    contentKind: contentKindOf(values),
    priorHandling: priorHandlingOf(values),
    opinionImplemented: values.priorHandling === 'concluded' && values.opinionImplemented,
    newFacts: values.priorHandling === 'concluded' && values.newFacts,
  };
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
        ...(values.anonymous ? {} : text('phone', values.phone)),
      },
      facts,
      handlingUnitId: values.handlingUnitId,
      ...(facts.contentKind === 'accusation' ? text('accusedUnitId', values.accusedUnitId) : {}),
      earlierHandling: facts.priorHandling === 'none' ? '' : values.earlierHandling.trim(),
      ...(facts.responsibility === 'notEducation' ? text('referral', values.referral) : {}),
    },
    ...(channel === 'hotline'
      ? { hotline: { externalNumber: values.hotlineNumber.trim(), ...(due === undefined ? {} : { dueOn: due.value }) } }
      : {}),
  };
}

const nothing: Aggregates = { petitionCase: () => undefined, outreachVisit: () => undefined };

/** What the rules say of the form as it stands. */
export interface Verdict {
  /** Sentences by field path, with their articles; empty when it can be registered. */
  readonly errors: Readonly<Record<string, string>>;
  /** The clocks that registering would start; known as soon as dates and unit are right, names or not. */
  readonly clocks: readonly ClockStarted[];
}

/** The same form with something written where nothing is yet, so that the rules look further. Undefined: not a text. */
function filledAt(command: RegisterCase, path: string | undefined): RegisterCase | undefined {
  const { matter } = command;
  const mark = '…';
  switch (path) {
    case 'matter.title':
      return { ...command, matter: { ...matter, title: mark } };
    case 'matter.demand':
      return { ...command, matter: { ...matter, demand: mark } };
    case 'matter.petitioner.name':
      return { ...command, matter: { ...matter, petitioner: { ...matter.petitioner, name: mark } } };
    case 'hotline.externalNumber':
      return { ...command, hotline: { ...command.hotline, externalNumber: mark } };
    default:
      return undefined;
  }
}

/** Asks the domain's own `decide`, as often as there are missing texts, so that every fault is shown at once. */
export function judge(values: RegisterValues, world: World): Verdict {
  const errors: Record<string, string> = {};
  let command: RegisterCase | Refused | undefined = registration(values);
  while (command !== undefined) {
    if ('ok' in command) return { errors: { ...errors, [command.path ?? '']: refusalMessage(command) }, clocks: [] };
    const decided = decide(nothing, command, world);
    if (decided.ok) return { errors, clocks: decided.value.filter((event) => event.type === 'clockStarted') };
    const path = decided.path ?? '';
    if (path in errors) break;
    errors[path] = refusalMessage(decided);
    command = filledAt(command, path);
  }
  return { errors, clocks: [] };
}
