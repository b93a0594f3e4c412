import {
  type PlainDate,
  parsePlainDate,
  plainDate,
  proposeHandlingUnit,
  type Refused,
  routePetition,
} from '@huiyin/domain';
import {
  type Aggregates,
  type FollowUp,
  type LogOutreachVisit,
  logOutreachVisit,
  type Matter,
  type OutreachMode,
  outreachModes,
  type VisitDetails,
  type World,
} from '@huiyin/domain/cases';
import { modeName, refusalMessage } from '@huiyin/domain/messages';
import { fieldMessages as words } from '../../messages/field.zh-CN.ts';
import type { ItemSummary } from '../../offline/types.ts';
import { type FieldSession, nothingYet } from '../session.ts';
import { emptyMatter, type MatterForm, type Propose, toCommand, toMatter, type VisitForm } from './visit-form.ts';

/** What is wrong with the form: the field's path (`matters.0.title`) and the sentence with its article. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** What the rules need to know of the phone: its units and the world of today. */
export type Rules = Pick<FieldSession, 'units' | 'world'>;

/** The unit that takes a matter raised at a place; '' when a person has to choose (accusations, R16, Art 30). */
export function proposerFor(field: Rules, placeUnitId: () => string): Propose {
  return (matter: MatterForm) => {
    if (matter.facts.contentKind === 'accusation') return '';
    const units = field.units()?.value ?? [];
    return proposeHandlingUnit(units, placeUnitId(), matter.facts.responsibility)?.id ?? '';
  };
}

/**
 * The command of a form, or everything that stands in its way in the order of the screen: the same rule that the
 * server will run, asked again with each fault mended.
 */
export function check(
  field: Rules,
  form: VisitForm,
):
  | { readonly ok: true; readonly command: LogOutreachVisit }
  | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const world = field.world();
  const propose = proposerFor(field, () => form.placeUnitId);
  const { command, unreadable } = toCommand(form, propose, world.today);
  const errors = unreadable.map((path): FieldError => ({ path, message: words.dateUnreadable }));
  const known = { ...nothingYet, petitionCase: knownCase(form.about) };
  for (const refusal of refusals(command, { world, known, someUnitId: field.units()?.value[0]?.id ?? '' }))
    errors.push(errorOf(refusal, form));
  if (errors.length === 0) return { ok: true, command };
  return { ok: false, errors: errors.toSorted((a, b) => rank(a.path) - rank(b.path)) };
}

/** The parts of the page from top to bottom; what has no field of its own comes last. */
const ORDER = [
  'placeUnitId',
  'mode',
  'details',
  'visitedOn',
  'companions',
  'observations',
  'matters',
  'followUps',
  'attachments',
  'signer',
];

function rank(path: string): number {
  const at = ORDER.indexOf(path.split('.')[0] ?? '');
  return at < 0 ? ORDER.length : at;
}

/** Errors that no field of the page shows at itself: about a list as a whole, or the visit as a whole. */
export function errorsOfNoField(errors: readonly FieldError[]): readonly FieldError[] {
  return errors.filter(({ path }) => rank(path) === ORDER.length || /^(matters|followUps)(\.\d+\.id)?$/.test(path));
}

/** What is wrong with one matter on its own, while its sheet is open: the visit around it is taken as if it were right. */
export function checkMatter(field: Rules, form: VisitForm, matter: MatterForm): readonly FieldError[] {
  const result = check(field, { ...form, matters: [matter] });
  return result.ok ? [] : errorsWithin(result.errors, 'matters.0.');
}

/** The errors below a path, named from there: `matters.2.` and `matters.2.title` give `title`. */
export function errorsWithin(errors: readonly FieldError[], prefix: string): readonly FieldError[] {
  return errors
    .filter((error) => error.path.startsWith(prefix))
    .map((error) => ({ ...error, path: error.path.slice(prefix.length) }));
}

/** Of the errors that are shown, those that still stand; nothing new is held against somebody who is writing. */
export function stillStanding(shown: readonly FieldError[], now: readonly FieldError[]): readonly FieldError[] {
  return now.filter((error) => shown.some((one) => one.path === error.path));
}

/** What the rules are asked with: the world, what is known of the case that the visit is about, and some unit that exists. */
interface Asking {
  readonly world: World;
  readonly known: Aggregates;
  readonly someUnitId: string;
}

/**
 * The case that a visit is about, as far as the rules of a visit look at it: that it is there and when it was received.
 * What the phone cannot know (whether it is an accusation) the server judges.
 */
function knownCase(about: VisitForm['about']): Aggregates['petitionCase'] {
  const received = parsePlainDate(about?.receivedOn);
  return (id) => {
    const matter = toMatter({ ...emptyMatter(undefined), caseId: id }, () => '');
    return {
      id,
      version: 0,
      status: 'registered',
      channel: 'letter',
      receivedOn: received.ok ? received.value : earliest,
      matter,
      handlingUnitId: '',
      compartment: 'ordinary',
      route: routePetition(matter.facts),
      clocks: [],
    };
  };
}
const earliest = plainDate('1900-01-01');

/** Every refusal of a command, each at its place: those of the visit, then those of every matter by itself. */
function refusals(command: LogOutreachVisit, asking: Asking): readonly Refused[] {
  const { position: _position, details: _details, signer: _signer, ...rest } = command;
  const { today } = asking.world;
  const future = command.visitedOn > today;
  const sound: LogOutreachVisit = {
    ...rest,
    visitedOn: future ? today : command.visitedOn,
    mode: firstMode,
    placeUnitId: asking.someUnitId,
    observations: '',
    companions: [],
    followUps: [],
    attachments: [],
  };
  const found = [
    ...refusalsOf({ ...command, matters: [] }, asking),
    ...command.matters.flatMap((matter, index) =>
      refusalsOf({ ...sound, matters: [matter] }, { ...asking, known: nothingYet }).map((refusal) => ({
        ...refusal,
        path: (refusal.path ?? '').replace(/^matters\.0\./, `matters.${index}.`),
      })),
    ),
  ];
  if (found.length > 0) return found;
  // What only shows in the whole: too many matters, the same one twice.
  const { details: _about, ...whole } = command;
  const decided = logOutreachVisit(nothingYet, { ...whole, followUps: [] }, asking.world);
  return decided.ok ? [] : [decided];
}

/** The refusals of one command: each is mended in a copy, so that the rules look further. */
function refusalsOf(command: LogOutreachVisit, { world, known, someUnitId }: Asking): readonly Refused[] {
  const found: Refused[] = [];
  let asked: LogOutreachVisit | undefined = command;
  while (asked !== undefined) {
    const decided = logOutreachVisit(known, asked, world);
    if (decided.ok || found.some((one) => one.path === decided.path)) break;
    found.push(decided);
    asked = mended(asked, decided.path ?? '', world.today, someUnitId);
  }
  return found;
}

/** The command with something right in the place at fault; undefined where there is no such thing. */
function mended(
  command: LogOutreachVisit,
  path: string,
  today: PlainDate,
  someUnitId: string,
): LogOutreachVisit | undefined {
  const [part = '', index = '', ...rest] = path.split('.');
  const at = Number(index);
  switch (part) {
    case 'visitedOn':
      return { ...command, visitedOn: today };
    case 'mode': {
      const { details: _details, ...without } = command;
      return { ...without, mode: firstMode };
    }
    case 'details':
      return { ...command, ...mendedDetails(command.details, index) };
    case 'signer': {
      const { signer: _signer, ...without } = command;
      return without;
    }
    case 'placeUnitId':
      return { ...command, placeUnitId: someUnitId };
    case 'observations':
      return { ...command, observations: '' };
    case 'companions':
      return { ...command, companions: [] };
    case 'attachments':
      return { ...command, attachments: [] };
    case 'followUps':
      return {
        ...command,
        followUps: command.followUps.map((item, i) =>
          i === at ? mendedFollowUp(item, rest, command.visitedOn) : item,
        ),
      };
    case 'matters':
      return { ...command, matters: command.matters.flatMap((one, i) => (i === at ? mendedMatter(one, rest) : [one])) };
    default:
      return undefined;
  }
}

const MARK = '…';

/** What the mode records with its fault mended, so that the rules look at the rest of it. */
function mendedDetails(details: VisitDetails | undefined, key: string): { details?: VisitDetails } {
  switch (details?.mode) {
    case undefined:
      return {};
    case 'discussionVisit':
      return { details: { ...details, participants: [], points: [] } };
    case 'survey':
      return { details: { ...details, topic: '', notes: '' } };
    case 'contractedCase':
      return { details: key === 'caseId' ? { ...details, caseId: MARK } : { ...details, done: MARK } };
    case 'accompaniedSupervision':
      return { details: key === 'caseId' ? { ...details, caseId: MARK } : { ...details, findings: MARK } };
  }
}

function mendedFollowUp(item: FollowUp, [key]: readonly string[], visitedOn: PlainDate): FollowUp {
  if (key === 'dueOn') return { ...item, dueOn: visitedOn };
  return key === 'owner' ? { ...item, owner: MARK } : { ...item, what: MARK };
}

/** A matter with its fault mended; none at all when it is the unit, which the rules look at last. */
function mendedMatter(matter: Matter, [key, sub]: readonly string[]): readonly Matter[] {
  const { accusedUnitId: _accused, ...without } = matter;
  switch (key) {
    case 'title':
    case 'demand':
      return [{ ...matter, [key]: MARK }];
    case 'petitioner':
      return [{ ...matter, petitioner: { ...matter.petitioner, [sub ?? 'name']: sub === 'name' ? MARK : '' } }];
    case 'earlierHandling':
    case 'referral':
      return [{ ...matter, [key]: '' }];
    case 'accusedUnitId':
      return [without];
    default:
      return [];
  }
}

const [firstMode]: readonly [OutreachMode, ...OutreachMode[]] = outreachModes;

/** The rules know no empty choice, only a unit that is not there: what has not been chosen yet is asked for in its own words. */
function errorOf(refusal: Refused, form: VisitForm): FieldError {
  const path = refusal.path ?? '';
  if (path === 'placeUnitId' && form.placeUnitId === '') return { path, message: words.placeMissing };
  if (refusal.code === 'unknown-unit' && path.endsWith('.handlingUnitId'))
    return { path, message: words.handlerMissing };
  // Said without "the first matter": the sentence stands at its own field.
  const within = path.replace(/^(matters|followUps)\.\d+\./, '');
  return { path, message: refusalMessage(within === path ? refusal : { ...refusal, path: within }) };
}

/** What the lists show of a visit. */
export function summaryOf(field: FieldSession, command: LogOutreachVisit): ItemSummary {
  const place = field.units()?.value.find((unit) => unit.id === command.placeUnitId);
  return {
    title: place?.name ?? '',
    visitedOn: command.visitedOn,
    modeName: modeName(command.mode),
    matters: command.matters.length,
    photos: command.attachments.filter((one) => one.kind === 'photo').length,
  };
}
