import { type PlainDate, parsePlainDate, type RoutingFacts, type UnitKind } from '@huiyin/domain';
import {
  type Attachment,
  caseOf,
  type LogOutreachVisit,
  type Matter,
  type OutreachMode,
  type PetitionerKind,
  type Position,
  type VisitDetails,
} from '@huiyin/domain/cases';
import { uuidv7 } from '../../offline/uuid.ts';

/** A down-visit while it is being written: plain JSON, kept as a draft on every change. */
export interface VisitForm {
  visitId: string;
  /** YYYY-MM-DD as the date field gives it; '' when emptied. */
  visitedOn: string;
  placeUnitId: string;
  mode: OutreachMode | '';
  programme: boolean;
  /** Names as typed, parted by 、，, or a space. */
  companions: string;
  observations: string;
  matters: MatterForm[];
  followUps: FollowUpForm[];
  attachments: Attachment[];
  position: Position | null;
  /** 包案, 带案: the case, as the phone knew it when it was chosen; it may have left the phone's list since. */
  about: CaseAbout | null;
  /** What each mode records; those of the other modes stay, in case the mode was chosen by mistake. */
  done: string;
  findings: string;
  /** One name or one point a line. */
  participants: string;
  points: string;
  topic: string;
  notes: string;
  signerName: string;
  signerTitle: string;
}

/** A case that a visit is about. Date YYYY-MM-DD. */
export interface CaseAbout {
  readonly caseId: string;
  readonly number: string;
  readonly title: string;
  readonly unitName: string;
  readonly receivedOn: string;
}

/** One matter raised by the people (群众反映的事项) while it is being written. */
export interface MatterForm {
  caseId: string;
  kind: PetitionerKind;
  anonymous: boolean;
  name: string;
  relation: string;
  phone: string;
  title: string;
  demand: string;
  facts: RoutingFacts;
  /** '' while the phone's proposal stands. */
  handlingUnitId: string;
  accusedUnitId: string;
  earlierHandling: string;
  referral: string;
}

/** One follow-up item (后续) while it is being written. */
export interface FollowUpForm {
  id: string;
  what: string;
  /** The name shown; the ids are '' when it was typed. */
  owner: string;
  ownerUnitId: string;
  ownerPersonId: string;
  dueOn: string;
  /** Asked of the unit that handles the case which the visit is about (督办要求). */
  aboutCase: boolean;
}

/** An empty visit of today. */
export function emptyVisit(today: PlainDate): VisitForm {
  return {
    visitId: uuidv7(),
    visitedOn: today,
    placeUnitId: '',
    mode: '',
    programme: false,
    companions: '',
    observations: '',
    matters: [],
    followUps: [],
    attachments: [],
    position: null,
    about: null,
    done: '',
    findings: '',
    participants: '',
    points: '',
    topic: '',
    notes: '',
    signerName: '',
    signerTitle: '',
  };
}

/** Whose duty a matter raised at a place most often is: that of the lowest unit with authority (R4). A person may choose otherwise. */
function likelyResponsibility(place: UnitKind | undefined): RoutingFacts['responsibility'] {
  if (place === 'districtSchool' || place === 'districtAuthority') return 'district';
  return place === 'affiliatedSchool' || place === 'municipalUniversity' ? 'affiliated' : 'municipal';
}

/** An empty matter raised at a place: a new appeal, on the level of the place. */
export function emptyMatter(place: UnitKind | undefined): MatterForm {
  return {
    caseId: uuidv7(),
    kind: 'person',
    anonymous: false,
    name: '',
    relation: '',
    phone: '',
    title: '',
    demand: '',
    facts: {
      responsibility: likelyResponsibility(place),
      contentKind: 'appeal',
      priorHandling: 'none',
      opinionImplemented: false,
      newFacts: false,
    },
    handlingUnitId: '',
    accusedUnitId: '',
    earlierHandling: '',
    referral: '',
  };
}

/** An empty follow-up item. */
export function emptyFollowUp(change: Partial<FollowUpForm> = {}): FollowUpForm {
  return {
    id: uuidv7(),
    what: '',
    owner: '',
    ownerUnitId: '',
    ownerPersonId: '',
    dueOn: '',
    aboutCase: false,
    ...change,
  };
}

/** True when there is nothing in the form worth keeping: a look at the page leaves no draft behind. */
export function isUntouched(form: VisitForm): boolean {
  return (
    form.placeUnitId === '' &&
    form.mode === '' &&
    !form.programme &&
    form.companions.trim() === '' &&
    form.observations.trim() === '' &&
    form.matters.length === 0 &&
    form.followUps.length === 0 &&
    form.attachments.length === 0 &&
    form.position === null &&
    form.about === null &&
    [form.done, form.findings, form.participants, form.points, form.topic, form.notes].every(
      (text) => text.trim() === '',
    )
  );
}

/** Names as typed, one each, without doubles. */
export function companionsOf(text: string): string[] {
  return [...new Set(text.split(/[、，,;；\s]+/u).filter((name) => name !== ''))];
}

/** Gives the unit that takes a matter when nobody chose one. */
export type Propose = (matter: MatterForm) => string;

/** The matter as the command carries it. */
export function toMatter(form: MatterForm, propose: Propose): Matter {
  const { caseId, title, demand, facts, earlierHandling } = form;
  const text = (value: string) => (value.trim() === '' ? undefined : value.trim());
  const [relation, phone, referral] = [text(form.relation), text(form.phone), text(form.referral)];
  const accused = facts.contentKind === 'accusation' ? text(form.accusedUnitId) : undefined;
  return {
    caseId,
    title: title.trim(),
    demand: demand.trim(),
    petitioner: {
      kind: form.kind,
      anonymous: form.anonymous,
      name: form.anonymous ? '' : form.name.trim(),
      ...(relation === undefined ? {} : { relation }),
      ...(phone === undefined ? {} : { phone }),
    },
    facts: { ...facts },
    handlingUnitId: form.handlingUnitId === '' ? propose(form) : form.handlingUnitId,
    ...(accused === undefined ? {} : { accusedUnitId: accused }),
    earlierHandling: facts.priorHandling === 'none' ? '' : earlierHandling.trim(),
    ...(referral === undefined || facts.responsibility !== 'notEducation' ? {} : { referral }),
  };
}

/**
 * The command of a form, and the paths of the date fields that cannot be read: those stand in it as `today`. Everything
 * else is for `decide` to judge.
 */
export function toCommand(
  form: VisitForm,
  propose: Propose,
  today: PlainDate,
): { readonly command: LogOutreachVisit; readonly unreadable: readonly string[] } {
  const unreadable: string[] = [];
  const dateAt = (text: string, path: string, otherwise: PlainDate) => {
    const date = parsePlainDate(text);
    if (date.ok) return date.value;
    unreadable.push(path);
    return otherwise;
  };
  const visitedOn = dateAt(form.visitedOn, 'visitedOn', today);
  const about = isAboutCase(form.mode) ? form.about : null;
  const followUps = form.followUps.map(({ id, what, owner, ownerUnitId, ownerPersonId, dueOn, aboutCase }, index) => ({
    id,
    what: what.trim(),
    owner: owner.trim(),
    ...(ownerUnitId ? { ownerUnitId } : {}),
    ...(ownerPersonId ? { ownerPersonId } : {}),
    ...(aboutCase && about !== null ? { caseId: about.caseId } : {}),
    dueOn: dateAt(dueOn, `followUps.${index}.dueOn`, visitedOn),
  }));
  const details = detailsOf(form);
  const signed = form.attachments.some(({ kind }) => kind === 'signature');
  const command: LogOutreachVisit = {
    type: 'logOutreachVisit',
    visitId: form.visitId,
    visitedOn,
    // An empty mode is for `decide` to refuse (mode-missing, R20).
    mode: form.mode as OutreachMode,
    placeUnitId: form.placeUnitId,
    programme: form.programme,
    companions: companionsOf(form.companions),
    observations: form.observations.trim(),
    matters: form.matters.map((matter) => toMatter(matter, propose)),
    followUps,
    attachments: form.attachments.map((one) => ({ ...one })),
    ...(details === undefined ? {} : { details }),
    ...(signed ? { signer: { name: form.signerName.trim(), title: form.signerTitle.trim() } } : {}),
    ...(form.position === null ? {} : { position: { ...form.position } }),
  };
  return { command, unreadable };
}

/** 包案下访 and 带案督办 are about a case. */
export function isAboutCase(mode: VisitForm['mode']): mode is 'contractedCase' | 'accompaniedSupervision' {
  return mode === 'contractedCase' || mode === 'accompaniedSupervision';
}

/** What the chosen mode records; undefined while none is chosen. */
function detailsOf(form: VisitForm): VisitDetails | undefined {
  const caseId = form.about?.caseId ?? '';
  switch (form.mode) {
    case 'contractedCase':
      return { mode: form.mode, caseId, done: form.done.trim() };
    case 'accompaniedSupervision':
      return { mode: form.mode, caseId, findings: form.findings.trim() };
    case 'discussionVisit':
      return { mode: form.mode, participants: companionsOf(form.participants), points: linesOf(form.points) };
    case 'survey':
      return { mode: form.mode, topic: form.topic.trim(), notes: form.notes.trim() };
    default:
      return undefined;
  }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The form of a command that came back refused, to be mended. `known` finds a case on the phone. */
export function fromCommand(
  command: LogOutreachVisit,
  known: (caseId: string) => CaseAbout | undefined = () => undefined,
): VisitForm {
  const { details, signer } = command;
  const caseId = caseOf(details);
  const of = <K extends string>(key: K): string => {
    const found: unknown = details === undefined ? undefined : Object(details)[key];
    return Array.isArray(found) ? found.join('\n') : typeof found === 'string' ? found : '';
  };
  return {
    about: caseId === undefined || caseId === '' ? null : (known(caseId) ?? unknownCase(caseId)),
    done: of('done'),
    findings: of('findings'),
    participants: of('participants').replaceAll('\n', '、'),
    points: of('points'),
    topic: of('topic'),
    notes: of('notes'),
    signerName: signer?.name ?? '',
    signerTitle: signer?.title ?? '',
    visitId: command.visitId,
    visitedOn: command.visitedOn,
    placeUnitId: command.placeUnitId,
    mode: command.mode,
    programme: command.programme,
    companions: command.companions.join('、'),
    observations: command.observations,
    matters: command.matters.map(fromMatter),
    followUps: command.followUps.map(({ caseId: asked, ...item }) =>
      emptyFollowUp({ ...item, aboutCase: asked !== undefined }),
    ),
    attachments: command.attachments.map((item) => ({ ...item })),
    position: command.position === undefined ? null : { ...command.position },
  };
}

/** A case that is no longer on the phone: its id still stands, and the server knows it. */
function unknownCase(caseId: string): CaseAbout {
  return { caseId, number: '', title: '', unitName: '', receivedOn: '' };
}

function fromMatter(matter: Matter): MatterForm {
  return {
    caseId: matter.caseId,
    kind: matter.petitioner.kind,
    anonymous: matter.petitioner.anonymous,
    name: matter.petitioner.name,
    relation: matter.petitioner.relation ?? '',
    phone: matter.petitioner.phone ?? '',
    title: matter.title,
    demand: matter.demand,
    facts: { ...matter.facts },
    handlingUnitId: matter.handlingUnitId,
    accusedUnitId: matter.accusedUnitId ?? '',
    earlierHandling: matter.earlierHandling,
    referral: matter.referral ?? '',
  };
}

/** Opened, and not a word in it. */
export function isBlank(matter: MatterForm): boolean {
  const { title, demand, name, phone, relation, earlierHandling } = matter;
  return [title, demand, name, phone, relation, earlierHandling].every((text) => text.trim() === '');
}
